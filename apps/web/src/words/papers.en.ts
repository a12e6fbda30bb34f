import type { papers as indonesian } from './papers.id.js';

/** English words about getting ready, the personal list and the letter after a refusal. */
export const papers: typeof indonesian = {
  ready: {
    title: 'Readiness',
    asOf: (day: string) => `As of ${day}`,
    complete: 'All required documents are there and verified.',
    earliest: (day: string, count: number, isToday: boolean) =>
      isToday
        ? `${count} documents wait to be checked; if they pass, this person is ready today.`
        : `Ready on ${day} at the earliest: ${count} documents are open.`,
    noPlan: 'No departure is planned, so the last days to ask cannot be told yet.',
    planLost: (planned: string) => `The plan of ${planned} cannot be met.`,
    mustAsk: (name: string, by: string, planned: string, isHandedIn: boolean, isPast: boolean) => {
      const deed = isHandedIn ? 'checked' : 'requested';
      return isPast
        ? `${name}: had to be ${deed} by ${by}; the departure of ${planned} slips.`
        : `${name}: must be ${deed} by ${by}, or the departure of ${planned} slips.`;
    },
    picture: (today: string, ready: string) =>
      `Time line of the open documents, from ${today} to ${ready}. The details are in the table below.`,
    today: 'Today',
    departs: (day: string) => `Plan ${day}`,
    asTable: (count: number) => `Details of ${count} documents: who acts and when`,
    tableTitle: 'Documents that hold up the departure, in the order of getting them',
    who: 'Who acts',
    when: 'At the earliest',
    lastDay: 'Request by',
    span: (from: string, to: string) => `${from} to ${to}`,
    after: (names: string) => `After: ${names}`,
    verifier: (role: string) => `Checked by ${role}`,
    issuer: (name: string) => `Issued by ${name}`,
    note: 'Computed from lead times and the order of documents; the calendar of training batches is not counted yet.',
  },
};
