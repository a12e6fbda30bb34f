import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { newId, problem } from '#libs/platform';

import { Agreement, type AgreementType } from './agreement.entity.js';
import { findAgreement, listAgreements, type AgreementFilter, type AgreementView } from './agreements.query.js';
import { mustBeArea } from './areas.query.js';
import { applyChange } from './changes.js';
import { agreementMayBecome, type AgreementState } from './partnership-states.js';

/** An agreement to be recorded. Each party gives its own number. `state` is `proposed` when not given; an agreement that is in force already may be
 *  recorded as such. */
export interface NewAgreement {
  readonly areaCode: string;
  readonly type: AgreementType;
  readonly title: string;
  readonly numberFirstParty?: string | null;
  readonly numberSecondParty?: string | null;
  readonly counterpartOffice: string;
  readonly counterpartPerson?: string | null;
  readonly scope?: readonly string[] | null;
  readonly state?: AgreementState | null;
  readonly blockedReason?: string | null;
  readonly signedOn?: string | null;
  readonly effectiveOn?: string | null;
  readonly expiresOn?: string | null;
}

/** Only what is given changes; null empties what may be empty. */
export type AgreementChange = { readonly [Field in keyof NewAgreement]?: NewAgreement[Field] | null };

const CLEARABLE = ['numberFirstParty', 'numberSecondParty', 'counterpartPerson', 'blockedReason', 'signedOn', 'effectiveOn', 'expiresOn'];

/** The register of agreements with regions. Only BP3MI records them; a region reads its own. */
@Injectable()
export class AgreementsService {
  constructor(@Inject(Access) private readonly access: Access) {}

  list(actor: Actor, filter: AgreementFilter): Promise<{ items: readonly AgreementView[]; next: string | null }> {
    return this.access.read(actor, 'agreement.list', async (rows) => {
      const found = await listAgreements(rows, filter);
      const items = found.slice(0, filter.limit);
      return { items, next: found.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** @throws Problem not-found */
  get(actor: Actor, id: string): Promise<AgreementView> {
    return this.access.read(actor, 'agreement.list', (rows) => shown(rows, id));
  }

  /** @throws Problem invalid (unknown area, active without signature, blocked without reason, end before start); not-found for a foreign area */
  record(actor: Actor, input: NewAgreement): Promise<AgreementView> {
    return this.access.write(actor, 'agreement.record', null, async (rows) => {
      await mustBeArea(rows, input.areaCode);
      const state = input.state ?? 'proposed';
      const agreement = Object.assign(new Agreement(), {
        id: newId(),
        areaCode: input.areaCode,
        type: input.type,
        title: input.title,
        numberFirstParty: input.numberFirstParty ?? null,
        numberSecondParty: input.numberSecondParty ?? null,
        counterpartOffice: input.counterpartOffice,
        counterpartPerson: input.counterpartPerson ?? null,
        scope: [...(input.scope ?? [])],
        state,
        blockedReason: state === 'blocked' ? (input.blockedReason ?? null) : null,
        signedOn: input.signedOn ?? null,
        effectiveOn: input.effectiveOn ?? null,
        expiresOn: input.expiresOn ?? null,
        createdBy: rows.actorId,
      });
      refuseFaults(agreement, rows.today);
      await rows.add(agreement);
      rows.about({ subjectId: agreement.id, areaCode: agreement.areaCode });
      return shown(rows, agreement.id);
    });
  }

  /** @throws Problem wrong-state for a step that is not open, invalid (see `record`), changed-meanwhile */
  change(actor: Actor, id: string, version: number, input: AgreementChange): Promise<AgreementView> {
    return this.access.write(actor, 'agreement.record', id, async (rows) => {
      const agreement = await rows.lock(Agreement, id, version);
      if (input.areaCode) await mustBeArea(rows, input.areaCode);
      if (input.state && !agreementMayBecome(agreement.state, input.state)) {
        throw problem('wrong-state', { detail: 'Kesepakatan tidak dapat pindah ke keadaan itu dari keadaannya sekarang.' });
      }
      const fields = applyChange(agreement, input, CLEARABLE);
      if (agreement.state !== 'blocked') agreement.blockedReason = null;
      refuseFaults(agreement, rows.today);
      await rows.save(agreement);
      rows.about({ areaCode: agreement.areaCode, fields });
      return shown(rows, id);
    });
  }
}

async function shown(rows: Rows, id: string): Promise<AgreementView> {
  const agreement = await findAgreement(rows, id);
  if (!agreement) throw problem('not-found');
  return agreement;
}

function refuseFaults(agreement: Agreement, today: string): void {
  const { state, signedOn, effectiveOn, expiresOn, blockedReason } = agreement;
  const errors = [
    ...(state === 'active' && signedOn === null
      ? [{ pointer: '/signedOn', code: 'signature-missing', detail: 'Kesepakatan yang berlaku harus bertanggal tanda tangan.' }]
      : []),
    ...(signedOn !== null && signedOn > today
      ? [{ pointer: '/signedOn', code: 'day-in-future', detail: 'Tanggal tanda tangan belum tiba.' }]
      : []),
    ...(state === 'blocked' && !blockedReason
      ? [{ pointer: '/blockedReason', code: 'reason-missing', detail: 'Tuliskan alasan tertahan.' }]
      : []),
    ...(effectiveOn !== null && expiresOn !== null && expiresOn <= effectiveOn
      ? [{ pointer: '/expiresOn', code: 'ends-before-start', detail: 'Tanggal berakhir harus sesudah tanggal berlaku.' }]
      : []),
  ];
  if (errors.length > 0) throw problem('invalid', { errors });
}
