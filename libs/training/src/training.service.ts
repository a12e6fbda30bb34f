import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { DocumentsService } from '#libs/documents';
import { newId, problem, type FieldError } from '#libs/platform';
import { addMonths } from '#libs/rulebook';

import { resultRefusal, takesPeople } from './batch-states.js';
import { coursesOfPerson, type CourseView } from './courses-of-person.query.js';
import { Enrolment, type Result } from './enrolment.entity.js';
import { findInRoster, listRoster, type EnrolmentView } from './roster.query.js';
import { countSeat, holdBatch, nextSeat, settleSeats, type FreeSeat } from './seats.query.js';
import { TrainingBatch } from './training-batch.entity.js';

/** A person to be enrolled. */
export interface NewEnrolment {
  readonly candidateId: string;
  /** Join the waiting list when no seat is free, instead of being refused. */
  readonly acceptWaiting?: boolean;
}

/** The outcome to be recorded. Days are local calendar days. `issuedOn` of the certificate is `resultOn` when not given. */
export interface NewResult {
  readonly result: Result;
  readonly resultOn: string;
  readonly certificateNo?: string | null;
  readonly issuedOn?: string | null;
}

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Enrollable {
  readonly id: string;
  readonly areaCode: string;
}

// Competence certificates of LSP/BNSP hold for three years, as rule doc.competence_certificate says.
const CERTIFICATE_MONTHS = 36;
const CERTIFICATE = 'competence_certificate';

const RESULT_FAULTS = {
  'not-held': 'Angkatan ini ditunda atau dibatalkan.',
  'not-started': 'Angkatan belum dimulai, jadi belum ada hasil uji.',
  'before-start': 'Tanggal hasil lebih awal daripada tanggal mulai angkatan.',
  'in-future': 'Tanggal hasil belum tiba.',
} as const satisfies Record<NonNullable<ReturnType<typeof resultRefusal>>, string>;

