import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { newId, problem } from '#libs/platform';

import { Agreement } from './agreement.entity.js';
import { mustBeArea } from './areas.query.js';
import { applyChange } from './changes.js';
import { Commitment, type CommitmentCategory } from './commitment.entity.js';
import { findCommitment, listCommitments, type CommitmentFilter, type CommitmentView } from './commitments.query.js';
import { commitmentMayBecome, type OpenCommitmentState } from './partnership-states.js';
import { Visit } from './visit.entity.js';

/** What was promised, and by whom: the office that is bound and the person who spoke are two things. */
interface Promised {
  readonly promisedByOffice: string;
  readonly promisedByPerson?: string | null;
  /** In the words in which it was said. */
  readonly quote: string;
  readonly category: CommitmentCategory;
  readonly target?: string | null;
  readonly legalBasis?: string | null;
  readonly dueOn?: string | null;
  readonly evidence?: string | null;
}

/** A promise to be recorded. `areaCode` may be left out when the promise was made at a visit or in an agreement: it is then the area of that. */
export interface NewCommitment extends Promised {
  readonly areaCode?: string;
  readonly visitId?: string;
  readonly agreementId?: string;
  readonly state?: OpenCommitmentState;
}

/** Only what is given changes; null empties what may be empty. */
export type CommitmentChange = { readonly [Field in keyof Promised]?: Promised[Field] | null } & {
  readonly state?: OpenCommitmentState | null;
};

const CLEARABLE = ['promisedByPerson', 'target', 'legalBasis', 'dueOn', 'evidence'];

/** Promises of offices. Only BP3MI records and closes them; a region reads its own. */
@Injectable()
export class CommitmentsService {
  constructor(@Inject(Access) private readonly access: Access) {}

  list(actor: Actor, filter: CommitmentFilter): Promise<{ items: readonly CommitmentView[]; next: string | null }> {
    return this.access.read(actor, 'commitment.list', async (rows) => {
      const found = await listCommitments(rows, filter);
      const items = found.slice(0, filter.limit);
      return { items, next: found.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** @throws Problem not-found */
  get(actor: Actor, id: string): Promise<CommitmentView> {
    return this.access.read(actor, 'commitment.list', (rows) => shown(rows, id));
  }

  /** @throws Problem invalid for an unknown area or one outside the visit's; not-found for a foreign visit, agreement or area */
  record(actor: Actor, input: NewCommitment): Promise<CommitmentView> {
    return this.access.write(actor, 'commitment.record', null, async (rows) => {
      const areaCode = await areaOf(rows, input);
      const commitment = Object.assign(new Commitment(), {
        id: newId(),
        areaCode,
        visitId: input.visitId ?? null,
        agreementId: input.agreementId ?? null,
        promisedByOffice: input.promisedByOffice,
        promisedByPerson: input.promisedByPerson ?? null,
        quote: input.quote,
        category: input.category,
        target: input.target ?? null,
        legalBasis: input.legalBasis ?? null,
        dueOn: input.dueOn ?? null,
        evidence: input.evidence ?? null,
        state: input.state ?? ('stated' as const),
        createdBy: rows.actorId,
      });
      await rows.add(commitment);
      rows.about({ subjectId: commitment.id, areaCode });
      return shown(rows, commitment.id);
    });
  }

  /** Makes a promise measurable, corrects it or moves it on. @throws Problem wrong-state when closed or for a step that is not open */
  change(actor: Actor, id: string, version: number, input: CommitmentChange): Promise<CommitmentView> {
    return this.access.write(actor, 'commitment.record', id, async (rows) => {
      const commitment = await rows.lock(Commitment, id, version);
      commitment.mustBeOpen();
      if (input.state && !commitmentMayBecome(commitment.state, input.state)) {
        throw problem('wrong-state', { detail: 'Komitmen tidak dapat pindah ke keadaan itu dari keadaannya sekarang.' });
      }
      const fields = applyChange(commitment, input, CLEARABLE);
      return save(rows, commitment, fields);
    });
  }

  /** Kept. A promise counts as kept on the day it was fulfilled, not on the day somebody wrote it down.
   *  @throws Problem wrong-state when closed; invalid without evidence or for a day that has not come */
  fulfil(
    actor: Actor,
    id: string,
    version: number,
    { evidence, fulfilledOn }: { readonly evidence: string; readonly fulfilledOn: string },
  ): Promise<CommitmentView> {
    return this.access.write(actor, 'commitment.close', id, async (rows) => {
      const commitment = await rows.lock(Commitment, id, version);
      if (fulfilledOn > rows.today)
        throw problem('invalid', { errors: [{ pointer: '/fulfilledOn', code: 'day-in-future', detail: 'Tanggal pemenuhan belum tiba.' }] });
      commitment.fulfil(evidence, fulfilledOn);
      return save(rows, commitment, ['state', 'evidence', 'fulfilledOn']);
    });
  }

  /** Given up, with the reason. It no longer counts against the office, and it stays readable.
   *  @throws Problem wrong-state when closed already */
  drop(actor: Actor, id: string, version: number, { reason }: { readonly reason: string }): Promise<CommitmentView> {
    return this.access.write(actor, 'commitment.close', id, async (rows) => {
      const commitment = await rows.lock(Commitment, id, version);
      commitment.drop(reason);
      return save(rows, commitment, ['state', 'closedReason']);
    });
  }
}

async function save(rows: Rows, commitment: Commitment, fields: readonly string[]): Promise<CommitmentView> {
  await rows.save(commitment);
  rows.about({ areaCode: commitment.areaCode, fields });
  return shown(rows, commitment.id);
}

async function shown(rows: Rows, id: string): Promise<CommitmentView> {
  const commitment = await findCommitment(rows, id);
  if (!commitment) throw problem('not-found');
  return commitment;
}

/** A promise made at a meeting of the province may bind one regency, but never an area outside the meeting's. */
async function areaOf(rows: Rows, input: NewCommitment): Promise<string> {
  const sources = [
    ...(input.visitId ? [await rows.get(Visit, input.visitId)] : []),
    ...(input.agreementId ? [await rows.get(Agreement, input.agreementId)] : []),
  ];
  const areaCode = input.areaCode ?? sources[0]?.areaCode;
  if (!areaCode)
    throw problem('invalid', {
      errors: [{ pointer: '/areaCode', code: 'area-missing', detail: 'Pilih wilayah, kunjungan, atau kesepakatan asal komitmen ini.' }],
    });
  if (sources.some((source) => areaCode !== source.areaCode && !areaCode.startsWith(`${source.areaCode}.`))) {
    throw problem('invalid', {
      errors: [
        { pointer: '/areaCode', code: 'area-outside', detail: 'Wilayah komitmen harus berada di wilayah kunjungan atau kesepakatannya.' },
      ],
    });
  }
  await mustBeArea(rows, areaCode);
  return areaCode;
}
