import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import type { Stage } from '#libs/rulebook';

/** What a reader of the timeline may narrow it to. */
export const TIMELINE_TOPICS = ['steps', 'changes', 'documents', 'training', 'views'] as const;
export type TimelineTopic = (typeof TIMELINE_TOPICS)[number];

/** The way in: our own forms, a program with a token, a training centre, a list, or the system itself. */
export const CHANGE_SOURCES = ['form', 'api', 'training', 'import', 'system'] as const;
export type ChangeSource = (typeof CHANGE_SOURCES)[number];

/** One field before and since. Officers and areas are given by name, everything else as the register holds it. Sealed numbers
 *  and health verdicts are only known to have changed: `isHidden`, without values. */
export interface FieldChange {
  readonly kind: 'candidate' | 'cycle' | 'document' | 'enrolment' | 'family';
  readonly documentCode: string | null;
  readonly field: string;
  readonly isHidden: boolean;
  readonly before: string | null;
  readonly after: string | null;
}

/** One thing that happened to a person's file: a step of the journey, or something somebody did or saw.
 *  `fields` are names of fields, never values; `changes` are the values that were kept; the note is what was written with a step. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: 'stage' | 'audit' | 'change';
  readonly topic: TimelineTopic;
  readonly action: string;
  readonly actorName: string | null;
  readonly actorRole: string | null;
  readonly source: ChangeSource | null;
  /** The list that brought it, when the reader may see that list. */
  readonly fileName: string | null;
  readonly fromStage: Stage | null;
  readonly toStage: Stage | null;
  readonly effectiveOn: string | null;
  readonly fields: readonly string[];
  readonly changes: readonly FieldChange[];
  /** Why the step was taken, as the office's list names it. */
  readonly reasonCode: string | null;
  readonly note: string | null;
  /** Of the file on which it was written, when that file was merged into this one. */
  readonly caseNo: string | null;
}

export interface Timeline {
  readonly items: readonly TimelineEntry[];
  readonly next: string | null;
}

export interface TimelinePage {
  readonly topic: TimelineTopic | null;
  readonly after: string | null;
  readonly limit: number;
}

const shownValue = (column: 'before' | 'after'): string => `
  CASE k.field
    WHEN 'areaCode' THEN (SELECT a.name FROM area a WHERE a.code = k.${column})
    WHEN 'officerId' THEN (SELECT n.display_name FROM auth.colleague_names(ARRAY[k.${column}::uuid]) n)
    ELSE k.${column} END`;

