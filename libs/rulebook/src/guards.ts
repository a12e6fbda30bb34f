import { ageOn, dayInWords, daysBetween } from './calendar.js';
import type { ChecklistItem } from './checklist-item.js';
import { isInOrder } from './checklist.js';
import { countryName } from './countries.js';
import { ageLimitsFor, closureFor } from './country-rules.js';
import { documentName } from './document-rules.js';
import { ruleFactsOf, type Facts } from './facts.js';

/** A reason why a step may not be taken now. `overridable: false` (age, contract, visa) stays even for a supervisor. */
export interface Blocker {
  readonly code: string;
  readonly ruleId?: string;
  readonly documentCode?: string;
  /** One Indonesian sentence for the officer, and the same in English. */
  readonly detail: string;
  readonly detailEn: string;
  readonly overridable: boolean;
}

/** What must be true to enter a stage; an empty list means it is. Guards only read facts, they never ask anybody. */
export type Guard = (facts: Facts) => readonly Blocker[];

const GROWN_UP_YEARS = 18;
/** Papers without which nobody leaves, whoever allows it. */
const NEVER_OVERRIDDEN = ['employment_contract', 'seafarer_agreement', 'work_visa'];

export const nameKnown: Guard = (facts) => unless(facts.hasName, 'name-missing', 'Nama belum dicatat.', 'The name is not recorded.');

export const domicileKnown: Guard = (facts) =>
  unless(facts.areaCode !== null, 'area-missing', 'Domisili belum dicatat.', 'The domicile is not recorded.');

export const nikKnown: Guard = (facts) => unless(facts.hasNik, 'nik-missing', 'NIK belum dicatat.', 'The NIK is not recorded.');

export const schemeChosen: Guard = (facts) =>
  unless(facts.scheme !== null, 'scheme-missing', 'Skema penempatan belum dipilih.', 'The placement scheme is not chosen.');

export const noticeGiven: Guard = (facts) =>
  unless(
    facts.noticeGiven,
    'notice-missing',
    'Pemberitahuan pemrosesan data pribadi belum disampaikan.',
    'The notice on personal data has not been given.',
  );

/** UU 18/2017 art 5: at least 18 years old. Checked today, so that nobody is registered before the birthday. */
export const adult: Guard = (facts) => {
  if (facts.birthDate === null) {
    return [
      blocker(
        'age-unknown',
        'Tanggal lahir belum dicatat, sehingga usia tidak dapat diperiksa.',
        'The birth date is not recorded, so the age cannot be checked.',
        { overridable: false },
      ),
    ];
  }
  if (ageOn(facts.birthDate, facts.today) >= GROWN_UP_YEARS) return [];
  const age = ageOn(facts.birthDate, facts.today);
  return [
    blocker(
      'under-18',
      `Usia baru ${age} tahun; syaratnya minimal ${GROWN_UP_YEARS} tahun (UU 18/2017 Pasal 5).`,
      `Only ${age} years old; at least ${GROWN_UP_YEARS} are required (UU 18/2017 art 5).`,
      { overridable: false },
    ),
  ];
};

export const destinationKnown: Guard = (facts) => [
  ...unless(
    facts.destinationCountry !== null,
    'country-missing',
    'Negara tujuan belum dicatat.',
    'The destination country is not recorded.',
  ),
  ...unless(facts.hasJob, 'job-missing', 'Jabatan yang dituju belum dicatat.', 'The job is not recorded.'),
];

export const countryOpen: Guard = (facts) => {
  if (facts.destinationCountry === null) return [];
  const closure = closureFor(facts.destinationCountry, ruleFactsOf(facts), departureDay(facts));
  if (closure === null) return [];
  const [name, nameEn] = [countryName(facts.destinationCountry), countryName(facts.destinationCountry, 'en')];
  return [
    blocker(
      'country-closed',
      `Penempatan ke ${name} tertutup: ${closure.legalBasis.text}.`,
      `Placement to ${nameEn} is closed: ${closure.legalBasis.text}.`,
      { ruleId: closure.id },
    ),
  ];
};

/** Limits of the destination count on the day of departure. */
export const ageFitsDestination: Guard = (facts) => {
  const { birthDate, destinationCountry } = facts;
  if (birthDate === null || destinationCountry === null) return [];
  const age = ageOn(birthDate, departureDay(facts));
  const missed = ageLimitsFor(destinationCountry, ruleFactsOf(facts), departureDay(facts)).filter(
    (limit) => age < limit.minAge || age > limit.maxAge,
  );
  return missed.map((limit) =>
    blocker(
      'age-outside-limit',
      `Usia saat berangkat ${age} tahun; ${countryName(destinationCountry)} menerima ${limit.minAge} sampai ${limit.maxAge} tahun (${limit.legalBasis.text}).`,
      `${age} years old at departure; ${countryName(destinationCountry, 'en')} accepts ${limit.minAge} to ${limit.maxAge} (${limit.legalBasis.text}).`,
      { ruleId: limit.id },
    ),
  );
};

