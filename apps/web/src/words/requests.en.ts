import { plural } from './plural.en.js';
import type { requests as indonesian } from './requests.id.js';

export const requests: typeof indonesian = {
  requested: {
    deed: 'Requested',
    change: 'Change',
    undo: 'Not requested',
    undoOf: (name: string) => `Not requested: ${name}`,
    changeOf: (name: string) => `Change the request: ${name}`,
    title: (name: string) => `Requested: ${name}`,
    hint: 'Write down that this person has asked the issuer for the document. It does not count as handed in; reminders are silent until the expected day has passed.',
    askedOn: 'Requested on',
    issuer: 'Requested at',
    expectedOn: 'Expected on',
    expectedHint: (days: number) =>
      days === 0 ? 'Usually on the same day.' : `Usually ${plural(days, 'day')}; change it if the receipt names another day.`,
    saved: (name: string) => `${name} is written down as requested.`,
    undone: (name: string) => `The request of ${name} is removed.`,
    asked: (day: string, issuer: string) => `Requested ${day} at ${issuer}`,
    expected: (day: string) => `Expected ${day}`,
    overdue: (day: string) => `Not in yet; expected ${day}`,
    by: (name: string) => `written down by ${name}`,
    waits: 'Waiting for the issuer',
    group: (count: number) => `Requested, not ready yet (${count})`,
    take: (name: string, day: string, issuer: string) => `${name}: expected on ${day}. Fetch it at ${issuer}, then bring it to our office.`,
    ask: (name: string, day: string, issuer: string) => `${name}: was expected on ${day}. Ask at ${issuer}.`,
    messageLead: 'Requested; bring them to our office when they are ready:',
    messageExpected: (name: string, day: string) => `- ${name}: expected ${day}`,
    messageOverdue: (name: string, issuer: string) => `- ${name}: not ready, ask at ${issuer}`,
  },
};
