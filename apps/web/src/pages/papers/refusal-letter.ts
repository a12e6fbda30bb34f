import type { RejectionReason } from '../../api/types.js';
import type { papers } from '../../words/papers.id.js';

type LanguageCode = 'id' | 'en';

export interface LetterFacts {
  readonly name: string;
  readonly documentName: string;
  readonly issuer: string;
  /** Null when the officer wrote the reason in own words only. */
  readonly reason: RejectionReason | null;
  readonly note: string | null;
  readonly officerName: string | null;
}

export interface Letter {
  readonly wrong: string;
  readonly note: string | null;
  readonly bring: string;
  readonly where: string;
}

/** What the letter says, in the words of the rulebook; a reason in own words stands as the officer wrote it. */
export function letterOf({ reason, note, issuer }: LetterFacts, words: typeof papers.letter, language: LanguageCode): Letter {
  const inWords = language === 'id' ? { text: reason?.textId, bring: reason?.bringId } : { text: reason?.textEn, bring: reason?.bringEn };
  return {
    wrong: inWords.text ?? note ?? words.unknown,
    note: reason === null ? null : note,
    bring: inWords.bring ?? words.bringOriginal,
    where: reason?.whereTo === 'issuer' ? words.atIssuer(issuer) : words.atOffice,
  };
}

/** The same as a short message for a messenger. The officer's own note stays on paper: it may name a number. */
export function letterMessage(facts: LetterFacts, words: typeof papers.letter, language: LanguageCode): string {
  const { bring, where } = letterOf(facts, words, language);
  const wrong = letterOf({ ...facts, note: null }, words, language).wrong;
  return [
    words.messageGreeting(facts.name),
    words.messageLead(facts.documentName),
    wrong,
    bring,
    where,
    words.messageEnd(facts.officerName),
    words.messageSafety,
  ].join('\n');
}
