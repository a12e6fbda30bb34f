import type { Action } from '#libs/access';

import type { Kind } from './scope-things.js';

type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

/** A route that is reached by the id of a row about people, and what it is sent. `mine` marks what only some of those who see
 *  the row may do; the others of them may be told so. */
export interface Route {
  readonly action: Action;
  readonly method: Method;
  readonly path: string;
  readonly of: Kind;
  readonly body?: object | Buffer;
  readonly mine?: true;
}

const REASON = { reason: 'Alasan percobaan yang cukup panjang' };
const NOTICE = { noticeVersion: '2026-01', language: 'id', channel: 'read', givenBy: 'candidate' };

/** Every route of the API that is reached by the id of a row about people. */
export const ROUTES: readonly Route[] = [
  { action: 'candidate.view', method: 'get', path: '/candidates/{id}', of: 'candidate' },
  { action: 'candidate.change', method: 'patch', path: '/candidates/{id}', of: 'candidate', body: { birthPlace: 'Kasipute' } },
  { action: 'candidate.timeline', method: 'get', path: '/candidates/{id}/timeline', of: 'candidate' },
  { action: 'candidate.reveal', method: 'post', path: '/candidates/{id}/reveal', of: 'candidate', body: { field: 'nik' } },
  { action: 'document.list', method: 'get', path: '/candidates/{id}/documents', of: 'candidate' },
  { action: 'document.submit', method: 'post', path: '/candidates/{id}/documents', of: 'candidate', body: { documentCode: 'family_card' } },
  { action: 'training.list', method: 'get', path: '/candidates/{id}/enrolments', of: 'candidate' },
  { action: 'consent.list', method: 'get', path: '/candidates/{id}/consents', of: 'candidate' },
  { action: 'consent.record', method: 'post', path: '/candidates/{id}/consents', of: 'candidate', body: NOTICE },
  { action: 'family.list', method: 'get', path: '/candidates/{id}/family-contacts', of: 'candidate' },
  {
    action: 'family.record',
    method: 'post',
    path: '/candidates/{id}/family-contacts',
    of: 'candidate',
    body: { name: 'Wa Ani', relation: 'parent' },
  },
  { action: 'cycle.view', method: 'get', path: '/candidates/{id}/cycles', of: 'candidate' },
  { action: 'cycle.open', method: 'post', path: '/candidates/{id}/cycles', of: 'candidate', body: {} },
  { action: 'cycle.view', method: 'get', path: '/cycles/{id}/checklist', of: 'cycle' },
  { action: 'cycle.view', method: 'get', path: '/cycles/{id}/readiness', of: 'cycle' },
  { action: 'cycle.view', method: 'get', path: '/cycles/{id}/steps', of: 'cycle' },
  { action: 'cycle.change', method: 'patch', path: '/cycles/{id}', of: 'cycle', body: { jobTitle: 'Tukang las' } },
  { action: 'journey.advance', method: 'post', path: '/cycles/{id}/advance', of: 'cycle', body: { to: 'registered' } },
  { action: 'journey.override', method: 'post', path: '/cycles/{id}/override', of: 'cycle', body: { to: 'registered', ...REASON } },
  { action: 'journey.waive', method: 'post', path: '/cycles/{id}/waive', of: 'cycle', body: { documentCode: 'family_card', ...REASON } },
  {
    action: 'document_request.record',
    method: 'post',
    path: '/cycles/{id}/requests',
    of: 'cycle',
    body: { documentCode: 'family_card', askedOn: '2026-01-15' },
  },
  {
    action: 'document_request.remove',
    method: 'post',
    path: '/cycles/{id}/remove-request',
    of: 'cycle',
    body: { documentCode: 'family_card' },
  },
  { action: 'document.view', method: 'get', path: '/documents/{id}', of: 'document' },
  { action: 'document.correct', method: 'patch', path: '/documents/{id}', of: 'document', body: { holderName: 'Orang Rekaan' } },
  { action: 'document.accept', method: 'post', path: '/documents/{id}/accept-identity', of: 'document', body: REASON },
  { action: 'document.verify', method: 'post', path: '/documents/{id}/verify', of: 'document' },
  { action: 'document.reject', method: 'post', path: '/documents/{id}/reject', of: 'document', body: { reason: 'Tidak terbaca' } },
  { action: 'document.void', method: 'post', path: '/documents/{id}/void', of: 'document', body: REASON },
  { action: 'document.list', method: 'get', path: '/documents/{id}/scans', of: 'document' },
  { action: 'document.scan', method: 'post', path: '/documents/{id}/scans', of: 'document', body: { size: 20_000_000 } },
  // Beyond what has been received, so that somebody in scope is told where to go on.
  { action: 'document.scan', method: 'put', path: '/scans/{id}/parts/5', of: 'scan', body: Buffer.from('rekaan') },
  { action: 'document.list', method: 'get', path: '/scans/{id}', of: 'scan' },
  { action: 'scan.complete', method: 'post', path: '/scans/{id}/complete', of: 'scan' },
  { action: 'scan.view', method: 'post', path: '/scans/{id}/link', of: 'scan' },
  { action: 'scan.remove', method: 'delete', path: '/scans/{id}', of: 'scan' },
  { action: 'consent.withdraw', method: 'post', path: '/consents/{id}/withdraw', of: 'consent', body: REASON },
  { action: 'family.record', method: 'patch', path: '/family-contacts/{id}', of: 'contact', body: { name: 'Wa Ina' } },
  { action: 'family.reveal', method: 'post', path: '/family-contacts/{id}/reveal', of: 'contact' },
  { action: 'family.remove', method: 'delete', path: '/family-contacts/{id}', of: 'contact' },
  { action: 'training.result', method: 'post', path: '/enrolments/{id}/result', of: 'enrolment', body: { result: 'competent', resultOn: '2026-01-15' } },
  { action: 'training.result', method: 'post', path: '/enrolments/{id}/withdraw-result', of: 'enrolment', body: REASON },
  { action: 'training.enrol', method: 'post', path: '/enrolments/{id}/drop', of: 'enrolment', body: REASON },
  { action: 'duplicate.view', method: 'get', path: '/duplicate-pairs/{id}', of: 'pair' },
  { action: 'duplicate.decide', method: 'post', path: '/duplicate-pairs/{id}/not-duplicate', of: 'pair', body: REASON },
  { action: 'handover.list', method: 'get', path: '/handovers/{id}', of: 'handover' },
  { action: 'handover.accept', method: 'post', path: '/handovers/{id}/accept', of: 'handover', mine: true },
  { action: 'handover.decline', method: 'post', path: '/handovers/{id}/decline', of: 'handover', body: REASON, mine: true },
  { action: 'handover.withdraw', method: 'post', path: '/handovers/{id}/withdraw', of: 'handover', mine: true },
  { action: 'draft.list', method: 'get', path: '/registration-drafts/{id}', of: 'draft' },
  { action: 'draft.keep', method: 'put', path: '/registration-drafts/{id}', of: 'draft', body: { step: 2, payload: '{}' } },
  { action: 'draft.discard', method: 'delete', path: '/registration-drafts/{id}', of: 'draft' },
  { action: 'saved_view.keep', method: 'patch', path: '/saved-views/{id}', of: 'view', body: { columns: ['stage'] }, mine: true },
  { action: 'saved_view.keep', method: 'delete', path: '/saved-views/{id}', of: 'view', mine: true },
  { action: 'bulk.view', method: 'get', path: '/bulk-jobs/{id}', of: 'job' },
  { action: 'bulk.confirm', method: 'post', path: '/bulk-jobs/{id}/confirm', of: 'job' },
  { action: 'bulk.undo', method: 'post', path: '/bulk-jobs/{id}/undo', of: 'job' },
  { action: 'import.view', method: 'get', path: '/imports/{id}', of: 'list' },
  { action: 'import.result', method: 'get', path: '/imports/{id}/result.xlsx', of: 'list' },
  { action: 'import.correct', method: 'patch', path: '/imports/{id}/rows/1', of: 'list', body: { values: { fullName: 'Wa Contoh' } } },
  { action: 'import.map', method: 'post', path: '/imports/{id}/mapping', of: 'list', body: { columns: [] } },
  { action: 'import.confirm', method: 'post', path: '/imports/{id}/confirm', of: 'list', body: {} },
  { action: 'import.cancel', method: 'post', path: '/imports/{id}/cancel', of: 'list' },
  { action: 'import.undo', method: 'post', path: '/imports/{id}/undo', of: 'list' },
  { action: 'reminder.why', method: 'get', path: '/reminders/{id}/why', of: 'reminder' },
  { action: 'notice.close', method: 'post', path: '/notices/{id}/snooze', of: 'notice', body: { until: '2026-01-20', ...REASON } },
  { action: 'notice.close', method: 'post', path: '/notices/{id}/done', of: 'notice' },
]; // prettier-ignore

