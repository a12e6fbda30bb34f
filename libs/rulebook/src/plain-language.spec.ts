import { adviceFaults, adviceFor, DOCUMENT_ADVICE } from './document-advice.js';
import { DOCUMENT_CODES } from './document-rules.js';
import { findRejectionReason, REJECTION_CODES, REJECTION_REASONS } from './rejection-reasons.js';

/** A sentence that somebody can hear once and understand. */
const MOST_WORDS = 12;
const MOST_LETTERS = 90;

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?])\s+/);

const texts = [
  ...REJECTION_REASONS.flatMap((reason) => [reason.textId, reason.textEn, reason.bringId, reason.bringEn]),
  ...DOCUMENT_ADVICE.flatMap((advice) => [advice.bringId, advice.bringEn]),
];

test('everything a person reads about a refused or a missing paper is whole, short sentences', () => {
  expect(texts.filter((text) => !/^\p{Lu}.*\.$/u.test(text))).toEqual([]);
  const long = texts.flatMap(sentencesOf).filter((sentence) => sentence.split(' ').length > MOST_WORDS || sentence.length > MOST_LETTERS);
  expect(long).toEqual([]);
});

test('the Indonesian texts say "Anda" and never scold, and no text is only a copy of the other language', () => {
  const indonesian = REJECTION_REASONS.map((reason) => `${reason.textId} ${reason.bringId}`).join(' ');
  expect(indonesian).not.toMatch(/\b(kamu|harus segera|salah Anda|dilarang)\b/i);
  expect(REJECTION_REASONS.filter((reason) => reason.textId === reason.textEn || reason.nameId === reason.nameEn)).toEqual([]);
});

test('every kind of paper has exactly one advice on what to bring', () => {
  expect(adviceFaults(DOCUMENT_ADVICE)).toEqual([]);
  expect(adviceFaults(DOCUMENT_ADVICE.slice(1))).toEqual([`${DOCUMENT_CODES[0]}: must have exactly one advice on what to bring`]);
  expect(adviceFor('passport').bringId).toContain('Paspor asli');
  expect(() => adviceFor('selfie')).toThrow('selfie');
});

test('reasons are ten at most, so that one key chooses one, and "other" stands last', () => {
  expect(new Set(REJECTION_CODES).size).toBe(REJECTION_CODES.length);
  expect(REJECTION_CODES.length).toBeLessThanOrEqual(10);
  expect(REJECTION_CODES.at(-1)).toBe('other');
  expect(findRejectionReason('unreadable')?.whereTo).toBe('office');
  expect(findRejectionReason('because')).toBeNull();
});
