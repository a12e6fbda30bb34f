import { createHash } from 'node:crypto';

import countriesFile from '../rules/countries.json' with { type: 'json' };
import namesFile from '../rules/document-names.json' with { type: 'json' };
import documentsFile from '../rules/documents.json' with { type: 'json' };
import holidaysFile from '../rules/holidays.json' with { type: 'json' };
import journeysFile from '../rules/journeys.json' with { type: 'json' };
import prerequisitesFile from '../rules/prerequisites.json' with { type: 'json' };
import remindersFile from '../rules/reminders.json' with { type: 'json' };
import { DOCUMENT_RULES } from './document-rules.js';
import { JOURNEYS, OFF_RAMPS } from './journey-rules.js';
import { REMINDER_RULES } from './reminders.js';

const EDITION_DIGITS = 12;
const files = [documentsFile, namesFile, journeysFile, remindersFile, countriesFile, holidaysFile, prerequisitesFile];

/** Which edition of the rules decides: the first 12 hex digits of the SHA-256 of all rule files (without the open
 *  questions). It changes with every change of a rule and never with the layout of a file. Stored with every decision. */
export const EDITION: string = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, EDITION_DIGITS);

/** One rule as the deploy publishes it to the read-only table `rulebook_rule`. */
export interface RuleToPublish {
  readonly ruleId: string;
  readonly edition: string;
  readonly kind: 'document' | 'journey' | 'reminder';
  readonly body: object;
}

/** All rules of this edition for publishing. Rule ids are unique across the three kinds. */
export function rulesToPublish(): readonly RuleToPublish[] {
  return [
    ...DOCUMENT_RULES.map((rule) => ({ ruleId: rule.id, edition: EDITION, kind: 'document' as const, body: rule })),
    ...JOURNEYS.map((rule) => ({ ruleId: rule.id, edition: EDITION, kind: 'journey' as const, body: rule })),
    ...OFF_RAMPS.map((rule) => ({ ruleId: `off_ramp.${rule.stage}`, edition: EDITION, kind: 'journey' as const, body: rule })),
    ...REMINDER_RULES.map((rule) => ({ ruleId: rule.code, edition: EDITION, kind: 'reminder' as const, body: rule })),
  ];
}