/** Routes without an id that give people or what is about them, and those about two people; each has a test of its own in the spec. */
export const LISTS = [
  'GET /candidates',
  'GET /candidates/export',
  'POST /candidates/matches',
  'POST /search',
  'GET /verification-queue',
  'GET /departures',
  'GET /departures/{key}',
  'GET /duplicate-pairs',
  'GET /candidates/{id}/merge',
  'POST /candidates/{id}/merge',
  'POST /candidates/{id}/unmerge',
  'GET /handovers',
  'POST /handovers',
  'GET /case-workers',
  'GET /saved-views',
  'GET /bulk-jobs',
  'POST /bulk-jobs',
  'GET /imports',
  'GET /registration-drafts',
  'GET /training-batches/{id}/enrolments',
  'POST /training-batches/{id}/enrolments',
  'GET /reminders',
  'GET /notices',
] as const;

/** Everything else, with the reason why no row about a person is reached by it. */
export const NOT_ABOUT_PEOPLE: Readonly<Record<string, string>> = {
  '/areas': 'public reference',
  '/rules': 'public reference',
  '/indicators': 'aggregates: district-timing, small-cells and the suppression specs',
  '/dashboards': 'aggregates: district-timing, small-cells and the suppression specs',
  '/privacy-notices': 'public reference',
  '/session': 'the own account',
  '/demo': 'invented accounts, demo only',
  '/users': 'accounts, for the administrator',
  '/officers': 'names of colleagues',
  '/home': 'counts of the own lists, tested beside each list',
  '/mail-sink': 'own mails, demo only: mail.spec.ts',
  '/reminders/preview': 'narrowed by the own area: reminders.spec.ts',
  '/agreements': 'offices, not people',
  '/visits': 'offices, not people',
  '/commitments': 'offices, not people',
  '/training-centers': 'offices, not people',
  '/training-programs': 'offices, not people',
  '/training-batches': 'courses, not people',
  '/imports/template.xlsx': 'an empty list',
  '/imports/senders': 'names of offices',
  'POST /imports': 'what is sent stays in the area of the sender: see the lists of each',
  'POST /candidates': 'adds a person in the own area: nobody is registered elsewhere, candidates.spec.ts',
  'POST /saved-views': 'adds an own view',
  'POST /registration-drafts': 'adds an own draft',
  '/scan-pages': 'opened by a ticket of the own session: scans.spec.ts',
};