// What was written on a file that was merged into this one is part of this person's history; the merge itself is told once.
// Everything of one transaction carries its start as its time, so a step, its audit row and the values it changed find each other.
// A step is one of its attempt and is told on the file that has the attempt now, also when it was taken while the file was merged.
// A step has its own entry with its stages, so the audit row of the same step would only repeat it; a change that no audit row of
// this person names (a reserve who moved up because somebody else left) has an entry of its own.
const SQL = `
WITH file AS MATERIALIZED (
  SELECT $1::uuid AS id, NULL::text AS case_no
  UNION ALL
  SELECT m.id, m.case_no FROM candidate m WHERE m.merged_into = $1),
trail AS MATERIALIZED (
  SELECT a.id, a.at, a.action, a.actor_id, a.actor_role, a.fields, a.source, a.request_id, f.id AS file_id, f.case_no
    FROM file f
    JOIN audit_event a ON a.candidate_id = f.id AND (f.case_no IS NULL OR a.action NOT IN ('merge.closed', 'merge.reopened'))),
kept AS MATERIALIZED (
  SELECT c.*, f.case_no FROM file f JOIN candidate_change c ON c.candidate_id = f.id),
happened AS (
  SELECT e.at, 'stage' AS kind, 'steps' AS topic,
         CASE WHEN e.from_stage IS NULL THEN 'cycle.open' WHEN cardinality(e.overridden) > 0 THEN 'journey.override' ELSE 'journey.advance' END AS action,
         e.actor_id, NULL AS actor_role, e.from_stage, e.to_stage, e.effective_on, e.overridden AS fields,
         e.reason_code, e.note, e.id::text AS entry_id, e.candidate_id AS file_id, written.case_no
    FROM file f
    JOIN placement_cycle y ON y.candidate_id = f.id
    JOIN stage_event e ON e.cycle_id = y.id
    LEFT JOIN file written ON written.id = e.candidate_id
  UNION ALL
  SELECT a.at, 'audit',
         CASE WHEN a.action IN ('candidate.view', 'candidate.timeline', 'candidate.reveal', 'cycle.view', 'document.list', 'duplicate.view', 'merge.preview') THEN 'views'
              WHEN a.action LIKE 'document.%' OR a.action IN ('journey.waive', 'document_request.record', 'document_request.remove') THEN 'documents'
              WHEN a.action LIKE 'training.%' THEN 'training'
              ELSE 'changes' END,
         a.action, a.actor_id, a.actor_role, NULL, NULL, NULL, a.fields, NULL, NULL, lpad(a.id::text, 20, '0'), a.file_id, a.case_no
    FROM trail a
   WHERE a.action NOT IN ('journey.advance', 'journey.override')
  UNION ALL
  SELECT k.at, 'change', CASE min(k.kind) WHEN 'document' THEN 'documents' WHEN 'enrolment' THEN 'training' ELSE 'changes' END,
         'change.' || min(k.kind), k.actor_id, k.actor_role, NULL, NULL, NULL, '{}', NULL, NULL, lpad(min(k.id)::text, 20, '0'), k.candidate_id, k.case_no
    FROM kept k
   WHERE NOT EXISTS (SELECT FROM trail a WHERE a.at = k.at AND a.file_id = k.candidate_id)
   GROUP BY k.at, k.actor_id, k.actor_role, k.candidate_id, k.case_no),
page AS (
  SELECT h.*
    FROM happened h
   WHERE ($2::timestamptz IS NULL OR (h.at, h.kind, h.entry_id) < ($2::timestamptz, $3::text, $4::text))
     AND ($6::text IS NULL OR h.topic = $6)
   ORDER BY h.at DESC, h.kind DESC, h.entry_id DESC LIMIT $5 + 1)
SELECT json_build_object(
         'at', to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'kind', g.kind, 'topic', g.topic, 'action', g.action,
         'actorName', n.display_name, 'actorRole', coalesce(g.actor_role, n.role),
         'source', CASE WHEN way.actor_role = 'blk_staff' THEN 'training' ELSE coalesce(way.source, brought.source) END,
         'fileName', (SELECT b.file_name FROM import_batch b WHERE b.id = coalesce(way.batch_id, brought.batch_id)),
         'fromStage', g.from_stage, 'toStage', g.to_stage, 'effectiveOn', g.effective_on, 'fields', g.fields,
         'changes', coalesce(brought.changes, '[]'::json), 'reasonCode', g.reason_code, 'note', g.note, 'caseNo', g.case_no) AS entry,
       to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || g.kind || '~' || g.entry_id AS cursor
  FROM page g
  LEFT JOIN auth.colleague_names(ARRAY(SELECT DISTINCT actor_id FROM page)) n ON n.id = g.actor_id
  LEFT JOIN LATERAL (
    SELECT a.source, a.actor_role, substring(a.request_id FROM '^import ([0-9a-f-]{36})$')::uuid AS batch_id
      FROM trail a
     WHERE a.at = g.at AND a.file_id = g.file_id
     ORDER BY a.id LIMIT 1) way ON true
  LEFT JOIN LATERAL (
    SELECT min(k.source) AS source, min(k.batch_id::text)::uuid AS batch_id,
           json_agg(json_build_object('kind', k.kind, 'documentCode', k.document_code, 'field', k.field, 'isHidden', k.is_hidden,
                                      'before', ${shownValue('before')}, 'after', ${shownValue('after')}) ORDER BY k.id) AS changes
      FROM kept k
     WHERE k.at = g.at AND k.candidate_id = g.file_id) brought ON true
 ORDER BY g.at DESC, g.kind DESC, g.entry_id DESC`;

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)~(stage|audit|change)~([0-9a-f-]{1,40})$/;

/** What happened to a person's file, newest first. @throws Problem invalid for an `after` that no page gave */
export async function timelineOf(rows: Rows, candidateId: string, page: TimelinePage): Promise<Timeline> {
  const [, at = null, kind = null, entryId = null] = page.after === null ? [] : (CURSOR.exec(page.after) ?? refuseCursor());
  const found = await rows.query<{ entry: TimelineEntry; cursor: string }>(SQL, [candidateId, at, kind, entryId, page.limit, page.topic]);
  const shown = found.slice(0, page.limit);
  return { items: shown.map((row) => row.entry), next: found.length > page.limit ? (shown.at(-1)?.cursor ?? null) : null };
}

function refuseCursor(): never {
  throw problem('invalid', {
    errors: [{ pointer: '/after', code: 'cursor-invalid', detail: 'Halaman lanjutan tidak dikenal. Mulai lagi dari awal daftar.' }],
  });
}
