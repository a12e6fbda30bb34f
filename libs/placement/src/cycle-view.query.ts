import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import type { EmployerKind, Scheme, Stage } from '#libs/rulebook';

/** One placement cycle as a screen shows it. `documents` is the stored summary of the checklist, at most seconds old. */
export interface CycleView {
  readonly id: string;
  readonly cycleNo: number;
  readonly isCurrent: boolean;
  readonly version: number;
  readonly scheme: Scheme | null;
  readonly destinationCountry: string | null;
  readonly jobTitle: string | null;
  readonly jobCode: string | null;
  readonly employerName: string | null;
  readonly employerKind: EmployerKind | null;
  readonly placementAgency: string | null;
  readonly isReentry: boolean;
  readonly stage: Stage;
  readonly resumeStage: Stage | null;
  readonly stageSince: string;
  readonly plannedDepartureOn: string | null;
  readonly departedOn: string | null;
  readonly arrivedOn: string | null;
  readonly returnedOn: string | null;
  readonly returnReason: string | null;
  readonly wasProcedural: boolean | null;
  readonly contractEndsOn: string | null;
  readonly officerId: string | null;
  readonly documents: { readonly required: number; readonly submitted: number; readonly verified: number };
  readonly isCompetent: boolean;
}

/** Columns of `placement_cycle p` under the names of CycleView. */
export const CYCLE_COLUMNS = `
       p.id, p.cycle_no AS "cycleNo", p.is_current AS "isCurrent", p.version, p.scheme, p.destination_country AS "destinationCountry",
       p.job_title AS "jobTitle", p.job_code AS "jobCode", p.employer_name AS "employerName", p.employer_kind AS "employerKind",
       p.placement_agency AS "placementAgency", p.is_reentry AS "isReentry", p.stage, p.resume_stage AS "resumeStage",
       p.stage_since AS "stageSince", p.planned_departure_on AS "plannedDepartureOn", p.departed_on AS "departedOn",
       p.arrived_on AS "arrivedOn", p.returned_on AS "returnedOn", p.return_reason AS "returnReason",
       p.was_procedural AS "wasProcedural", p.contract_ends_on AS "contractEndsOn", p.officer_id AS "officerId",
       json_build_object('required', p.required_count, 'submitted', p.submitted_count, 'verified', p.verified_count) AS documents,
       p.is_competent AS "isCompetent"`;

/** Every cycle of a person, the newest first. */
export function cyclesOfCandidate(rows: Rows, candidateId: string): Promise<CycleView[]> {
  return rows.query<CycleView>(`SELECT ${CYCLE_COLUMNS} FROM placement_cycle p WHERE p.candidate_id = $1 ORDER BY p.cycle_no DESC`, [
    candidateId,
  ]);
}

/** @throws Problem not-found, the same for absent and for out of scope */
export async function cycleView(rows: Rows, cycleId: string): Promise<CycleView> {
  const [cycle] = await rows.query<CycleView>(`SELECT ${CYCLE_COLUMNS} FROM placement_cycle p WHERE p.id = $1`, [cycleId]);
  if (!cycle) throw problem('not-found');
  return cycle;
}
