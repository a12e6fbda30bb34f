import remindersFile from '../rules/reminders.json' with { type: 'json' };
import { addDays, daysBetween } from './calendar.js';
import { Entry, RULE_ROLES, type LegalBasis, type RuleRole } from './rule-file.js';
import { MAIN_STAGES, type MainStage, type Stage } from './stages.js';
import { addWorkingDays } from './working-days.js';

/** Facts that end a reminder: the selection of the rule no longer returns the subject. */
export const STOP_FACTS = [
  'document_renewed',
  'document_decided',
  'documents_complete',
  'paper_handed_in',
  'plan_holds_again',
  'departed',
  'departure_moved',
  'stage_changed',
  'cycle_closed',
  'results_complete',
  'batch_cancelled',
  'agreement_renewed',
  'agreement_ended',
  'commitment_closed',
  'due_date_moved',
  'minutes_recorded',
  'handover_answered',
  'two_weeks_passed',
] as const;
export type StopFact = (typeof STOP_FACTS)[number];

/** What a reminder can be about; the names of `reminder.subject_kind`. */
export const REMINDER_SUBJECTS = ['placement_cycle', 'document', 'training_batch', 'agreement', 'commitment', 'visit', 'handover'] as const;
export type ReminderSubject = (typeof REMINDER_SUBJECTS)[number];

/** A day before (negative) or after the due date on which people are told. */
export interface ReminderOffset {
  readonly days: number;
  /** Counted in working days (Monday to Friday without holidays). */
  readonly isWorking: boolean;
  /** Roles that are told as well from here on. */
  readonly escalateTo: readonly RuleRole[];
  /** Only the escalation roles are told, not the recipients again. */
  readonly escalationOnly: boolean;
}

/** When to tell whom about what. Offsets and periods follow the office's list of reminders. */
export interface ReminderRule {
  readonly code: string;
  readonly subjectKind: ReminderSubject;
  /** In Indonesian: what makes the rule fire, and which day it counts from. */
  readonly trigger: string;
  readonly dueOn: string;
  /** `due` = a day that the data names; `first_seen` = the day on which the sweep saw the fact for the first time. */
  readonly anchor: 'due' | 'first_seen';
  readonly offsets: readonly ReminderOffset[];
  /** After the last offset the reminder comes again every so many days; null = never. */
  readonly repeatEveryDays: number | null;
  /** `bp3mi_officer` is the officer in charge of the subject, or the area's officers when nobody is;
   *  `district_official` and `blk_staff` are those of the subject's area and training centre. */
  readonly recipients: readonly RuleRole[];
  /** When the planned departure is this near, `escalateToWhenClose` are told as well. */
  readonly escalateWhenDepartureWithinDays: number | null;
  readonly escalateToWhenClose: readonly RuleRole[];
  /** Only for `candidate_stalled`: days that a stage may last. */
  readonly stageLimitDays: Readonly<Partial<Record<MainStage, number>>>;
  readonly stopWhen: readonly StopFact[];
  /** An offset missed for longer than this is not caught up. */
  readonly graceDays: number;
  /** Sent at once, not with the morning digest. */
  readonly urgent: boolean;
  readonly titleId: string;
  readonly titleEn: string;
  readonly legalBasis: LegalBasis;
}

/** An offset that has come, with the day on which it fell. */
export interface ReachedOffset {
  readonly offset: ReminderOffset;
  readonly fellOn: string;
}

/** Whom a reached offset tells. */
export interface ReminderRecipient {
  readonly role: RuleRole;
  readonly isEscalation: boolean;
}

/** All reminder rules of this edition. Rules: rules/reminders.json. */
export const REMINDER_RULES: readonly ReminderRule[] = Entry.list(remindersFile, 'reminder rule').map(readRule);

const BY_CODE = new Map(REMINDER_RULES.map((rule) => [rule.code, rule]));

/** The rule of a code. @throws Error when there is none: rule codes are fixed names */
export function reminderRule(code: string): ReminderRule {
  const rule = BY_CODE.get(code);
  if (rule === undefined) throw new Error(`Unknown reminder rule: ${code}`);
  return rule;
}

/** The day on which an offset of a due date falls; working-day offsets jump over weekends and holidays.
 *  @throws Error when `dueOn` is not a calendar day */
export function dueOffset(dueOn: string, offset: Pick<ReminderOffset, 'days' | 'isWorking'>): string {
  return offset.isWorking ? addWorkingDays(dueOn, offset.days) : addDays(dueOn, offset.days);
}

