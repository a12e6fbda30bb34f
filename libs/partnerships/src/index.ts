import { Agreement } from './agreement.entity.js';
import { Commitment } from './commitment.entity.js';
import { Visit } from './visit.entity.js';

export { AGREEMENT_TYPES, type AgreementType } from './agreement.entity.js';
export type { AgreementFilter, AgreementView } from './agreements.query.js';
export { AgreementsService, type AgreementChange, type NewAgreement } from './agreements.service.js';
export { COMMITMENT_CATEGORIES, type CommitmentCategory } from './commitment.entity.js';
export { COMMITMENT_FILTERS, type CommitmentAttention, type CommitmentFilter, type CommitmentView } from './commitments.query.js';
export { CommitmentsService, type CommitmentChange, type NewCommitment } from './commitments.service.js';
export { agreementDeadline, commitmentDeadline, EXPIRY_NOTICE_DAYS, type AgreementDeadline, type CommitmentDeadline } from './deadlines.js';
export {
  AGREEMENT_STATES,
  COMMITMENT_STATES,
  OPEN_COMMITMENT_STATES,
  type AgreementState,
  type CommitmentState,
  type OpenCommitmentState,
} from './partnership-states.js';
export { PartnershipsModule } from './partnerships.module.js';
export { VISIT_TYPES, type Host, type VisitType } from './visit.entity.js';
export type { VisitFilter, VisitRow, VisitView } from './visits.query.js';
export { VisitsService, type NewVisit, type VisitChange } from './visits.service.js';
export { Agreement, Commitment, Visit };

/** Tables of this room, for whoever opens the database connections. */
export const partnershipsEntities = [Agreement, Visit, Commitment];
