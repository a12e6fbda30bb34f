import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, newId, problem } from '#libs/platform';
import { addWorkingDays, EDITION } from '#libs/rulebook';

import { assignCases } from './case-assignment.js';
import { mayGive, serves, whyLeft, type LeftCode } from './handover-sorting.js';
import { Handover } from './handover.entity.js';
import {
  casesOf,
  casesOfOfficer,
  caseWorker,
  caseWorkers,
  findHandover,
  listHandovers,
  type CaseInCharge,
  type CaseWorker,
  type HandoverDetail,
  type HandoverFilter,
  type HandoverView,
} from './handover.query.js';

/** Cases to be handed over: named people, or everything in one officer's charge. */
export interface HandoverOffer {
  readonly toOfficerId: string;
  readonly note?: string | null | undefined;
  readonly candidateIds?: readonly string[] | undefined;
  readonly allOfOfficerId?: string | undefined;
  /** Offer whoever can be offered and name the others, instead of refusing all because of one. */
  readonly isPartial?: boolean | undefined;
}

/** A person of a selection who is not offered, and why; without a name when out of sight. */
export interface CaseLeft {
  readonly id: string;
  readonly caseNo: string | null;
  readonly fullName: string | null;
  readonly code: LeftCode;
}

export interface OfferOutcome {
  readonly items: readonly HandoverView[];
  readonly left: readonly CaseLeft[];
}

/** A receiver answers within so many working days; then the supervisor is told. Practice of the office. */
const ANSWER_WORKING_DAYS = 3;
const MOST_CASES = 5_000;

