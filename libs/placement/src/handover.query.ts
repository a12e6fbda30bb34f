import type { Rows } from '#libs/access';
import type { Stage } from '#libs/rulebook';

import type { HandoverState } from './handover.entity.js';

/** A colleague who works on cases, with the size of the caseload where it was asked for. */
export interface CaseWorker {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly areaCode: string;
  readonly areaName: string;
  /** False: the account is closed, and what is still in this person's charge has to be moved. */
  readonly isActive: boolean;
  readonly cases: number;
}

export interface Colleague {
  readonly id: string;
  readonly name: string | null;
}

/** One offer as both sides see it. */
export interface HandoverView {
  readonly id: string;
  readonly version: number;
  readonly state: HandoverState;
  readonly fromOfficer: Colleague;
  readonly toOfficer: Colleague;
  readonly offeredBy: Colleague;
  readonly note: string | null;
  readonly offeredAt: string;
  readonly dueOn: string;
  readonly isOverdue: boolean;
  readonly answeredAt: string | null;
  readonly answerReason: string | null;
  readonly caseCount: number;
  /** How many changed hands when it was accepted: who was given to somebody else meanwhile stays there. */
  readonly movedCount: number | null;
}

export interface PersonHandedOver {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly areaName: string;
  readonly stage: Stage | null;
}

export interface HandoverDetail extends HandoverView {
  /** The first 200 people by name. */
  readonly people: readonly PersonHandedOver[];
}

export const HANDOVER_BOXES = ['received', 'given', 'office'] as const;
export type HandoverBox = (typeof HANDOVER_BOXES)[number];

export interface HandoverFilter {
  readonly box: HandoverBox;
  readonly isOpen: boolean | null;
  readonly after: string | null;
  readonly limit: number;
}

/** A person to be handed over, with who is in charge now. */
export interface CaseInCharge {
  readonly id: string;
  readonly areaCode: string;
  readonly officerId: string | null;
  /** Stands in an offer that nobody has answered. */
  readonly isOffered: boolean;
}

const BOX = {
  received: `h.to_officer = $1`,
  given: `(h.from_officer = $1 OR h.offered_by = $1)`,
  office: `$1::uuid IS NOT NULL`,
} as const satisfies Record<HandoverBox, string>;

const named = (column: string): string =>
  `json_build_object('id', h.${column}, 'name', (SELECT n.display_name FROM auth.colleague_names(ARRAY[h.${column}]) n))`;

const VIEW = `h.id, h.version, h.state, ${named('from_officer')} AS "fromOfficer", ${named('to_officer')} AS "toOfficer",
  ${named('offered_by')} AS "offeredBy", h.note, h.offered_at AS "offeredAt", h.due_on AS "dueOn",
  h.state = 'offered' AND h.due_on < (SELECT auth.today()) AS "isOverdue", h.answered_at AS "answeredAt", h.answer_reason AS "answerReason",
  h.case_count AS "caseCount", h.moved_count AS "movedCount"`;

const MOST_SHOWN = 200;

/** Newest first; one more than asked for tells whether there is a next page. */
export function listHandovers(rows: Rows, { box, isOpen, after, limit }: HandoverFilter): Promise<HandoverView[]> {
  return rows.query<HandoverView>(
    `SELECT ${VIEW}
       FROM handover h
      WHERE ${BOX[box]}
        AND ($2::boolean IS NULL OR (h.state = 'offered') = $2)
        AND ($3::uuid IS NULL OR h.id < $3)
      ORDER BY h.id DESC
      LIMIT $4`,
    [rows.actorId, isOpen, after, limit + 1],
  );
}

export async function findHandover(rows: Rows, id: string): Promise<HandoverDetail | null> {
  const [[view], people] = await Promise.all([
    rows.query<HandoverView>(`SELECT ${VIEW} FROM handover h WHERE h.id = $1`, [id]),
    rows.query<PersonHandedOver>(
      `SELECT c.id, c.case_no AS "caseNo", c.full_name AS "fullName", a.name AS "areaName", y.stage
         FROM handover_case h
         JOIN candidate c ON c.id = h.candidate_id
         JOIN area a ON a.code = c.area_code
         LEFT JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current
        WHERE h.handover_id = $1
        ORDER BY c.full_name, c.id
        LIMIT ${MOST_SHOWN}`,
      [id],
    ),
  ]);
  return view ? { ...view, people } : null;
}

/** Every colleague above or below the own area with what is in their charge inside the caller's area, the fullest first. */
export function caseWorkers(rows: Rows): Promise<CaseWorker[]> {
  return rows.query<CaseWorker>(
    `WITH charge AS MATERIALIZED (
       SELECT y.officer_id, count(*)::integer AS cases
         FROM placement_cycle y
        WHERE y.is_current AND y.officer_id IS NOT NULL AND y.stage NOT IN ('closed', 'merged', 'deceased')
        GROUP BY y.officer_id)
     SELECT w.id, w.display_name AS name, w.role, w.area_code AS "areaCode", a.name AS "areaName", w.is_active AS "isActive",
            coalesce(g.cases, 0) AS cases
       FROM auth.case_workers() w
       JOIN area a ON a.code = w.area_code
       LEFT JOIN charge g ON g.officer_id = w.id
      WHERE w.is_active OR g.cases > 0
      ORDER BY w.is_active, coalesce(g.cases, 0) DESC, w.display_name, w.id`,
  );
}

/** The one colleague of that id whom the caller may hand cases to or take them from; null when there is none. */
export async function caseWorker(rows: Rows, id: string): Promise<{ areaCode: string; isActive: boolean } | null> {
  const [found] = await rows.query<{ areaCode: string; isActive: boolean }>(
    `SELECT w.area_code AS "areaCode", w.is_active AS "isActive" FROM auth.case_workers() w WHERE w.id = $1`,
    [id],
  );
  return found ?? null;
}

export function casesOf(rows: Rows, candidateIds: readonly string[]): Promise<CaseInCharge[]> {
  return rows.query<CaseInCharge>(`${IN_CHARGE} WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id`, [candidateIds]);
}

/** Everybody in the charge of one officer, as far as the caller sees them. */
export function casesOfOfficer(rows: Rows, officerId: string, limit: number): Promise<CaseInCharge[]> {
  return rows.query<CaseInCharge>(
    `${IN_CHARGE}
      WHERE c.id IN (SELECT p.candidate_id FROM placement_cycle p WHERE p.is_current AND p.officer_id = $1
                      UNION
                     SELECT k.id FROM candidate k WHERE k.officer_id = $1)
        AND coalesce(y.officer_id, c.officer_id) = $1
      ORDER BY c.id
      LIMIT $2`,
    [officerId, limit],
  );
}

const IN_CHARGE = `
  SELECT c.id, c.area_code AS "areaCode", coalesce(y.officer_id, c.officer_id) AS "officerId",
         EXISTS (SELECT FROM handover_case h WHERE h.candidate_id = c.id AND h.is_open) AS "isOffered"
    FROM candidate c
    LEFT JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current`;
