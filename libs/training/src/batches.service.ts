import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { newId, problem, type FieldError } from '#libs/platform';

import { batchStepRefusal, type BatchState } from './batch-states.js';
import { countWithoutResult, findBatch, listBatches, type BatchFilter, type BatchView } from './batches.query.js';
import { releaseEverybody, settleSeats } from './seats.query.js';
import { TrainingBatch, type FundingSource } from './training-batch.entity.js';
import type { TrainingCenterKind } from './training-center.entity.js';
import { TrainingProgram } from './training-program.entity.js';

/** A training centre as offices see it; the area decides which offices those are. */
export interface TrainingCenterView {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly kind: TrainingCenterKind;
  readonly areaCode: string;
  readonly areaName: string;
  readonly isActive: boolean;
}

/** What a centre teaches, as people see it. `lessonHours` are JP of 45 minutes; an inactive programme gets no new batches. */
export interface TrainingProgramView {
  readonly id: string;
  readonly version: number;
  readonly trainingCenter: { readonly id: string; readonly name: string };
  readonly code: string;
  readonly title: string;
  readonly vocationalField: string;
  readonly lessonHours: number;
  readonly competenceTitle: string;
  readonly isActive: boolean;
}

/** A programme to be added to the caller's own centre; `code` is unique within the centre. */
export interface NewProgram {
  readonly code: string;
  readonly title: string;
  readonly vocationalField: string;
  readonly lessonHours: number;
  /** The title itself when not given. */
  readonly competenceTitle?: string;
}

/** A run of a programme to be planned. Days are local calendar days, both included; two reserve seats when not given. */
export interface NewBatch {
  readonly trainingProgramId: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly capacity: number;
  readonly reserveSeats?: number;
  readonly fundingSource: FundingSource;
}

/** Only what is given changes; null counts as not given, because nothing of a batch may be empty. */
export interface BatchChange {
  readonly name?: string | null;
  readonly startsOn?: string | null;
  readonly endsOn?: string | null;
  readonly capacity?: number | null;
  readonly reserveSeats?: number | null;
  readonly fundingSource?: FundingSource | null;
  readonly state?: BatchState | null;
}

interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

// 16 participants + 2 reserves is the usual class of a BLK; the capacity is the batch's own, the reserve a default.
const USUAL_RESERVE_SEATS = 2;
const CANCELLED = 'Angkatan dibatalkan';

/** Training centres, what they teach and when. A centre plans its own batches; offices read those of their area. */
@Injectable()
export class BatchesService {
  constructor(@Inject(Access) private readonly access: Access) {}

  /** Centres in the caller's scope, by name. */
  centers(actor: Actor): Promise<TrainingCenterView[]> {
    return this.access.read(actor, 'training.list', (rows) =>
      rows.query<TrainingCenterView>(
        `SELECT c.id, c.version, c.name, c.kind, c.area_code AS "areaCode", a.name AS "areaName", c.is_active AS "isActive"
           FROM training_center c
           JOIN area a ON a.code = c.area_code
          ORDER BY c.name, c.id`,
      ),
    );
  }

  /** Programmes of the centres in the caller's scope, by title. */
  programs(actor: Actor): Promise<TrainingProgramView[]> {
    return this.access.read(actor, 'training.list', (rows) => programsIn(rows, null));
  }

  /** A new programme of the caller's own centre. @throws Problem already-exists when the centre uses the code already */
  addProgram(actor: Actor, input: NewProgram): Promise<TrainingProgramView> {
    return this.access.write(actor, 'training.plan', null, async (rows) => {
      const center = await ownCenter(rows, actor);
      const program = Object.assign(new TrainingProgram(), {
        id: newId(),
        trainingCenterId: center.id,
        code: input.code,
        title: input.title,
        vocationalField: input.vocationalField,
        lessonHours: input.lessonHours,
        competenceTitle: input.competenceTitle ?? input.title,
      });
      await rows.add(program);
      rows.about({ subjectId: program.id, areaCode: center.areaCode });
      const [view] = await programsIn(rows, program.id);
      if (!view) throw problem('not-found');
      return view;
    });
  }

