export { addDays, addMonths, ageOn, dayInWords, daysBetween, isDay, monthOf, weekdayOf } from './calendar.js';
export type { ChecklistItem, HeldDocument, ItemState, PaperRequest, Requirement, Waiver } from './checklist-item.js';
export { checklistFor, isInOrder, summaryOf } from './checklist.js';
export { COUNTRIES, countryName, countryOf, type Country } from './countries.js';
export { AGE_LIMITS, CLOSURES, type AgeLimit, type Closure } from './country-rules.js';
export { adviceFor, DOCUMENT_ADVICE, type DocumentAdvice } from './document-advice.js';
export {
  datesNeededFor,
  DOCUMENT_CODES,
  DOCUMENT_RULES,
  documentName,
  DOCUMENTS,
  isDocumentCode,
  isPerCycle,
  isVerifiedBy,
  type DocumentName,
  type DocumentRule,
  type Validity,
} from './document-rules.js';
export { EDITION, rulesToPublish, type RuleToPublish } from './edition.js';
export type { CaseFacts, Facts } from './facts.js';
export type { Blocker } from './guards.js';
export {
  FALL_BACK,
  JOURNEYS,
  OFF_RAMPS,
  RETURN_REASONS,
  SCHEME_NAMES,
  STAGE_NAMES,
  stageName,
  STEP_NEEDS,
  type Journey,
  type NamedCode,
  type OffRamp,
  type StepNeed,
} from './journey-rules.js';
export { journeyFor, mayBeFollowed, mustFallBack, stepsFrom, type OfferedStep } from './journey.js';
export { nameKey } from './names.js';
export { holdsNumberOfPerson, nikFault, NUMBER_NOT_KEPT, parseNik, withoutNumbersOfPeople, type NikFault, type ParsedNik } from './nik.js';
export { OPEN_QUESTIONS, overdueQuestions, type OpenQuestion } from './open-questions.js';
export { PREREQUISITES, type Prerequisite } from './prerequisites.js';
export { isKnownNotice, noticeOn, NOTICE_LANGUAGES, PRIVACY_NOTICES, type NoticeLanguage, type PrivacyNotice } from './privacy-notices.js';
export { earliestReadyOn, isToAsk, lastDayToBegin, readinessPlan, type PlannedPaper, type ReadinessPlan } from './readiness.js';
export { findRejectionReason, REJECTION_CODES, REJECTION_REASONS, type RejectionReason } from './rejection-reasons.js';
export {
  dueOffset,
  nearestReachedOffset,
  recipientsOf,
  REMINDER_RULES,
  reminderRule,
  stageLimitDays,
  type ReachedOffset,
  type ReminderOffset,
  type ReminderRecipient,
  type ReminderRule,
  type ReminderSubject,
  type StopFact,
} from './reminders.js';
export type { Confidence, LegalBasis, RuleRole } from './rule-file.js';
export { checkRules } from './rules-check.js';
export {
  MAIN_STAGES,
  SCHEMES,
  STAGES,
  type EmployerKind,
  type MainStage,
  type MaritalStatus,
  type Scheme,
  type Sex,
  type Stage,
} from './stages.js';
export { isDateUnknown, isValidOn, lapsesOn, lastUsefulDay, type PaperDates } from './validity.js';
export { addWorkingDays, HOLIDAYS, isWorkingDay, type Holiday } from './working-days.js';
