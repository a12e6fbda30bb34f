import { Inject, Injectable } from '@nestjs/common';

import { Access, may, type Actor } from '#libs/access';
import { PeopleFinder, type PersonFound } from '#libs/placement';

export interface BatchFound {
  readonly id: string;
  readonly name: string;
  readonly trainingCenter: string;
  readonly startsOn: string;
}

export interface AgreementFound {
  readonly id: string;
  readonly title: string;
  readonly counterpartOffice: string;
  readonly areaName: string;
}

/** What was found, each kind only for whom may see its list. */
export interface Found {
  readonly people: readonly PersonFound[];
  readonly batches: readonly BatchFound[];
  readonly agreements: readonly AgreementFound[];
}

export interface SearchQuestion {
  /** Words of a name or title, a NIK, a phone number, a case number. */
  readonly text?: string | undefined;
  /** People opened lately, to be named again. */
  readonly people?: readonly string[] | undefined;
}

const MOST_PEOPLE = 8;
const MOST_OTHERS = 5;

/** One box for everything: people, batches and agreements in the caller's scope. */
@Injectable()
export class SearchService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(PeopleFinder) private readonly people: PeopleFinder,
  ) {}

  /** @throws Problem not-authenticated, unavailable */
  async find(actor: Actor, question: SearchQuestion): Promise<Found> {
    const [text, ids] = [question.text ?? '', question.people ?? []];
    const [people, batches, agreements] = await Promise.all([
      this.peopleFor(actor, text, ids),
      this.titled<BatchFound>(actor, 'training.list', text, BATCHES),
      this.titled<AgreementFound>(actor, 'agreement.list', text, AGREEMENTS),
    ]);
    return { people, batches, agreements };
  }

  private async peopleFor(actor: Actor, text: string, ids: readonly string[]): Promise<readonly PersonFound[]> {
    if (!may(actor.role, 'candidate.list')) return [];
    if (text !== '') return this.people.find(actor, text, MOST_PEOPLE);
    return ids.length === 0 ? [] : this.people.byIds(actor, ids);
  }

  private async titled<T>(actor: Actor, action: 'training.list' | 'agreement.list', text: string, sql: string): Promise<readonly T[]> {
    // A number names a person; it has no business in a search of titles.
    if (text === '' || /^\+?[\d\s().-]+$/.test(text) || !may(actor.role, action)) return [];
    const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
    return this.access.read(actor, action, (rows) => rows.query<T>(sql, [pattern, MOST_OTHERS]));
  }
}

const BATCHES = `
  SELECT b.id, b.name, c.name AS "trainingCenter", b.starts_on AS "startsOn"
    FROM training_batch b
    JOIN training_center c ON c.id = b.training_center_id
   WHERE b.name ILIKE $1
   ORDER BY b.starts_on DESC, b.id
   LIMIT $2`;

const AGREEMENTS = `
  SELECT a.id, a.title, a.counterpart_office AS "counterpartOffice", r.name AS "areaName"
    FROM agreement a
    JOIN area r ON r.code = a.area_code
   WHERE a.title ILIKE $1 OR a.counterpart_office ILIKE $1 OR a.number_first_party ILIKE $1 OR a.number_second_party ILIKE $1
   ORDER BY a.id DESC
   LIMIT $2`;
