import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Candidate, CandidatesService, type PersonChange } from '#libs/candidates';
import { Clock, problem, Seals } from '#libs/platform';

import { candidateFile } from './candidate-file.query.js';
import {
  candidatePage,
  candidateTotal,
  type CandidateFilter,
  type ListPlan,
  type ListSort,
  type PersonSearch,
  type Statement,
} from './candidate-list.query.js';
import { participantPage, participantTotal } from './center-list.query.js';
import { partsOfName } from './name-parts.js';
import { officersInReach, type Officer } from './officers.query.js';
import { timelineOf, type Timeline, type TimelinePage } from './timeline.query.js';

/** What a list of people is asked for. `text` is a NIK of 16 digits or words of a name. */
export interface CandidateSearch extends Omit<CandidateFilter, 'person'> {
  readonly text?: string | undefined;
  /** Also names that are only like the words; otherwise they are looked for when nobody is named so. */
  readonly alsoNear?: boolean | undefined;
  readonly sort: ListSort;
  readonly after: string | null;
  readonly limit: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The files of people: lists, one file, what happened to it. Lists and files are JSON text as PostgreSQL built it. */
@Injectable()
export class CandidateFiles {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
    @Inject(CandidatesService) private readonly candidates: CandidatesService,
  ) {}

  /** One page of people in the caller's scope with their current cycle, and how many there are.
   *  @returns JSON text `{ items, next, total, isNear? }` @throws Problem invalid for a cursor or a filter that the caller cannot use */
  list(actor: Actor, search: CandidateSearch): Promise<string> {
    if (search.after !== null && !UUID.test(search.after))
      throw invalidQuery('after', 'cursor-invalid', 'Halaman lanjutan tidak dikenal. Mulai lagi dari awal daftar.');
    const { page, total } = actor.role === 'blk_staff' ? this.participants(search) : this.cases(actor, search);
    return this.access.readAtOnce(actor, 'candidate.list', async (rows) => {
      const [found, counted] = await Promise.all([pageOf(rows, page), total ? totalOf(rows, total) : null]);
      const near = found.isNear ? ',"isNear":true' : '';
      return `${found.page.slice(0, found.page.lastIndexOf('}'))},"total":${counted ?? found.total ?? 0}${near}}`;
    });
  }

  /** One person's file as JSON text; that it was seen is written to the audit trail. @throws Problem not-found */
  file(actor: Actor, candidateId: string): Promise<string> {
    return this.access.viewAtOnce(actor, 'candidate.view', candidateId, (rows) => candidateFile(rows, this.seals, candidateId));
  }

  /** Changes the given fields of a person. @returns the file as JSON text
   *  @throws Problem not-found, changed-meanwhile, invalid, already-exists */
  change(actor: Actor, candidateId: string, version: number, change: PersonChange): Promise<string> {
    return this.access.write(actor, 'candidate.change', candidateId, async (rows) => {
      const candidate = await rows.lock(Candidate, candidateId, version);
      await this.candidates.change(rows, candidate, change);
      return candidateFile(rows, this.seals, candidateId);
    });
  }

  /** Steps, changes and views of one person's file, newest first. @throws Problem not-found; invalid for an unknown cursor */
  timeline(actor: Actor, candidateId: string, page: TimelinePage): Promise<Timeline> {
    return this.access.view(actor, 'candidate.timeline', candidateId, async (rows) => {
      const candidate = await rows.get(Candidate, candidateId);
      rows.about({ candidateId, areaCode: candidate.areaCode });
      return timelineOf(rows, candidateId, page);
    });
  }

  private cases(actor: Actor, search: CandidateSearch): { page: Statement; total: Statement | null } {
    const plan = this.planOf(actor, search);
    const isNamed = plan.filter.person && 'nameParts' in plan.filter.person;
    return { page: candidatePage(plan), total: isNamed ? null : candidateTotal(plan.filter) };
  }

  /** Colleagues to whom somebody can be given, and by whom a list can be narrowed. */
  officers(actor: Actor): Promise<Officer[]> {
    return this.access.read(actor, 'officer.list', (rows) => officersInReach(rows));
  }

  /** What a case worker's search means in the caller's scope; the list and its export follow the same plan. */
  planOf(actor: Actor, { text, alsoNear, sort, after, limit, ...narrowed }: CandidateSearch): ListPlan {
    // The caller's own area stands in the statement too, because the planner cannot look into the scope.
    const filter: CandidateFilter = {
      ...narrowed,
      areaCode: narrowed.areaCode ?? actor.areaCode ?? undefined,
      person: this.personIn(text, alsoNear ?? false),
    };
    return { filter, sort, after, limit, today: this.clock.today() };
  }

  private participants({ text, after, limit, areaCode, ...rest }: CandidateSearch): { page: Statement; total: Statement } {
    const asksForCycle = [
      rest.stage,
      rest.scheme,
      rest.country,
      rest.officerId,
      rest.readiness,
      rest.departure,
      rest.stalled,
      rest.source,
    ].some((value) => value !== undefined);
    if (asksForCycle) throw invalidQuery('stage', 'filter-not-yours', 'Saringan proses penempatan tidak tersedia untuk lembaga pelatihan.');
    const filter = { areaCode, nameParts: partsOfName(text ?? '') };
    return { page: participantPage(filter, { after, limit }), total: participantTotal(filter) };
  }

  private personIn(text: string | undefined, alsoNear: boolean): PersonSearch | undefined {
    if (!text) return undefined;
    if (/^\d{16}$/.test(text)) return { nikIndex: this.seals.blindIndex('nik', text) };
    const nameParts = partsOfName(text);
    return nameParts.length === 0 ? undefined : { nameParts, alsoNear };
  }
}

interface FoundPage {
  readonly page: string;
  readonly total?: number;
  readonly isNear?: boolean;
}

async function pageOf(rows: Rows, { sql, params }: Statement): Promise<FoundPage> {
  const [row] = await rows.query<FoundPage>(sql, params);
  return row ?? { page: '{"items":[],"next":null}' };
}

async function totalOf(rows: Rows, { sql, params }: Statement): Promise<number> {
  const [row] = await rows.query<{ total: number }>(sql, params);
  return row?.total ?? 0;
}

function invalidQuery(field: string, code: string, detail: string): Error {
  return problem('invalid', { errors: [{ pointer: `/${field}`, code, detail }] });
}
