import { Problem } from '#libs/platform';

import { Document, DOCUMENT_STATES, type Difference, type DocumentState, type Refusal } from './document.entity.js';

const decision = { by: 'officer', at: new Date(0) };

const VERBS: Record<string, { act: (document: Document) => void; from: readonly DocumentState[]; to: DocumentState }> = {
  verify: { act: (document) => document.verify(decision), from: ['submitted'], to: 'verified' },
  reject: { act: (document) => document.reject(decision, { reason: 'Nama berbeda dengan KTP' }), from: ['submitted'], to: 'rejected' },
  void: { act: (document) => document.void(decision, 'Salah orang'), from: ['submitted', 'verified'], to: 'void' },
};

for (const [verb, { act, from, to }] of Object.entries(VERBS)) {
  for (const state of DOCUMENT_STATES) {
    const allowed = from.includes(state);
    test(`${verb} a document that is ${state}: ${allowed ? `it becomes ${to}` : 'refused, and nothing changes'}`, () => {
      const document = Object.assign(new Document(), { state, closedReason: null });
      if (allowed) act(document);
      else expect(() => act(document)).toThrow(Problem);
      expect(document.state).toBe(allowed ? to : state);
    });
  }
}

test('rejecting or voiding needs a reason that says something', () => {
  const closings = [
    (document: Document, reason: string) => document.reject(decision, { reason }),
    (document: Document, reason: string) => document.void(decision, reason),
  ];
  for (const close of closings) {
    const document = Object.assign(new Document(), { state: 'submitted' });
    expect(() => close(document, '  ')).toThrow(Problem);
    expect(document.state).toBe('submitted');
    close(document, '  Foto buram ');
    expect(document.closedReason).toBe('Foto buram');
  }
});

test('a reason of the list is kept as its code and shown by its name, with the note of the officer behind it', () => {
  const refused = (refusal: Refusal) => {
    const document = Object.assign(new Document(), { state: 'submitted' });
    document.reject(decision, refusal);
    const { closedReasonCode, closedNote, closedReason } = document;
    return { closedReasonCode, closedNote, closedReason };
  };
  expect(refused({ reasonCode: 'unreadable' })).toEqual({
    closedReasonCode: 'unreadable',
    closedNote: null,
    closedReason: 'Tidak terbaca',
  });
  expect(refused({ reasonCode: 'incomplete', reason: ' lembar 2 ' })).toMatchObject({
    closedReason: 'Halaman kurang: lembar 2',
    closedNote: 'lembar 2',
  });
  expect(refused({ reasonCode: 'other', reason: 'Materai kurang' })).toMatchObject({
    closedReason: 'Materai kurang',
    closedReasonCode: 'other',
  });
  expect(() => refused({ reasonCode: 'other' })).toThrow(Problem);
  expect(() => refused({ reasonCode: 'because', reason: 'x' })).toThrow(Problem);
  expect(() => refused({})).toThrow(Problem);
});

test('a difference can be accepted with a reason, an equal paper has nothing to accept', () => {
  const paper = (differs: readonly Difference[], state: DocumentState = 'submitted') => Object.assign(new Document(), { differs, state });
  const married = paper(['name']);
  married.acceptIdentity(decision, ' Nama sesudah menikah ');
  expect(married).toMatchObject({ identityAcceptedReason: 'Nama sesudah menikah', identityAcceptedBy: 'officer', state: 'submitted' });
  expect(() => paper(['name']).acceptIdentity(decision, ' ')).toThrow(Problem);
  expect(() => paper([]).acceptIdentity(decision, 'Sama')).toThrow(Problem);
  expect(() => paper(['sex'], 'void').acceptIdentity(decision, 'Sudah batal')).toThrow(Problem);
});

test('a medical certificate with the verdict unfit may be verified: the verdict is true, it just satisfies nothing', () => {
  const document = Object.assign(new Document(), { state: 'submitted', documentCode: 'medical_certificate', verdict: 'unfit' });
  document.verify(decision);
  expect(document).toMatchObject({ state: 'verified', verdict: 'unfit', verifiedBy: 'officer', verifiedAt: decision.at });
});
