import { addDays } from './calendar.js';
import type { HeldDocument } from './checklist-item.js';
import { checklistFor } from './checklist.js';
import { DOCUMENT_CODES } from './document-rules.js';
import type { CaseFacts, Facts } from './facts.js';
import { OFF_RAMPS } from './journey-rules.js';
import { journeyFor, mustFallBack, stepsFrom, type OfferedStep } from './journey.js';
import { SCHEMES, type Scheme, type Stage } from './stages.js';

const TODAY = '2026-01-16';

const dewi: CaseFacts = {
  today: TODAY,
  cycleId: 'cycle-1',
  scheme: 'ssw',
  stage: 'lead',
  resumeStage: null,
  sex: 'female',
  birthDate: '1999-07-05',
  maritalStatus: 'married',
  destinationCountry: 'JP',
  jobCode: '5322',
  hasJob: true,
  employerKind: 'legal_entity',
  hasEmployer: true,
  hasPlacementAgency: false,
  isReentry: false,
  trainedAtCenter: false,
  plannedDepartureOn: '2026-01-22',
  departedOn: null,
  hasName: true,
  hasNik: true,
  areaCode: '74.06.04',
  noticeGiven: true,
};

function paper(documentCode: string, more: Partial<HeldDocument> = {}): HeldDocument {
  return {
    id: documentCode,
    documentCode,
    cycleId: 'cycle-1',
    state: 'verified',
    issuedOn: '2026-01-16',
    expiresOn: '2027-01-16',
    verdict: null,
    submittedAt: '2026-01-16T01:00:00.000Z',
    closedReason: null,
    ...more,
  };
}

const EVERYTHING = DOCUMENT_CODES.map((code) => paper(code));

function factsOf(person: CaseFacts, held: readonly HeldDocument[]): Facts {
  return { ...person, items: checklistFor(person, held, [], person.today) };
}

function steps(person: CaseFacts, held: readonly HeldDocument[] = EVERYTHING): readonly OfferedStep[] {
  return stepsFrom(person.scheme, person.stage, factsOf(person, held));
}

function step(to: Stage, person: CaseFacts, held: readonly HeldDocument[] = EVERYTHING): OfferedStep {
  const found = steps(person, held).find((candidate) => candidate.to === to);
  if (found === undefined) throw new Error(`${to} is not offered from ${person.stage}`);
  return found;
}

function codes(offered: OfferedStep): readonly string[] {
  return offered.blockers.map((blocker) => (blocker.documentCode === undefined ? blocker.code : `${blocker.code} ${blocker.documentCode}`));
}

describe.each([
  ...SCHEMES.map((scheme) => ({ scheme, destinationCountry: 'JP', isReentry: false })),
  { scheme: 'g_to_g' as const, destinationCountry: 'KR', isReentry: false },
  { scheme: 'p_to_p' as const, destinationCountry: 'HK', isReentry: true },
])('the way of $scheme to $destinationCountry (re-entry: $isReentry)', (way) => {
  const person: CaseFacts = { ...dewi, ...way, hasPlacementAgency: true };
  const order = journeyFor(factsOf(person, [])).order;

  function followers(stage: Stage): readonly Stage[] {
    return steps({ ...person, stage, resumeStage: 'registered' }, []).map((offered) => offered.to);
  }

  test('reaches every one of its stages, and every stage beside it that it can meet', () => {
    const reached = new Set<Stage>(['lead']);
    for (const stage of reached) for (const next of followers(stage)) reached.add(next);
    const beside = OFF_RAMPS.filter((offRamp) => offRamp.isOffered && offRamp.from.some((stage) => reached.has(stage))).map(
      (offRamp) => offRamp.stage,
    );
    expect([...order].filter((stage) => !reached.has(stage))).toEqual([]);
    expect(beside.filter((stage) => !reached.has(stage))).toEqual([]);
  });

  test('ends only where a cycle ends', () => {
    const ends = [...order, ...OFF_RAMPS.map((offRamp) => offRamp.stage)].filter((stage) => followers(stage).length === 0);
    expect(ends.toSorted()).toEqual(['closed', 'deceased', 'merged']);
  });

  test('is free from the first stage to the last for somebody who has everything', () => {
    const held = EVERYTHING.map((document) =>
      document.documentCode === 'pregnancy_test' ? { ...document, verdict: 'not_pregnant' } : document,
    );
    for (const stage of order.slice(0, -1)) {
      const forward = steps({ ...person, stage }, held).filter((offered) => offered.kind === 'forward');
      expect(forward.map((offered) => offered.to)).toContain(order[order.indexOf(stage) + 1]);
      expect(forward.flatMap(codes)).toEqual([]);
    }
  });
});

