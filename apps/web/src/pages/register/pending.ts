import { readValues, stepOf } from './values.js';
import type { Step, Values } from './values.js';

const PLACE = 'sinergi.registration.';
const LONGEST_MS = 24 * 60 * 60 * 1000;

/** What could not be sent yet, with the version it is based on. */
export interface Pending {
  /** Every registration that is being typed has a place of its own, so that none is written over another. */
  readonly slot: string;
  readonly draftId: string | null;
  readonly version: number;
  readonly base: Values;
  readonly values: Values;
  readonly step: Step;
}

// Everything that was typed, for as long as this page is open; what was kept last stands last.
const whole = new Map<string, { readonly ownerId: string; readonly pending: Pending }>();

/** Keeps a registration while the server cannot be reached: whole in memory, and in this tab without the numbers of a person, so
 *  that no NIK lies in a browser that others use too. */
export function keepPending(ownerId: string, pending: Pending): void {
  const { slot, draftId, step } = pending;
  whole.delete(slot);
  whole.set(slot, { ownerId, pending });
  const [base, values] = [withoutNumbers(pending.base), withoutNumbers(pending.values)].map((part) => JSON.stringify(part));
  sessionStorage.setItem(PLACE + slot, JSON.stringify({ ownerId, at: Date.now(), draftId, step, base, values }));
}

export function forgetPending(slot: string): void {
  whole.delete(slot);
  sessionStorage.removeItem(PLACE + slot);
}

// The form that sends what is kept in a place; a form that is closed goes on sending until another one takes its place over.
const holders = new Map<string, object>();

/** @returns what to show to `isHeldBy`; whoever held the place before holds it no more */
export function takeOver(slot: string): object {
  const holder = {};
  holders.set(slot, holder);
  return holder;
}

export function isHeldBy(slot: string, holder: object | null): boolean {
  return (holders.get(slot) ?? null) === holder;
}

/** What this person left unsent in this tab within a day, the last kept first; anything else is dropped. After a reload the numbers
 *  are gone, so it claims no version: what the server holds of the same draft is read and merged before anything is written over it. */
export function allPending(ownerId: string): readonly Pending[] {
  const inMemory = [...whole.values()].filter((one) => one.ownerId === ownerId).map(({ pending }) => pending);
  const places = Object.keys(sessionStorage).filter((name) => name.startsWith(PLACE) && !whole.has(name.slice(PLACE.length)));
  const stored = places.flatMap((name) => {
    const kept = storedAt(name);
    if (kept?.ownerId === ownerId && Date.now() - kept.at < LONGEST_MS) return [kept];
    forgetPending(name.slice(PLACE.length));
    return [];
  });
  return [...inMemory.toReversed(), ...stored.toSorted((a, b) => b.at - a.at).map(({ pending }) => pending)];
}

interface Stored {
  readonly ownerId: string;
  readonly at: number;
  readonly pending: Pending;
}

function storedAt(name: string): Stored | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? '');
    if (!isKept(kept)) return null;
    const { ownerId, at, draftId, step } = kept;
    const slot = name.slice(PLACE.length);
    return {
      ownerId,
      at,
      pending: { slot, draftId, version: 0, step: stepOf(step), base: readValues(kept.base), values: readValues(kept.values) },
    };
  } catch {
    // Not ours any more: an older form wrote it.
    return null;
  }
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
