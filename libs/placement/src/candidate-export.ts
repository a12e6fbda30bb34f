import { Readable } from 'node:stream';

import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { areaPathSql, maskNikEnd } from '#libs/candidates';
import { Clock, problem, xlsxOf, type SheetCell, type SheetPages } from '#libs/platform';
import { countryName, dayInWords, stageName } from '#libs/rulebook';

import { CandidateFiles, type CandidateSearch } from './candidate-files.service.js';
import { csvOf } from './csv-stream.js';
import { EXPORT_COLUMNS, schemeInWords, sourceInWords } from './export-columns.js';
import { EXPORT_ROWS, exportIds, ID_LENGTH, type ExportRow } from './export.query.js';

export const EXPORT_FORMATS = ['xlsx', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The filters and the order of a list, and the form in which all of it is wanted. */
export interface ExportWish extends Omit<CandidateSearch, 'after' | 'limit'> {
  readonly format: ExportFormat;
}

/** A file that is made while it is read; whoever stops reading stops the work. */
export interface ExportFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Readable;
}

/** More than the people of any one office; Excel itself ends at 1,048,576 rows. */
const EXPORT_LIMIT = 200_000;
const PAGE_ROWS = 500;
/** Whole lists that one user may fetch in a slot of time, over all processes. */
export const EXPORT_TURNS = 20;
const TURN_SECONDS = 600;

const CONTENT_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<ExportFormat, string>;

/** Whole lists of people as a file.
 *
 *  Who is in the file and in which order is decided in one statement at the start, together with the audit row: exactly the
 *  people whom the list counts at that moment. Their rows are then read a page at a time, each page in a short transaction of
 *  its own, so that a slow line holds neither a connection nor a snapshot. Hence what changes in the middle: somebody added
 *  later is not in the file; nobody is in it twice; a page shows its people as they are when it is read; and somebody who left
 *  the caller's scope is left out. A session that ends in the middle ends the file, broken rather than short. */
@Injectable()
export class CandidateExports {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(CandidateFiles) private readonly files: CandidateFiles,
  ) {}

  /** Begins an export; the audit trail then names its filters and how many people it holds.
   *  @throws Problem not-permitted; too-many; invalid when the list is longer than one file may be */
  async begin(actor: Actor, { format, ...search }: ExportWish, limit = EXPORT_LIMIT): Promise<ExportFile> {
    const plan = this.files.planOf(actor, { ...search, after: null, limit });
    const asOf = `${dayInWords(plan.today)} pukul ${this.clock.timeOfDay()} WITA`;
    const { ids, filters } = await this.access.write(actor, 'candidate.export', null, async (rows) => {
      await refuseTooOften(rows);
      const { sql, params } = exportIds(plan);
      const [found] = await rows.query<{ ids: string }>(sql, params);
      const people = found?.ids ?? '';
      const count = people.length / ID_LENGTH;
      if (count > limit) throw tooLong(limit);
      rows.about({ areaCode: plan.filter.areaCode ?? null, fields: [`format:${format}`, `rows:${count}`, ...namesOfFilters(search)] });
      return { ids: people, filters: await filtersInWords(rows, actor, search) };
    });
    const pages = this.pages(actor, ids, plan.today);
    const content =
      format === 'csv'
        ? csvOf(
            EXPORT_COLUMNS.map(({ header }) => header),
            pages,
          )
        : xlsxOf([
            { name: 'Daftar', columns: EXPORT_COLUMNS, pages },
            dictionary([...filters, ['Jumlah orang', ids.length / ID_LENGTH], ['Keadaan per', asOf]]),
          ]);
    return {
      fileName: `daftar-cpmi-${plan.today}.${format}`,
      contentType: CONTENT_TYPES[format],
      content: Readable.from(content, { objectMode: false }),
    };
  }

  private async *pages(actor: Actor, ids: string, today: string): AsyncGenerator<SheetCell[][]> {
    for (let at = 0; at < ids.length; at += PAGE_ROWS * ID_LENGTH) {
      const page = idsIn(ids.slice(at, at + PAGE_ROWS * ID_LENGTH));
      const found = await this.access.read(actor, 'candidate.export', (rows) => rows.query<ExportRow>(EXPORT_ROWS, [page, today]));
      yield found.map((row) => EXPORT_COLUMNS.map(({ cell }) => cell(row)));
    }
  }
}