test.each([
  ['ssw', ['lead', 'registered', 'in_preparation', 'contracted', 'health_cleared', 'visa_granted', 'insured', 'opp_completed', 'cleared']],
  [
    'g_to_g',
    [
      'lead',
      'registered',
      'selected',
      'health_cleared',
      'in_preparation',
      'placement_agreed',
      'insured',
      'visa_granted',
      'opp_completed',
      'contracted',
      'cleared',
    ],
  ],
  [
    'seafarer',
    ['lead', 'registered', 'in_preparation', 'health_cleared', 'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared'],
  ],
] satisfies [Scheme, Stage[]][])('%s follows the legal order', (scheme, order) => {
  expect(journeyFor(factsOf({ ...dewi, scheme }, [])).order).toEqual([...order, 'departed', 'placed', 'returned', 'closed']);
});

test('in the Korean programme the contract is signed before the visa', () => {
  const order = journeyFor(factsOf({ ...dewi, scheme: 'g_to_g', destinationCountry: 'KR' }, [])).order;
  expect(order.indexOf('contracted')).toBe(order.indexOf('visa_granted') - 1);
});

test('a blocked registration names everything at once', () => {
  const nobody = { ...dewi, scheme: null, hasNik: false, noticeGiven: false, birthDate: '2009-05-01', hasName: false, areaCode: null };
  expect(codes(step('registered', nobody, []))).toEqual([
    'name-missing',
    'area-missing',
    'under-18',
    'nik-missing',
    'scheme-missing',
    'notice-missing',
    'document-missing identity_card',
    'document-missing family_card',
    'document-missing family_consent_letter',
  ]);
});

test('a blocker is a sentence in both languages, with the rule it comes from', () => {
  const [blocker] = step(
    'registered',
    dewi,
    EVERYTHING.filter((document) => document.documentCode !== 'family_consent_letter'),
  ).blockers;
  expect(blocker).toEqual({
    code: 'document-missing',
    ruleId: 'doc.family_consent_letter',
    documentCode: 'family_consent_letter',
    detail: 'Surat izin suami/istri/orang tua/wali diketahui kades/lurah belum ada.',
    detailEn: 'Consent letter of the family, acknowledged by the village head: missing.',
    overridable: true,
  });
});

test('age, contract and visa can never be overridden, other gaps can', () => {
  const young = { ...dewi, stage: 'opp_completed' as const, birthDate: '2009-05-01' };
  const never = step('cleared', young, []).blockers.filter((blocker) => !blocker.overridable);
  expect(never.map((blocker) => blocker.documentCode ?? blocker.code)).toEqual(['under-18', 'work_visa', 'employment_contract']);
  expect(step('registered', { ...dewi, birthDate: null }).blockers.map((blocker) => [blocker.code, blocker.overridable])).toEqual([
    ['age-unknown', false],
  ]);
});

test('a passport that lapses before departure blocks clearance and says by how many days', () => {
  const held = [...EVERYTHING.filter((document) => document.documentCode !== 'passport'), paper('passport', { expiresOn: '2026-07-10' })];
  const [blocker] = step('cleared', { ...dewi, stage: 'opp_completed' }, held).blockers;
  expect(blocker?.detail).toBe('Paspor RI berlaku sampai 10 Juli 2026, kurang 12 hari untuk rencana berangkat 22 Januari 2026.');
  expect(blocker?.code).toBe('document-expiring');
});

test('a medical examination must be valid to be fit, and must cover the departure only for clearance', () => {
  const later = { ...dewi, plannedDepartureOn: '2026-06-01', sex: 'male' as const };
  expect(codes(step('health_cleared', { ...later, stage: 'contracted' }))).toEqual([]);
  expect(codes(step('cleared', { ...later, stage: 'opp_completed' }))).toEqual([
    'document-expiring medical_certificate',
    'document-expiring certificate_of_eligibility',
  ]);
});

test('an earlier document that was voided blocks every later step', () => {
  const held = EVERYTHING.filter((document) => document.documentCode !== 'family_consent_letter');
  for (const stage of ['registered', 'contracted', 'opp_completed', 'cleared'] as const) {
    const forward = steps({ ...dewi, stage }, held).find((offered) => offered.kind === 'forward');
    expect(forward?.blockers.map((blocker) => blocker.documentCode)).toContain('family_consent_letter');
  }
});

