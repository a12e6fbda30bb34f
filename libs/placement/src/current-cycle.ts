import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';

import { PlacementCycle } from './placement-cycle.entity.js';

/** Holds a cycle for a change. @throws Problem not-found, changed-meanwhile; wrong-state for an earlier cycle */
export async function lockCurrent(rows: Rows, cycleId: string, version?: number): Promise<PlacementCycle> {
  const cycle = await rows.lock(PlacementCycle, cycleId, version);
  if (!cycle.isCurrent) throw problem('wrong-state', { detail: 'Proses ini sudah digantikan oleh proses yang baru.' });
  return cycle;
}
