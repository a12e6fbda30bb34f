import type { Rows } from '#libs/access';
import { newId, problem } from '#libs/platform';
import { EDITION, RETURN_REASONS, type Scheme } from '#libs/rulebook';

/** What a person wants to do, as far as it is known. */
export interface CycleWish {
  readonly scheme?: Scheme | null | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly destinationCountry?: string | null | undefined;
  readonly jobTitle?: string | null | undefined;
  readonly plannedDepartureOn?: string | null | undefined;
}

/** How somebody came home whom nobody knew before. `wasProcedural` null: not known yet. */
export interface ReturnFacts {
  readonly returnedOn: string;
  readonly reason: string;
  readonly wasProcedural: boolean | null;
  readonly country?: string | null | undefined;
}

export interface NewCycle {
  readonly candidateId: string;
  readonly areaCode: string;
  readonly cycleNo: number;
  readonly isReentry: boolean;
  readonly officerId: string | null;
  readonly wish: CycleWish;
  readonly returned: ReturnFacts | null;
}

/** Opens a cycle with its first stage event inside an open transaction: as `lead`, or as `returned` for a person who appears
 *  for the first time on the way home. Does nothing for a person who is not there, so it may travel with the adding. @returns the id of the cycle. @throws Problem invalid */
export async function addCycle(rows: Rows, cycle: NewCycle): Promise<string> {
  const { wish, returned } = cycle;
  refuseWrongWish(wish, rows.today);
  if (returned) refuseWrongReturn(returned, rows.today);
  const id = newId();
  const stage = returned ? 'returned' : 'lead';
  const since = returned?.returnedOn ?? rows.today;
  await Promise.all([
    rows.query(
      `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, scheme, destination_country, job_title, planned_departure_on,
                                    is_reentry, stage, stage_since, returned_on, return_reason, was_procedural, officer_id, opened_on)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 WHERE EXISTS (SELECT FROM candidate c WHERE c.id = $2)`,
      [
        id, cycle.candidateId, cycle.areaCode, cycle.cycleNo, wish.scheme ?? null, returned?.country ?? wish.destinationCountry ?? null,
        wish.jobTitle ?? null, wish.plannedDepartureOn ?? null, cycle.isReentry, stage, since, returned?.returnedOn ?? null,
        returned?.reason ?? null, returned?.wasProcedural ?? null, cycle.officerId, rows.today,
      ], // prettier-ignore
    ),
    rows.query(
      `INSERT INTO stage_event (id, cycle_id, candidate_id, area_code, from_stage, to_stage, effective_on, actor_id, reason_code, edition)
       SELECT $1, $2, $3, $4, NULL, $5, $6, $7, $8, $9 WHERE EXISTS (SELECT FROM placement_cycle p WHERE p.id = $2)`,
      [newId(), id, cycle.candidateId, cycle.areaCode, stage, since, rows.actorId, returned?.reason ?? null, EDITION],
    ),
  ]);
  return id;
}

/** @throws Problem invalid when the planned departure has passed already */
export function refuseWrongWish(wish: CycleWish, today: string): void {
  if (wish.plannedDepartureOn && wish.plannedDepartureOn < today) {
    throw problem('invalid', {
      errors: [{ pointer: '/plannedDepartureOn', code: 'date-in-past', detail: 'Rencana berangkat sudah lewat.' }],
    });
  }
}

function refuseWrongReturn({ returnedOn, reason }: ReturnFacts, today: string): void {
  const errors = [
    ...(returnedOn > today ? [{ pointer: '/returned/returnedOn', code: 'date-in-future', detail: 'Tanggal ini belum terjadi.' }] : []),
    ...(RETURN_REASONS.includes(reason)
      ? []
      : [{ pointer: '/returned/reason', code: 'reason-unknown', detail: 'Sebab kepulangan tidak dikenal.' }]),
  ];
  if (errors.length > 0) throw problem('invalid', { errors });
}
