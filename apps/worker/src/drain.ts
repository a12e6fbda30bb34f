import { setTimeout as sleep } from 'node:timers/promises';

import type { INestApplicationContext } from '@nestjs/common';

import { DuplicateCheck } from '#libs/candidates';
import { Clock, Queues } from '#libs/platform';
import { PlacementService } from '#libs/placement';
import { Digests, Sweep } from '#libs/reminders';

import { Dispatcher } from './dispatcher.js';
import { Housekeeping } from './housekeeping.js';
import { QUEUES, Relay } from './relay.js';

const CHECKLIST_BATCH = 500;
const DUPLICATE_BATCH = 50;
const LOOK_EVERY_MS = 10;

/** Does everything that is due, through the real queue, until nothing is left: for tests and the command line, where no
 *  clock runs. Jobs that fail are reported; the queue's later attempts are not awaited.
 *  @returns how many jobs were handed over
 *  @throws AggregateError with what the jobs threw, unless failures are tolerated */
export async function drainOnce(worker: INestApplicationContext, { tolerateFailures = false } = {}): Promise<number> {
  const dispatcher = worker.get(Dispatcher);
  dispatcher.takeFailures();
  await dispatcher.start();
  let handed = 0;
  for (let inRound = 1; inRound > 0;) {
    await refreshAndRemind(worker);
    inRound = await handOver(worker);
    handed += inRound;
  }
  await worker.get(Housekeeping).foldIndicators();
  const failures = dispatcher.takeFailures();
  if (failures.length > 0 && !tolerateFailures)
    throw new AggregateError(failures, `jobs failed: ${failures.map((failure) => failure.message).join('; ')}`);
  return handed;
}

async function refreshAndRemind(worker: INestApplicationContext): Promise<void> {
  const clock = worker.get(Clock, { strict: false });
  const placement = worker.get(PlacementService, { strict: false });
  while ((await placement.refreshChecklists(CHECKLIST_BATCH)) > 0);
  await checkDuplicates(worker);
  await placement.refreshAllDue(clock.today());
  await worker.get(Sweep, { strict: false }).run(clock.today());
  await worker.get(Digests, { strict: false }).compose(clock.today(), clock.timeOfDay());
}

async function checkDuplicates(worker: INestApplicationContext): Promise<void> {
  const duplicates = worker.get(DuplicateCheck, { strict: false });
  while ((await duplicates.checkWaiting(DUPLICATE_BATCH)) > 0);
}

async function handOver(worker: INestApplicationContext): Promise<number> {
  const relay = worker.get(Relay);
  let handed = 0;
  for (let batch = await relay.relayOnce(); batch > 0; batch = await relay.relayOnce()) handed += batch;
  await quiet(worker.get(Queues, { strict: false }));
  return handed;
}

async function quiet(queues: Queues): Promise<void> {
  for (const { name } of QUEUES) {
    while ((await queues.unfinished(name)) > 0) await sleep(LOOK_EVERY_MS);
  }
}
