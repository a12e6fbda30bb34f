import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import type { CaseFacts, HeldDocument, PaperRequest, Stage, Waiver } from '#libs/rulebook';

/** What is stored about a cycle's checklist, from the last time it was computed. */
export interface StoredSummary {
  readonly requiredCount: number;
  readonly submittedCount: number;
  readonly verifiedCount: number;
  readonly isCompetent: boolean;
  readonly checklistEdition: string | null;
  readonly checklistDueOn: string | null;
  /** Of the stored lines; see `digestOf`. */
  readonly checklistDigest: string | null;
  /** Last day to ask for the first open papers, and their codes with commas between; null when nothing is open or planned. */
  readonly askBy: string | null;
  readonly askPapers: string | null;
}

/** One cycle with everything the rulebook asks for, except the papers. */
export interface PlacementCase {
  readonly cycleId: string;
  readonly candidateId: string;
  readonly areaCode: string;
  readonly version: number;
  readonly isCurrent: boolean;
  readonly facts: CaseFacts;
  readonly waivers: readonly Waiver[];
  /** What was asked for at its issuer and is not in yet. */
  readonly requests: readonly PaperRequest[];
  readonly stored: StoredSummary;
}

/** One line of a stored checklist: what lists, reminders and dashboards read. */
export interface StoredItem {
  readonly cycleId: string;
  readonly documentCode: string;
  readonly ruleId: string;
  readonly requirement: 'required' | 'optional';
  readonly state: string;
  readonly neededFor: Stage | null;
  readonly documentId: string | null;
  readonly lapsesOn: string | null;
  readonly edition: string;
}

type CaseRow = Omit<CaseFacts, 'today' | 'cycleId'> &
  StoredSummary &
  Pick<PlacementCase, 'cycleId' | 'candidateId' | 'areaCode' | 'version' | 'isCurrent' | 'waivers' | 'requests'>;

// Trained at a centre: a course ended with a result, whatever it was.
const CASE_SQL = `
SELECT p.id AS "cycleId", p.candidate_id AS "candidateId", p.area_code AS "areaCode", p.version, p.is_current AS "isCurrent",
       p.scheme, p.stage, p.resume_stage AS "resumeStage", p.destination_country AS "destinationCountry", p.job_code AS "jobCode",
       (p.job_code IS NOT NULL OR p.job_title IS NOT NULL) AS "hasJob", p.employer_kind AS "employerKind",
       (p.employer_name IS NOT NULL) AS "hasEmployer", (p.placement_agency IS NOT NULL) AS "hasPlacementAgency", p.is_reentry AS "isReentry",
       p.planned_departure_on AS "plannedDepartureOn", p.departed_on AS "departedOn",
       c.sex, c.birth_date AS "birthDate", c.marital_status AS "maritalStatus", (c.full_name <> '') AS "hasName",
       (c.nik_index IS NOT NULL) AS "hasNik", (c.notice_given_at IS NOT NULL) AS "noticeGiven",
       EXISTS (SELECT 1 FROM enrolment e WHERE e.candidate_id = p.candidate_id AND e.result IS NOT NULL) AS "trainedAtCenter",
       (SELECT coalesce(json_agg(json_build_object('documentCode', w.document_code, 'reason', w.reason) ORDER BY w.document_code), '[]')
          FROM document_waiver w WHERE w.cycle_id = p.id) AS waivers,
       (SELECT coalesce(json_agg(json_build_object('documentCode', q.document_code, 'askedOn', q.asked_on, 'expectedOn', q.expected_on)
                                 ORDER BY q.document_code), '[]')
          FROM document_request q WHERE q.cycle_id = p.id) AS requests,
       p.required_count AS "requiredCount", p.submitted_count AS "submittedCount", p.verified_count AS "verifiedCount",
       p.is_competent AS "isCompetent", p.checklist_edition AS "checklistEdition", p.checklist_due_on AS "checklistDueOn",
       p.checklist_digest AS "checklistDigest", p.ask_by AS "askBy", array_to_string(p.ask_papers, ',') AS "askPapers"
  FROM placement_cycle p
  JOIN candidate c ON c.id = p.candidate_id`;

const ONE_SQL = `${CASE_SQL}\n WHERE p.id = $1`;
const CURRENT_SQL = `${CASE_SQL}\n WHERE p.is_current AND p.candidate_id = ANY ($1::uuid[])`;

/** @throws Problem not-found, the same for absent and for out of scope */
export async function caseOf(rows: Rows, cycleId: string): Promise<PlacementCase> {
  const [row] = await rows.query<CaseRow>(ONE_SQL, [cycleId]);
  if (!row) throw problem('not-found');
  return placementCase(row, rows.today);
}

/** The current cycles of these people. */
export async function currentCases(rows: Rows, candidateIds: readonly string[]): Promise<PlacementCase[]> {
  const found = await rows.query<CaseRow>(CURRENT_SQL, [candidateIds]);
  return found.map((row) => placementCase(row, rows.today));
}

/** Every paper of these people, oldest first as a checklist reads them, by person. */
export async function papersOf(rows: Rows, candidateIds: readonly string[]): Promise<Map<string, HeldDocument[]>> {
  const papers = await rows.query<HeldDocument & { candidateId: string }>(
    `SELECT d.candidate_id AS "candidateId", d.id, d.document_code AS "documentCode", d.cycle_id AS "cycleId", d.state,
            d.issued_on AS "issuedOn", d.expires_on AS "expiresOn", d.verdict, d.submitted_at AS "submittedAt", d.closed_reason AS "closedReason"
       FROM document d
      WHERE d.candidate_id = ANY ($1::uuid[])
      ORDER BY d.submitted_at, d.id`,
    [candidateIds],
  );
  return groupedBy(papers, (paper) => paper.candidateId);
}

/** The stored lines of these cycles, by cycle. */
export async function storedItemsOf(rows: Rows, cycleIds: readonly string[]): Promise<Map<string, StoredItem[]>> {
  if (cycleIds.length === 0) return new Map();
  const items = await rows.query<StoredItem>(
    `SELECT i.cycle_id AS "cycleId", i.document_code AS "documentCode", i.rule_id AS "ruleId", i.requirement, i.state, i.needed_for AS "neededFor",
            i.document_id AS "documentId", i.lapses_on AS "lapsesOn", i.edition
       FROM checklist_item i
      WHERE i.cycle_id = ANY ($1::uuid[])`,
    [cycleIds],
  );
  return groupedBy(items, (item) => item.cycleId);
}

function placementCase(row: CaseRow, today: string): PlacementCase {
  const { cycleId, candidateId, areaCode, version, isCurrent, waivers, requests } = row;
  // One row is both: what the rules ask for, and what they answered last.
  return { cycleId, candidateId, areaCode, version, isCurrent, waivers, requests, facts: { ...row, today }, stored: row };
}

function groupedBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