function idsIn(text: string): string[] {
  return Array.from({ length: text.length / ID_LENGTH }, (_, n) => text.slice(n * ID_LENGTH, (n + 1) * ID_LENGTH));
}

/** The second sheet: what the columns mean, and what the list was narrowed by. */
function dictionary(facts: ReadonlyArray<readonly SheetCell[]>): SheetPages {
  const columns = [
    { header: 'Kolom', width: 26 },
    { header: 'Arti', width: 80 },
  ];
  const meanings = EXPORT_COLUMNS.map(({ header, meaning }) => [header, meaning]);
  return { name: 'Kamus data', columns, pages: [[...meanings, [], ['Saringan yang dipakai', null], ...facts]] };
}

type Filters = Omit<ExportWish, 'format'>;

function namesOfFilters(filters: Filters): string[] {
  return Object.entries(filters).flatMap(([name, value]) =>
    value === undefined || value === false || name === 'sort' ? [] : [`filter:${name}`],
  );
}

async function filtersInWords(rows: Rows, actor: Actor, search: Filters): Promise<SheetCell[][]> {
  const [named] = await rows.query<{ area: string | null; officer: string | null }>(
    `SELECT (SELECT ${areaPathSql('a.code')} FROM area a WHERE a.code = $1) AS area,
            (SELECT o.display_name FROM auth.colleague_names(ARRAY[$2::uuid]) o) AS officer`,
    [search.areaCode ?? actor.areaCode, search.officerId ?? null],
  );
  const words: ReadonlyArray<readonly [string, string | null | undefined]> = [
    ['Wilayah', named?.area ?? search.areaCode],
    ['Tahap', search.stage && stageName(search.stage)],
    ['Skema', search.scheme && schemeInWords(search.scheme)],
    ['Negara tujuan', search.country && countryName(search.country)],
    ['Petugas', search.officerId && (named?.officer ?? search.officerId)],
    ['Dokumen', search.readiness && { complete: 'Lengkap', blocked: 'Belum lengkap' }[search.readiness]],
    ['Keberangkatan', search.departure && { at_risk: 'Terancam dokumen', soon: 'Segera berangkat' }[search.departure]],
    ['Mandek di tahapnya', search.stalled ? 'Ya' : null],
    ['Sumber data', search.source && sourceInWords(search.source)],
    ['Pencarian', search.text && (/^\d{16}$/.test(search.text) ? maskNikEnd(search.text.slice(-4)) : search.text)],
    ['Termasuk nama yang mirip', search.alsoNear ? 'Ya' : null],
    ['Urutan', search.sort === 'name' ? 'Nama A–Z' : 'Terbaru'],
  ];
  return words.flatMap(([name, value]) => (value ? [[name, value]] : []));
}

async function refuseTooOften(rows: Rows): Promise<void> {
  const [turn] = await rows.query<{ taken: number }>(`SELECT auth.take_turn('export', $1) AS taken`, [TURN_SECONDS]);
  if ((turn?.taken ?? 0) > EXPORT_TURNS) throw problem('too-many', { retryAfterSeconds: TURN_SECONDS });
}

function tooLong(limit: number): Error {
  const detail = `Daftar ini lebih dari ${limit.toLocaleString('id-ID')} orang, terlalu panjang untuk satu berkas. Persempit dengan saringan, misalnya per kabupaten.`;
  return problem('invalid', { errors: [{ pointer: '', code: 'export-too-long', detail }] });
}
