export type { DeskDocument, DeskPerson, EarlierRefusal, LastDeed, OtherPaper } from './desk.query.js';
export { DeskService, type Correction } from './desk.service.js';
export {
  DIFFERENCES,
  Document,
  DOCUMENT_SOURCES,
  DOCUMENT_STATES,
  VERDICTS,
  type Decision,
  type Difference,
  type DocumentSource,
  type DocumentState,
  type Refusal,
  type Verdict,
} from './document.entity.js';
export type { DocumentView } from './document-view.query.js';
export { DocumentsModule } from './documents.module.js';
export { DocumentsService, type FactsSeen, type HeldPaper, type Submission } from './documents.service.js';
export { lapsingDocuments, type LapseWindow, type LapsingDocument } from './lapsing-documents.query.js';
export { maskNumber, openNumber, sealNumber, type SealedNumber } from './numbers.js';
export { ScanCheck } from './scan-check.service.js';
export { kindOf, lookIntoScan, MOST_PAGES, MOST_PIXELS, SCAN_KINDS, type ScanKind, type ScanLook } from './scan-look.js';
export { readScan, READING_LIMITS, type ReadingLimits, type ReadPage, type ScanRead } from './scan-reading.js';
export { SCAN_REFUSALS, type ScanLanguage, type ScanRefusal } from './scan-refusals.js';
export { ScanSweep } from './scan-sweep.service.js';
export { Scan, SCAN_STATES, type ScanState } from './scan.entity.js';
export type { ScanPage, ScanView } from './scans.query.js';
export {
  MOST_OPEN_UPLOADS,
  MOST_PART_BYTES,
  MOST_SCAN_BYTES,
  MOST_SCANS_PER_DOCUMENT,
  ScansService,
  type ScanAnnounced,
  type ScanLink,
} from './scans.service.js';
export type { Obstacle } from './verification-limits.js';
export type { QueueFilter, VerificationQueue, WaitingDocument } from './verification-queue.query.js';
export { missingToSubmit, missingToVerify, readDocument, type DocumentInput, type WrittenDocument } from './written-document.js';

import { Document } from './document.entity.js';
import { Scan } from './scan.entity.js';

/** Tables of this room, for the applications that open the database. */
export const documentsEntities = [Document, Scan];
