import type { Rows } from '#libs/access';

import type { CommitmentView } from './commitments.query.js';
import type { Host, VisitType } from './visit.entity.js';

/** A visit as a list shows it. */
export interface VisitRow {
  readonly id: string;
  readonly version: number;
  readonly areaCode: string;
  readonly areaName: string;
  readonly type: VisitType;
  readonly visitedOn: string;
  readonly place: string;
  readonly hosts: readonly Host[];
  readonly delegation: string;
  readonly topics: readonly string[];
  readonly minutes: string | null;
  readonly minutesAt: string | null;
  readonly nextVisitOn: string | null;
  readonly createdAt: string;
}

/** A visit with everything that was promised there. */
export interface VisitView extends VisitRow {
  readonly commitments: readonly CommitmentView[];
}

/** Newest first; `area` includes everything below it; `after` is the id of the last visit seen. */
export interface VisitFilter {
  readonly area?: string;
  readonly type?: VisitType;
  readonly after?: string;
  readonly limit: number;
}

const VISIT = `
  SELECT v.id, v.version, v.area_code AS "areaCode", a.name AS "areaName", v.type, v.visited_on AS "visitedOn", v.place, v.hosts,
         v.delegation, v.topics, v.minutes, v.minutes_at AS "minutesAt", v.next_visit_on AS "nextVisitOn", v.created_at AS "createdAt"
    FROM visit v
    JOIN area a ON a.code = v.area_code`;

/** One visit, or null when it is absent or out of scope. */
export async function findVisit(rows: Rows, id: string): Promise<VisitRow | null> {
  const [visit] = await rows.query<VisitRow>(`${VISIT} WHERE v.id = $1`, [id]);
  return visit ?? null;
}

/** Up to `limit + 1` visits, so that the caller knows whether there are more. */
export function listVisits(rows: Rows, { area, type, after, limit }: VisitFilter): Promise<VisitRow[]> {
  return rows.query<VisitRow>(
    `${VISIT}
      WHERE ($1::text IS NULL OR (v.area_code >= $1 AND v.area_code < $1 || '/'))
        AND ($2::text IS NULL OR v.type = $2)
        AND ($3::uuid IS NULL OR (v.visited_on, v.id) < (SELECT s.visited_on, s.id FROM visit s WHERE s.id = $3))
      ORDER BY v.visited_on DESC, v.id DESC
      LIMIT $4`,
    [area ?? null, type ?? null, after ?? null, limit + 1],
  );
}
