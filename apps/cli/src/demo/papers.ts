import {
  addDays,
  addMonths,
  checklistFor,
  DOCUMENT_RULES,
  journeyFor,
  type CaseFacts,
  type ChecklistItem,
  type HeldDocument,
} from '#libs/rulebook';

import type { DemoPaper, DemoPerson } from './demo-office.js';
import type { Dice } from './dice.js';
import { NOTHING_KNOWN } from './ways.js';

/** Papers that wait for verification in the demo office, all in all. */
export const WAITING_PAPERS = 12;
// Days since they were handed in: some today, some beyond the office's three and seven working days.
const WAITING_SINCE = [0, 0, 1, 1, 2, 3, 3, 3, 4, 6, 9, 12];
const REJECTIONS = ['Foto dokumen tidak terbaca.', 'Nama berbeda dengan KTP.', 'Cap desa belum ada.', 'Lembar kedua belum dilampirkan.'];
const HEALTH = ['medical_certificate', 'psychology_certificate'];

export interface Trained {
  readonly enrolmentId: string;
  readonly trainingCenterId: string;
  readonly resultOn: string;
  readonly certificateNo: string;
}

/** The facts of a person as the rulebook asks for them. */
export function factsOf(person: DemoPerson, today: string, isTrained: boolean): CaseFacts {
  const { cycle } = person;
  return {
    ...NOTHING_KNOWN,
    today,
    cycleId: cycle.id,
    scheme: cycle.scheme,
    stage: cycle.stage,
    resumeStage: cycle.resumeStage,
    sex: person.sex,
    birthDate: person.birthDate,
    maritalStatus: person.maritalStatus,
    destinationCountry: cycle.destinationCountry,
    jobCode: cycle.jobCode,
    hasJob: cycle.jobCode !== null,
    employerKind: cycle.employerKind,
    hasEmployer: cycle.employerName !== null,
    hasPlacementAgency: cycle.placementAgency !== null,
    trainedAtCenter: isTrained,
    plannedDepartureOn: cycle.plannedDepartureOn,
    departedOn: cycle.departedOn,
    hasNik: person.nik !== null,
    areaCode: person.areaCode,
    noticeGiven: cycle.stage !== 'lead',
  };
}

/** What a person holds: everything that the reached stage asked for, verified and in time, and by chance some of the rest. */
export function papersOf(dice: Dice, person: DemoPerson, today: string, trained: Trained | null): DemoPaper[] {
  const facts = factsOf(person, today, trained !== null);
  const items = checklistFor(facts, [], [], today);
  const reached =
    person.cycle.scheme === null ? -1 : journeyFor({ ...facts, items }).order.findIndex((stage) => stage === person.cycle.reached);
  return items.flatMap((item): DemoPaper[] => {
    if (item.documentCode === 'competence_certificate' && trained) return [certificateOf(dice, person, trained)];
    if (isBehind(item, facts, items, reached)) return [verifiedPaper(dice, person, item, today)];
    if (item.neededFor === 'departed')
      return person.cycle.stage === 'cleared' && isTimely(item, facts, today) ? [verifiedPaper(dice, person, item, today)] : [];
    if (item.requirement === 'optional' ? dice.roll(20) > 0 : dice.percent(reached <= 0 ? 93 : 62)) return [];
    return LATE_PAPERS.includes(item.documentCode) ? [] : [verifiedPaper(dice, person, item, today)];
  });
}

// Nobody has these before the stage that asks for them.
const LATE_PAPERS = ['work_visa', 'e_kpmi', 'opp_certificate', 'travel_ticket', 'pregnancy_test'];

// The pregnancy test may be at most seven days old on departure (Perpres 64/2011 art 14).
function isTimely(item: ChecklistItem, { plannedDepartureOn }: CaseFacts, today: string): boolean {
  return item.documentCode !== 'pregnancy_test' || (plannedDepartureOn !== null && plannedDepartureOn <= addDays(today, 5));
}

function isBehind(item: ChecklistItem, facts: CaseFacts, items: readonly ChecklistItem[], reached: number): boolean {
  if (item.requirement !== 'required' || reached < 0) return false;
  const order = journeyFor({ ...facts, items }).order;
  const needed = item.neededFor === null ? order.indexOf('in_preparation') : order.findIndex((stage) => stage === item.neededFor);
  return needed !== -1 ? needed <= reached : reached >= order.indexOf('cleared');
}

