import { addDays, type ChecklistItem, type Stage } from '#libs/rulebook';

import type { DemoPerson } from './demo-office.js';

/** Papers that take long enough for somebody to wait for them. */
const WAITED_FOR = ['passport', 'work_visa', 'competence_certificate', 'police_clearance'];
const GETTING_READY: readonly Stage[] = ['registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed', 'contracted'];
const EVERY = 4;

/** A paper that an invented person has asked for at its issuer. */
export interface DemoRequest {
  readonly cycleId: string;
  readonly areaCode: string;
  readonly documentCode: string;
  readonly issuer: string;
  readonly askedOn: string;
  readonly expectedOn: string;
}

/** Of those who get ready with a day of departure every fourth waits for a paper; of every other of them it should be there already. */
export function inventedRequests(
  files: readonly { readonly person: DemoPerson; readonly items: readonly ChecklistItem[] }[],
  today: string,
): readonly DemoRequest[] {
  const waiting = files.flatMap(({ person, items }) => {
    const { cycle, areaCode } = person;
    const item = items.find(({ documentCode, state }) => state === 'missing' && WAITED_FOR.includes(documentCode));
    return item && cycle.plannedDepartureOn !== null && GETTING_READY.includes(cycle.stage) ? [{ cycleId: cycle.id, areaCode, item }] : [];
  });
  return waiting
    .filter((_, n) => n % EVERY === 0)
    .map(({ cycleId, areaCode, item: { documentCode, issuer, leadTimeDays } }, n) => {
      const askedOn = addDays(today, n % 2 === 0 ? -5 : -leadTimeDays - 2);
      return { cycleId, areaCode, documentCode, issuer, askedOn, expectedOn: addDays(askedOn, leadTimeDays) };
    });
}
