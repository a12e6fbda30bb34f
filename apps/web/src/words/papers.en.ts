import type { papers as indonesian } from './papers.id.js';

import { plural } from './plural.en.js';

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
  list: {
    open: 'List to take along',
    title: 'Document checklist',
    back: 'Back to the file',
    asOf: (day: string) => `As of ${day}`,
    person: 'Name',
    caseNo: 'File number',
    departure: 'Planned departure',
    noDeparture: 'Not decided yet',
    scheme: 'Scheme and destination',
    toBring: (count: number) => `What you still have to get (${count})`,
    nothing: 'We have received every required document. You need not bring anything more.',
    inHand: (count: number) => `Received, being checked (${count})`,
    inOrder: (count: number) => `Done (${count})`,
    optional: (count: number) => `Not required, but useful (${count})`,
    document: 'Document and its legal basis',
    state: 'State',
    bring: 'What to bring',
    where: 'Where and when',
    at: (issuer: string) => `Get it at: ${issuer}`,
    leadTime: (days: number) => `Takes about ${plural(days, 'day')}`,
    actBy: (day: string) => `Begin by ${day}`,
    atOnce: 'Begin now',
    tick: 'Done',
    contact: 'Ask, or hand in documents',
    officer: (name: string, role: string) => `${name}, ${role}`,
    counter: 'Officer at the counter',
    phone: 'Telephone of the office',
    note: 'Bring originals. Do not send photos of your identity card, NIK or passport by message. Never give originals to a broker.',
    copy: 'Copy for WhatsApp',
    copied: 'The message is copied. Paste it in WhatsApp.',
    copyFailed: 'The browser does not allow copying. Select the text below and copy it yourself.',
    message: 'Text of the message',
    messageHint: 'Without NIK and without numbers of documents.',
    messageGreeting: (name: string) => `Dear ${name},`,
    messageLead: (count: number, departure: string | null) =>
      departure === null
        ? `You still have to get ${count} documents:`
        : `To leave on ${departure} you still have to get ${count} documents:`,
    messageNothing: 'We have received all your required documents.',
    messageLine: (no: number, name: string, issuer: string, by: string | null) => `${no}. ${name} (${issuer})${by ? `: ${by}` : ''}`,
    messageAtOnce: 'begin now',
    messageBy: (day: string) => `by ${day}`,
    messageMore: (count: number) => `And ${count} more. Ask for the whole list at our office.`,
    messageInHand: (count: number) => `We are checking ${count} documents.`,
    messageEnd: (officer: string | null) =>
      officer === null ? 'Bring the originals to our office.' : `Bring the originals to our office. Your officer: ${officer}.`,
    messageSafety: 'Do not send photos of your identity card, NIK or passport by WhatsApp.',
  },
  refusal: {
    reason: 'Reason',
    note: 'Note for this person',
    noteHint: 'It stands in the letter. Write no NIK and no number of a document.',
    letter: 'Letter of refusal',
    letterOf: (name: string) => `Letter of refusal: ${name}`,
  },
  letter: {
    title: 'Notice',
    back: 'Back to the file',
    notRejected: 'This document is not refused.',
    notRejectedNext: 'A letter is only made for a document that was refused.',
    subject: (name: string) => `About: ${name}`,
    date: (day: string) => `Date: ${day}`,
    to: (name: string, caseNo: string) => `To ${name} (file ${caseNo})`,
    lead: (name: string, day: string) => `We cannot accept your document yet: ${name}. We looked at it on ${day}.`,
    wrong: 'What is wrong',
    bring: 'What to bring',
    where: 'Where to go',
    note: 'Note of the officer',
    original: 'For this document',
    atIssuer: (issuer: string) => `Have it mended first: ${issuer}. Then come to our office.`,
    atOffice: 'Come to our office during working hours.',
    bringOriginal: 'Bring the original.',
    unknown: 'We cannot accept this document yet.',
    rights: 'You do not agree? Ask that another officer looks at your document once more.',
    keep: 'We keep the file that was refused. The original stays yours.',
    sign: 'Officer',
    messageGreeting: (name: string) => `Dear ${name},`,
    messageLead: (document: string) => `We cannot accept your document yet: ${document}.`,
    messageEnd: (officer: string | null) => (officer === null ? 'Ask our officers.' : `Your officer: ${officer}.`),
    messageSafety: 'Do not send photos of your identity card, NIK or passport by WhatsApp.',
  },
};
