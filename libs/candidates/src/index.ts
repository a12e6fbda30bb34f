export { ALIKE_REASONS, likeness, POSSIBLE, type AlikeReason, type Comparable } from './alike.js';
export { areaKey } from './area-key.js';
export { areaPathSql, AreasService, type AreaFound, type AreaLevel, type AreaView, type AreaWithPath } from './areas.service.js';
export {
  Candidate,
  CANDIDATE_SOURCES,
  MARITAL_STATUSES,
  SEXES,
  type CandidateSource,
  type MaritalStatus,
  type Sex,
} from './candidate.entity.js';
export { personSql, shownNumbers, type CandidateView, type SealedNumbers, type ShownNumbers } from './candidate-view.query.js';
export { CandidatesModule } from './candidates.module.js';
export { CandidatesService, type NewPerson, type PersonChange } from './candidates.service.js';
export { CONSENT_CHANNELS, CONSENT_GIVERS, type ConsentChannel, type ConsentGiver } from './consent.entity.js';
export { ConsentsService, type ConsentView, type NewConsent } from './consents.service.js';
export { DuplicateCheck } from './duplicate-check.service.js';
export {
  DuplicatesService,
  PAIR_STATES,
  type DuplicatePair,
  type PairPerson,
  type PairSideBySide,
  type PairState,
} from './duplicates.service.js';
export { FAMILY_RELATIONS, type FamilyRelation } from './family-contact.entity.js';
export { FamilyService, type FamilyContactChange, type FamilyContactView, type NewFamilyContact } from './family.service.js';
export {
  openIdentity,
  sealIdentity,
  SEALED_FIELDS,
  type IdentityNumbers,
  type SealedField,
  type SealedIdentity,
} from './identity-seals.js';
export { maskNik, maskNikEnd, maskPhone } from './masks.js';
export { MATCH_QUESTIONS_A_DAY, MatchesService, type PersonMatch, type PersonMatches, type SoughtPerson } from './matches.service.js';
export { MERGE_FIELDS, type FieldChoice, type MergeField, type MergeRemark } from './merge-plan.js';
export { MOVING_KINDS, type Moving, type MovingCount, type MovingExample, type MovingKind } from './merge-moves.query.js';
export { mergeMarksSql, type Merge, type MergedFile } from './merge-view.query.js';
export { MergesService, type CycleBrief, type MergeDecision, type MergePerson, type MergePreview } from './merges.service.js';
export { RegistrationDrafts, type DraftContent, type DraftSummary, type DraftView } from './registration-drafts.service.js';
export { NUMBER_FAULTS, numberFault, phoneIn, readPerson, type Fault, type PersonInput, type WrittenPerson } from './written-person.js';

import { Candidate } from './candidate.entity.js';
import { Consent } from './consent.entity.js';
import { FamilyContact } from './family-contact.entity.js';

/** Tables of this room, for the applications that open the database. */
export const candidatesEntities = [Candidate, Consent, FamilyContact];
