import { readValues, stepOf } from './values.js';
import type { Step, Values } from './values.js';

const PLACE = 'sinergi.registration';
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** What could not be sent yet, with the version it is based on. */
export interface Pending {
  readonly draftId: string | null;
  readonly version: number;
  readonly base: Values;
  readonly values: Values;
  readonly step: Step;
}

// Everything that was typed, for as long as this page is open.
let whole: { readonly ownerId: string; readonly pending: Pending } | null = null;

/** Keeps a registration while the server cannot be reached: whole in memory, and in this tab without the numbers of a person, so
 *  that no NIK lies in a browser that others use too. */
export function keepPending(ownerId: string, pending: Pending): void {
  whole = { ownerId, pending };
  const { draftId, step } = pending;
  const [base, values] = [withoutNumbers(pending.base), withoutNumbers(pending.values)].map((part) => JSON.stringify(part));
  sessionStorage.setItem(PLACE, JSON.stringify({ ownerId, at: Date.now(), draftId, step, base, values }));
}

export function forgetPending(): void {
  whole = null;
  sessionStorage.removeItem(PLACE);
}

/** What this person left unsent in this tab within a day; anything else is dropped. After a reload the numbers are gone, so it
 *  claims no version: what the server holds of the same draft is read and merged before anything is written over it. */
export function takePending(ownerId: string): Pending | null {
  if (whole?.ownerId === ownerId) return whole.pending;
  const text = sessionStorage.getItem(PLACE);
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (isKept(kept) && kept.ownerId === ownerId && Date.now() - kept.at < LONGEST_MS) {
      const { draftId, step } = kept;
      return { draftId, version: 0, step: stepOf(step), base: readValues(kept.base), values: readValues(kept.values) };
    }
  } catch {
    // Not ours any more: an older form wrote it.
  }
  forgetPending();
  return null;
}

function withoutNumbers(values: Values): Values {
  return { ...values, nik: '', phone: '', contacts: values.contacts.map((contact) => ({ ...contact, phone: '' })) };
}

interface Kept {
  readonly ownerId: string;
  readonly at: number;
  readonly draftId: string | null;
  readonly step: number;
  readonly base: string;
  readonly values: string;
}

function isKept(kept: unknown): kept is Kept {
  return typeof kept === 'object' && kept !== null && 'ownerId' in kept && 'values' in kept && 'base' in kept;
}
