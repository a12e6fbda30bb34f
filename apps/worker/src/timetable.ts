import type { Access } from '#libs/access';
import type { DuplicateCheck } from '#libs/candidates';
import type { ScanSweep } from '#libs/documents';
import type { Clock } from '#libs/platform';
import type { PlacementService } from '#libs/placement';
import type { Digests, Sweep } from '#libs/reminders';

import type { Housekeeping } from './housekeeping.js';
import type { Reconciler } from './reconciler.js';
import type { Relay } from './relay.js';

/** What the clocks may call. */
export interface OfficeAtWork {
  readonly access: Access;
  readonly clock: Clock;
  readonly placement: PlacementService;
  readonly duplicates: DuplicateCheck;
  readonly scanSweep: ScanSweep;
  readonly sweep: Sweep;
  readonly digests: Digests;
  readonly relay: Relay;
  readonly reconciler: Reconciler;
  readonly housekeeping: Housekeeping;
  /** Long work asks between two parts, so that a worker can be stopped at any time. */
  readonly isStopping: () => boolean;
  /** Whether this worker is writing a confirmed list. What follows from its people can wait the seconds that this takes; done
   *  beside it, both would take several times as long. */
  readonly isWritingList: () => boolean;
}

interface Entry {
  readonly id: string;
  /** What happens, in a sentence for the health page. */
  readonly what: string;
  /** After how many minutes without a finished run the health page calls it late. */
  readonly lateAfterMinutes: number;
  /** Answers how much was done. */
  run(office: OfficeAtWork): Promise<number>;
}

/** A clock runs through the queue, once for all workers, by a cron pattern in Asia/Makassar. */
export interface ClockEntry extends Entry {
  readonly cron: string;
}

/** A loop runs in each worker without the queue; it starts again at once while there is work, else after `everyMs`. */
export interface LoopEntry extends Entry {
  readonly everyMs: number;
}

const CHECKLIST_BATCH = 500;
const DUPLICATE_BATCH = 50;

/** THE list of clocks. Each may be called twice, or late, or by two workers at once. */
export const TIMETABLE: readonly ClockEntry[] = [
  {
    id: 'reminder-sweep',
    cron: '5 * * * *',
    lateAfterMinutes: 125,
    what: 'Memeriksa semua aturan pengingat dan mencatat yang jatuh tempo.',
    run: async ({ sweep, clock }) => (await sweep.run(clock.today())).planned,
  },
  {
    id: 'reminder-digest',
    cron: '* * * * *',
    lateAfterMinutes: 5,
    what: 'Merangkum pengingat per orang: ringkasan pagi 08.00 WITA, yang mendesak segera.',
    run: ({ digests, clock }) => digests.compose(clock.today(), clock.timeOfDay()),
  },
  {
    id: 'checklist-nightly',
    cron: '15 0 * * *',
    lateAfterMinutes: 25 * 60,
    what: 'Menghitung ulang kelengkapan dokumen yang berubah karena tanggal berganti.',
    run: ({ placement, clock, isStopping }) => placement.refreshAllDue(clock.today(), isStopping),
  },
  {
    id: 'indicator-fold',
    cron: '* * * * *',
    lateAfterMinutes: 10,
    what: 'Melipat selisih indikator ke dalam hitungan dasbor.',
    run: ({ housekeeping }) => housekeeping.foldIndicators(),
  },
  {
    id: 'purge',
    cron: '30 1 * * *',
    lateAfterMinutes: 25 * 60,
    what: 'Menghapus yang tidak diperlukan lagi: jawaban permintaan berulang, sesi lewat, percobaan masuk, pekerjaan selesai, draf yang 30 hari tidak disentuh, berkas impor lama.',
    run: ({ housekeeping }) => housekeeping.purge(),
  },
  {
    id: 'scan-sweep',
    cron: '40 * * * *',
    lateAfterMinutes: 125,
    what: 'Menghapus unggahan pindaian yang ditinggalkan dan berkas yang tidak dimiliki siapa pun.',
    run: ({ scanSweep }) => scanSweep.run(),
  },
];

/** What must be quicker than a minute, or must work although the queue does not. */
export const LOOPS: readonly LoopEntry[] = [
  {
    id: 'outbox-relay',
    everyMs: 250,
    lateAfterMinutes: 5,
    what: 'Menyerahkan pekerjaan dari kotak keluar ke antrean.',
    run: ({ relay }) => relay.relayOnce(),
  },
  {
    id: 'checklist-stale',
    everyMs: 1_000,
    lateAfterMinutes: 10,
    what: 'Menghitung ulang kelengkapan dokumen calon yang datanya baru berubah.',
    run: async ({ placement, isWritingList }) => (isWritingList() ? 0 : placement.refreshChecklists(CHECKLIST_BATCH)),
  },
  {
    id: 'duplicate-check',
    everyMs: 1_000,
    lateAfterMinutes: 10,
    what: 'Mencari orang yang mungkin tercatat dua kali.',
    run: async ({ duplicates, isWritingList }) => (isWritingList() ? 0 : duplicates.checkWaiting(DUPLICATE_BATCH)),
  },
  {
    id: 'outbox-reconcile',
    everyMs: 60_000,
    lateAfterMinutes: 10,
    what: 'Menyerahkan kembali pekerjaan yang hilang dari antrean.',
    run: async ({ reconciler }) => {
      await reconciler.reconcileOnce();
      return 0;
    },
  },
];
