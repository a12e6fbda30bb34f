import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { newId, problem } from '#libs/platform';

import { candidateTotals } from './candidate-list.query.js';
import { CandidateFiles } from './candidate-files.service.js';
import { searchIn, type WrittenFilter } from './written-filter.js';

/** What somebody keeps of a list. A shared view is seen by everybody whose office has the same area. */
export interface ViewWish {
  readonly name: string;
  readonly filter: WrittenFilter;
  readonly columns: readonly string[];
  readonly isShared: boolean;
}

export interface SavedView extends ViewWish {
  readonly id: string;
  readonly isMine: boolean;
  /** How many people it holds now, for whoever asks. */
  readonly count: number;
  readonly version: number;
}

/** As many as a row of tabs and one statement of counts can carry. */
const MOST_VIEWS = 20;

type StoredView = Omit<SavedView, 'count'>;

/** Filtered lists that are kept: one's own, and those of the whole office, which a supervisor keeps. */
@Injectable()
export class SavedViews {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(CandidateFiles) private readonly files: CandidateFiles,
  ) {}

  /** The office's views and one's own, each with how many people it holds now: one statement counts them all. */
  list(actor: Actor): Promise<SavedView[]> {
    return this.access.read(actor, 'saved_view.list', async (rows) => {
      const views = await storedViews(rows);
      if (views.length === 0) return [];
      const filters = views.map(({ filter }) => this.files.planOf(actor, { ...searchIn(actor, filter), after: null, limit: 1 }).filter);
      const { sql, params } = candidateTotals(filters);
      const [counted] = await rows.query<{ totals: number[] }>(sql, params);
      return views.map((view, n) => ({ ...view, count: counted?.totals[n] ?? 0 }));
    });
  }

  /** @throws Problem not-permitted for a shared view of whoever is no supervisor; already-exists for a name that is taken; invalid
   *  for a filter with a NIK, and when there are too many */
  keep(actor: Actor, wish: ViewWish): Promise<StoredView> {
    refuseUnfit(actor, wish);
    const id = newId();
    return this.access.write(actor, 'saved_view.keep', id, async (rows) => {
      const views = await storedViews(rows);
      if (views.filter((view) => view.isShared === wish.isShared).length >= MOST_VIEWS)
        throw invalid('name', 'too-many-views', `Paling banyak ${MOST_VIEWS} tampilan. Hapus dahulu yang tidak dipakai lagi.`);
      refuseTakenName(views, wish, null);
      await rows.query(
        `INSERT INTO saved_view (id, owner_id, area_code, is_shared, name, filter, columns) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, actor.userId, actor.areaCode, wish.isShared, wish.name, JSON.stringify(wish.filter), wish.columns],
      );
      return oneOf(await storedViews(rows), id);
    });
  }

  /** Renames a view or gives it another filter. @throws Problem not-found, changed-meanwhile; else as `keep` */
  change(actor: Actor, id: string, version: number, change: Partial<ViewWish>): Promise<StoredView> {
    return this.access.write(actor, 'saved_view.keep', id, async (rows) => {
      const views = await storedViews(rows);
      const view = oneOf(views, id);
      const wish = { ...view, ...change };
      refuseUnfit(actor, { ...wish, isShared: view.isShared || wish.isShared });
      refuseTakenName(views, wish, id);
      const changed = await rows.query(
        `UPDATE saved_view SET name = $3, filter = $4, columns = $5, is_shared = $6, version = version + 1
          WHERE id = $1 AND version = $2 RETURNING id`,
        [id, version, wish.name, JSON.stringify(wish.filter), wish.columns, wish.isShared],
      );
      if (changed.length === 0) throw problem('changed-meanwhile');
      return oneOf(await storedViews(rows), id);
    });
  }

  /** @throws Problem not-found; not-permitted for a shared view of whoever is no supervisor */
  remove(actor: Actor, id: string): Promise<void> {
    return this.access.write(actor, 'saved_view.keep', id, async (rows) => {
      refuseUnfit(actor, oneOf(await storedViews(rows), id));
      await rows.query(`DELETE FROM saved_view WHERE id = $1`, [id]);
    });
  }
}

function storedViews(rows: Rows): Promise<StoredView[]> {
  return rows.query<StoredView>(
    `SELECT v.id, v.name, v.filter, v.columns, v.is_shared AS "isShared", v.owner_id = $1 AS "isMine", v.version
       FROM saved_view v ORDER BY v.is_shared DESC, v.created_at, v.id`,
    [rows.actorId],
  );
}

function oneOf(views: readonly StoredView[], id: string): StoredView {
  const view = views.find((one) => one.id === id);
  if (!view) throw problem('not-found');
  return view;
}

function refuseUnfit(actor: Actor, { isShared, filter }: Pick<ViewWish, 'isShared' | 'filter'>): void {
  if (isShared && actor.role !== 'bp3mi_supervisor') throw problem('not-permitted');
  // A number that identifies a person is sealed wherever it is kept; a view is no place for it.
  if (/\d{6}/.test(filter.q ?? ''))
    throw invalid('filter/q', 'number-not-kept', 'NIK tidak disimpan dalam tampilan. Hapus dahulu dari pencarian.');
}

function refuseTakenName(views: readonly StoredView[], { name, isShared }: Pick<ViewWish, 'name' | 'isShared'>, self: string | null): void {
  if (views.some((view) => view.id !== self && view.name === name && view.isShared === isShared))
    throw problem('already-exists', { detail: 'Tampilan dengan nama ini sudah ada.' });
}

function invalid(field: string, code: string, detail: string): Error {
  return problem('invalid', { errors: [{ pointer: `/${field}`, code, detail }] });
}
