import type { fields as indonesian } from './fields.id.js';

/** What a field says that cannot be sent as it is, in English. */
export const fields: typeof indonesian = {
  fields: {
    empty: 'This field must be filled in.',
    choose: 'Choose one.',
    incomplete: 'This is not complete yet.',
    short: (letters) => `Write at least ${letters} letters.`,
    tooLittle: (edge) => `Must not be less than ${edge}.`,
    tooMuch: (edge) => `Must not be more than ${edge}.`,
    wrong: 'Check what you entered.',
  },
};
