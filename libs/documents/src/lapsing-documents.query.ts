import type { Rows } from '#libs/access';

/** Days are YYYY-MM-DD, both ends included. */
export interface LapseWindow {
  readonly documentCode: string;
  readonly from: string;
  readonly until: string;
  /** For papers that count from their issue (rulebook `months_from_issue`); null when only the printed day counts. */
  readonly monthsFromIssue: number | null;
  /** At most this many, soonest first. */
  readonly limit: number;
  /** The last document of the page before. */
  readonly after?: Pick<LapsingDocument, 'lapsesOn' | 'documentId'>;
}

export interface LapsingDocument {
  readonly documentId: string;
  readonly candidateId: string;
  readonly areaCode: string;
  readonly cycleId: string | null;
  readonly lapsesOn: string;
}

// As the rulebook's `lapsesOn`: calendar months from the issue, or the printed day where that is earlier. LEAST skips NULL.
const lapse = (row: string): string => `LEAST((${row}.issued_on + make_interval(months => $4::integer))::date, ${row}.expires_on)`;
const columns = `d.id, d.candidate_id, d.area_code, d.cycle_id, ${lapse('d')} AS lapses_on`;

// Two index ranges, by the printed day and by the issue. The last days of a month make "minus three months" imprecise, so the
// second range is wider; the outer condition cuts it. A paper that was renewed in time needs no reminder.
const LAPSING_SQL = `
WITH near AS (
  SELECT ${columns}
    FROM document d
   WHERE d.state = 'verified'
     AND d.document_code = $1
     AND d.expires_on BETWEEN $2::date AND $3::date
   UNION
  SELECT ${columns}
    FROM document d
   WHERE d.state = 'verified'
     AND d.document_code = $1
     AND d.issued_on BETWEEN ($2::date - make_interval(months => $4::integer))::date - 3
                         AND ($3::date - make_interval(months => $4::integer))::date + 3)
SELECT l.id AS "documentId", l.candidate_id AS "candidateId", l.area_code AS "areaCode", l.cycle_id AS "cycleId", l.lapses_on AS "lapsesOn"
  FROM near l
 WHERE l.lapses_on BETWEEN $2::date AND $3::date
   AND ($6::date IS NULL OR (l.lapses_on, l.id) > ($6::date, $7::uuid))
   AND NOT EXISTS (
       SELECT FROM document n
        WHERE n.candidate_id = l.candidate_id
          AND n.document_code = $1
          AND n.state = 'verified'
          AND ${lapse('n')} > l.lapses_on)
 ORDER BY l.lapses_on, l.id
 LIMIT $5`;

/** Verified documents that lapse in a window, for a clock that acts as the system (all areas). Bounded by window and limit;
 *  index ranges only, whatever the size of the table. */
export function lapsingDocuments(
  rows: Rows,
  { documentCode, from, until, monthsFromIssue, limit, after }: LapseWindow,
): Promise<LapsingDocument[]> {
  return rows.query<LapsingDocument>(LAPSING_SQL, [
    documentCode,
    from,
    until,
    monthsFromIssue,
    limit,
    after?.lapsesOn ?? null,
    after?.documentId ?? null,
  ]);
}
