import { cases } from './words/cases.id.js';
import { desk } from './words/desk.id.js';
import { fields } from './words/fields.id.js';
import { first } from './words/first.id.js';
import { handover } from './words/handover.id.js';
import { lists } from './words/lists.id.js';
import { office } from './words/office.id.js';
import { papers } from './words/papers.id.js';
import { scans } from './words/scans.id.js';
import { registration } from './words/registration.id.js';
import { terms } from './words/terms.id.js';

/** Everything the application says, in Indonesian: formal, short, "Anda". Codes of the server are named in words/terms. */
export const words = {
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
    title: 'Data ini baru saja diubah orang lain',
  },
  readiness: {
    none: 'Belum ada daftar',
    short: (verified: number, submitted: number, required: number) => `${verified} sah · ${submitted} masuk dari ${required}`,
    long: (verified: number, submitted: number, required: number) =>
      `${verified} terverifikasi, ${submitted} diserahkan, dari ${required} yang wajib`,
  },
};

export type Words = typeof words;
