export { areaKey } from './area-key.js';
export { areaPathSql, AreasService, type AreaLevel, type AreaView, type AreaWithPath } from './areas.service.js';
export {
  Candidate,
  CANDIDATE_SOURCES,
  MARITAL_STATUSES,
  SEXES,
  type CandidateSource,
  type MaritalStatus,
  type Sex,
} from './candidate.entity.js';
export type { CandidateView } from './candidate-view.query.js';
export { CandidatesModule } from './candidates.module.js';
export { CandidatesService, type NewPerson, type PersonChange } from './candidates.service.js';
export {
  openIdentity,
  sealIdentity,
  SEALED_FIELDS,
  type IdentityNumbers,
  type SealedField,
  type SealedIdentity,
} from './identity-seals.js';
export { maskNik, maskNikEnd, maskPhone } from './masks.js';
export { readPerson, type PersonInput, type WrittenPerson } from './written-person.js';

import { Candidate } from './candidate.entity.js';

/** Tables of this room, for the applications that open the database. */
export const candidatesEntities = [Candidate];