// Dates are laid so that the paper is valid today and covers the departure wherever the stage reached needs that.
function verifiedPaper(dice: Dice, person: DemoPerson, item: ChecklistItem, today: string): DemoPaper {
  const { cycle } = person;
  const cover =
    cycle.departedOn ?? (cycle.plannedDepartureOn !== null && cycle.plannedDepartureOn > today ? cycle.plannedDepartureOn : today);
  const latest = addDays(cycle.departedOn ?? today, -1);
  const submittedOn = clamp(addDays(cycle.stageSince, -dice.between(1, 12)), cycle.openedOn, latest);
  const naturalIssue = addDays(submittedOn, -dice.between(1, 20));
  const { issuedOn, expiresOn } = datesFor(dice, item, naturalIssue, cover, latest);
  const handedIn = issuedOn !== null && issuedOn > submittedOn ? issuedOn : submittedOn;
  return {
    ...emptyPaper(dice, person, item, handedIn),
    state: 'verified',
    issuedOn,
    expiresOn,
    verifiedOn: clamp(addDays(handedIn, dice.between(0, 3)), handedIn, latest > handedIn ? latest : handedIn),
  };
}

function datesFor(
  dice: Dice,
  item: ChecklistItem,
  naturalIssue: string,
  cover: string,
  latest: string,
): { issuedOn: string | null; expiresOn: string | null } {
  const validity = DOCUMENT_RULES.find((rule) => rule.id === item.ruleId)?.validity ?? { kind: 'none' };
  if (validity.kind === 'months_from_issue')
    return { issuedOn: clamp(naturalIssue, addDays(addMonths(cover, -validity.months), 3), latest), expiresOn: null };
  if (validity.kind === 'days_before_departure')
    return { issuedOn: clamp(addDays(cover, -2), addDays(cover, -validity.days), latest), expiresOn: null };
  if (validity.kind === 'date_on_document') {
    const months =
      validity.minRemainingMonthsAtDeparture > 0 ? dice.between(validity.minRemainingMonthsAtDeparture + 4, 54) : dice.between(2, 4);
    return { issuedOn: naturalIssue, expiresOn: addMonths(cover, months) };
  }
  return { issuedOn: naturalIssue, expiresOn: null };
}

function certificateOf(dice: Dice, person: DemoPerson, trained: Trained): DemoPaper {
  const item = { documentCode: 'competence_certificate', issuer: 'LSP P1 BLK' };
  return {
    ...emptyPaper(dice, person, item, trained.resultOn),
    state: 'verified',
    number: trained.certificateNo,
    issuedOn: trained.resultOn,
    expiresOn: addMonths(trained.resultOn, 36),
    verifiedOn: addDays(trained.resultOn, 2),
    enrolmentId: trained.enrolmentId,
    trainingCenterId: trained.trainingCenterId,
    cycleId: null,
  };
}

function emptyPaper(dice: Dice, person: DemoPerson, item: Pick<ChecklistItem, 'documentCode' | 'issuer'>, submittedOn: string): DemoPaper {
  const isPerCycle = DOCUMENT_RULES.some((rule) => rule.document === item.documentCode && rule.perCycle);
  return {
    id: dice.id(submittedOn),
    candidateId: person.id,
    areaCode: person.areaCode,
    cycleId: isPerCycle ? person.cycle.id : null,
    documentCode: item.documentCode,
    state: 'submitted',
    number: numberOf(dice, item.documentCode),
    issuer: item.issuer,
    issuedOn: null,
    expiresOn: null,
    verdict: verdictOf(item.documentCode),
    submittedOn,
    verifiedOn: null,
    closedReason: null,
    enrolmentId: null,
    trainingCenterId: null,
  };
}

function numberOf(dice: Dice, code: string): string | null {
  if (code === 'passport') return `X9${dice.between(100000, 999999)}`;
  return ['photo', 'travel_ticket'].includes(code) ? null : `${code.slice(0, 3).toUpperCase()}-${dice.between(10000, 99999)}/CONTOH`;
}

function verdictOf(code: string): string | null {
  if (HEALTH.includes(code)) return 'fit';
  return code === 'pregnancy_test' ? 'not_pregnant' : null;
}