/** Serah terima: cases are offered to a colleague, who accepts or declines. Until then the giver stays in charge. */
@Injectable()
export class Handovers {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  list(actor: Actor, filter: HandoverFilter): Promise<{ items: HandoverView[]; next: string | null }> {
    return this.access.read(actor, 'handover.list', async (rows) => {
      const found = await listHandovers(rows, filter);
      const items = found.slice(0, filter.limit);
      return { items, next: found.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** One offer with the people it is about. @throws Problem not-found for whoever is neither side nor its office */
  get(actor: Actor, id: string): Promise<HandoverDetail> {
    return this.access.read(actor, 'handover.list', (rows) => detailOf(rows, id));
  }

  /** Colleagues to whom cases can be handed, and whose caseload still waits to be moved. */
  caseWorkers(actor: Actor): Promise<CaseWorker[]> {
    return this.access.read(actor, 'handover.list', caseWorkers);
  }

  /** Offers cases, one offer for each officer who is in charge of them now. An officer gives only own cases; a supervisor
   *  anybody's. What a closed account still holds moves at once, because nobody is left who could stay in charge. With
   *  `isPartial` the problems of single persons are told in `left` and nobody else is held up.
   *  @throws Problem invalid when the receiver does not serve an area of these people; not-permitted for cases of others;
   *  not-found for a person out of scope; already-exists when somebody stands in an open offer */
  offer(actor: Actor, input: HandoverOffer): Promise<OfferOutcome> {
    return this.access.write(actor, 'handover.offer', null, async (rows) => {
      const receiver = await caseWorker(rows, input.toOfficerId);
      if (!receiver?.isActive) throw invalid('toOfficerId', 'officer-unknown', 'Pilih rekan yang akunnya aktif.');
      const meant = await this.casesMeant(rows, input);
      const { cases, left } = input.isPartial
        ? await sorted(rows, actor, { id: input.toOfficerId, areaCode: receiver.areaCode }, meant, input.candidateIds)
        : { cases: meant, left: [] };
      refuseForeignCases(actor, cases);
      const byGiver = groupByGiver(cases, actor.userId);
      byGiver.delete(input.toOfficerId);
      if (byGiver.size === 0 && left.length === 0)
        throw invalid('toOfficerId', 'already-in-charge', 'Rekan ini sudah menangani orang-orang tersebut.');
      refuseUnserved(cases, receiver.areaCode);
      const ids: string[] = [];
      for (const [giver, given] of byGiver) ids.push(await this.offerOne(rows, actor, input, giver, given, receiver.areaCode));
      rows.about({ subjectId: ids[0] ?? null, areaCode: receiver.areaCode, fields: [`cases:${cases.length}`] });
      return { items: await Promise.all(ids.map((id) => detailOf(rows, id))), left };
    });
  }

  /** The receiver takes over: people, cycles and open reminders change hands together. Who was given to somebody else meanwhile
   *  stays there. @throws Problem not-permitted for the giver and a supervisor; not-found for everybody else, also for a colleague of
   *  the area who may read the offer: to be answered it is out of their scope; wrong-state, changed-meanwhile */
  accept(actor: Actor, id: string, version: number): Promise<HandoverDetail> {
    return this.access.write(actor, 'handover.accept', id, async (rows) => {
      const handover = await rows.lock(Handover, id, version);
      if (handover.toOfficer !== actor.userId) throw problem('not-permitted');
      await this.takeOver(rows, handover, 'handover.accept');
      return detailOf(rows, id);
    });
  }

  /** The receiver says no, and why. @throws Problem as `accept`; invalid without a reason */
  decline(actor: Actor, id: string, version: number, { reason }: { readonly reason: string }): Promise<HandoverDetail> {
    return this.access.write(actor, 'handover.decline', id, async (rows) => {
      const handover = await rows.lock(Handover, id, version);
      if (handover.toOfficer !== actor.userId) throw problem('not-permitted');
      handover.decline(this.answer(rows), reason);
      return this.close(rows, handover);
    });
  }

  /** The giver, who offered it, or a supervisor takes an open offer back. @throws Problem as `accept` */
  withdraw(actor: Actor, id: string, version: number): Promise<HandoverDetail> {
    return this.access.write(actor, 'handover.withdraw', id, async (rows) => {
      const handover = await rows.lock(Handover, id, version);
      const isTheirs = [handover.fromOfficer, handover.offeredBy].includes(actor.userId) || actor.role === 'bp3mi_supervisor';
      if (!isTheirs) throw problem('not-permitted');
      handover.withdraw(this.answer(rows));
      return this.close(rows, handover);
    });
  }

  private async casesMeant(rows: Rows, { candidateIds, allOfOfficerId, isPartial }: HandoverOffer): Promise<CaseInCharge[]> {
    if ((candidateIds === undefined) === (allOfOfficerId === undefined))
      throw invalid('candidateIds', 'cases-missing', 'Pilih orangnya, atau seluruh kasus seorang petugas.');
    if (candidateIds) {
      const wanted = [...new Set(candidateIds)];
      const cases = await casesOf(rows, wanted);
      if (cases.length !== wanted.length && !isPartial) throw problem('not-found');
      return cases;
    }
    const cases = await casesOfOfficer(rows, allOfOfficerId ?? '', MOST_CASES + 1);
    if (cases.length === 0) throw invalid('allOfOfficerId', 'no-cases', 'Petugas ini tidak menangani siapa pun di wilayah Anda.');
    if (cases.length > MOST_CASES)
      throw invalid('allOfOfficerId', 'too-many-cases', `Paling banyak ${MOST_CASES} kasus sekali serah terima. Pilih sebagian dahulu.`);
    return cases;
  }

  private async offerOne(
    rows: Rows,
    actor: Actor,
    { toOfficerId, note }: HandoverOffer,
    giver: string,
    cases: readonly CaseInCharge[],
    areaCode: string,
  ): Promise<string> {
    const handover = Object.assign(new Handover(), {
      id: newId(),
      areaCode,
      fromOfficer: giver,
      toOfficer: toOfficerId,
      offeredBy: actor.userId,
      note: note ?? null,
      state: 'offered',
      offeredAt: this.clock.now(),
      offeredOn: rows.today,
      dueOn: addWorkingDays(rows.today, ANSWER_WORKING_DAYS),
      answeredAt: null,
      answeredOn: null,
      answeredBy: null,
      answerReason: null,
      caseCount: cases.length,
      movedCount: null,
      version: 1,
    } as const);
    await rows.add(handover);
    const opened = await rows.query(
      `INSERT INTO handover_case (handover_id, candidate_id, area_code)
       SELECT $1, c.id, c.area_code FROM jsonb_to_recordset($2::jsonb) AS c (id uuid, area_code text) ORDER BY c.id
       ON CONFLICT (candidate_id) WHERE is_open DO NOTHING
       RETURNING candidate_id`,
      [handover.id, JSON.stringify(cases.map(({ id, areaCode: area }) => ({ id, area_code: area })))],
    );
    if (opened.length < cases.length)
      throw problem('already-exists', { detail: 'Sebagian orang sudah berada dalam serah terima yang belum dijawab.' });
    await this.trail(rows, handover.id, 'handover.offer');
    const isGone = (await caseWorker(rows, giver))?.isActive === false;
    if (isGone && actor.role === 'bp3mi_supervisor') await this.takeOver(rows, handover, 'handover.accept');
    return handover.id;
  }

  private async takeOver(rows: Rows, handover: Handover, action: string): Promise<void> {
    const offered = await rows.query<{ id: string }>(
      `SELECT h.candidate_id AS id
         FROM handover_case h
         JOIN candidate c ON c.id = h.candidate_id
         LEFT JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current
        WHERE h.handover_id = $1 AND coalesce(y.officer_id, c.officer_id, $2) = $2`,
      [handover.id, handover.fromOfficer],
    );
    const moved = await assignCases(
      rows,
      offered.map(({ id }) => id),
      handover.toOfficer,
    );
    handover.accept(this.answer(rows), moved.length);
    await this.trail(rows, handover.id, action);
    await this.close(rows, handover);
  }

  private async close(rows: Rows, handover: Handover): Promise<HandoverDetail> {
    await rows.save(handover);
    await rows.query(`UPDATE handover_case SET is_open = false WHERE handover_id = $1`, [handover.id]);
    rows.about({ areaCode: handover.areaCode, fields: ['state'] });
    return detailOf(rows, handover.id);
  }

  // Each person's own file tells that it was handed over, by one audit row of its own.
  private async trail(rows: Rows, handoverId: string, action: string): Promise<void> {
    await rows.query(
      `INSERT INTO audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, fields, request_id, edition, source)
       SELECT $2, $3, $4, h.handover_id, h.candidate_id, h.area_code, ARRAY['officerId'], $5, $6, $7
         FROM handover_case h
        WHERE h.handover_id = $1`,
      [handoverId, rows.actorId, rows.actor?.role ?? 'system', action, rows.actor?.requestId ?? 'system', EDITION, rows.actor?.via ?? null],
    );
  }

  private answer(rows: Rows): { by: string; at: Date; on: string } {
    return { by: rows.actorId, at: this.clock.now(), on: rows.today };
  }
}

/** Parts a selection into the cases that can be offered and the people who are left out, in the order in which they were chosen. */
async function sorted(
  rows: Rows,
  actor: Actor,
  receiver: Pick<CaseWorker, 'id' | 'areaCode'>,
  meant: readonly CaseInCharge[],
  chosen: readonly string[] = meant.map(({ id }) => id),
): Promise<{ cases: CaseInCharge[]; left: CaseLeft[] }> {
  const codes = new Map<string, LeftCode | null>(meant.map((each) => [each.id, whyLeft(actor, receiver, each)]));
  const left = [...new Set(chosen)].flatMap((id) => {
    const code = codes.has(id) ? (codes.get(id) ?? null) : 'not-found';
    return code === null ? [] : [{ id, code }];
  });
  const named = await rows.query<{ id: string; caseNo: string; fullName: string }>(
    `SELECT c.id, c.case_no AS "caseNo", c.full_name AS "fullName" FROM candidate c WHERE c.id = ANY ($1::uuid[])`,
    [left.map(({ id }) => id)],
  );
  const names = new Map(named.map((person) => [person.id, person]));
  return {
    cases: meant.filter(({ id }) => codes.get(id) === null),
    left: left.map(({ id, code }) => ({ id, caseNo: names.get(id)?.caseNo ?? null, fullName: names.get(id)?.fullName ?? null, code })),
  };
}

async function detailOf(rows: Rows, id: string): Promise<HandoverDetail> {
  const detail = await findHandover(rows, id);
  if (!detail) throw problem('not-found');
  return detail;
}

/** Whoever nobody is in charge of is given by the person who offers. */
function groupByGiver(cases: readonly CaseInCharge[], offeringId: string): Map<string, CaseInCharge[]> {
  const byGiver = new Map<string, CaseInCharge[]>();
  for (const each of cases) {
    const giver = each.officerId ?? offeringId;
    byGiver.set(giver, [...(byGiver.get(giver) ?? []), each]);
  }
  return byGiver;
}

function refuseForeignCases(actor: Actor, cases: readonly CaseInCharge[]): void {
  if (cases.every(({ officerId }) => mayGive(actor, officerId))) return;
  throw problem('not-permitted', {
    detail: 'Anda hanya dapat menyerahkan kasus yang Anda tangani. Mintalah kepala kantor untuk yang lain.',
  });
}

function refuseUnserved(cases: readonly CaseInCharge[], area: string): void {
  const unserved = cases.filter(({ areaCode }) => !serves(area, areaCode));
  if (unserved.length === 0) return;
  throw invalid(
    'toOfficerId',
    'officer-elsewhere',
    `Rekan ini tidak melayani wilayah ${unserved.length} dari ${cases.length} orang tersebut.`,
  );
}

function invalid(field: string, code: string, detail: string): Error {
  return problem('invalid', { errors: [{ pointer: `/${field}`, code, detail }] });
}
