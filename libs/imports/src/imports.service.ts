import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { AreasService } from '#libs/candidates';
import { newId, problem, Seals } from '#libs/platform';

import { AreaBook } from './areas.js';
import {
  countRows,
  getBatch,
  listBatches,
  listRows,
  lockBatch,
  lockRow,
  sealedSamples,
  type Batch,
  type BatchState,
  type StoredRow,
} from './batch.query.js';
import { asRepeated } from './check-list.js';
import { checkRow, type CheckedRow } from './check-row.js';
import { FILE_FAULTS, type FileFault, type Language } from './codes.js';
import { beginning, tidy, type Field, type ListRow } from './columns.js';
import {
  importView,
  rowView,
  valuesOf,
  type ImportColumnView,
  type ImportRowView,
  type ImportSummary,
  type ImportView,
} from './import-view.js';
import { knownSenders } from './mapping.query.js';
import { matchPeople, newcomers } from './match.js';
import { sameNameAndDay } from './registered.query.js';
import { reportOf } from './row-report.js';
import { indexesOf, openRow, openSamples, sealFile, sealRow } from './sealed-row.js';
import { lookIntoFile } from './sheet.js';
import { templateFor } from './template.js';

export interface UploadedFile {
  readonly name: string;
  readonly content: Buffer;
  /** Who sent the list, as the officer typed it. */
  readonly sender?: string | null;
}

export const LONGEST_SENDER = 100;

/** A file of at most this many bytes is taken. */
export const MOST_FILE_BYTES = 10 * 1024 * 1024;

/** Lists of people from districts: uploaded, checked dry, corrected, and written when an officer confirms. Reading and
 *  writing are the worker's; here only rows of the batch change. Nobody enters the register before `confirm`. */
