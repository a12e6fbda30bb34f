import adviceFile from '../rules/document-advice.json' with { type: 'json' };
import { DOCUMENT_CODES } from './document-rules.js';
import { Entry } from './rule-file.js';

/** What a person takes along when handing in a paper of one kind, in both languages. Habit of the counter, not law: it decides
 *  nothing, so it is no part of the edition (open question `what-to-bring`). */
export interface DocumentAdvice {
  readonly document: string;
  readonly bringId: string;
  readonly bringEn: string;
}

/** One advice for every kind of paper, as in rules/document-advice.json. */
export const DOCUMENT_ADVICE: readonly DocumentAdvice[] = Entry.list(adviceFile, 'document advice').map((entry) => ({
  document: entry.text('document'),
  bringId: entry.text('bringId'),
  bringEn: entry.text('bringEn'),
}));

/** What to take along for a paper of this kind. @throws Error for an unknown kind: the rules' check has found every kind */
export function adviceFor(documentCode: string): DocumentAdvice {
  const advice = DOCUMENT_ADVICE.find((one) => one.document === documentCode);
  if (advice === undefined) throw new Error(`no advice for ${documentCode}`);
  return advice;
}

/** Kinds of papers without advice, with two, and unknown ones. */
export function adviceFaults(advice: readonly DocumentAdvice[]): readonly string[] {
  const wrong = DOCUMENT_CODES.filter((code) => advice.filter((one) => one.document === code).length !== 1);
  const unknown = advice.filter((one) => !DOCUMENT_CODES.includes(one.document)).map((one) => one.document);
  return [...wrong, ...unknown].map((code) => `${code}: must have exactly one advice on what to bring`);
}
