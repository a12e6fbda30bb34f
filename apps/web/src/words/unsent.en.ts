import type { unsent as indonesian } from './unsent.id.js';

export const unsent: typeof indonesian = {
  unsent: {
    title: 'Not sent from this tab yet',
    note: 'Sent as drafts by themselves as soon as Sinergi can be reached. Leave this tab open.',
    takenUp: 'This registration has not been sent yet, so it goes on here. Somebody else has come?',
  },
};
