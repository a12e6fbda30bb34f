import { DOCUMENT_RULES, type DocumentRule } from './document-rules.js';
import { EDITION, rulesToPublish } from './edition.js';
import { EXAMPLES } from './examples.js';
import { OPEN_QUESTIONS, overdueQuestions } from './open-questions.js';
import { Entry } from './rule-file.js';
import { checkRules, documentFaults, exampleFaults } from './rules-check.js';

function rule(id: string): DocumentRule {
  const found = DOCUMENT_RULES.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

test('the rulebook agrees with itself and with every golden example', () => {
  expect(checkRules()).toEqual([]);
});

test('no open legal question is past its date', () => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Makassar' }).format();
  expect(overdueQuestions(today).map((question) => `${question.id} was due on ${question.decideBy}`)).toEqual([]);
  expect(overdueQuestions('2099-01-01')).toHaveLength(OPEN_QUESTIONS.length);
});

test('two rules for the same people at the same time are found, one after the other is fine', () => {
  const medical = rule('doc.medical_certificate');
  const twin = { ...medical, id: 'doc.medical_certificate.twin' };
  expect(documentFaults([...DOCUMENT_RULES, twin])).toEqual([
    'doc.medical_certificate and doc.medical_certificate.twin can both apply to one person on one day',
  ]);
  const ended = { ...medical, effectiveTo: '2026-12-31' };
  const others = DOCUMENT_RULES.filter((candidate) => candidate !== medical);
  expect(documentFaults([...others, ended, { ...twin, effectiveFrom: '2027-01-01' }])).toEqual([]);
  expect(documentFaults([...others, ended, { ...twin, effectiveFrom: '2026-12-31' }])).toHaveLength(1);
});

test('a document without a rule, an unknown document and a rule that ends before it begins are found', () => {
  expect(documentFaults(DOCUMENT_RULES.filter((candidate) => candidate.document !== 'photo'))).toEqual(['photo: no rule']);
  expect(documentFaults([...DOCUMENT_RULES, { ...rule('doc.photo'), id: 'doc.selfie', document: 'selfie' }])).toEqual([
    'doc.selfie: unknown document selfie',
  ]);
  const backwards = DOCUMENT_RULES.map((candidate) =>
    candidate.id === 'doc.photo' ? { ...candidate, effectiveTo: '2020-01-01' } : candidate,
  );
  expect(documentFaults(backwards)).toEqual(['doc.photo: ends before it begins']);
});

test('an example with another answer, and a rule that no example hits, are found', () => {
  const [first, ...rest] = EXAMPLES;
  if (first === undefined) throw new Error('no examples');
  const wrong = {
    ...first,
    expectedItems: new Map([...first.expectedItems, ['identity_card', 'optional: missing']]),
    expectedSummary: first.expectedSummary,
  };
  expect(exampleFaults([wrong, ...rest])).toEqual([expect.stringContaining('identity_card')]);
  expect(exampleFaults([])).toContain('doc.passport: no example hits it');
});

test('a malformed rule file stops the program and names the place', () => {
  const entry = Entry.of({ id: 'doc.x', leadTimeDays: '7', appliesWhen: { shoeSize: ['42'] } }, 'document rule');
  expect(() => entry.whole('leadTimeDays')).toThrow('document rule doc.x: "leadTimeDays" must be a whole number');
  expect(() => entry.appliesWhen()).toThrow('shoeSize');
  expect(() => entry.oneOf('requirement', ['required'])).toThrow('requirement');
  expect(() => entry.day('effectiveFrom')).toThrow('effectiveFrom');
});

test('the edition is twelve hex digits and is published with every rule under its own id', () => {
  expect(EDITION).toMatch(/^[0-9a-f]{12}$/);
  const published = rulesToPublish();
  expect(new Set(published.map((each) => each.ruleId)).size).toBe(published.length);
  expect(published.every((each) => each.edition === EDITION)).toBe(true);
});
