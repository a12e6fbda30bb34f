import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, newId, problem } from '#libs/platform';

import { mustBeArea } from './areas.query.js';
import { applyChange } from './changes.js';
import { commitmentsOfVisit } from './commitments.query.js';
import { Visit, type Host, type VisitType } from './visit.entity.js';
import { findVisit, listVisits, type VisitFilter, type VisitRow, type VisitView } from './visits.query.js';

/** A visit to be recorded. `visitedOn` may lie ahead: a planned visit. Minutes are written once it has taken place. */
export interface NewVisit {
  readonly areaCode: string;
  readonly type: VisitType;
  readonly visitedOn: string;
  readonly place: string;
  readonly hosts?: readonly Host[] | null;
  readonly delegation?: string | null;
  readonly topics?: readonly string[] | null;
  readonly minutes?: string | null;
  readonly nextVisitOn?: string | null;
}

/** Only what is given changes; null empties what may be empty. */
export type VisitChange = { readonly [Field in keyof NewVisit]?: NewVisit[Field] | null };

const CLEARABLE = ['minutes', 'nextVisitOn'];

/** Visits and meetings with regions. Only BP3MI records them; a region reads its own. */
@Injectable()
export class VisitsService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(actor: Actor, filter: VisitFilter): Promise<{ items: readonly VisitRow[]; next: string | null }> {
    return this.access.read(actor, 'visit.list', async (rows) => {
      const found = await listVisits(rows, filter);
      const items = found.slice(0, filter.limit);
      return { items, next: found.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** The visit with its commitments. @throws Problem not-found */
  get(actor: Actor, id: string): Promise<VisitView> {
    return this.access.read(actor, 'visit.list', (rows) => withCommitments(rows, id));
  }

  /** @throws Problem invalid for an unknown area, minutes of a visit to come, or a next visit before this one; not-found for a foreign area */
  record(actor: Actor, input: NewVisit): Promise<VisitView> {
    return this.access.write(actor, 'visit.record', null, async (rows) => {
      await mustBeArea(rows, input.areaCode);
      const visit = Object.assign(new Visit(), {
        id: newId(),
        areaCode: input.areaCode,
        type: input.type,
        visitedOn: input.visitedOn,
        place: input.place,
        hosts: [...(input.hosts ?? [])],
        delegation: input.delegation ?? '',
        topics: [...(input.topics ?? [])],
        minutes: input.minutes ?? null,
        minutesAt: input.minutes ? this.clock.now() : null,
        nextVisitOn: input.nextVisitOn ?? null,
        createdBy: rows.actorId,
      });
      refuseFaults(visit, rows.today);
      await rows.add(visit);
      rows.about({ subjectId: visit.id, areaCode: visit.areaCode });
      return withCommitments(rows, visit.id);
    });
  }

  /** @throws Problem changed-meanwhile, invalid (see `record`), not-found for a foreign visit or area */
  change(actor: Actor, id: string, version: number, input: VisitChange): Promise<VisitView> {
    return this.access.write(actor, 'visit.record', id, async (rows) => {
      const visit = await rows.lock(Visit, id, version);
      if (input.areaCode) await mustBeArea(rows, input.areaCode);
      const fields = applyChange(visit, { ...input, ...(input.delegation === null && { delegation: '' }) }, CLEARABLE);
      visit.minutesAt = visit.minutes === null ? null : (visit.minutesAt ?? this.clock.now());
      refuseFaults(visit, rows.today);
      await rows.save(visit);
      rows.about({ areaCode: visit.areaCode, fields });
      return withCommitments(rows, id);
    });
  }
}

async function withCommitments(rows: Rows, id: string): Promise<VisitView> {
  const [visit, commitments] = await Promise.all([findVisit(rows, id), commitmentsOfVisit(rows, id)]);
  if (!visit) throw problem('not-found');
  return { ...visit, commitments };
}

function refuseFaults(visit: Visit, today: string): void {
  const errors = [
    ...(visit.minutes !== null && visit.visitedOn > today
      ? [{ pointer: '/minutes', code: 'visit-to-come', detail: 'Notulen diisi setelah kunjungan berlangsung.' }]
      : []),
    ...(visit.nextVisitOn !== null && visit.nextVisitOn <= visit.visitedOn
      ? [{ pointer: '/nextVisitOn', code: 'next-before-visit', detail: 'Kunjungan berikutnya harus sesudah kunjungan ini.' }]
      : []),
  ];
  if (errors.length > 0) throw problem('invalid', { errors });
}
