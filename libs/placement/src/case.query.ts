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

type PaperRow = readonly [
  id: string,
  documentCode: string,
  cycleId: string | null,
  state: HeldDocument['state'],
  issuedOn: string | null,
  expiresOn: string | null,
  verdict: string | null,
  submittedAt: string,
  closedReason: string | null,
];

/** The papers of some people, oldest first as a checklist reads them. */
export class Papers {
  constructor(private readonly written: ReadonlyMap<string, string>) {}

  /** Read only when asked for, so that nobody holds the papers of all these people at once. */
  of(candidateId: string): HeldDocument[] {
    const papers: readonly PaperRow[] = JSON.parse(this.written.get(candidateId) ?? '[]');
    return papers.map(heldDocument);
  }
}

/** Every paper of these people. All papers of a person come as one text: eight rows cost the driver more than PostgreSQL takes to
 *  gather them. */
export async function papersOf(rows: Rows, candidateIds: readonly string[]): Promise<Papers> {
  const people = await rows.query<{ candidateId: string; papers: string }>(
    `SELECT d.candidate_id AS "candidateId",
            json_agg(json_build_array(d.id, d.document_code, d.cycle_id, d.state, d.issued_on, d.expires_on, d.verdict,
                                      date_trunc('milliseconds', d.submitted_at), d.closed_reason)
                     ORDER BY d.submitted_at, d.id)::text AS papers
       FROM document d
      WHERE d.candidate_id = ANY ($1::uuid[])
      GROUP BY d.candidate_id`,
    [candidateIds],
  );
  return new Papers(new Map(people.map(({ candidateId, papers }) => [candidateId, papers])));
}

function heldDocument([id, documentCode, cycleId, state, issuedOn, expiresOn, verdict, submittedAt, closedReason]: PaperRow): HeldDocument {
  return { id, documentCode, cycleId, state, issuedOn, expiresOn, verdict, submittedAt, closedReason };
}

type ItemRow = readonly [
  documentCode: string,
  ruleId: string,
  requirement: StoredItem['requirement'],
  state: string,
  neededFor: Stage | null,
  documentId: string | null,
  lapsesOn: string | null,
  edition: string,
];

/** The stored lines of these cycles, by cycle; each cycle's as one text, as the papers. */
export async function storedItemsOf(rows: Rows, cycleIds: readonly string[]): Promise<Map<string, StoredItem[]>> {
  if (cycleIds.length === 0) return new Map();
  const cycles = await rows.query<{ cycleId: string; items: readonly ItemRow[] }>(
    `SELECT i.cycle_id AS "cycleId",
            json_agg(json_build_array(i.document_code, i.rule_id, i.requirement, i.state, i.needed_for, i.document_id, i.lapses_on,
                                      i.edition)) AS items
       FROM checklist_item i
      WHERE i.cycle_id = ANY ($1::uuid[])
      GROUP BY i.cycle_id`,
    [cycleIds],
  );
  return new Map(cycles.map(({ cycleId, items }) => [cycleId, items.map((item) => storedItem(cycleId, item))]));
}

function storedItem(
  cycleId: string,
  [documentCode, ruleId, requirement, state, neededFor, documentId, lapsesOn, edition]: ItemRow,
): StoredItem {
  return { cycleId, documentCode, ruleId, requirement, state, neededFor, documentId, lapsesOn, edition };
}

// Field by field: taking the rest of a row apart and together again makes objects that are slow to read, and a sweep makes a million.
function placementCase(row: CaseRow, today: string): PlacementCase {
  return {
    cycleId: row.cycleId,
    candidateId: row.candidateId,
    areaCode: row.areaCode,
    version: row.version,
    isCurrent: row.isCurrent,
    waivers: row.waivers,
    requests: row.requests,
    facts: {
      today,
      cycleId: row.cycleId,
      scheme: row.scheme,
      stage: row.stage,
      resumeStage: row.resumeStage,
      sex: row.sex,
      birthDate: row.birthDate,
      maritalStatus: row.maritalStatus,
      destinationCountry: row.destinationCountry,
      jobCode: row.jobCode,
      hasJob: row.hasJob,
      employerKind: row.employerKind,
      hasEmployer: row.hasEmployer,
      hasPlacementAgency: row.hasPlacementAgency,
      isReentry: row.isReentry,
      trainedAtCenter: row.trainedAtCenter,
      plannedDepartureOn: row.plannedDepartureOn,
      departedOn: row.departedOn,
      hasName: row.hasName,
      hasNik: row.hasNik,
      areaCode: row.areaCode,
      noticeGiven: row.noticeGiven,
    },
    stored: {
      requiredCount: row.requiredCount,
      submittedCount: row.submittedCount,
      verifiedCount: row.verifiedCount,
      isCompetent: row.isCompetent,
      checklistEdition: row.checklistEdition,
      checklistDueOn: row.checklistDueOn,
      checklistDigest: row.checklistDigest,
      askBy: row.askBy,
      askPapers: row.askPapers,
    },
  };
}