test('the ticket and the pregnancy test are asked for on the last step only', () => {
  const held = EVERYTHING.filter((document) => !['travel_ticket', 'pregnancy_test'].includes(document.documentCode));
  expect(codes(step('cleared', { ...dewi, stage: 'opp_completed' }, held))).toEqual([]);
  expect(codes(step('departed', { ...dewi, stage: 'cleared' }, held))).toEqual([
    'document-missing pregnancy_test',
    'document-missing travel_ticket',
  ]);
});

test('a cleared person falls back when a paper lapses or the departure moves too far, and not before', () => {
  const cleared = { ...dewi, stage: 'cleared' as const };
  const held = EVERYTHING.filter((document) => document.documentCode !== 'travel_ticket');
  const itemsOn = (person: CaseFacts) => checklistFor(person, held, [], person.today);
  expect(mustFallBack('cleared', itemsOn(cleared))).toBe(false);
  expect(mustFallBack('cleared', itemsOn({ ...cleared, plannedDepartureOn: '2026-05-01' }))).toBe(true);
  expect(mustFallBack('cleared', itemsOn({ ...cleared, today: addDays(TODAY, 10) }))).toBe(false);
  expect(mustFallBack('opp_completed', itemsOn({ ...cleared, plannedDepartureOn: '2026-05-01' }))).toBe(false);
});

test('closed countries and the age limits of the destination are named with their rule', () => {
  const toCambodia = step('selected', { ...dewi, scheme: 'p_to_p', stage: 'registered', destinationCountry: 'KH' });
  expect(toCambodia.blockers.map((blocker) => [blocker.code, blocker.ruleId])).toEqual([['country-closed', 'closure.no_cooperation']]);
  const household = {
    ...dewi,
    scheme: 'p_to_p' as const,
    stage: 'registered' as const,
    destinationCountry: 'SA',
    employerKind: 'individual' as const,
  };
  expect(codes(step('selected', household))).toEqual(['country-closed']);
  expect(codes(step('selected', { ...household, employerKind: 'legal_entity' }))).toEqual([]);
  const old = { ...dewi, scheme: 'g_to_g' as const, stage: 'registered' as const, destinationCountry: 'KR', birthDate: '1986-01-20' };
  expect(codes(step('selected', { ...old, plannedDepartureOn: '2026-01-19' }))).toEqual([]);
  expect(codes(step('selected', { ...old, plannedDepartureOn: '2026-01-20' }))).toEqual(['age-outside-limit']);
});

test('who goes alone goes only to a legal entity', () => {
  expect(codes(step('contracted', { ...dewi, stage: 'in_preparation', employerKind: 'individual' }))).toEqual([
    'employer-not-legal-entity',
  ]);
});

test('a pause returns to where it came from, a cancelled departure to selection or preparation', () => {
  expect(step('insured', { ...dewi, stage: 'on_hold', resumeStage: 'insured' }).kind).toBe('return');
  expect(step('in_preparation', { ...dewi, stage: 'cancelled' }).kind).toBe('return');
  expect(step('selected', { ...dewi, scheme: 'p_to_p', stage: 'cancelled' }).kind).toBe('return');
});

test('only a supervisor lifts the suspicion of a non-procedural departure', () => {
  const offered = steps({ ...dewi, stage: 'suspected_non_procedural' });
  expect(offered.map((candidate) => [candidate.to, candidate.roles])).toEqual([
    ['lead', ['bp3mi_supervisor']],
    ['returned', ['bp3mi_supervisor']],
  ]);
});

test('each step says which facts must come with it', () => {
  expect(step('departed', { ...dewi, stage: 'cleared' }).needs).toEqual(['departedOn']);
  expect(step('returned', { ...dewi, stage: 'placed' }).needs).toEqual(['returnedOn', 'returnReason', 'wasProcedural']);
  const hold = step('on_hold', { ...dewi, stage: 'registered' });
  expect([hold.kind, hold.needs, hold.reasonCodes.includes('waiting_quota')]).toEqual(['off_ramp', ['reasonCode'], true]);
});

test('somebody whose scheme changed goes on at the next stage of the new way', () => {
  expect(steps({ ...dewi, stage: 'placement_agreed' }).find((offered) => offered.kind === 'forward')?.to).toBe('contracted');
  expect(steps({ ...dewi, scheme: null, stage: 'returned' }, []).map((offered) => offered.to)).toContain('closed');
});
