import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { problem, Seals } from '#libs/platform';

import type { AlikeReason } from './alike.js';
import type { Sex } from './candidate.entity.js';
import { CandidatesService } from './candidates.service.js';
import type { CandidateView } from './candidate-view.query.js';
import { openIdentity } from './identity-seals.js';
import { maskNik } from './masks.js';
import { movingFrom, type MovingCount } from './merge-moves.query.js';

export const PAIR_STATES = ['open', 'not_duplicate', 'merged'] as const;
export type PairState = (typeof PAIR_STATES)[number];

/** One of two people who may be one, as a list shows them; the number masked. */
export interface PairPerson {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly nikMasked: string | null;
  readonly areaName: string;
  readonly stage: string | null;
}

/** Two files that may be one person, and what was decided about them. */
export interface DuplicatePair {
  readonly id: string;
  readonly version: number;
  readonly state: PairState;
  readonly score: number;
  readonly reasons: AlikeReason[];
  readonly detectedAt: string;
  readonly decidedAt: string | null;
  readonly decidedByName: string | null;
  readonly decideReason: string | null;
  readonly people: PairPerson[];
}

/** A pair side by side. `differs` names the fields that do not say the same. */
export interface PairSideBySide extends Omit<DuplicatePair, 'people'> {
  readonly differs: string[];
  readonly sides: { readonly person: CandidateView; readonly isMerged: boolean; readonly belongings: MovingCount[] }[];
}

export interface PairPage {
  readonly state: PairState;
  readonly candidateId: string | null;
  readonly after: string | null;
  readonly limit: number;
}

type SealedPerson = Omit<PairPerson, 'nikMasked'> & { readonly nikSealed: string | null };

const person = (side: 'a' | 'b', cycle: string): string => `json_build_object(
  'id', ${side}.id, 'caseNo', ${side}.case_no, 'fullName', ${side}.full_name, 'birthDate', ${side}.birth_date, 'sex', ${side}.sex,
  'nikSealed', encode(${side}.nik_sealed, 'base64'), 'areaName', (SELECT r.name FROM area r WHERE r.code = ${side}.area_code), 'stage', ${cycle}.stage)`;

const PAIR = `
  SELECT d.id, d.version, d.state, round(d.score::numeric, 2)::float8 AS score, d.reasons, d.detected_at AS "detectedAt", d.decided_at AS "decidedAt",
         (SELECT n.display_name FROM auth.colleague_names(ARRAY[d.decided_by]) n) AS "decidedByName", d.decide_reason AS "decideReason",
         json_build_array(${person('a', 'p')}, ${person('b', 'q')}) AS people
    FROM duplicate_pair d
    JOIN candidate a ON a.id = d.first_id
    JOIN candidate b ON b.id = d.second_id
    LEFT JOIN placement_cycle p ON p.candidate_id = a.id AND p.is_current
    LEFT JOIN placement_cycle q ON q.candidate_id = b.id AND q.is_current`;

const COMPARED = [
  'fullName',
  'nikMasked',
  'birthDate',
  'birthPlace',
  'sex',
  'maritalStatus',
  'education',
  'address',
  'kkMasked',
  'phoneMasked',
] as const satisfies readonly (keyof CandidateView)[];

