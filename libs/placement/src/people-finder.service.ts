import { Inject, Injectable } from '@nestjs/common';

import { Access, may, type Actor, type Rows } from '#libs/access';
import { phoneIn } from '#libs/candidates';
import { Seals } from '#libs/platform';
import type { Stage } from '#libs/rulebook';

import { CandidateFiles } from './candidate-files.service.js';

/** A person as a search box shows one: enough to tell two apart, no number. */
export interface PersonFound {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly areaName: string;
  /** Null for a training centre, which sees no placement. */
  readonly stage: Stage | null;
}

interface ListedPerson {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly area: { readonly name: string; readonly regencyName: string };
  readonly stage: Stage | null;
}

type Key = { readonly column: 'case_no' | 'phone_index'; readonly value: string | Buffer };

/** Finds people by whatever is at hand: words of a name, a NIK, a phone number, a case number. It asks the list, so it finds the
 *  same people in the same scope, and leaves as little trail: opening the file is what is written down. */
@Injectable()
export class PeopleFinder {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
    @Inject(CandidateFiles) private readonly files: CandidateFiles,
  ) {}

  /** @param limit 1 to 100 @returns nobody when nothing in the caller's scope matches */
  async find(actor: Actor, text: string, limit: number): Promise<PersonFound[]> {
    const key = this.keyIn(actor, text);
    if (key)
      return this.access.read(actor, 'candidate.list', (rows) => peopleBy(rows, actor, fileWith(actor, key.column), key.value, limit));
    const page: { items: ListedPerson[] } = JSON.parse(await this.files.list(actor, { text, sort: 'newest', after: null, limit }));
    return page.items.map(({ id, caseNo, fullName, area, stage }) => ({
      id,
      caseNo,
      fullName,
      areaName: area.name === area.regencyName ? area.name : `${area.name}, ${area.regencyName}`,
      stage,
    }));
  }

  /** These people, as far as the caller sees them, in the order asked for. */
  async byIds(actor: Actor, ids: readonly string[]): Promise<PersonFound[]> {
    const found = await this.access.read(actor, 'candidate.list', (rows) =>
      peopleBy(rows, actor, `c.id = ANY ($1::uuid[])`, ids, ids.length),
    );
    return ids.flatMap((id) => found.filter((person) => person.id === id));
  }

  // A training centre has no grant on phone numbers.
  private keyIn(actor: Actor, text: string): Key | null {
    const caseNo = /^K-?(\d{1,12})$/i.exec(text)?.[1];
    if (caseNo) return { column: 'case_no', value: `K-${caseNo.padStart(6, '0')}` };
    if (!/^\+?[\d\s().-]{8,20}$/.test(text) || /^\d{16}$/.test(text) || !may(actor.role, 'candidate.change')) return null;
    const phone = phoneIn(text);
    return phone === null ? null : { column: 'phone_index', value: this.seals.blindIndex('phone', phone) };
  }
}

// What was written on a merged file leads to the file that goes on. A training centre sees no merged file.
function fileWith(actor: Actor, column: Key['column']): string {
  if (!may(actor.role, 'candidate.change')) return `c.${column} = $1`;
  return `c.id IN (SELECT coalesce(k.merged_into, k.id) FROM candidate k WHERE k.${column} = $1)`;
}

function peopleBy(rows: Rows, actor: Actor, condition: string, value: unknown, limit: number): Promise<PersonFound[]> {
  const knowsPlacement = may(actor.role, 'cycle.view');
  return rows.query<PersonFound>(
    `SELECT c.id, c.case_no AS "caseNo", c.full_name AS "fullName",
            CASE WHEN a.code = r.code THEN a.name ELSE a.name || ', ' || r.name END AS "areaName", ${knowsPlacement ? 'y.stage' : 'NULL AS stage'}
       FROM candidate c
       JOIN area a ON a.code = c.area_code
       JOIN area r ON r.code = left(c.area_code, 5)
       ${knowsPlacement ? 'LEFT JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current' : ''}
      WHERE ${condition}
      ORDER BY c.id DESC
      LIMIT $2`,
    [value, limit],
  );
}
