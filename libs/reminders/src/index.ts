export { Deliveries, type ClaimedMail } from './deliveries.service.js';
export { Digests } from './digests.service.js';
export type { PlannedReminder } from './plan.query.js';
export { RemindersModule } from './reminders.module.js';
export { RemindersService, type InboxFilter, type LedgerFilter } from './reminders.service.js';
export type {
  InboxItem,
  LedgerEntry,
  PreviewEntry,
  ReminderPage,
  SinkMail,
  SubjectOfReminder,
  TriedRecipient,
  WhyReminder,
} from './reminder-views.js';
export { Sweep, type SweepOutcome } from './sweep.service.js';
export type { Language } from './texts.js';

/** The rows of this room are read and written set by set, in SQL; no entity stands for them. */
export const remindersEntities: (new () => object)[] = [];
