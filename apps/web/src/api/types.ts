import type { components } from './schema.js';

/** The shapes of the HTTP interface under the names of this application; their truth is the generated schema. Days are
 *  'YYYY-MM-DD' in Asia/Makassar, moments ISO 8601. */
type Schemas = components['schemas'];

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly total?: number | null;
  /** Of a search by name: nobody is named so, these are the names most like it. */
  readonly isNear?: boolean;
}

export type Me = Schemas['Me'];
export type DemoAccount = Schemas['DemoAccountView'];
export type Home = Schemas['HomeAnswer'];
export type HomeItem = Schemas['HomeItemView'];
export type Area = Schemas['AreaView'];
export type SavedView = Schemas['CountedView'];
export type Officer = Schemas['OfficerDto'];
export type BulkJob = Schemas['BulkJobDto'];
export type BulkJobPage = Schemas['BulkJobPage'];
export type BulkRow = Schemas['BulkRowDto'];
export type DocumentCounts = Schemas['DocumentCounts'];
export type CandidateRow = Schemas['CandidateRow'];
export type Candidate = Schemas['CandidateView'];
export type DuplicatePairRow = Schemas['DuplicatePairRow'];
export type DuplicatePairView = Schemas['DuplicatePairView'];
export type Merge = Schemas['MergeView'];
export type MergePreview = Schemas['MergePreviewView'];
export type MovingGroup = Schemas['MovingView'];
export type MovingExample = Schemas['MovingExampleView'];
export type Cycle = Schemas['CycleView'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type Checklist = Schemas['ChecklistView'];
export type ChecklistItem = Schemas['ChecklistLine'];
export type ReadinessAnswer = Schemas['ReadinessView'];
export type OfferedStep = Schemas['StepView'];
export type Steps = Schemas['StepsView'];
export type Paper = Schemas['DocumentView'];
export type Scan = Schemas['ScanView'];
export type ScanLink = Schemas['ScanLinkView'];
export type WaitingPaper = Schemas['WaitingDocumentView'];
export type RuleCatalogue = Schemas['RulebookDto'];
export type DeskDocument = Schemas['DeskDocumentView'];
export type DocumentKind = Schemas['DocumentNameDto'];
export type RejectionReason = Schemas['RejectionReasonDto'];
export type UserAccount = Schemas['UserDto'];

export type FoundArea = Schemas['FoundArea'];
export type PrivacyNotice = Schemas['PrivacyNoticeView'];
export type Consent = Schemas['ConsentView'];
export type FamilyContact = Schemas['FamilyContactView'];
export type DraftSummary = Schemas['RegistrationDraftSummary'];
export type Draft = Schemas['RegistrationDraftView'];

export type TrainingCenter = Schemas['TrainingCenterView'];
export type TrainingProgram = Schemas['TrainingProgramView'];
export type Batch = Schemas['BatchView'];
export type Enrolment = Schemas['EnrolmentView'];
export type CourseList = Schemas['Courses'];

export type Host = Schemas['VisitHost'];
export type VisitRow = Schemas['VisitRow'];
export type Visit = Schemas['VisitView'];
export type Commitment = Schemas['CommitmentView'];
export type Agreement = Schemas['AgreementView'];

export type ImportRow = Schemas['ImportRow'];
export type ImportSummary = Schemas['ImportListItem'];
export type ImportView = Schemas['ImportReport'];

export type Subject = Schemas['ReminderSubjectView'];
export type Notice = Schemas['NoticeView'];
export type Reminder = Schemas['ReminderView'];
export type ComingReminder = Schemas['PreviewView'];
export type Why = Schemas['WhyView'];
export type MailSinkItem = Schemas['SinkMailView'];

export type Indicator = Schemas['IndicatorAnswer'];
export type Figure = Schemas['FigureView'];
export type Cell = Schemas['CellAnswer'];
export type Dashboard = Schemas['DashboardAnswer'];
export type Place = Schemas['SubAreaAnswer'];

export type Handover = Schemas['HandoverView'];
export type HandoverDetail = Schemas['HandoverDetail'];
export type OfferedHandovers = Schemas['OfferedHandovers'];
export type CaseWorker = Schemas['CaseWorkerView'];
export type Found = Schemas['SearchAnswer'];
export type DepartureGroup = Schemas['DepartureGroup'];
export type DepartureBoard = Schemas['DepartureBoard'];