@Injectable()
export class ImportsService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(AreasService) private readonly areas: AreasService,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** Takes a list in and asks the worker to check it. The people in it belong to the area of whoever uploads.
   *  @throws Problem too-large; unsupported for what is no XLSX or CSV; invalid for a broken, locked or exploding file */
  async upload(actor: Actor, file: UploadedFile, language: Language): Promise<{ id: string; state: BatchState }> {
    refuseUnreadable(file.content, language);
    const { areaCode } = actor;
    if (areaCode === null) throw problem('not-permitted');
    const digest = createHash('sha256').update(file.content).digest();
    const id = newId();
    return this.access.write(aboutFile(actor, digest), 'import.upload', id, async (rows) => {
      rows.about({ areaCode });
      await rows.query(
        `INSERT INTO import_batch (id, area_code, file_name, file_sha256, file_sealed, state, created_by, sender)
         VALUES ($1, $2, $3, $4, $5, 'checking', $6, $7)`,
        [id, areaCode, fileNameOf(file.name), digest, sealFile(this.seals, id, file.content), actor.userId, senderOf(file.sender)],
      );
      await rows.enqueue('import.check', `import.check/${id}`, { batchId: id });
      return { id, state: 'checking' };
    });
  }

  /** The lists of the caller's area, newest first. */
  list(
    actor: Actor,
    page: { readonly after?: string | undefined; readonly limit: number },
    language: Language,
  ): Promise<{ items: ImportSummary[]; next: string | null }> {
    return this.access.read(actor, 'import.view', async (rows) => {
      const found = await listBatches(rows, page.after ?? null, page.limit + 1);
      const names = await namesOf(
        rows,
        found.map((batch) => batch.createdBy),
      );
      const items = found.slice(0, page.limit).map((batch) => importView(batch, names.get(batch.createdBy) ?? null, language));
      return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** One list with a page of its rows, those with codes first. @throws Problem not-found */
  get(
    actor: Actor,
    id: string,
    page: { readonly after?: string | undefined; readonly limit: number },
    language: Language,
  ): Promise<ImportView> {
    return this.access.read(actor, 'import.view', async (rows) => {
      const batch = await getBatch(rows, id);
      const names = await namesOf(rows, [batch.createdBy]);
      const found = await listRows(rows, id, cursorOf(page.after), page.limit + 1);
      const last = found.length > page.limit ? found[page.limit - 1] : undefined;
      return {
        ...importView(batch, names.get(batch.createdBy) ?? null, language),
        columns: await this.columnViews(rows, batch),
        rows: found.slice(0, page.limit).map((row) => this.rowView(batch, row, language)),
        next: last === undefined ? null : `${last.codes.length === 0 ? 1 : 0}.${last.n}`,
      };
    });
  }

  /** Corrects cells of one row before the list is confirmed; the row is checked again whole. An empty text empties the cell.
   *  @throws Problem not-found; wrong-state when the list is not (or no longer) waiting for its confirmation */
  correct(actor: Actor, id: string, n: number, values: Partial<Record<Field, string>>, language: Language): Promise<ImportRowView> {
    return this.access.write(actor, 'import.correct', id, async (rows) => {
      const batch = await lockBatch(rows, id);
      if (batch.state !== 'checked') throw problem('wrong-state');
      const stored = await lockRow(rows, id, n);
      if (stored.personSealed === null) throw problem('wrong-state');
      const { cells } = openRow(this.seals, id, n, stored.personSealed);
      const row: ListRow = { n, sheetRow: stored.sheetRow, cells: corrected(cells, values) };
      await this.checkAgain(rows, batch, row);
      rows.about({ areaCode: batch.areaCode, fields: Object.keys(values) });
      await countRows(rows, id);
      await rows.query(`UPDATE import_batch SET version = version + 1 WHERE id = $1`, [id]);
      return this.rowView(batch, await lockRow(rows, id, n), language);
    });
  }

  /** Who sent lists lately, as officers typed it; newest first. */
  senders(actor: Actor): Promise<string[]> {
    return this.access.read(actor, 'import.view', knownSenders);
  }

  /** An empty XLSX list with sample rows of the caller's own area. */
  template(actor: Actor): Promise<Buffer> {
    return this.access.read(actor, 'import.view', async (rows) =>
      templateFor(await this.areas.listInside(rows, actor.areaCode ?? '74'), rows.today),
    );
  }

  private async checkAgain(rows: Rows, batch: Batch, row: ListRow): Promise<void> {
    const areas = new AreaBook(await this.areas.listInside(rows, batch.areaCode), batch.areaCode);
    const alone = checkRow(row, { today: rows.today, startsIn1904: false, areas, columns: batch.columns });
    const indexes = alone.person && indexesOf(this.seals, alone.person);
    const nik = indexes?.nik ?? null;
    const checked = await refuseRepeated(rows, batch, row, alone, nik);
    const asked = checked.person === null || indexes === null ? [] : [{ person: checked.person, indexes }];
    const [match = null] = asked.length === 0 ? [] : await matchPeople(rows, batch.areaCode, asked);
    const possible = await sameNameAndDay(
      rows,
      newcomers(
        asked.map((one) => ({ ...one, n: row.n })),
        match === null ? [] : [match],
      ),
    );
    const report = reportOf(row, checked, match, batch.columns, possible.has(row.n));
    const sealed = sealRow(this.seals, batch.id, row.n, { cells: row.cells, person: checked.person });
    await rows.query(
      `UPDATE import_row
          SET outcome = $3, codes = $4::text[], cells = $5::jsonb, person_sealed = $6, nik_index = $7
        WHERE batch_id = $1 AND n = $2`,
      [batch.id, row.n, report.outcome, report.codes, JSON.stringify(report.findings), sealed, checked.person && nik],
    );
  }

  private async columnViews(rows: Rows, batch: Batch): Promise<ImportColumnView[]> {
    const sealed = batch.state === 'checked' ? await sealedSamples(rows, batch.id) : null;
    const samples = sealed && openSamples(this.seals, batch.id, sealed);
    return batch.columns.map((column) => ({ ...column, samples: samples?.[column.index] ?? [] }));
  }

  private rowView(batch: Batch, row: StoredRow, language: Language): ImportRowView {
    const content = row.personSealed === null ? null : openRow(this.seals, batch.id, row.n, row.personSealed);
    const fullName = row.fullName ?? content?.person?.fullName ?? tidy(content?.cells.fullName?.text ?? '');
    return rowView(row, { fullName, values: content === null ? [] : valuesOf(batch.columns, content.cells) }, language);
  }
}

const NO_LISTS: ReadonlySet<FileFault> = new Set(['file-unsupported', 'file-is-picture', 'file-not-excel', 'excel-too-old']);

function refuseUnreadable(content: Buffer, language: Language): void {
  if (content.length > MOST_FILE_BYTES) throw problem('too-large');
  const look = lookIntoFile(content);
  if (look.ok) return;
  const detail = FILE_FAULTS[look.fault][language];
  if (NO_LISTS.has(look.fault)) throw problem('unsupported', { detail });
  throw problem('invalid', { errors: [{ pointer: '/file', code: look.fault, detail }] });
}

// A repeated upload is the same only when the file is; the body of a multipart request is not part of the actor's hash.
function aboutFile(actor: Actor, digest: Buffer): Actor {
  if (!actor.repeat) return actor;
  return { ...actor, repeat: { ...actor.repeat, requestHash: `${actor.repeat.requestHash}/${digest.toString('hex')}` } };
}

/** @returns null when nobody is named */
export function senderOf(text: string | null | undefined): string | null {
  return beginning(tidy(text ?? ''), LONGEST_SENDER) || null;
}

function fileNameOf(name: string): string {
  return beginning(tidy(name.split(/[\\/]/).at(-1) ?? ''), 150) || 'daftar';
}

async function namesOf(rows: Rows, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await rows.query<{ id: string; name: string }>(
    `SELECT u.id, u.display_name AS name FROM auth.colleague_names($1::uuid[]) u`,
    [[...new Set(ids)]],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

function cursorOf(after: string | undefined): { isPlain: boolean; n: number } | null {
  if (after === undefined) return null;
  const parts = /^([01])\.(\d{1,6})$/.exec(after);
  if (parts === null)
    throw problem('invalid', {
      errors: [{ pointer: '/after', code: 'after-invalid', detail: 'Nilai after bukan dari halaman sebelumnya.' }],
    });
  return { isPlain: parts[1] === '1', n: Number(parts[2]) };
}

function corrected(cells: ListRow['cells'], values: Partial<Record<Field, string>>): ListRow['cells'] {
  const typed = Object.entries(values).map(([field, text]) => [field, tidy(text) === '' ? undefined : { kind: 'text', text }]);
  return { ...cells, ...Object.fromEntries(typed) };
}

async function refuseRepeated(rows: Rows, batch: Batch, row: ListRow, checked: CheckedRow, nik: Buffer | null): Promise<CheckedRow> {
  if (nik === null) return checked;
  const [other] = await rows.query<{ sheetRow: number }>(
    `SELECT r.sheet_row AS "sheetRow"
       FROM import_row r
      WHERE r.batch_id = $1 AND r.n <> $2 AND r.nik_index = $3 AND r.outcome <> 'rejected'
      LIMIT 1`,
    [batch.id, row.n, nik],
  );
  return other === undefined ? checked : asRepeated(row, checked, batch.columns, other.sheetRow);
}
