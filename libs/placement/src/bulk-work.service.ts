import { Inject, Injectable } from '@nestjs/common';

import { Access, Sessions, type Actor, type Rows } from '#libs/access';
import { Problem, problem } from '#libs/platform';

import { moveJob, type BulkChange, type BulkKind } from './bulk-job.query.js';
import { PlacementService, type StageFacts } from './placement.service.js';

interface RunningJob {
  readonly id: string;
  readonly kind: BulkKind;
  readonly change: BulkChange;
}

interface ClaimedRow {
  readonly cycleId: string;
  readonly version: number;
  readonly before: (StageFacts & { readonly officerId: string | null }) | null;
}

const BATCH = 50;
/** What is no fault of the row: the job stops and goes on when it is handed over again. */
const NOT_THE_ROW = new Set(['not-authenticated', 'unavailable', 'internal']);

/** Does and takes back confirmed bulk jobs, as whoever asked for them and with that person's rights of now. Each row is one
 *  transaction that also marks the row, so a job that is killed or handed over twice does each row once. */
@Injectable()
export class BulkWork {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(PlacementService) private readonly placement: PlacementService,
  ) {}

  /** Goes on with a job where it stopped; a job that is not running is left alone. */
  run(jobId: string): Promise<void> {
    return this.work(jobId, 'running', 'done', { from: 'ready', to: 'done', failed: 'refused', order: 'n' }, (rows, actor, job, row) =>
      this.change(rows, actor, job, row),
    );
  }

  /** Takes back what a job did, the last first; a job that is not being undone is left alone. */
  undo(jobId: string): Promise<void> {
    return this.work(jobId, 'undoing', 'undone', { from: 'done', to: 'undone', failed: 'kept', order: 'n DESC' }, (rows, _, job, row) =>
      this.takeBack(rows, job, row),
    );
  }

  private async work(
    jobId: string,
    state: 'running' | 'undoing',
    end: 'done' | 'undone',
    rule: { readonly from: string; readonly to: string; readonly failed: string; readonly order: 'n' | 'n DESC' },
    act: (rows: Rows, actor: Actor, job: RunningJob, row: ClaimedRow) => Promise<void>,
  ): Promise<void> {
    const job = await this.jobIn(jobId, state);
    if (!job) return;
    const actor = await this.sessions.openForJob(jobId);
    try {
      for (let waiting = await this.waiting(jobId, rule); waiting.length > 0; waiting = await this.waiting(jobId, rule)) {
        for (const n of waiting) {
          const fault = actor ? await this.one(actor, job, jobId, n, rule, act) : 'not-permitted';
          if (fault) await this.refuse(jobId, n, rule, fault);
        }
      }
      await this.access.system('bulk.end', (rows) => moveJob(rows, jobId, [state], end), { audited: false });
    } finally {
      if (actor) await this.sessions.endForJob(actor.token);
    }
  }

  /** @returns the code of what refused the row, or null */
  private async one(
    actor: Actor,
    job: RunningJob,
    jobId: string,
    n: number,
    rule: { readonly from: string; readonly to: string },
    act: (rows: Rows, actor: Actor, job: RunningJob, row: ClaimedRow) => Promise<void>,
  ): Promise<string | null> {
    const action = job.kind === 'assign_officer' ? 'cycle.change' : 'journey.advance';
    try {
      await this.access.write(actor, action, null, async (rows) => {
        const row = await claim(rows, jobId, n, rule);
        rows.about({ subjectId: row.cycleId });
        await act(rows, actor, job, row);
        await rows.query(
          `UPDATE bulk_job_row r SET done_version = p.version FROM placement_cycle p WHERE r.job_id = $1 AND r.n = $2 AND p.id = r.cycle_id`,
          [jobId, n],
        );
      });
      return null;
    } catch (error) {
      if (!(error instanceof Problem) || NOT_THE_ROW.has(error.code)) throw error;
      return error.code;
    }
  }

  private async change(rows: Rows, actor: Actor, { id, kind, change }: RunningJob, { cycleId, version }: ClaimedRow): Promise<void> {
    await rows.query(
      `UPDATE bulk_job_row r
          SET before = json_build_object(
                'stage', p.stage, 'resumeStage', p.resume_stage, 'stageSince', p.stage_since, 'departedOn', p.departed_on,
                'arrivedOn', p.arrived_on, 'returnedOn', p.returned_on, 'returnReason', p.return_reason,
                'wasProcedural', p.was_procedural, 'officerId', p.officer_id)
         FROM placement_cycle p WHERE p.id = r.cycle_id AND r.job_id = $1 AND r.cycle_id = $2`,
      [id, cycleId],
    );
    if (kind === 'assign_officer') await this.placement.changeCycleIn(rows, cycleId, version, { officerId: change.officerId ?? null });
    else if (change.to)
      await this.placement.advanceIn(rows, actor, cycleId, version, { to: change.to, effectiveOn: change.effectiveOn, note: change.note });
  }

  private async takeBack(rows: Rows, { kind }: RunningJob, { cycleId, version, before }: ClaimedRow): Promise<void> {
    if (!before) throw new Error('a row that was done without what was before it');
    const { officerId, ...stageFacts } = before;
    if (kind === 'assign_officer') await this.placement.changeCycleIn(rows, cycleId, version, { officerId });
    else await this.placement.takeBackIn(rows, cycleId, version, stageFacts, 'Pekerjaan massal dibatalkan.');
  }

  private jobIn(jobId: string, state: string): Promise<RunningJob | undefined> {
    return this.access.system(
      'bulk.look',
      async (rows) =>
        (await rows.query<RunningJob>(`SELECT id, kind, change FROM bulk_job WHERE id = $1 AND state = $2`, [jobId, state]))[0],
      { audited: false },
    );
  }

  private waiting(jobId: string, { from, order }: { readonly from: string; readonly order: 'n' | 'n DESC' }): Promise<number[]> {
    return this.access.system(
      'bulk.look',
      async (rows) => {
        const found = await rows.query<{ n: number }>(
          `SELECT r.n FROM bulk_job_row r WHERE r.job_id = $1 AND r.state = $2 ORDER BY r.${order} LIMIT ${BATCH}`,
          [jobId, from],
        );
        return found.map((row) => row.n);
      },
      { audited: false },
    );
  }

  // Somebody who left the asker's scope in between is no longer named in the asker's job.
  private async refuse(jobId: string, n: number, rule: { readonly from: string; readonly failed: string }, code: string): Promise<void> {
    await this.access.system(
      'bulk.refuse',
      (rows) =>
        rows.query(
          `UPDATE bulk_job_row r
              SET state = $4, code = $5,
                  cycle_id = CASE WHEN $5 = 'not-found' THEN NULL ELSE r.cycle_id END,
                  area_code = CASE WHEN $5 = 'not-found' THEN j.area_code ELSE r.area_code END
             FROM bulk_job j
            WHERE j.id = r.job_id AND r.job_id = $1 AND r.n = $2 AND r.state = $3`,
          [jobId, n, rule.from, rule.failed, code],
        ),
      { audited: false },
    );
  }
}

// The claim holds the row until the change is committed with it; a second worker then finds it done and has nothing to do.
async function claim(rows: Rows, jobId: string, n: number, rule: { readonly from: string; readonly to: string }): Promise<ClaimedRow> {
  const [row] = await rows.query<ClaimedRow>(
    `UPDATE bulk_job_row r SET state = $4
      WHERE r.job_id = $1 AND r.n = $2 AND r.state = $3
     RETURNING r.cycle_id AS "cycleId", coalesce(r.done_version, r.base_version) AS version, r.before`,
    [jobId, n, rule.from, rule.to],
  );
  if (!row) throw problem('not-found');
  return row;
}
