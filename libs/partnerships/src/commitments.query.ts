import type { Rows } from '#libs/access';

import type { CommitmentCategory } from './commitment.entity.js';
import { commitmentDeadline, type CommitmentDeadline } from './deadlines.js';
import { OPEN_COMMITMENT_STATES, type CommitmentState } from './partnership-states.js';

interface CommitmentRow {
  readonly id: string;
  readonly version: number;
  readonly areaCode: string;
  readonly areaName: string;
  readonly visitId: string | null;
  readonly agreementId: string | null;
  readonly promisedByOffice: string;
  readonly promisedByPerson: string | null;
  readonly quote: string;
  readonly category: CommitmentCategory;
  readonly target: string | null;
  readonly legalBasis: string | null;
  readonly dueOn: string | null;
  readonly state: CommitmentState;
  readonly evidence: string | null;
  readonly fulfilledOn: string | null;
  readonly closedReason: string | null;
  readonly createdAt: string;
}

/** A promise as people see it, with its deadline as of today. */
export interface CommitmentView extends CommitmentRow, CommitmentDeadline {}

/** What the home page counts: late; due within 14 days; every open one. */
export const COMMITMENT_FILTERS = ['overdue', 'due', 'open'] as const;
export type CommitmentAttention = (typeof COMMITMENT_FILTERS)[number];

/** Open ones first, the most urgent on top; `area` includes everything below it; `after` is the id of the last one seen. */
export interface CommitmentFilter {
  readonly area?: string;
  readonly state?: CommitmentState;
  readonly visitId?: string;
  readonly agreementId?: string;
  readonly attention?: CommitmentAttention;
  readonly after?: string;
  readonly limit: number;
}

const COMMITMENT = `
  SELECT k.id, k.version, k.area_code AS "areaCode", a.name AS "areaName", k.visit_id AS "visitId", k.agreement_id AS "agreementId",
         k.promised_by_office AS "promisedByOffice", k.promised_by_person AS "promisedByPerson", k.quote, k.category, k.target,
         k.legal_basis AS "legalBasis", k.due_on AS "dueOn", k.state, k.evidence, k.fulfilled_on AS "fulfilledOn",
         k.closed_reason AS "closedReason", k.created_at AS "createdAt"
    FROM commitment k
    JOIN area a ON a.code = k.area_code`;

const OPEN = `k.state IN (${OPEN_COMMITMENT_STATES.map((state) => `'${state}'`).join(', ')})`;
// Late and soon first, then those that nobody has made measurable yet, then the closed ones.
const URGENCY = (alias: string): string =>
  `(${alias}.state IN ('fulfilled', 'dropped'))::integer, coalesce(${alias}.due_on, 'infinity'::date), ${alias}.id`;

const ATTENTION = {
  overdue: `${OPEN} AND k.due_on < auth.today()`,
  due: `${OPEN} AND k.due_on BETWEEN auth.today() AND auth.today() + 14`,
  open: OPEN,
} as const satisfies Record<CommitmentAttention, string>;

/** One promise, or null when it is absent or out of scope. */
export async function findCommitment(rows: Rows, id: string): Promise<CommitmentView | null> {
  const [found] = await rows.query<CommitmentRow>(`${COMMITMENT} WHERE k.id = $1`, [id]);
  return found ? withDeadline(found, rows.today) : null;
}

/** Up to `limit + 1` promises, so that the caller knows whether there are more. */
export async function listCommitments(rows: Rows, filter: CommitmentFilter): Promise<CommitmentView[]> {
  const { area, state, visitId, agreementId, attention, after, limit } = filter;
  const found = await rows.query<CommitmentRow>(
    `${COMMITMENT}
      WHERE ($1::text IS NULL OR (k.area_code >= $1 AND k.area_code < $1 || '/'))
        AND ($2::text IS NULL OR k.state = $2)
        AND ($3::uuid IS NULL OR k.visit_id = $3)
        AND ($4::uuid IS NULL OR k.agreement_id = $4)
        AND ${attention ? `(${ATTENTION[attention]})` : 'true'}
        AND ($5::uuid IS NULL OR (${URGENCY('k')}) > (SELECT ${URGENCY('s')} FROM commitment s WHERE s.id = $5))
      ORDER BY ${URGENCY('k')}
      LIMIT $6`,
    [area ?? null, state ?? null, visitId ?? null, agreementId ?? null, after ?? null, limit + 1],
  );
  return found.map((commitment) => withDeadline(commitment, rows.today));
}

/** Every promise of a visit, in the order in which it was written down. */
export async function commitmentsOfVisit(rows: Rows, visitId: string): Promise<CommitmentView[]> {
  const found = await rows.query<CommitmentRow>(`${COMMITMENT} WHERE k.visit_id = $1 ORDER BY k.id`, [visitId]);
  return found.map((commitment) => withDeadline(commitment, rows.today));
}

function withDeadline(commitment: CommitmentRow, today: string): CommitmentView {
  return { ...commitment, ...commitmentDeadline(commitment, today) };
}
