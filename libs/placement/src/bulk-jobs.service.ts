import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { newId, problem } from '#libs/platform';
import { MAIN_STAGES } from '#libs/rulebook';

import {
  getJob,
  lastJobs,
  moveJob,
  rowsOf,
  type BulkChange,
  type BulkJob,
  type BulkKind,
  type BulkRow,
  type BulkRowState,
} from './bulk-job.query.js';
import { previewOf, type PreviewedRow } from './bulk-preview.js';
import { CandidateFiles } from './candidate-files.service.js';
import { peopleIds } from './export.query.js';
import { refuseUnknownOfficer } from './officers.query.js';
import { searchIn, type WrittenFilter } from './written-filter.js';

/** A change for many people: those named, or all whom a filter holds. */
export interface BulkWish {
  readonly kind: BulkKind;
  readonly change: BulkChange;
  readonly ids?: readonly string[] | undefined;
  readonly filter?: WrittenFilter | undefined;
}

export interface BulkPage extends BulkJob {
  readonly rows: readonly BulkRow[];
  readonly next: string | null;
}

/** What one job may hold: its preview is worked out within one answer. */
export const MOST_BULK_ROWS = 1_000;
const LAST_JOBS = 10;

/** Work on many people at once: previewed, confirmed, done by the worker row by row, and taken back once. Each row goes through the
 *  same service as a single change and is refused by itself. */
@Injectable()
export class BulkJobs {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(CandidateFiles) private readonly files: CandidateFiles,
  ) {}

  /** Tells what would happen to each person, and keeps it for `confirm`. A preview before it that was not confirmed is forgotten.
   *  @throws Problem invalid for nobody, for more than a job may hold, and for a change that no person could get */
  preview(actor: Actor, wish: BulkWish, page: { readonly limit: number }): Promise<BulkPage> {
    refuseUnfitChange(wish);
    const id = newId();
    return this.access.write(actor, 'bulk.preview', id, async (rows) => {
      if (wish.kind === 'assign_officer' && wish.change.officerId) await refuseUnknownOfficer(rows, wish.change.officerId);
      const people = await this.peopleOf(rows, actor, wish);
      const previewed = await previewOf(rows, actor, wish, people);
      await rows.query(`DELETE FROM bulk_job WHERE asked_by = $1 AND state = 'previewed'`, [actor.userId]);
      await rows.query(`INSERT INTO bulk_job (id, kind, change, asked_by, asked_role, area_code) VALUES ($1, $2, $3, $4, $5, $6)`, [
        id,
        wish.kind,
        JSON.stringify(wish.change),
        actor.userId,
        actor.role,
        actor.areaCode,
      ]);
      await addRows(rows, id, previewed);
      rows.about({ areaCode: actor.areaCode, fields: [wish.kind, `rows:${previewed.length}`] });
      return pageOf(rows, id, { after: 0, limit: page.limit, state: null });
    });
  }

  /** Lets the worker do what was previewed. Confirming twice is confirming once.
   *  @throws Problem not-found; wrong-state when nothing is ready; too-many while another job of the same user runs */
  confirm(actor: Actor, id: string): Promise<BulkPage> {
    return this.access.write(actor, 'bulk.confirm', id, async (rows) => {
      const job = await getJob(rows, id);
      if (job.state === 'previewed') {
        if (job.counts.ready === 0) throw problem('wrong-state', { detail: 'Tidak ada orang yang dapat diubah.' });
        await refuseSecondJob(rows);
        await moveJob(rows, id, ['previewed'], 'running');
        await rows.enqueue('bulk.run', `bulk.run/${id}`, { jobId: id });
      }
      rows.about({ areaCode: actor.areaCode, fields: [job.kind, `rows:${job.counts.ready}`] });
      return pageOf(rows, id, { after: 0, limit: 1, state: null });
    });
  }

  /** Lets the worker take back what the job did; whoever was changed since stays as is. Once: undoing twice is undoing once.
   *  @throws Problem not-found; wrong-state unless the job is done; too-many while another job of the same user runs */
  undo(actor: Actor, id: string): Promise<BulkPage> {
    return this.access.write(actor, 'bulk.undo', id, async (rows) => {
      const job = await getJob(rows, id);
      if (job.state === 'previewed' || job.state === 'running') throw problem('wrong-state');
      if (job.state === 'done') {
        await refuseSecondJob(rows);
        await moveJob(rows, id, ['done'], 'undoing');
        await rows.enqueue('bulk.undo', `bulk.undo/${id}`, { jobId: id });
      }
      rows.about({ areaCode: actor.areaCode, fields: [job.kind, `rows:${job.counts.done}`] });
      return pageOf(rows, id, { after: 0, limit: 1, state: null });
    });
  }

  /** One job with a page of its rows. @throws Problem not-found */
  get(
    actor: Actor,
    id: string,
    page: { readonly after: number; readonly limit: number; readonly state: BulkRowState | null },
  ): Promise<BulkPage> {
    return this.access.read(actor, 'bulk.view', (rows) => pageOf(rows, id, page));
  }

  /** The last jobs of the caller, newest first. */
  list(actor: Actor): Promise<BulkJob[]> {
    return this.access.read(actor, 'bulk.view', (rows) => lastJobs(rows, LAST_JOBS));
  }

  private async peopleOf(rows: Rows, actor: Actor, { ids, filter }: BulkWish): Promise<string[]> {
    if (ids && !filter) return refuseSize([...new Set(ids)]);
    if (!filter || ids) throw invalid('ids', 'ids-or-filter', 'Pilih orang satu per satu, atau semua yang cocok dengan saringan.');
    const plan = this.files.planOf(actor, { ...searchIn(actor, filter), after: null, limit: MOST_BULK_ROWS });
    const { sql, params } = peopleIds(plan);
    const found = await rows.query<{ id: string }>(sql, params);
    return refuseSize(found.map((one) => one.id));
  }
}