/** UU 18/2017 art 63: who goes alone goes only to a legal entity. */
export const employerIsLegalEntity: Guard = (facts) => {
  const goesAlone = facts.scheme === 'independent' || facts.scheme === 'ssw';
  const isFine = !goesAlone || facts.employerKind !== 'individual';
  return unless(
    isFine,
    'employer-not-legal-entity',
    'Skema perseorangan hanya untuk pemberi kerja berbadan hukum (UU 18/2017 Pasal 63).',
    'The independent scheme is only for employers that are legal entities (UU 18/2017 art 63).',
  );
};

export const employerKnown: Guard = (facts) =>
  unless(facts.hasEmployer, 'employer-missing', 'Pemberi kerja belum dicatat.', 'The employer is not recorded.');

export const departurePlanned: Guard = (facts) =>
  unless(
    facts.plannedDepartureOn !== null,
    'departure-date-missing',
    'Rencana tanggal berangkat belum dicatat.',
    'The planned departure is not recorded.',
  );

/** The checklist depends on these two: without them it may ask for too little. */
export const personComplete: Guard = (facts) => [
  ...unless(facts.sex !== null, 'sex-missing', 'Jenis kelamin belum dicatat.', 'The sex is not recorded.'),
  ...unless(
    facts.maritalStatus !== null,
    'marital-status-missing',
    'Status perkawinan belum dicatat.',
    'The marital status is not recorded.',
  ),
];

/** Why this required document does not let the person pass; empty when it is in order.
 *  @param mustCover the stage already asks that it covers the planned departure, not only today */
export function documentBlockers(item: ChecklistItem, facts: Facts, mustCover: boolean): readonly Blocker[] {
  if (isInOrder(item) || (item.state === 'expiring' && !mustCover)) return [];
  const [name, nameEn] = [documentName(item.documentCode), documentName(item.documentCode, 'en')];
  const [detail, detailEn] = documentSentence(item, facts, name, nameEn);
  return [
    blocker(`document-${item.state}`, detail, detailEn, {
      ruleId: item.ruleId,
      documentCode: item.documentCode,
      overridable: !NEVER_OVERRIDDEN.includes(item.documentCode),
    }),
  ];
}

function documentSentence(item: ChecklistItem, facts: Facts, name: string, nameEn: string): readonly [string, string] {
  const because = item.reason === null ? '' : ` (${item.reason.replace(/\.$/, '')})`;
  if (item.state === 'submitted')
    return [`${name} sudah diserahkan, belum terverifikasi${because}.`, `${nameEn}: handed in, not verified yet${because}.`];
  if (item.state === 'rejected') return [`${name} ditolak${because}.`, `${nameEn}: rejected${because}.`];
  if (item.state === 'expired' && item.lapsesOn !== null) {
    return [
      `${name} sudah lewat masa berlaku sejak ${dayInWords(item.lapsesOn)}.`,
      `${nameEn}: lapsed on ${dayInWords(item.lapsesOn, 'en')}.`,
    ];
  }
  if (item.state === 'expiring' && item.lapsesOn !== null && item.lastUsefulOn !== null) {
    const days = daysBetween(item.lastUsefulOn, departureDay(facts));
    if (days > 0) {
      return [
        `${name} berlaku sampai ${dayInWords(item.lapsesOn)}, kurang ${days} hari untuk rencana berangkat ${dayInWords(departureDay(facts))}.`,
        `${nameEn}: valid until ${dayInWords(item.lapsesOn, 'en')}, ${days} days short of the departure planned for ${dayInWords(departureDay(facts), 'en')}.`,
      ];
    }
    return [
      `${name} segera lewat masa berlaku pada ${dayInWords(item.lapsesOn)}.`,
      `${nameEn}: about to lapse on ${dayInWords(item.lapsesOn, 'en')}.`,
    ];
  }
  return [`${name} belum ada.`, `${nameEn}: missing.`];
}

/** The planned departure, or today when there is no plan or the planned day has passed. */
function departureDay(facts: Facts): string {
  const planned = facts.plannedDepartureOn;
  return planned !== null && planned > facts.today ? planned : facts.today;
}

function unless(isTrue: boolean, code: string, detail: string, detailEn: string): readonly Blocker[] {
  return isTrue ? [] : [blocker(code, detail, detailEn)];
}

function blocker(
  code: string,
  detail: string,
  detailEn: string,
  more: { ruleId?: string; documentCode?: string; overridable?: boolean } = {},
): Blocker {
  return { code, detail, detailEn, ...more, overridable: more.overridable ?? true };
}
