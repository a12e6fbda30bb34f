import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { maskNikEnd, readPerson, type Sex } from '#libs/candidates';
import { Clock, Seals } from '#libs/platform';
import { nameKey, type Stage } from '#libs/rulebook';

import { likeness, LIKELY, type Likeness, type LikenessReason } from './likeness.js';

/** What is known so far of somebody who is about to be registered. */
export interface Wanted {
  readonly nik?: string | undefined;
  readonly fullName?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly sex?: Sex | undefined;
  readonly areaCode?: string | undefined;
}

/** Somebody recorded already: `found` by the same NIK, `possible` by name, birth and place. */
export interface PersonMatch {
  readonly candidateId: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly sex: Sex | null;
  readonly nikMasked: string | null;
  readonly areaName: string;
  readonly stage: Stage | null;
  readonly score: number;
  readonly certainty: 'found' | 'possible';
  readonly reasons: readonly LikenessReason[];
}

export interface PersonMatches {
  readonly items: readonly PersonMatch[];
  /** The NIK is recorded where the caller sees nothing; more is never told. */
  readonly outsideScope: boolean;
}

interface Recorded extends Omit<PersonMatch, 'score' | 'certainty' | 'reasons' | 'nikMasked'> {
  readonly nameKey: string;
  readonly areaCode: string;
  readonly nikLast4: string | null;
}

const MOST_SHOWN = 5;
const MOST_COMPARED = 300;

const RECORDED = `
SELECT c.id AS "candidateId", c.case_no AS "caseNo", c.full_name AS "fullName", c.name_key AS "nameKey", c.birth_date AS "birthDate", c.sex,
       c.area_code AS "areaCode", c.nik_last4 AS "nikLast4", a.name AS "areaName",
       (SELECT p.stage FROM placement_cycle p WHERE p.candidate_id = c.id AND p.is_current) AS stage
  FROM candidate c
  JOIN area a ON a.code = c.area_code`;

// The caller's own area stands in the statement too, because the planner cannot look into the scope. Each branch has its index.
const NEAR_SQL = `${RECORDED}
 WHERE c.id IN (
         SELECT b.id FROM candidate b
          WHERE b.birth_date = $1::date AND b.area_code >= $2::text AND b.area_code < $2::text || '/'
         UNION
         SELECT n.id FROM candidate n
          WHERE $3::text IS NOT NULL AND n.area_code >= $3::text AND n.area_code < $3::text || '/' AND n.name_key = $4::text
         LIMIT ${MOST_COMPARED})`;

/** Who may be the person at the counter already, asked before somebody is registered twice. */
@Injectable()
export class MatchesService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** People of the caller's own area who have this NIK or are alike by name, birth and place, the likeliest first, at most five.
   *  @throws Problem invalid with every faulty field */
  find(actor: Actor, wanted: Wanted): Promise<PersonMatches> {
    const { nik, fullName, birthDate, sex, areaCode } = readPerson(wanted, this.clock.today());
    const nikIndex = nik ? this.seals.blindIndex('nik', nik) : null;
    return this.access.read(actor, 'candidate.match', async (rows) => {
      const known = await this.byNik(rows, nikIndex);
      const key = fullName ? nameKey(fullName) : '';
      const facts = { nameKey: key, birthDate: birthDate ?? null, sex: sex ?? null, areaCode: areaCode ?? null };
      const near = key === '' ? [] : await rows.query<Recorded>(NEAR_SQL, [facts.birthDate, actor.areaCode, regencyOf(areaCode), key]);
      const possible = near
        .filter(({ candidateId }) => candidateId !== known.found?.candidateId)
        .map((recorded) => match(recorded, 'possible', likeness(facts, recorded, isOtherNik(nik, recorded))))
        .filter(({ score }) => score >= LIKELY)
        .sort((one, other) => other.score - one.score || one.caseNo.localeCompare(other.caseNo));
      return { items: [...(known.found ? [known.found] : []), ...possible].slice(0, MOST_SHOWN), outsideScope: known.isOutside };
    });
  }

  private async byNik(rows: Rows, nikIndex: Buffer | null): Promise<{ found: PersonMatch | null; isOutside: boolean }> {
    if (!nikIndex) return { found: null, isOutside: false };
    const [known] = await rows.query<{ candidateId: string | null }>(
      `SELECT s.candidate_id AS "candidateId" FROM auth.nik_status(ARRAY[$1::bytea]) s`,
      [nikIndex],
    );
    if (!known) return { found: null, isOutside: false };
    const [recorded] = known.candidateId ? await rows.query<Recorded>(`${RECORDED} WHERE c.id = $1`, [known.candidateId]) : [];
    return { found: recorded ? match(recorded, 'found', { score: 1, reasons: ['nik'] }) : null, isOutside: known.candidateId === null };
  }
}

function match({ nameKey: _, areaCode: __, nikLast4, ...shown }: Recorded, certainty: 'found' | 'possible', alike: Likeness): PersonMatch {
  return { ...shown, nikMasked: nikLast4 && maskNikEnd(nikLast4), ...alike, certainty };
}

// The same NIK was found already, so whoever is left has another one, or none.
function isOtherNik(nik: string | null | undefined, { nikLast4 }: Recorded): boolean {
  return Boolean(nik) && nikLast4 !== null;
}

function regencyOf(areaCode: string | undefined): string | null {
  return areaCode ? areaCode.slice(0, 5) : null;
}