/** The nearest offset that today has reached, so that a missed night is caught up with one reminder and not with all.
 *  @returns null when none is reached yet, or when the nearest was missed for longer than the rule's grace period
 *  @throws Error when a date is not a calendar day */
export function nearestReachedOffset(rule: ReminderRule, dueOn: string, today: string): ReachedOffset | null {
  const reached = allOffsets(rule, dueOn, today)
    .map((offset) => ({ offset, fellOn: dueOffset(dueOn, offset) }))
    .filter((candidate) => candidate.fellOn <= today)
    .reduce<ReachedOffset | null>(
      (nearest, candidate) => (nearest === null || candidate.fellOn >= nearest.fellOn ? candidate : nearest),
      null,
    );
  return reached !== null && daysBetween(reached.fellOn, today) <= rule.graceDays ? reached : null;
}

/** Everybody whom this offset tells.
 *  @param daysToDeparture days until the planned departure of the subject's cycle, null when there is none */
export function recipientsOf(
  rule: ReminderRule,
  offset: ReminderOffset,
  daysToDeparture: number | null = null,
): readonly ReminderRecipient[] {
  const isClose =
    rule.escalateWhenDepartureWithinDays !== null && daysToDeparture !== null && daysToDeparture <= rule.escalateWhenDepartureWithinDays;
  const escalated = new Set([...offset.escalateTo, ...(isClose ? rule.escalateToWhenClose : [])]);
  const usual = offset.escalationOnly ? [] : rule.recipients;
  return [
    ...usual.map((role) => ({ role, isEscalation: false })),
    ...[...escalated].filter((role) => !usual.includes(role)).map((role) => ({ role, isEscalation: true })),
  ];
}

/** Days that a stage may last before `candidate_stalled` speaks; null when it may last for ever. */
export function stageLimitDays(stage: Stage): number | null {
  const stalled = reminderRule('candidate_stalled').stageLimitDays;
  const known = MAIN_STAGES.find((candidate) => candidate === stage);
  return known === undefined ? null : (stalled[known] ?? null);
}

function allOffsets(rule: ReminderRule, dueOn: string, today: string): readonly ReminderOffset[] {
  const last = rule.offsets.at(-1);
  if (rule.repeatEveryDays === null || last === undefined) return rule.offsets;
  const times = Math.max(0, Math.floor((daysBetween(dueOn, today) - last.days) / rule.repeatEveryDays));
  return [...rule.offsets, { ...last, days: last.days + times * rule.repeatEveryDays }];
}

function readRule(entry: Entry): ReminderRule {
  return {
    code: entry.text('code'),
    subjectKind: entry.oneOf('subjectKind', REMINDER_SUBJECTS),
    trigger: entry.text('trigger'),
    dueOn: entry.text('dueOn'),
    anchor: entry.oneOf('anchor', ['due', 'first_seen']),
    offsets: entry.entries('offsets').map(readOffset),
    repeatEveryDays: entry.wholeOrNull('repeatEveryDays'),
    recipients: entry.listOf('recipients', RULE_ROLES),
    escalateWhenDepartureWithinDays: entry.wholeOrNull('escalateWhenDepartureWithinDays'),
    escalateToWhenClose: entry.has('escalateToWhenClose') ? entry.listOf('escalateToWhenClose', RULE_ROLES) : [],
    stageLimitDays: entry.has('stageLimitDays') ? readStageLimits(entry.entry('stageLimitDays')) : {},
    stopWhen: entry.listOf('stopWhen', STOP_FACTS),
    graceDays: entry.whole('graceDays'),
    urgent: entry.yes('urgent'),
    titleId: entry.text('titleId'),
    titleEn: entry.text('titleEn'),
    legalBasis: entry.legalBasis(),
  };
}

function readOffset(entry: Entry): ReminderOffset {
  return {
    days: entry.whole('days'),
    isWorking: entry.yes('working'),
    escalateTo: entry.has('escalateTo') ? entry.listOf('escalateTo', RULE_ROLES) : [],
    escalationOnly: entry.yes('escalationOnly'),
  };
}

function readStageLimits(entry: Entry): Readonly<Partial<Record<MainStage, number>>> {
  const limited = MAIN_STAGES.filter((stage) => entry.has(stage));
  return Object.fromEntries(limited.map((stage) => [stage, entry.whole(stage)]));
}
