import { addDays, addWorkingDays, type Stage } from '#libs/rulebook';

import { ACCOUNTS, type DemoPerson } from './demo-office.js';

export interface DemoHandover {
  readonly id: string;
  readonly fromOfficer: string;
  readonly toOfficer: string;
  readonly areaCode: string;
  readonly note: string;
  readonly state: 'offered' | 'declined';
  readonly offeredOn: string;
  readonly dueOn: string;
  readonly answeredOn: string | null;
  readonly answerReason: string | null;
  readonly people: readonly { readonly candidateId: string; readonly areaCode: string }[];
}

/** A receiver answers within so many working days. */
const ANSWER_WORKING_DAYS = 3;
const MOVING: readonly Stage[] = ['selected', 'in_preparation', 'health_cleared', 'contracted'];

/** An offer of the head that waits for the officer, and an earlier one the other way that was declined with a reason.
 *  @param officerOf who is in charge of the person at this place */
export function demoHandovers(people: readonly DemoPerson[], officerOf: (n: number) => string, today: string): DemoHandover[] {
  const casesOf = (officer: string, from: number, count: number): DemoHandover['people'] =>
    people
      .filter(({ cycle }, n) => officerOf(n) === officer && MOVING.includes(cycle.stage))
      .slice(from, from + count)
      .map(({ id: candidateId, areaCode }) => ({ candidateId, areaCode }));
  const [officer, head] = [ACCOUNTS.petugas.id, ACCOUNTS.kepala.id];
  const yesterday = addWorkingDays(today, -1);
  const earlier = addDays(today, -17);
  return [
    {
      id: '01890000-0000-7000-8000-0000000000e2',
      fromOfficer: head,
      toOfficer: officer,
      areaCode: ACCOUNTS.petugas.areaCode,
      note: 'Saya bertugas di Jakarta sampai akhir bulan. Mohon dilanjutkan; berkas fisiknya di lemari kedua.',
      state: 'offered',
      offeredOn: yesterday,
      dueOn: addWorkingDays(yesterday, ANSWER_WORKING_DAYS),
      answeredOn: null,
      answerReason: null,
      people: casesOf(head, 0, 4),
    },
    {
      id: '01890000-0000-7000-8000-0000000000e1',
      fromOfficer: officer,
      toOfficer: head,
      areaCode: ACCOUNTS.kepala.areaCode,
      note: 'Pelatihan dua hari di Makassar.',
      state: 'declined',
      offeredOn: earlier,
      dueOn: addWorkingDays(earlier, ANSWER_WORKING_DAYS),
      answeredOn: addDays(earlier, 1),
      answerReason: 'Cukup saya bantu bila mendesak; kasusnya tetap pada Anda.',
      people: casesOf(officer, 0, 2),
    },
  ];
}
