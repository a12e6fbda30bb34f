import { Problem } from '#libs/platform';

import { missingToSubmit, missingToVerify, readDocument, type DocumentInput } from './written-document.js';

const TODAY = '2026-01-16';

function faultsOf(input: DocumentInput): string[] {
  try {
    return missingToSubmit(readDocument(input, TODAY)).map(({ pointer, code }) => `${pointer} ${code}`);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (error.extras.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

test.each([
  ['C1234567', 'C1234567'],
  ['c 1234567', 'C1234567'],
  ['XE-123456', 'XE123456'],
  ['A123456', 'A123456'],
])('the passport number %s is kept as %s', (written, kept) => {
  expect(readDocument({ documentCode: 'passport', number: written, expiresOn: '2030-01-01' }, TODAY).number).toBe(kept);
});

test.each(['12345678', 'C12345', 'C12345678', 'ABC123456', 'Ç1234567', 'C1234567 D'])('%s is no passport number', (number) => {
  expect(faultsOf({ documentCode: 'passport', number, expiresOn: '2030-01-01' })).toEqual(['/number passport-number']);
});

test('a passport needs its last day, a medical certificate its issue and its verdict', () => {
  expect(faultsOf({ documentCode: 'passport', number: 'C1234567' })).toEqual(['/expiresOn expires-on-missing']);
  expect(faultsOf({ documentCode: 'medical_certificate' })).toEqual(['/issuedOn issued-on-missing', '/verdict verdict-missing']);
  expect(faultsOf({ documentCode: 'medical_certificate', issuedOn: '2026-01-10', verdict: 'fit' })).toEqual([]);
});

test('a verdict stands only on a health paper, and only the verdicts of that paper', () => {
  expect(faultsOf({ documentCode: 'medical_certificate', issuedOn: '2026-01-10', verdict: 'pregnant' })).toEqual([
    '/verdict verdict-not-of-this-document',
  ]);
  expect(faultsOf({ documentCode: 'family_card', verdict: 'fit' })).toEqual(['/verdict verdict-not-of-this-document']);
});

test('a document that the rulebook does not know is refused', () => {
  expect(faultsOf({ documentCode: 'library_card' })).toEqual(['/documentCode document-unknown']);
});

test('days that cannot be right are refused', () => {
  expect(faultsOf({ documentCode: 'family_card', issuedOn: '2026-02-30' })).toEqual(['/issuedOn date-invalid']);
  expect(faultsOf({ documentCode: 'family_card', issuedOn: '2026-01-17' })).toEqual(['/issuedOn date-in-future']);
  expect(faultsOf({ documentCode: 'work_visa', issuedOn: '2026-01-10', expiresOn: '2026-01-09' })).toEqual([
    '/expiresOn expires-before-issue',
  ]);
  expect(faultsOf({ documentCode: 'work_visa', issuedOn: '2026-01-10', expiresOn: '2026-01-10' })).toEqual([]);
});

test('texts are trimmed and bounded, and hide nothing', () => {
  expect(readDocument({ documentCode: 'family_card', issuer: '  Disdukcapil Bombana ', number: ' 560/123/dttk ' }, TODAY)).toMatchObject({
    issuer: 'Disdukcapil Bombana',
    number: '560/123/DTTK',
  });
  expect(faultsOf({ documentCode: 'family_card', issuer: 'a'.repeat(121), number: 'A\u202EB' })).toEqual([
    '/number text-hidden-characters',
    '/issuer text-too-long',
  ]);
});

test('what may be handed in incomplete must be complete before it is verified', () => {
  const visa = readDocument({ documentCode: 'work_visa', number: 'V1' }, TODAY);
  expect(missingToSubmit(visa)).toEqual([]);
  expect(missingToVerify(visa).map(({ pointer }) => pointer)).toEqual(['/expiresOn']);
  expect(missingToVerify({ ...visa, expiresOn: '2026-06-01' })).toEqual([]);
});

test('a printed end serves where the rule counts from the issue', () => {
  const certificate = readDocument({ documentCode: 'competence_certificate', expiresOn: '2028-01-01' }, TODAY);
  expect(missingToVerify(certificate)).toEqual([]);
  expect(missingToVerify({ ...certificate, expiresOn: null }).map(({ pointer }) => pointer)).toEqual(['/issuedOn']);
});
