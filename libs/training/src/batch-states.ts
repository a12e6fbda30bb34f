/** States of a batch (PBK, Permenakertrans 8/2014). `postponed` and `cancelled` stand beside the way; results are recorded by the calendar,
 *  not by the state, see `resultRefusal`. */
export const BATCH_STATES = [
  'planned',
  'registration_open',
  'selection',
  'running',
  'assessment',
  'completed',
  'postponed',
  'cancelled',
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/** planned → registration_open → selection → running → assessment → completed, with postponed and cancelled
 *  beside it. Selection and assessment may be left out: small classes take everybody, and not every programme ends in a test. */
const NEXT_STATES = {
  planned: ['registration_open', 'running', 'postponed', 'cancelled'],
  registration_open: ['selection', 'running', 'postponed', 'cancelled'],
  selection: ['running', 'postponed', 'cancelled'],
  running: ['assessment', 'completed', 'cancelled'],
  assessment: ['completed'],
  completed: [],
  postponed: ['planned', 'registration_open', 'cancelled'],
  cancelled: [],
} as const satisfies Record<BatchState, readonly BatchState[]>;

const TAKES_PEOPLE: readonly BatchState[] = ['planned', 'registration_open', 'selection', 'running'];
const NEVER_HELD: readonly BatchState[] = ['postponed', 'cancelled'];

/** What decides whether a batch may take a step. */
export interface BatchFacts {
  readonly state: BatchState;
  readonly startsOn: string;
  /** Participants in main seats whose result is not recorded. */
  readonly withoutResult: number;
}

/** May people still be enrolled? */
export function takesPeople(state: BatchState): boolean {
  return TAKES_PEOPLE.includes(state);
}

/** Why a batch may not go to `to` today, as a sentence for the user; null when it may.
 *  @param today local calendar day (Asia/Makassar) */
export function batchStepRefusal(batch: BatchFacts, to: BatchState, today: string): string | null {
  const next: readonly BatchState[] = NEXT_STATES[batch.state];
  if (!next.includes(to)) return 'Angkatan tidak dapat pindah ke keadaan itu dari keadaannya sekarang.';
  if (to === 'running' && batch.startsOn > today)
    return `Angkatan baru dapat berjalan mulai ${batch.startsOn}. Ubah dahulu tanggal mulainya.`;
  if (to === 'completed' && batch.withoutResult > 0)
    return `Masih ada ${batch.withoutResult} peserta tanpa hasil. Catat hasil atau keluarkan dahulu.`;
  return null;
}

/** Why a result dated `resultOn` cannot be recorded today; null when it can. The calendar decides, not the state, because
 *  centres often forget to press "running": a batch whose first day has come has started.
 *  @param today local calendar day (Asia/Makassar) */
export function resultRefusal(
  batch: Pick<BatchFacts, 'state' | 'startsOn'>,
  resultOn: string,
  today: string,
): 'not-held' | 'not-started' | 'before-start' | 'in-future' | null {
  if (NEVER_HELD.includes(batch.state)) return 'not-held';
  if (batch.startsOn > today) return 'not-started';
  if (resultOn > today) return 'in-future';
  return resultOn < batch.startsOn ? 'before-start' : null;
}
