import questionsFile from '../rules/open-questions.json' with { type: 'json' };
import { Entry, RULE_ROLES, type RuleRole } from './rule-file.js';

/** Something that nobody could confirm: who asks, until when, and which rules hang on it. */
export interface OpenQuestion {
  readonly id: string;
  readonly question: string;
  readonly affects: readonly string[];
  readonly ownerRole: RuleRole;
  readonly decideBy: string;
}

/** All open questions, as in rules/open-questions.json. */
export const OPEN_QUESTIONS: readonly OpenQuestion[] = Entry.list(questionsFile, 'open question').map((entry) => ({
  id: entry.text('id'),
  question: entry.text('question'),
  affects: entry.texts('affects'),
  ownerRole: entry.oneOf('ownerRole', RULE_ROLES),
  decideBy: entry.day('decideBy'),
}));

/** Questions whose date has passed: answer them in the rules, or set a new date with a reason. */
export function overdueQuestions(today: string): readonly OpenQuestion[] {
  return OPEN_QUESTIONS.filter((question) => question.decideBy < today);
}