/** Who sits in which batch, and with what result. A seat is given and taken back in one transaction with the queue behind it. */
@Injectable()
export class TrainingService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(DocumentsService) private readonly documents: DocumentsService,
  ) {}

  /** People of a batch: main seats, reserves, waiting, then those who left. @throws Problem not-found */
  roster(actor: Actor, batchId: string, page: { readonly after?: string; readonly limit: number }): Promise<PageOf<EnrolmentView>> {
    return this.access.read(actor, 'training.list', async (rows) => {
      await rows.get(TrainingBatch, batchId);
      const found = await listRoster(rows, batchId, page);
      const items = found.slice(0, page.limit);
      return { items, next: found.length > page.limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** The courses of one person, newest first; written to the audit trail like every look into a file.
   *  @throws Problem not-found */
  coursesOf(actor: Actor, candidateId: string): Promise<CourseView[]> {
    return this.access.view(actor, 'training.list', candidateId, async (rows) => {
      const { areaCode } = await enrollable(rows, candidateId);
      rows.about({ candidateId, areaCode });
      return coursesOfPerson(rows, candidateId);
    });
  }

  /** Enrols a person: a main seat, else a reserve seat, else the waiting list when that is accepted. The centre sees the
   *  person from now on. A centre itself may enrol only people it knows already: others are answered as absent.
   *  @throws Problem not-found, already-exists, wrong-state when the batch takes nobody, batch-full with `waitingPosition` */
  enrol(actor: Actor, batchId: string, input: NewEnrolment): Promise<EnrolmentView> {
    return this.access.write(actor, 'training.enrol', batchId, async (rows) => {
      const candidate = await enrollable(rows, input.candidateId);
      const former = await rows.findBy(Enrolment, { batchId, candidateId: candidate.id });
      if (former && former.seat !== 'none') throw alreadyIn(former.id);
      const free = await nextSeat(rows, batchId);
      if (!free) throw problem('not-found');
      if (!takesPeople(free.state)) throw problem('wrong-state', { detail: 'Angkatan ini tidak menerima peserta lagi.' });
      if (free.seat === 'waiting' && !input.acceptWaiting) throw full(free.waiting + 1);
      await countSeat(rows, batchId, free.seat);
      const enrolmentId = former ? await rejoin(rows, former, free) : await this.join(rows, batchId, candidate, free);
      rows.about({ subjectId: enrolmentId, candidateId: candidate.id, areaCode: candidate.areaCode, fields: ['seat'] });
      return inRoster(rows, batchId, enrolmentId);
    });
  }

  /** Takes a person out of a batch. The seat goes at once to the first reserve, and the reserve seat to the first who waits,
   *  as long as the assessment has not begun. @throws Problem not-found, changed-meanwhile, wrong-state after a result */
  drop(
    actor: Actor,
    id: string,
    version: number,
    { reason, noShow = false }: { readonly reason: string; readonly noShow?: boolean },
  ): Promise<EnrolmentView> {
    return this.access.write(actor, 'training.enrol', id, async (rows) => {
      const { batchId } = await rows.get(Enrolment, id);
      await holdBatch(rows, batchId);
      const enrolment = await rows.lock(Enrolment, id, version);
      enrolment.leave(noShow ? 'no_show' : 'dropped_out', reason);
      await rows.save(enrolment);
      await settleSeats(rows, batchId);
      rows.about({ subjectId: id, candidateId: enrolment.candidateId, areaCode: enrolment.areaCode, fields: ['seat', 'state'] });
      return inRoster(rows, batchId, id);
    });
  }

  /** Gives back every seat a person holds without a result, because the person will not go on (withdrawn, unfit, cancelled).
   *  Joins the caller's open transaction; each freed seat goes to the next in the queue.
   *  @param reason kept with the enrolment: a code or a sentence, never health details
   *  @returns how many seats were given back; 0 when the person held none, so it may be called again */
  async releaseSeats(rows: Rows, candidateId: string, reason: string): Promise<number> {
    const held = await rows.query<{ id: string; batchId: string }>(
      `SELECT e.id, e.training_batch_id AS "batchId"
         FROM enrolment e
        WHERE e.candidate_id = $1 AND e.seat <> 'none' AND e.result IS NULL
        ORDER BY e.training_batch_id`,
      [candidateId],
    );
    let released = 0;
    for (const { id, batchId } of held) {
      await holdBatch(rows, batchId);
      const enrolment = await rows.lock(Enrolment, id);
      if (enrolment.seat === 'none' || enrolment.result !== null) continue;
      enrolment.leave('dropped_out', reason);
      await rows.save(enrolment);
      await settleSeats(rows, batchId);
      released += 1;
    }
    return released;
  }

  /** Records the outcome. `competent` submits a competence certificate (three years from issue) to the person's documents,
   *  where an officer verifies it. @throws Problem wrong-state before the batch has started, without a main seat or with an
   *  earlier result; invalid for a day outside batch start … today; changed-meanwhile */
  recordResult(actor: Actor, id: string, version: number, input: NewResult): Promise<EnrolmentView> {
    return this.access.write(actor, 'training.result', id, async (rows) => {
      const { batchId } = await rows.get(Enrolment, id);
      await holdBatch(rows, batchId);
      const enrolment = await rows.lock(Enrolment, id, version);
      refuseResultDay(await rows.get(TrainingBatch, batchId), input, rows.today);
      enrolment.recordResult({ result: input.result, resultOn: input.resultOn, certificateNo: input.certificateNo ?? null });
      await rows.save(enrolment);
      if (input.result === 'competent') await this.submitCertificate(rows, enrolment, input.issuedOn ?? input.resultOn);
      rows.about({ subjectId: id, candidateId: enrolment.candidateId, areaCode: enrolment.areaCode, fields: ['result'] });
      return inRoster(rows, batchId, id);
    });
  }

  /** Takes a result back: the certificate it brought becomes void, verified or not, and a completed batch returns to
   *  assessment, so that the missing result is asked for again. @throws Problem wrong-state without a result, changed-meanwhile */
  withdrawResult(actor: Actor, id: string, version: number, reason: string): Promise<EnrolmentView> {
    return this.access.write(actor, 'training.result', id, async (rows) => {
      const { batchId } = await rows.get(Enrolment, id);
      await holdBatch(rows, batchId);
      const enrolment = await rows.lock(Enrolment, id, version);
      enrolment.withdrawResult();
      await rows.save(enrolment);
      await this.documents.voidOfEnrolment(rows, id, reason);
      await rows.query(`UPDATE training_batch SET state = 'assessment', version = version + 1 WHERE id = $1 AND state = 'completed'`, [
        batchId,
      ]);
      rows.about({ subjectId: id, candidateId: enrolment.candidateId, areaCode: enrolment.areaCode, fields: ['result'] });
      return inRoster(rows, batchId, id);
    });
  }

  private async join(rows: Rows, batchId: string, candidate: Enrollable, free: FreeSeat): Promise<string> {
    const { trainingCenterId } = await rows.get(TrainingBatch, batchId);
    const enrolment = Object.assign(new Enrolment(), {
      id: newId(),
      batchId,
      trainingCenterId,
      candidateId: candidate.id,
      areaCode: candidate.areaCode,
      seat: free.seat,
      state: stateOn(free),
      createdBy: rows.actorId,
    });
    await rows.add(enrolment);
    // Staff of a centre enrol only people it knows already; they may claim nobody, so the database lets them add no row here.
    if (rows.actor?.role !== 'blk_staff') await this.showToCenter(rows, trainingCenterId, candidate.id);
    return enrolment.id;
  }

  private async showToCenter(rows: Rows, trainingCenterId: string, candidateId: string): Promise<void> {
    await rows.query(`INSERT INTO participant (training_center_id, candidate_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      trainingCenterId,
      candidateId,
    ]);
  }

  private async submitCertificate(rows: Rows, enrolment: Enrolment, issuedOn: string): Promise<void> {
    await this.documents.submitFor(rows, {
      candidateId: enrolment.candidateId,
      areaCode: enrolment.areaCode,
      documentCode: CERTIFICATE,
      source: 'training',
      enrolmentId: enrolment.id,
      trainingCenterId: enrolment.trainingCenterId,
      number: enrolment.certificateNo,
      issuedOn,
      expiresOn: addMonths(issuedOn, CERTIFICATE_MONTHS),
    });
  }
}

// Explicit columns: a centre may read only these of a person, and only of people it knows.
async function enrollable(rows: Rows, candidateId: string): Promise<Enrollable> {
  const [candidate] = await rows.query<Enrollable>(`SELECT c.id, c.area_code AS "areaCode" FROM candidate c WHERE c.id = $1`, [
    candidateId,
  ]);
  if (!candidate) throw problem('not-found');
  return candidate;
}

// A person who left by mistake comes back at the end of the queue, in the same row: one row a person and batch.
async function rejoin(rows: Rows, former: Enrolment, free: FreeSeat): Promise<string> {
  const [again] = await rows.query(
    `UPDATE enrolment
        SET seat = $3, state = $4, drop_reason = NULL, queued_at = clock_timestamp(), version = version + 1
      WHERE id = $1 AND version = $2
      RETURNING id`,
    [former.id, former.version, free.seat, stateOn(free)],
  );
  if (!again) throw alreadyIn(former.id);
  return former.id;
}

async function inRoster(rows: Rows, batchId: string, id: string): Promise<EnrolmentView> {
  const enrolment = await findInRoster(rows, batchId, id);
  if (!enrolment) throw problem('not-found');
  return enrolment;
}

function stateOn({ seat }: FreeSeat): 'waiting' | 'accepted' {
  return seat === 'waiting' ? 'waiting' : 'accepted';
}

function alreadyIn(existingId: string): ReturnType<typeof problem> {
  return problem('already-exists', { detail: 'Calon ini sudah terdaftar pada angkatan ini.', existingId });
}

function full(waitingPosition: number): ReturnType<typeof problem> {
  return problem('batch-full', {
    detail: `Kursi dan cadangan penuh. Jika masuk daftar tunggu, calon mendapat urutan ${waitingPosition}.`,
    waitingPosition,
  });
}

function refuseResultDay(batch: TrainingBatch, input: NewResult, today: string): void {
  const fault = resultRefusal(batch, input.resultOn, today);
  if (fault === 'not-held' || fault === 'not-started') throw problem('wrong-state', { detail: RESULT_FAULTS[fault] });
  const errors: FieldError[] = fault ? [{ pointer: '/resultOn', code: fault, detail: RESULT_FAULTS[fault] }] : [];
  if (input.issuedOn && (input.issuedOn > today || input.issuedOn < batch.startsOn)) {
    errors.push({
      pointer: '/issuedOn',
      code: 'issued-outside',
      detail: 'Tanggal sertifikat harus sejak angkatan dimulai sampai hari ini.',
    });
  }
  if (input.result === 'not_yet_competent' && input.certificateNo) {
    errors.push({
      pointer: '/certificateNo',
      code: 'certificate-without-competence',
      detail: 'Sertifikat kompetensi hanya untuk hasil kompeten.',
    });
  }
  if (errors.length > 0) throw problem('invalid', { errors });
}
