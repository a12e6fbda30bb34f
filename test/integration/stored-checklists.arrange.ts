import type { House } from '../support/house.js';
import type { ChecklistSeen } from '../support/papers.js';

/** A checklist as lists, reminders and dashboards read it. */
export interface StoredChecklist {
  readonly summary: object;
  readonly items: readonly object[];
}

/** What is stored of this cycle. */
export async function storedChecklist(house: House, cycleId: string): Promise<StoredChecklist> {
  const [summary] = await house.sql<{ required: number; submitted: number; verified: number }>(
    `SELECT required_count AS required, submitted_count AS submitted, verified_count AS verified FROM placement_cycle WHERE id = $1`,
    [cycleId],
  );
  const items = await house.sql<object>(
    `SELECT document_code AS "documentCode", rule_id AS "ruleId", requirement, state, needed_for AS "neededFor", document_id AS "documentId",
            lapses_on::text AS "lapsesOn"
       FROM checklist_item WHERE cycle_id = $1 ORDER BY document_code`,
    [cycleId],
  );
  return { summary: summary ?? {}, items };
}

/** What the rules say now, in the same form. */
export async function freshChecklist(house: House, cycleId: string): Promise<StoredChecklist> {
  const { body } = await house.as('sari').get<ChecklistSeen>(`/cycles/${cycleId}/checklist`);
  const items = body.items.map(({ documentCode, ruleId, requirement, state, neededFor, documentId, lapsesOn }) => ({
    documentCode,
    ruleId,
    requirement,
    state,
    neededFor,
    documentId,
    lapsesOn,
  }));
  return {
    summary: { required: body.required, submitted: body.submitted, verified: body.verified },
    items: items.toSorted((a, b) => (a.documentCode < b.documentCode ? -1 : 1)),
  };
}
