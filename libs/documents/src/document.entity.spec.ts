import { Problem } from '#libs/platform';

import { Document, DOCUMENT_STATES, type DocumentState } from './document.entity.js';

const decision = { by: 'officer', at: new Date(0) };

const VERBS: Record<string, { act: (document: Document) => void; from: readonly DocumentState[]; to: DocumentState }> = {
  verify: { act: (document) => document.verify(decision), from: ['submitted'], to: 'verified' },
  reject: { act: (document) => document.reject(decision, 'Nama berbeda dengan KTP'), from: ['submitted'], to: 'rejected' },
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
  for (const close of ['reject', 'void'] as const) {
    const document = Object.assign(new Document(), { state: 'submitted' });
    expect(() => document[close](decision, '  ')).toThrow(Problem);
    expect(document.state).toBe('submitted');
    document[close](decision, '  Foto buram ');
    expect(document.closedReason).toBe('Foto buram');
  }
});

test('a medical certificate with the verdict unfit may be verified: the verdict is true, it just satisfies nothing', () => {
  const document = Object.assign(new Document(), { state: 'submitted', documentCode: 'medical_certificate', verdict: 'unfit' });
  document.verify(decision);
  expect(document).toMatchObject({ state: 'verified', verdict: 'unfit', verifiedBy: 'officer', verifiedAt: decision.at });
});