  list(actor: Actor, filter: BatchFilter): Promise<PageOf<BatchView>> {
    return this.access.read(actor, 'training.list', async (rows) => {
      const found = await listBatches(rows, filter);
      const items = found.slice(0, filter.limit);
      return { items, next: found.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
    });
  }

  /** @throws Problem not-found */
  get(actor: Actor, id: string): Promise<BatchView> {
    return this.access.read(actor, 'training.list', (rows) => batchOf(rows, id));
  }

  /** A new batch of a programme of the caller's own centre, in state `planned`.
   *  @throws Problem not-found for a programme of others, wrong-state for a retired one, invalid when it ends before it starts */
  plan(actor: Actor, input: NewBatch): Promise<BatchView> {
    return this.access.write(actor, 'training.plan', null, async (rows) => {
      const program = await rows.get(TrainingProgram, input.trainingProgramId);
      if (!program.isActive) throw problem('wrong-state', { detail: 'Program ini sudah tidak dipakai.' });
      const center = await ownCenter(rows, actor);
      const batch = Object.assign(new TrainingBatch(), {
        id: newId(),
        trainingCenterId: center.id,
        trainingProgramId: program.id,
        areaCode: center.areaCode,
        name: input.name,
        startsOn: input.startsOn,
        endsOn: input.endsOn,
        capacity: input.capacity,
        reserveSeats: input.reserveSeats ?? USUAL_RESERVE_SEATS,
        fundingSource: input.fundingSource,
        state: 'planned' as const,
      });
      refuseFaults(batch);
      await rows.add(batch);
      rows.about({ subjectId: batch.id, areaCode: batch.areaCode });
      return batchOf(rows, batch.id);
    });
  }

  /** Changes facts and state. More seats go at once to those in the queue; a cancelled batch lets everybody go.
   *  @throws Problem changed-meanwhile, wrong-state for a step that is not open now, invalid for fewer seats than are taken */
  change(actor: Actor, id: string, version: number, input: BatchChange): Promise<BatchView> {
    return this.access.write(actor, 'training.plan', id, async (rows) => {
      const batch = await rows.lock(TrainingBatch, id, version);
      const fields = changedFields(batch, input);
      if (fields.some((field) => field !== 'state') && (batch.state === 'completed' || batch.state === 'cancelled')) {
        throw problem('wrong-state', { detail: 'Angkatan yang selesai atau dibatalkan tidak dapat diubah lagi.' });
      }
      const { state, ...facts } = given(input);
      Object.assign(batch, facts);
      if (state !== undefined && state !== batch.state) await this.step(rows, batch, state);
      refuseFaults(batch);
      await rows.save(batch);
      if (batch.state === 'cancelled') await releaseEverybody(rows, id, CANCELLED);
      await settleSeats(rows, id);
      rows.about({ areaCode: batch.areaCode, fields });
      return batchOf(rows, id);
    });
  }

  private async step(rows: Rows, batch: TrainingBatch, to: BatchState): Promise<void> {
    const withoutResult = await countWithoutResult(rows, batch.id);
    const refusal = batchStepRefusal({ state: batch.state, startsOn: batch.startsOn, withoutResult }, to, rows.today);
    if (refusal !== null) throw problem('wrong-state', { detail: refusal });
    batch.state = to;
  }
}

async function batchOf(rows: Rows, id: string): Promise<BatchView> {
  const batch = await findBatch(rows, id);
  if (!batch) throw problem('not-found');
  return batch;
}

async function ownCenter(rows: Rows, actor: Actor): Promise<{ id: string; areaCode: string }> {
  const [center] = await rows.query<{ id: string; areaCode: string }>(
    `SELECT c.id, c.area_code AS "areaCode" FROM training_center c WHERE c.id = $1`,
    [actor.trainingCenterId],
  );
  if (!center) throw problem('not-found');
  return center;
}

function programsIn(rows: Rows, id: string | null): Promise<TrainingProgramView[]> {
  return rows.query<TrainingProgramView>(
    `SELECT p.id, p.version, json_build_object('id', c.id, 'name', c.name) AS "trainingCenter", p.code, p.title,
            p.vocational_field AS "vocationalField", p.lesson_hours AS "lessonHours", p.competence_title AS "competenceTitle",
            p.is_active AS "isActive"
       FROM training_program p
       JOIN training_center c ON c.id = p.training_center_id
      WHERE $1::uuid IS NULL OR p.id = $1
      ORDER BY p.title, p.id`,
    [id],
  );
}

const CHANGEABLE = ['name', 'startsOn', 'endsOn', 'capacity', 'reserveSeats', 'fundingSource', 'state'] as const;

function changedFields(batch: TrainingBatch, input: BatchChange): string[] {
  return CHANGEABLE.filter((field) => input[field] !== undefined && input[field] !== null && input[field] !== batch[field]);
}

type GivenChange = { [Field in keyof BatchChange]?: NonNullable<BatchChange[Field]> };

function given(input: BatchChange): GivenChange {
  return {
    ...(input.name && { name: input.name }),
    ...(input.startsOn && { startsOn: input.startsOn }),
    ...(input.endsOn && { endsOn: input.endsOn }),
    ...(typeof input.capacity === 'number' && { capacity: input.capacity }),
    ...(typeof input.reserveSeats === 'number' && { reserveSeats: input.reserveSeats }),
    ...(input.fundingSource && { fundingSource: input.fundingSource }),
    ...(input.state && { state: input.state }),
  };
}

function refuseFaults(batch: TrainingBatch): void {
  const errors: FieldError[] = [];
  if (batch.endsOn < batch.startsOn)
    errors.push({ pointer: '/endsOn', code: 'ends-before-start', detail: 'Tanggal selesai harus sesudah tanggal mulai.' });
  if (batch.capacity < (batch.seatsTaken ?? 0))
    errors.push({ pointer: '/capacity', code: 'seats-taken', detail: `Sudah ada ${batch.seatsTaken} peserta yang diterima.` });
  if (batch.reserveSeats < (batch.reservesTaken ?? 0))
    errors.push({ pointer: '/reserveSeats', code: 'seats-taken', detail: `Sudah ada ${batch.reservesTaken} peserta cadangan.` });
  if (errors.length > 0) throw problem('invalid', { errors });
}
