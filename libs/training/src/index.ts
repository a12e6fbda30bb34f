import { Enrolment } from './enrolment.entity.js';
import { TrainingBatch } from './training-batch.entity.js';
import { TrainingCenter } from './training-center.entity.js';
import { TrainingProgram } from './training-program.entity.js';

export { BATCH_STATES, batchStepRefusal, resultRefusal, takesPeople, type BatchFacts, type BatchState } from './batch-states.js';
export {
  BatchesService,
  type BatchChange,
  type NewBatch,
  type NewProgram,
  type TrainingCenterView,
  type TrainingProgramView,
} from './batches.service.js';
export type { CourseView } from './courses-of-person.query.js';
export { BATCH_ATTENTIONS, type BatchAttention, type BatchFilter, type BatchView } from './batches.query.js';
export { ENROLMENT_STATES, RESULTS, SEATS, type EnrolmentState, type Result, type Seat } from './enrolment.entity.js';
export type { EnrolmentView } from './roster.query.js';
export { FUNDING_SOURCES, type FundingSource } from './training-batch.entity.js';
export { TRAINING_CENTER_KINDS, type TrainingCenterKind } from './training-center.entity.js';
export { TrainingModule } from './training.module.js';
export { TrainingService, type NewEnrolment, type NewResult } from './training.service.js';
export { Enrolment, TrainingBatch, TrainingCenter, TrainingProgram };

/** Tables of this room, for whoever opens the database connections. */
export const trainingEntities = [TrainingCenter, TrainingProgram, TrainingBatch, Enrolment];
