import agencyJapanWidowedWoman from '../examples/agency-japan-widowed-woman.json' with { type: 'json' };
import agencyMalaysiaSingleMan from '../examples/agency-malaysia-single-man.json' with { type: 'json' };
import companyOwnMarriedMan from '../examples/company-own-married-man.json' with { type: 'json' };
import departedKeepsItsChecklist from '../examples/departed-keeps-its-checklist.json' with { type: 'json' };
import governmentEmployerMan from '../examples/government-employer-man.json' with { type: 'json' };
import governmentGermanyDivorcedWoman from '../examples/government-germany-divorced-woman.json' with { type: 'json' };
import governmentJapanMarriedWoman from '../examples/government-japan-married-woman.json' with { type: 'json' };
import governmentKoreaSingleMan from '../examples/government-korea-single-man.json' with { type: 'json' };
import independentWidowedWoman from '../examples/independent-widowed-woman.json' with { type: 'json' };
import leadOnLeaveWithoutScheme from '../examples/lead-on-leave-without-scheme.json' with { type: 'json' };
import leadWithoutScheme from '../examples/lead-without-scheme.json' with { type: 'json' };
import reentryOnLeave from '../examples/reentry-on-leave.json' with { type: 'json' };
import returneeDeported from '../examples/returnee-deported.json' with { type: 'json' };
import seafarerIndependent from '../examples/seafarer-independent.json' with { type: 'json' };
import seafarerWithAgency from '../examples/seafarer-with-agency.json' with { type: 'json' };
import sswJapanDivorcedMan from '../examples/ssw-japan-divorced-man.json' with { type: 'json' };
import sswJapanMarriedWoman from '../examples/ssw-japan-married-woman.json' with { type: 'json' };
import trainingAbroad from '../examples/training-abroad.json' with { type: 'json' };
import type { HeldDocument, Waiver } from './checklist-item.js';
import type { CaseFacts } from './facts.js';
import { Entry } from './rule-file.js';
import { SCHEMES, STAGES } from './stages.js';

/** A golden example: an invented person and the checklist that officers expect. */
export interface Example {
  readonly title: string;
  readonly onDate: string;
  readonly facts: CaseFacts;
  readonly held: readonly HeldDocument[];
  readonly waivers: readonly Waiver[];
  /** Document code → "required: verified". */
  readonly expectedItems: ReadonlyMap<string, string>;
  readonly expectedSummary: string;
}

const files = {
  agencyJapanWidowedWoman,
  agencyMalaysiaSingleMan,
  companyOwnMarriedMan,
  departedKeepsItsChecklist,
  governmentEmployerMan,
  governmentGermanyDivorcedWoman,
  governmentJapanMarriedWoman,
  governmentKoreaSingleMan,
  independentWidowedWoman,
  leadOnLeaveWithoutScheme,
  leadWithoutScheme,
  reentryOnLeave,
  returneeDeported,
  seafarerIndependent,
  seafarerWithAgency,
  sswJapanDivorcedMan,
  sswJapanMarriedWoman,
  trainingAbroad,
};

/** All examples of the folder `examples`. Add a file there and a line here. */
export const EXAMPLES: readonly Example[] = Object.entries(files).map(([name, file]) => readExample(Entry.of(file, `example ${name}`)));

function readExample(entry: Entry): Example {
  const expected = entry.entry('expected');
  const items = expected.entry('items');
  return {
    title: entry.text('title'),
    onDate: entry.day('onDate'),
    facts: readFacts(entry.day('onDate'), entry.entry('person'), entry.entry('cycle')),
    held: entry.entries('held').map(readHeld),
    waivers: entry.entries('waivers').map((waiver) => ({ documentCode: waiver.text('document'), reason: waiver.text('reason') })),
    expectedItems: new Map(items.keys().map((code) => [code, items.text(code)])),
    expectedSummary: expected.text('summary'),
  };
}

function readFacts(today: string, person: Entry, cycle: Entry): CaseFacts {
  return {
    today,
    cycleId: 'this-cycle',
    scheme: cycle.oneOfOrNull('scheme', SCHEMES),
    stage: cycle.oneOf('stage', STAGES),
    resumeStage: null,
    sex: person.oneOfOrNull('sex', ['female', 'male']),
    birthDate: person.dayOrNull('birthDate'),
    maritalStatus: person.oneOfOrNull('maritalStatus', ['single', 'married', 'divorced', 'widowed']),
    destinationCountry: cycle.has('destinationCountry') ? cycle.text('destinationCountry') : null,
    jobCode: cycle.has('jobCode') ? cycle.text('jobCode') : null,
    hasJob: cycle.has('jobCode'),
    employerKind: cycle.oneOfOrNull('employerKind', ['legal_entity', 'individual']),
    hasEmployer: cycle.has('employerKind'),
    hasPlacementAgency: cycle.yes('hasPlacementAgency'),
    isReentry: cycle.yes('isReentry'),
    trainedAtCenter: cycle.yes('trainedAtCenter'),
    plannedDepartureOn: cycle.dayOrNull('plannedDepartureOn'),
    departedOn: cycle.dayOrNull('departedOn'),
    hasName: true,
    hasNik: true,
    areaCode: '74.06',
    noticeGiven: true,
  };
}

function readHeld(entry: Entry, place: number): HeldDocument {
  const issuedOn = entry.dayOrNull('issuedOn');
  return {
    id: `held-${place + 1}`,
    documentCode: entry.text('document'),
    cycleId: 'this-cycle',
    state: entry.oneOf('state', ['submitted', 'verified', 'rejected', 'void']),
    issuedOn,
    expiresOn: entry.dayOrNull('expiresOn'),
    verdict: entry.has('verdict') ? entry.text('verdict') : null,
    submittedAt: `${issuedOn ?? '2026-01-02'}T01:00:00.000Z`,
    closedReason: entry.has('reason') ? entry.text('reason') : null,
  };
}
