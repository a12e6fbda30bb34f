import namesFile from '../rules/document-names.json' with { type: 'json' };
import documentsFile from '../rules/documents.json' with { type: 'json' };
import type { Requirement } from './checklist-item.js';
import type { AppliesWhen } from './conditions.js';
import { Entry, type LegalBasis } from './rule-file.js';
import { STAGES, type Stage } from './stages.js';

/** How long a paper is good: for ever, some calendar months from its issue, until the date printed on it (with months to
 *  spare on the day of departure), or only when issued at most some days before departure. */
export type Validity =
  | { readonly kind: 'none' }
  | { readonly kind: 'months_from_issue'; readonly months: number }
  | { readonly kind: 'date_on_document'; readonly minRemainingMonthsAtDeparture: number }
  | { readonly kind: 'days_before_departure'; readonly days: number };

/** One dated rule: this document, for people who match `appliesWhen`, from one day to another (both included). */
export interface DocumentRule {
  readonly id: string;
  readonly document: string;
  readonly requirement: Requirement;
  readonly appliesWhen: AppliesWhen;
  readonly neededFor: Stage | null;
  readonly coverDepartureFrom: Stage | null;
  readonly validity: Validity;
  readonly voidedBy: readonly 'pregnancy'[];
  readonly leadTimeDays: number;
  readonly issuer: string;
  readonly verifierRole: 'bp3mi_officer' | 'labour_placement_officer' | 'blk_staff';
  /** The paper belongs to one cycle (contract, visa, ticket), not to the person for life. */
  readonly perCycle: boolean;
  readonly legalBasis: LegalBasis;
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

/** A kind of paper by its code, with the exact Indonesian name. */
export interface DocumentName {
  readonly code: string;
  readonly nameId: string;
  readonly nameEn: string;
}

/** The kinds of papers in the order of the office's list. */
export const DOCUMENTS: readonly DocumentName[] = namesFile;
/** Their codes only, in the same order. */
export const DOCUMENT_CODES: readonly string[] = DOCUMENTS.map((document) => document.code);

/** All document rules of this edition, past and future ones included, in the order of the office's list. */
export const DOCUMENT_RULES: readonly DocumentRule[] = Entry.list(documentsFile, 'document rule')
  .map(readRule)
  .toSorted((a, b) => DOCUMENT_CODES.indexOf(a.document) - DOCUMENT_CODES.indexOf(b.document));

const NAMES = new Map(DOCUMENTS.map((document) => [document.code, document]));

/** Is this one of the known kinds of papers? */
export function isDocumentCode(code: string): boolean {
  return NAMES.has(code);
}

/** Name of a kind of paper; the code itself when unknown. */
export function documentName(code: string, language: 'id' | 'en' = 'id'): string {
  const name = NAMES.get(code);
  if (name === undefined) return code;
  return language === 'id' ? name.nameId : name.nameEn;
}

/** Does a paper of this kind belong to one placement cycle (contract, visa, ticket)? Papers of the person serve all cycles. */
export function isPerCycle(documentCode: string): boolean {
  return DOCUMENT_RULES.some((rule) => rule.document === documentCode && rule.perCycle);
}

/** Which dates a verifier must read off a paper of this kind so that its validity can be computed:
 *  `issuedOn`, `expiresOn`, or none. Taken from every rule of the document, so the answer does not depend on the person. */
export function datesNeededFor(documentCode: string): readonly ('issuedOn' | 'expiresOn')[] {
  const kinds = DOCUMENT_RULES.filter((rule) => rule.document === documentCode).map((rule) => rule.validity.kind);
  if (kinds.includes('date_on_document')) return ['expiresOn'];
  return kinds.some((kind) => kind !== 'none') ? ['issuedOn'] : [];
}

/** Does a role verify papers of this kind? The protection office verifies every kind; others only what a rule in force on that
 *  day gives to them (`verifierRole`). @param role a role of `access`. @param day calendar day of the office */
export function isVerifiedBy(documentCode: string, role: string, day: string): boolean {
  if (role === 'bp3mi_officer' || role === 'bp3mi_supervisor') return isDocumentCode(documentCode);
  return DOCUMENT_RULES.some((rule) => rule.document === documentCode && rule.verifierRole === role && isInForce(rule, day));
}

/** Was the rule in force on that day? */
export function isInForce(rule: { readonly effectiveFrom: string; readonly effectiveTo: string | null }, day: string): boolean {
  return rule.effectiveFrom <= day && (rule.effectiveTo === null || day <= rule.effectiveTo);
}

function readRule(entry: Entry): DocumentRule {
  const neededFor = entry.oneOfOrNull('neededFor', STAGES);
  return {
    id: entry.text('id'),
    document: entry.text('document'),
    requirement: entry.oneOf('requirement', ['required', 'optional']),
    appliesWhen: entry.appliesWhen(),
    neededFor,
    coverDepartureFrom: entry.oneOfOrNull('coverDepartureFrom', STAGES) ?? neededFor,
    validity: readValidity(entry.entry('validity')),
    voidedBy: entry.has('voidedBy') ? entry.listOf('voidedBy', ['pregnancy']) : [],
    leadTimeDays: entry.whole('leadTimeDays'),
    issuer: entry.text('issuer'),
    verifierRole: entry.oneOf('verifierRole', ['bp3mi_officer', 'labour_placement_officer', 'blk_staff']),
    perCycle: entry.yes('perCycle'),
    legalBasis: entry.legalBasis(),
    effectiveFrom: entry.day('effectiveFrom'),
    effectiveTo: entry.dayOrNull('effectiveTo'),
  };
}

function readValidity(entry: Entry): Validity {
  const kind = entry.oneOf('kind', ['none', 'months_from_issue', 'date_on_document', 'days_before_departure']);
  if (kind === 'months_from_issue') return { kind, months: entry.whole('months') };
  if (kind === 'days_before_departure') return { kind, days: entry.whole('days') };
  if (kind === 'none') return { kind };
  return { kind, minRemainingMonthsAtDeparture: entry.wholeOrNull('minRemainingMonthsAtDeparture') ?? 0 };
}
