import { cases } from './words/cases.en.js';
import { desk } from './words/desk.en.js';
import { fields } from './words/fields.en.js';
import { first } from './words/first.en.js';
import { handover } from './words/handover.en.js';
import { lists } from './words/lists.en.js';
import { office } from './words/office.en.js';
import { papers } from './words/papers.en.js';
import { scans } from './words/scans.en.js';
import { registration } from './words/registration.en.js';
import { terms } from './words/terms.en.js';
import type { Words } from './words.id.js';

/** Everything the application says, in English. Typed as the Indonesian words: a missing or extra key does not compile. */
export const words: Words = {
  ...first,
  terms,
  ...fields,
  ...cases,
  ...papers,
  ...scans,
  ...lists,
  ...desk,
  ...office,
  ...handover,
  ...registration,
  conflict: {
    title: 'Somebody else has just changed this',
  },
  readiness: {
    none: 'No checklist yet',
    short: (verified: number, submitted: number, required: number) => `${verified} verified · ${submitted} in of ${required}`,
    long: (verified: number, submitted: number, required: number) =>
      `${verified} verified, ${submitted} handed in, of ${required} required`,
  },
};
