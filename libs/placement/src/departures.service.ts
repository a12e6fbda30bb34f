import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, problem } from '#libs/platform';
import { addDays, MAIN_STAGES, type Stage } from '#libs/rulebook';

import { IS_OPEN } from './attention.js';
import { currentCases, papersOf } from './case.query.js';
import { boardOf, type Board, type BoardPerson } from './departure-board.js';

/** People who plan to leave together: same day, same country, same agency, or same employer where there is no agency. */
export interface DepartureGroup {
  readonly key: string;
  readonly plannedDepartureOn: string;
  readonly destinationCountry: string | null;
  readonly groupName: string | null;
  readonly people: number;
  /** By the stored checklists; the board computes afresh. */
  readonly ready: number;
}

export interface DeparturePerson extends BoardPerson {
  readonly caseNo: string;
  readonly fullName: string;
  readonly areaName: string;
  readonly stage: Stage;
  readonly officerName: string | null;
}

export interface DepartureBoard extends DepartureGroup, Pick<Board, 'columns' | 'earliestReadyOn'> {
  readonly asOf: string;
  readonly planHolds: boolean;
  readonly persons: readonly DeparturePerson[];
}

export interface DepartureFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly areaCode?: string | undefined;
}

const DAYS_AHEAD = 90;
const MOST_GROUPS = 100;
const MOST_PEOPLE = 100;

// The name of an employer may be that of a household, so an address carries only a digest of it.
const NAME = `coalesce(nullif(p.placement_agency, ''), nullif(p.employer_name, ''))`;
const KEY = `p.planned_departure_on || '~' || coalesce(p.destination_country, '--') || '~' || left(md5(lower(coalesce(${NAME}, ''))), 12)`;
const KEY_FORM = /^(\d{4}-\d{2}-\d{2})~([A-Z]{2}|--)~([0-9a-f]{12})$/;

/** Who leaves together, who is ready, and who holds the others back. */
@Injectable()
export class Departures {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** The groups of a window of days, the nearest first; without one the next 90 days. */
  list(actor: Actor, { from, to, areaCode }: DepartureFilter): Promise<DepartureGroup[]> {
    const first = from ?? this.clock.today();
    return this.access.read(actor, 'departure.list', (rows) =>
      rows.query<DepartureGroup>(
        `SELECT ${KEY} AS key, p.planned_departure_on AS "plannedDepartureOn", p.destination_country AS "destinationCountry",
                min(${NAME}) AS "groupName", count(*)::integer AS people, count(*) FILTER (WHERE p.is_complete)::integer AS ready
           FROM placement_cycle p
          WHERE ${IS_OPEN}
            AND p.departed_on IS NULL
            AND p.planned_departure_on BETWEEN $1 AND $2
            AND ($3::text IS NULL OR p.area_code = $3 OR starts_with(p.area_code, $3 || '.'))
          GROUP BY 1, 2, 3
          ORDER BY 2, 5 DESC, 1
          LIMIT ${MOST_GROUPS}`,
        [first, to ?? addDays(first, DAYS_AHEAD), areaCode ?? null],
      ),
    );
  }

  /** One group with everybody in the caller's scope, computed afresh in one read of facts and one of papers.
   *  @throws Problem not-found when nobody in scope leaves like that */
  board(actor: Actor, key: string): Promise<DepartureBoard> {
    const [, day, country, digest] = KEY_FORM.exec(key) ?? [];
    if (!day || !country || !digest) throw problem('not-found');
    return this.access.read(actor, 'departure.list', async (rows) => {
      const shown = await peopleOf(rows, day, country, digest);
      const [first] = shown;
      if (!first) throw problem('not-found');
      const ids = shown.map(({ candidateId }) => candidateId);
      const [cases, papers] = await Promise.all([currentCases(rows, ids), papersOf(rows, ids)]);
      const board = boardOf(cases, papers, MAIN_STAGES, rows.today);
      return {
        key,
        plannedDepartureOn: day,
        destinationCountry: country === '--' ? null : country,
        groupName: first.groupName,
        people: shown.length,
        ready: board.ready,
        asOf: rows.today,
        planHolds: board.earliestReadyOn <= day,
        earliestReadyOn: board.earliestReadyOn,
        columns: board.columns,
        persons: board.people.flatMap((person) =>
          shown
            .filter(({ candidateId }) => candidateId === person.candidateId)
            .map(({ caseNo, fullName, areaName, stage, officerName }) => ({ ...person, caseNo, fullName, areaName, stage, officerName })),
        ),
      };
    });
  }
}

interface ShownPerson extends Pick<DeparturePerson, 'candidateId' | 'caseNo' | 'fullName' | 'areaName' | 'stage' | 'officerName'> {
  readonly groupName: string | null;
}

function peopleOf(rows: Rows, day: string, country: string, digest: string): Promise<ShownPerson[]> {
  return rows.query<ShownPerson>(
    `SELECT p.candidate_id AS "candidateId", c.case_no AS "caseNo", c.full_name AS "fullName", a.name AS "areaName", p.stage,
            (SELECT n.display_name FROM auth.colleague_names(ARRAY[p.officer_id]) n) AS "officerName", ${NAME} AS "groupName"
       FROM placement_cycle p
       JOIN candidate c ON c.id = p.candidate_id
       JOIN area a ON a.code = p.area_code
      WHERE ${IS_OPEN}
        AND p.departed_on IS NULL
        AND p.planned_departure_on = $1
        AND coalesce(p.destination_country, '--') = $2
        AND left(md5(lower(coalesce(${NAME}, ''))), 12) = $3
      ORDER BY p.id
      LIMIT ${MOST_PEOPLE}`,
    [day, country, digest],
  );
}
