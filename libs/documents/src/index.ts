export {
  Document,
  DOCUMENT_SOURCES,
  DOCUMENT_STATES,
  VERDICTS,
  type Decision,
  type DocumentSource,
  type DocumentState,
  type Verdict,
} from './document.entity.js';
export type { DocumentView } from './document-view.query.js';
export { DocumentsModule } from './documents.module.js';
export { DocumentsService, type FactsSeen, type HeldPaper, type Submission } from './documents.service.js';
export { lapsingDocuments, type LapseWindow, type LapsingDocument } from './lapsing-documents.query.js';
export { maskNumber, openNumber, sealNumber, type SealedNumber } from './numbers.js';
export type { VerificationQueue, WaitingDocument } from './verification-queue.query.js';
export { missingToSubmit, missingToVerify, readDocument, type DocumentInput, type WrittenDocument } from './written-document.js';

import { Document } from './document.entity.js';

/** Tables of this room, for the applications that open the database. */
export const documentsEntities = [Document];
