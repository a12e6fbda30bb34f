import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';
import type { Stage } from '#libs/rulebook';

/** One thing that happened to a person's file: a step of the journey, or something somebody did or saw.
 *  `fields` are names of fields, never values; the note is what was written with a step. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: 'stage' | 'audit';
  readonly action: string;
  readonly actorName: string | null;
  readonly actorRole: string | null;
  readonly fromStage: Stage | null;
  readonly toStage: Stage | null;
  readonly effectiveOn: string | null;
  readonly fields: readonly string[];
  readonly note: string | null;
}

export interface Timeline {
  readonly items: readonly TimelineEntry[];
  readonly next: string | null;
}

// A step has its own entry with its stages, so the audit row of the same step would only repeat it.
const SQL = `
WITH happened AS (
  SELECT e.at, 'stage' AS kind,
         CASE WHEN e.from_stage IS NULL THEN 'cycle.open' WHEN cardinality(e.overridden) > 0 THEN 'journey.override' ELSE 'journey.advance' END AS action,
         e.actor_id, NULL AS actor_role, e.from_stage, e.to_stage, e.effective_on, e.overridden AS fields,
         coalesce(e.note, e.reason_code) AS note, e.id::text AS entry_id
    FROM stage_event e
   WHERE e.candidate_id = $1
  UNION ALL
  SELECT a.at, 'audit', a.action, a.actor_id, a.actor_role, NULL, NULL, NULL, a.fields, NULL, lpad(a.id::text, 20, '0')
    FROM audit_event a
   WHERE a.candidate_id = $1 AND a.action NOT IN ('journey.advance', 'journey.override')),
page AS (
  SELECT h.*
    FROM happened h
   WHERE $2::timestamptz IS NULL OR (h.at, h.kind, h.entry_id) < ($2::timestamptz, $3::text, $4::text)
   ORDER BY h.at DESC, h.kind DESC, h.entry_id DESC LIMIT $5 + 1)
SELECT json_build_object(
         'at', to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'kind', g.kind, 'action', g.action,
         'actorName', n.display_name, 'actorRole', coalesce(g.actor_role, n.role), 'fromStage', g.from_stage, 'toStage', g.to_stage,
         'effectiveOn', g.effective_on, 'fields', g.fields, 'note', g.note) AS entry,
       to_char(g.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || g.kind || '~' || g.entry_id AS cursor
  FROM page g
  LEFT JOIN auth.colleague_names(ARRAY(SELECT DISTINCT actor_id FROM page)) n ON n.id = g.actor_id
 ORDER BY g.at DESC, g.kind DESC, g.entry_id DESC`;

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z)~(stage|audit)~([0-9a-f-]{1,40})$/;

/** What happened to a person's file, newest first. @throws Problem invalid for an `after` that no page gave */
export async function timelineOf(
  rows: Rows,
  candidateId: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Timeline> {
  const [, at = null, kind = null, entryId = null] = page.after === null ? [] : (CURSOR.exec(page.after) ?? refuseCursor());
  const found = await rows.query<{ entry: TimelineEntry; cursor: string }>(SQL, [candidateId, at, kind, entryId, page.limit]);
  const shown = found.slice(0, page.limit);
  return { items: shown.map((row) => row.entry), next: found.length > page.limit ? (shown.at(-1)?.cursor ?? null) : null };
}

function refuseCursor(): never {
  throw problem('invalid', {
    errors: [{ pointer: '/after', code: 'cursor-invalid', detail: 'Halaman lanjutan tidak dikenal. Mulai lagi dari awal daftar.' }],
  });
}