/** Twelve papers that wait for a second look and four that were refused, of people who still miss them. */
export function openPapers(dice: Dice, people: readonly DemoPerson[], held: readonly DemoPaper[], today: string): DemoPaper[] {
  const missing = people.flatMap((person) => missingItems(person, held, today).map((item) => ({ person, item })));
  const chosen = [
    ...dice.shuffled(missing.filter(({ person }) => person.regencyCode === '74.06')).slice(0, 4),
    ...dice.shuffled(missing.filter(({ person }) => person.regencyCode !== '74.06')),
  ];
  const perPerson = chosen.filter(({ person }, n) => chosen.findIndex((other) => other.person.id === person.id) === n);
  const waiting = perPerson
    .slice(0, WAITING_PAPERS)
    .map(({ person, item }, n) => openPaper(dice, person, item, addDays(today, -(WAITING_SINCE[n] ?? 0)), today));
  const refused = perPerson.slice(WAITING_PAPERS, WAITING_PAPERS + REJECTIONS.length).map(({ person, item }, n): DemoPaper => {
    const submittedOn = addDays(today, -dice.between(4, 15));
    return {
      ...openPaper(dice, person, item, submittedOn, today),
      state: 'rejected',
      closedReason: REJECTIONS[n] ?? null,
      verifiedOn: addDays(submittedOn, 2),
    };
  });
  return [...waiting, ...refused];
}

const OPEN_STAGES = ['registered', 'selected', 'in_preparation', 'health_cleared', 'contracted'];
const OFTEN_OPEN = [
  'passport',
  'medical_certificate',
  'family_consent_letter',
  'marital_status_letter',
  'education_certificate',
  'psychology_certificate',
  'police_clearance',
  'social_security_card',
  'language_certificate',
  'employment_contract',
];

function missingItems(person: DemoPerson, held: readonly DemoPaper[], today: string): ChecklistItem[] {
  if (!OPEN_STAGES.includes(person.cycle.stage)) return [];
  const own = held.filter(({ candidateId }) => candidateId === person.id).map(heldDocument);
  return checklistFor(factsOf(person, today, false), own, [], today).filter(
    (item) => item.state === 'missing' && item.requirement === 'required' && OFTEN_OPEN.includes(item.documentCode),
  );
}

function openPaper(dice: Dice, person: DemoPerson, item: ChecklistItem, submittedOn: string, today: string): DemoPaper {
  const latest = submittedOn < today ? submittedOn : addDays(today, -1);
  const { issuedOn, expiresOn } = datesFor(
    dice,
    item,
    addDays(latest, -dice.between(2, 20)),
    person.cycle.plannedDepartureOn ?? today,
    latest,
  );
  return { ...emptyPaper(dice, person, item, submittedOn), issuedOn, expiresOn };
}

/** A paper as the rulebook reads it. */
export function heldDocument(paper: DemoPaper): HeldDocument {
  const { id, documentCode, cycleId, state, issuedOn, expiresOn, verdict, submittedOn, closedReason } = paper;
  return { id, documentCode, cycleId, state, issuedOn, expiresOn, verdict, submittedAt: `${submittedOn}T01:00:00.000Z`, closedReason };
}

function clamp(day: string, earliest: string, latest: string): string {
  if (day > latest) return latest < earliest ? earliest : latest;
  return day < earliest ? earliest : day;
}

/** Verified papers that run out on days the office wants to hear about: some exactly as many days ahead as a reminder looks. */
export function withLapsingPapers(papers: readonly DemoPaper[], people: readonly DemoPerson[], today: string): DemoPaper[] {
  const early = new Set(
    people.filter(({ cycle }) => ['in_preparation', 'health_cleared', 'selected'].includes(cycle.stage)).map(({ id }) => id),
  );
  const passports = [30, 30, 210, 270, 120];
  const medicals = [7, 14, 0, 30];
  return papers.map((paper): DemoPaper => {
    if (!early.has(paper.candidateId) || paper.state !== 'verified') return paper;
    if (paper.documentCode === 'passport' && passports.length > 0) return { ...paper, expiresOn: addDays(today, passports.shift() ?? 0) };
    if (paper.documentCode === 'medical_certificate' && medicals.length > 0)
      return { ...paper, issuedOn: issuedToLapseOn(addDays(today, medicals.shift() ?? 0)) };
    return paper;
  });
}

// The issue day whose three calendar months end on that day, or the nearest before it.
function issuedToLapseOn(day: string): string {
  let issued = addMonths(day, -3);
  while (addMonths(issued, 3) > day) issued = addDays(issued, -1);
  return issued;
}