/** Pairs of files that may be one person: the officer's list, the comparison, the decision. */
@Injectable()
export class DuplicatesService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** Pairs of the caller's scope, newest first; only pairs of which the caller may see both. `total` counts all of the state. */
  list(actor: Actor, page: PairPage): Promise<{ items: DuplicatePair[]; next: string | null; total: number }> {
    return this.access.read(actor, 'duplicate.list', async (rows) => {
      // Two texts, because a plan that fits both would read every pair for one person.
      const about = page.candidateId ? `d.state = $1 AND (d.first_id = $2 OR d.second_id = $2)` : `d.state = $1 AND $2::uuid IS NULL`;
      const [found, [counted]] = await Promise.all([
        rows.query<Omit<DuplicatePair, 'people'> & { people: SealedPerson[] }>(
          `${PAIR} WHERE ${about} AND ($3::uuid IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4 + 1`,
          [page.state, page.candidateId, page.after, page.limit],
        ),
        rows.query<{ total: number }>(`SELECT count(*)::integer AS total FROM duplicate_pair d WHERE ${about}`, [
          page.state,
          page.candidateId,
        ]),
      ]);
      const items = found.slice(0, page.limit).map((pair) => ({ ...pair, people: pair.people.map((one) => this.shown(one)) }));
      return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null, total: counted?.total ?? 0 };
    });
  }

  /** Both files of a pair beside each other. @throws Problem not-found */
  sideBySide(actor: Actor, pairId: string): Promise<PairSideBySide> {
    return this.access.view(actor, 'duplicate.view', pairId, (rows) => this.compare(rows, pairId));
  }

  /** Two people after all. @throws Problem not-found; changed-meanwhile; wrong-state when it was decided already */
  notDuplicate(actor: Actor, pairId: string, version: number, reason: string): Promise<PairSideBySide> {
    return this.access.write(actor, 'duplicate.decide', pairId, async (rows) => {
      const decided = await rows.query<{ candidateId: string; areaCode: string }>(
        `UPDATE duplicate_pair
            SET state = 'not_duplicate', decided_at = now(), decided_by = auth.current_user_id(), decide_reason = $3, version = version + 1
          WHERE id = $1 AND version = $2 AND state = 'open'
         RETURNING first_id AS "candidateId", first_area AS "areaCode"`,
        [pairId, version, reason],
      );
      if (!decided[0]) await refuse(rows, pairId, version);
      const shown = await this.compare(rows, pairId);
      rows.about({ ...decided[0], fields: ['notDuplicate'] });
      return shown;
    });
  }

  private async compare(rows: Rows, pairId: string): Promise<PairSideBySide> {
    const [pair] = await rows.query<DuplicatePair>(`${PAIR} WHERE d.id = $1`, [pairId]);
    if (!pair) throw problem('not-found');
    const { people, ...decision } = pair;
    const merged = await rows.query<{ id: string }>(`SELECT id FROM candidate WHERE id = ANY ($1::uuid[]) AND merged_into IS NOT NULL`, [
      people.map(({ id }) => id),
    ]);
    const sides = await Promise.all(
      people.map(async ({ id }) => ({
        person: await this.candidates.view(rows, id),
        isMerged: merged.some((file) => file.id === id),
        belongings: await belongingsOf(rows, id),
      })),
    );
    const [one, other] = sides.map((side) => side.person);
    if (!one || !other) throw problem('not-found');
    rows.about({ candidateId: one.id, areaCode: one.area.code });
    const differs: string[] = COMPARED.filter((field) => one[field] !== other[field]);
    if (one.area.code !== other.area.code) differs.push('areaCode');
    return { ...decision, differs, sides };
  }

  private shown({ nikSealed, ...known }: SealedPerson): PairPerson {
    const nik = openIdentity(this.seals, known.id, 'nik', nikSealed === null ? null : Buffer.from(nikSealed, 'base64'));
    return { ...known, nikMasked: nik && maskNik(nik) };
  }
}

async function belongingsOf(rows: Rows, candidateId: string): Promise<MovingCount[]> {
  return (await movingFrom(rows, candidateId, null)).map(({ kind, count }) => ({ kind, count }));
}

async function refuse(rows: Rows, pairId: string, version: number): Promise<never> {
  const [pair] = await rows.query<{ version: number }>(`SELECT version FROM duplicate_pair WHERE id = $1`, [pairId]);
  if (!pair) throw problem('not-found');
  if (pair.version !== version) throw problem('changed-meanwhile');
  throw problem('wrong-state', { detail: 'Pasangan ini sudah diputuskan.' });
}
