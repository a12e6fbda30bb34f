import { Handover } from './handover.entity.js';
import { PlacementCycle } from './placement-cycle.entity.js';
import { StageEvent } from './stage-event.entity.js';

export { DEPARTS, DEPARTURES, IS_OPEN, IS_STALLED, type Departure } from './attention.js';
export type { ShownBlocker, ShownStep } from './assessment.js';
export { CandidateExports, EXPORT_FORMATS, EXPORT_TURNS, type ExportFile, type ExportFormat, type ExportWish } from './candidate-export.js';
export {
  BULK_KINDS,
  BULK_ROW_STATES,
  BULK_STATES,
  type BulkChange,
  type BulkJob,
  type BulkKind,
  type BulkRow,
  type BulkRowState,
  type BulkState,
} from './bulk-job.query.js';
export { BulkJobs, MOST_BULK_ROWS, type BulkPage, type BulkWish } from './bulk-jobs.service.js';
export { BulkWork } from './bulk-work.service.js';
export { assignCases } from './case-assignment.js';
export { CandidateFiles, type CandidateSearch } from './candidate-files.service.js';
export {
  LIST_SORTS,
  READINESS,
  SOURCES,
  type CandidateFilter,
  type ListSort,
  type Readiness,
  type Source,
} from './candidate-list.query.js';
export type { ChecklistLine, ChecklistView, OpenPaper, ReadinessView } from './checklist-view.js';
export type { CycleView } from './cycle-view.query.js';
export { HANDOVER_STATES, type HandoverState } from './handover.entity.js';
export {
  HANDOVER_BOXES,
  type CaseWorker,
  type HandoverBox,
  type HandoverDetail,
  type HandoverView,
  type PersonHandedOver,
} from './handover.query.js';
export { LEFT_CODES, type LeftCode } from './handover-sorting.js';
export { Handovers, type CaseLeft, type HandoverOffer, type OfferOutcome } from './handovers.service.js';
export type { BlockingPaper, BoardCell } from './departure-board.js';
export { Departures, type DepartureBoard, type DepartureFilter, type DepartureGroup, type DeparturePerson } from './departures.service.js';
export { DocumentRequests, type RequestInput } from './document-requests.service.js';
export type { RecordedRequest } from './document-request.query.js';
export type { CycleWish, ReturnFacts } from './new-cycle.js';
export { PeopleFinder, type PersonFound } from './people-finder.service.js';
export { PlacementModule } from './placement.module.js';
export { PlacementService, type CycleChange, type Registration, type StepsView } from './placement.service.js';
export { SavedViews, type SavedView, type ViewWish } from './saved-views.service.js';
export type { StepInput } from './step.js';
export {
  CHANGE_SOURCES,
  TIMELINE_TOPICS,
  type ChangeSource,
  type FieldChange,
  type Timeline,
  type TimelineEntry,
  type TimelineTopic,
} from './timeline.query.js';
export type { Officer } from './officers.query.js';
export { searchIn, type WrittenFilter } from './written-filter.js';
export { Handover, PlacementCycle, StageEvent };

/** Tables of this room, for the applications that open the database. */
export const placementEntities = [Handover, PlacementCycle, StageEvent];