async function pageOf(rows: Rows, id: string, page: { after: number; limit: number; state: BulkRowState | null }): Promise<BulkPage> {
  const job = await getJob(rows, id);
  const found = await rowsOf(rows, id, { ...page, limit: page.limit + 1 });
  const shown = found.slice(0, page.limit);
  return { ...job, rows: shown, next: found.length > page.limit ? String(shown.at(-1)?.n ?? 0) : null };
}

async function addRows(rows: Rows, jobId: string, previewed: readonly PreviewedRow[]): Promise<void> {
  await rows.query(
    `INSERT INTO bulk_job_row (job_id, n, asked_by, area_code, cycle_id, base_version, state, code, blockers)
     SELECT $1, r.n, $2, r.area_code, r.cycle_id, r.base_version, r.state, r.code, r.blockers::jsonb
       FROM unnest($3::text[], $4::uuid[], $5::integer[], $6::text[], $7::text[], $8::text[])
            WITH ORDINALITY AS r (area_code, cycle_id, base_version, state, code, blockers, n)`,
    [
      jobId,
      rows.actorId,
      previewed.map((row) => row.areaCode),
      previewed.map((row) => row.cycleId),
      previewed.map((row) => row.baseVersion),
      previewed.map((row) => row.state),
      previewed.map((row) => row.code),
      previewed.map((row) => JSON.stringify(row.blockers)),
    ],
  );
}

async function refuseSecondJob(rows: Rows): Promise<void> {
  const running = await rows.query(`SELECT FROM bulk_job WHERE asked_by = $1 AND state IN ('running', 'undoing')`, [rows.actorId]);
  if (running.length > 0) throw problem('too-many', { retryAfterSeconds: 10, detail: 'Pekerjaan massal Anda yang lain masih berjalan.' });
}

function refuseSize(people: string[]): string[] {
  if (people.length === 0) throw invalid('ids', 'nobody', 'Tidak ada orang yang dipilih.');
  if (people.length > MOST_BULK_ROWS)
    throw invalid(
      'filter',
      'too-many-rows',
      `Paling banyak ${MOST_BULK_ROWS.toLocaleString('id-ID')} orang sekali jalan. Persempit saringannya.`,
    );
  return people;
}

// Only steps forward before the departure: the days and reasons of the others differ from person to person.
function refuseUnfitChange({ kind, change }: BulkWish): void {
  if (kind === 'assign_officer') {
    if (change.officerId === undefined) throw invalid('change/officerId', 'officer-missing', 'Pilih petugasnya.');
    return;
  }
  const before = MAIN_STAGES.slice(1, MAIN_STAGES.indexOf('departed'));
  if (!change.to || !before.some((stage) => stage === change.to))
    throw invalid('change/to', 'stage-not-in-bulk', 'Tahap ini tidak dapat diambil untuk banyak orang sekaligus.');
}

function invalid(field: string, code: string, detail: string): Error {
  return problem('invalid', { errors: [{ pointer: `/${field}`, code, detail }] });
}
