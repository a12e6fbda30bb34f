import { HOLIDAYS } from '#libs/rulebook';

export const CHANNELS = ['in_app', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What may go out now: the digest of the day, what is urgent, both or nothing. */
export interface OpenSlots {
  readonly digest: boolean;
  readonly urgent: boolean;
}

const QUIET_FROM = '20:00';
const QUIET_UNTIL = '07:00';
const MORNING = '08:00';
const CLOSED_DAYS = new Set(HOLIDAYS.map((holiday) => holiday.on));

/** Which slots are open on a channel at this moment of the office (WITA). What finds no open slot waits; nothing is dropped.
 *  Nobody is disturbed between 20:00 and 07:00. The digest of the day comes at 08:00, or as soon afterwards as the worker
 *  is there; on public holidays it is put into the inbox but not mailed. What is urgent does not wait for a holiday to end:
 *  around Idulfitri that would be a week.
 *  @param timeOfDay HH:MM */
export function openSlots(channel: Channel, today: string, timeOfDay: string): OpenSlots {
  const isQuiet = timeOfDay >= QUIET_FROM || timeOfDay < QUIET_UNTIL;
  const isMailOnHoliday = channel === 'email' && CLOSED_DAYS.has(today);
  return { digest: !isQuiet && timeOfDay >= MORNING && !isMailOnHoliday, urgent: !isQuiet };
}

/** The name of the digest's slot; a person gets one notice per channel in it. */
export function digestSlot(today: string): string {
  return today;
}

/** The beginning of the names of a day's urgent slots; they are numbered, because several may be needed. */
export function urgentSlotPrefix(today: string): string {
  return `${today} urgent `;
}

export function isUrgentSlot(slot: string): boolean {
  return slot.includes(' urgent ');
}
