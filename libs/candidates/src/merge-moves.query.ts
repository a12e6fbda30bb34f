import type { Rows } from '#libs/access';

/** What hangs on a file and moves with it. */
export const MOVING_KINDS = [
  'cycles',
  'documents',
  'scans',
  'waivers',
  'enrolments',
  'centers',
  'consents',
  'contacts',
  'handovers',
  'reminders',
] as const;
export type MovingKind = (typeof MOVING_KINDS)[number];

/** How much of a kind. */
export interface MovingCount {
  readonly kind: MovingKind;
  readonly count: number;
}

/** One thing that moves, in codes of its own record; never a number or a name of a person. */
export interface MovingExample {
  readonly code: string | null;
  readonly label: string | null;
  readonly state: string | null;
}

export interface Moving extends MovingCount {
  readonly examples: MovingExample[];
}

/** Where each kind is kept; the counts of a merge are stored by table. */
const TABLE_OF: Readonly<Record<MovingKind, string>> = {
  cycles: 'placement_cycle',
  documents: 'document',
  scans: 'scan',
  waivers: 'document_waiver',
  enrolments: 'enrolment',
  centers: 'participant',
  consents: 'consent',
  contacts: 'family_contact',
  handovers: 'handover_case',
  reminders: 'reminder',
};

const MOST_EXAMPLES = 5;
const NOTHING = 'NULL::text';

// $1 the file that moves, $2 the file it goes to (null: no file yet).
const ROWS_OF: Readonly<Record<MovingKind, string>> = {
  cycles: shown('t.scheme', 't.destination_country', 't.stage', 'placement_cycle t', 't.id'),
  documents: shown('t.document_code', NOTHING, 't.state', 'document t', 't.id'),
  scans: shown('t.document_code', NOTHING, 's.state', 'document t JOIN scan s ON s.document_id = t.id', 's.id'),
  waivers: shown('w.document_code', NOTHING, NOTHING, 'document_waiver w JOIN placement_cycle t ON t.id = w.cycle_id', 'w.document_code'),
  // A place in a course that was lost stays behind when the survivor is in the same course.
  enrolments: `${shown(NOTHING, 'b.name', 't.state', 'enrolment t LEFT JOIN training_batch b ON b.id = t.training_batch_id', 't.id')}
    AND NOT (t.state IN ('dropped_out', 'no_show')
             AND EXISTS (SELECT FROM enrolment own WHERE own.candidate_id = $2 AND own.training_batch_id = t.training_batch_id))`,
  centers: shown(
    NOTHING,
    'c.name',
    NOTHING,
    'participant t LEFT JOIN training_center c ON c.id = t.training_center_id',
    't.training_center_id',
  ),
  consents: shown('t.notice_version', NOTHING, `CASE WHEN t.withdrawn_at IS NULL THEN 'given' ELSE 'withdrawn' END`, 'consent t', 't.id'),
  contacts: shown('t.relation', NOTHING, NOTHING, 'family_contact t', 't.id'),
  handovers: shown(NOTHING, NOTHING, 'h.state', 'handover_case t LEFT JOIN handover h ON h.id = t.handover_id', 't.handover_id'),
  reminders: shown('t.rule', NOTHING, 't.state', 'reminder t', 't.id'),
};

const MOVING = `
  SELECT json_build_array(${MOVING_KINDS.map(
    (kind) => `
    (SELECT json_build_object('kind', '${kind}', 'count', count(*), 'examples', coalesce(
              json_agg(json_build_object('code', x.code, 'label', x.label, 'state', x.state) ORDER BY x.n) FILTER (WHERE x.n <= ${MOST_EXAMPLES}), '[]'))
       FROM (${ROWS_OF[kind]}) x)`,
  ).join(',')}) AS moving`;

/** Everything that hangs on a file, kind by kind, the newest as examples; kinds of which there is nothing count 0. */
export async function movingFrom(rows: Rows, candidateId: string, survivorId: string | null): Promise<Moving[]> {
  const [found] = await rows.query<{ moving: Moving[] }>(MOVING, [candidateId, survivorId]);
  return found?.moving ?? [];
}

/** Counts that a merge keeps by table, as a list by kind: SQL over a column of jsonb. */
export function countsSql(byTable: string): string {
  const kinds = MOVING_KINDS.map((kind, n) => `(${n}, '${kind}', '${TABLE_OF[kind]}')`).join(', ');
  return `(SELECT coalesce(json_agg(json_build_object('kind', k.kind, 'count', (${byTable} ->> k.name)::integer) ORDER BY k.n), '[]')
             FROM (VALUES ${kinds}) k (n, kind, name) WHERE ${byTable} ? k.name)`;
}

function shown(code: string, label: string, state: string, from: string, newest: string): string {
  return `SELECT ${code} AS code, ${label} AS label, ${state} AS state, row_number() OVER (ORDER BY ${newest} DESC) AS n FROM ${from} WHERE t.candidate_id = $1`;
}
