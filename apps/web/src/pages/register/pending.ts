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

/** Keeps a registration in this browser while the server cannot be reached, and not a moment longer: it holds a NIK. */
export function keepPending(ownerId: string, { draftId, version, base, values, step }: Pending): void {
  const kept = { ownerId, at: Date.now(), draftId, version, step, base: JSON.stringify(base), values: JSON.stringify(values) };
  localStorage.setItem(PLACE, JSON.stringify(kept));
}

export function forgetPending(): void {
  localStorage.removeItem(PLACE);
}

/** What this person left unsent in this browser within a day; anything else is dropped. */
export function takePending(ownerId: string): Pending | null {
  const text = localStorage.getItem(PLACE);
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (isKept(kept) && kept.ownerId === ownerId && Date.now() - kept.at < LONGEST_MS) {
      const { draftId, version, step } = kept;
      return { draftId, version, step: stepOf(step), base: readValues(kept.base), values: readValues(kept.values) };
    }
  } catch {
    // Not ours any more: an older form wrote it.
  }
  forgetPending();
  return null;
}

interface Kept {
  readonly ownerId: string;
  readonly at: number;
  readonly draftId: string | null;
  readonly version: number;
  readonly step: number;
  readonly base: string;
  readonly values: string;
}

function isKept(kept: unknown): kept is Kept {
  return typeof kept === 'object' && kept !== null && 'ownerId' in kept && 'values' in kept && 'base' in kept;
}
