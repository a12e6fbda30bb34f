import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { problem } from '#libs/platform';

import { areaKey } from './area-key.js';

export type AreaLevel = 'province' | 'regency' | 'district' | 'village';

/** One administrative area by its Kemendagri code; the tile is its place in the drawn map of its parent. */
export interface AreaView {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly level: AreaLevel;
  readonly tileColumn: number | null;
  readonly tileRow: number | null;
}

/** An area with what contains it. `path` reads from small to large: "Rumbia, Kabupaten Bombana, Sulawesi Tenggara". */
export interface AreaWithPath extends AreaView {
  readonly parentCode: string | null;
  readonly path: string;
}

const COLUMNS = `a.code, a.name, a.kind, a.level, a.tile_column AS "tileColumn", a.tile_row AS "tileRow"`;

/** SQL of the names of an area and all that contains it, small to large; `code` is an SQL expression of ours. */
export function areaPathSql(code: string): string {
  return `(SELECT string_agg(p.name, ', ' ORDER BY length(p.code) DESC)
             FROM area p
            WHERE p.code IN (left(${code}, 2), left(${code}, 5), left(${code}, 8), ${code}))`;
}

/** An area that a typed name may mean. */
export interface AreaFound extends AreaView {
  readonly path: string;
}

const MOST_FOUND = 12;

/** Administrative areas: public reference data, the same for every role. */
@Injectable()
export class AreasService {
  constructor(@Inject(Access) private readonly access: Access) {}

  /** The areas directly inside `parentCode`, or the provinces, by name. Unknown codes have nothing inside. */
  list(actor: Actor, parentCode: string | null): Promise<AreaView[]> {
    return this.access.read(actor, 'area.list', (rows) =>
      parentCode === null
        ? rows.query<AreaView>(`SELECT ${COLUMNS} FROM area a WHERE a.parent_code IS NULL ORDER BY a.name, a.code`)
        : rows.query<AreaView>(`SELECT ${COLUMNS} FROM area a WHERE a.parent_code = $1 ORDER BY a.name, a.code`, [parentCode]),
    );
  }

  /** What somebody may mean who types the beginning of a name: regencies, districts and villages of the caller's own area (of all
   *  areas for a caller without one), the exact name first. After a comma stands what contains it: "lameroro, rumbia". */
  search(actor: Actor, typed: string): Promise<AreaFound[]> {
    const [name = '', ...containers] = typed.split(',').map(areaKey);
    if (name === '') return Promise.resolve([]);
    return this.access.read(actor, 'area.list', (rows) =>
      rows.query<AreaFound>(
        `SELECT ${COLUMNS}, ${areaPathSql('a.code')} AS path
           FROM area a
          WHERE ($1::text IS NULL OR (a.code >= $1::text AND a.code < $1::text || '/'))
            AND a.level <> 'province'
            AND a.search_key LIKE $2 || '%'
            AND NOT EXISTS (
                  SELECT FROM unnest($3::text[]) wanted(key)
                   WHERE NOT EXISTS (
                           SELECT FROM area p
                            WHERE p.code IN (left(a.code, 2), left(a.code, 5), left(a.code, 8)) AND p.code <> a.code
                              AND p.search_key LIKE wanted.key || '%'))
          ORDER BY a.search_key <> $2, length(a.code) DESC, a.name, a.code
          LIMIT ${MOST_FOUND}`,
        [actor.areaCode, name, containers.filter((key) => key !== '')],
      ),
    );
  }

  /** @throws Problem not-found */
  get(actor: Actor, code: string): Promise<AreaWithPath> {
    return this.access.read(actor, 'area.list', async (rows) => {
      const [area] = await rows.query<AreaWithPath>(
        `SELECT ${COLUMNS}, a.parent_code AS "parentCode", ${areaPathSql('a.code')} AS path FROM area a WHERE a.code = $1`,
        [code],
      );
      if (!area) throw problem('not-found');
      return area;
    });
  }

  /** Areas inside `insideCode` (itself included) that are called `name`, with or without their kind ("Kec. Rumbia").
   *  More than one answer means that the name alone does not decide; the caller then needs the parent's name. */
  findByName(rows: Rows, insideCode: string, name: string, level?: AreaLevel): Promise<AreaView[]> {
    return rows.query<AreaView>(
      `SELECT ${COLUMNS}
         FROM area a
        WHERE a.code >= $1::text AND a.code < $1::text || '/'
          AND a.search_key = $2
          AND ($3::text IS NULL OR a.level = $3)
        ORDER BY a.code`,
      [insideCode, areaKey(name), level ?? null],
    );
  }

  /** Every area inside `insideCode`, itself included: what an import matches names against. */
  listInside(rows: Rows, insideCode: string): Promise<AreaView[]> {
    return rows.query<AreaView>(`SELECT ${COLUMNS} FROM area a WHERE a.code >= $1::text AND a.code < $1::text || '/' ORDER BY a.code`, [
      insideCode,
    ]);
  }
}
