import type { components } from '../../api/schema.js';
import { nikFault } from '../../nik.js';
import type { NikFault } from '../../nik.js';

export interface Contact {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
  readonly address: string;
  readonly isEmergency: boolean;
  readonly givesPermission: boolean;
}

/** What the three steps hold, as typed. */
export interface Values {
  readonly nik: string;
  readonly fullName: string;
  readonly areaCode: string;
  readonly areaName: string;
  readonly birthDate: string;
  readonly birthPlace: string;
  readonly sex: string;
  readonly maritalStatus: string;
  readonly phone: string;
  readonly startAs: string;
  readonly returnedOn: string;
  readonly returnReason: string;
  readonly wasProcedural: string;
  readonly returnCountry: string;
  readonly scheme: string;
  readonly destinationCountry: string;
  readonly jobTitle: string;
  readonly plannedDepartureOn: string;
  readonly channel: string;
  readonly givenBy: string;
  readonly guardianName: string;
  readonly contacts: readonly Contact[];
  /** People of whom the officer has said that they are somebody else. */
  readonly others: readonly string[];
}

export type Step = 1 | 2 | 3;

/** What the server keeps of an unfinished registration; the name is how its writer knows it again. */
export function draftBody(step: Step, values: Values): { step: Step; label: string | null; payload: string } {
  return { step, label: values.fullName.trim().slice(0, 100) || null, payload: JSON.stringify(values) };
}

export const EMPTY: Values = {
  nik: '',
  fullName: '',
  areaCode: '',
  areaName: '',
  birthDate: '',
  birthPlace: '',
  sex: '',
  maritalStatus: '',
  phone: '',
  startAs: 'lead',
  returnedOn: '',
  returnReason: '',
  wasProcedural: '',
  returnCountry: '',
  scheme: '',
  destinationCountry: '',
  jobTitle: '',
  plannedDepartureOn: '',
  channel: '',
  givenBy: 'candidate',
  guardianName: '',
  contacts: [],
  others: [],
};

export const EMPTY_CONTACT: Contact = { name: '', relation: 'parent', phone: '', address: '', isEmergency: true, givesPermission: false };

/** What a draft held; fields that the form no longer knows are left behind, new ones start empty. */
export function readValues(payload: string): Values {
  let held: Partial<Record<string, unknown>> = {};
  try {
    held = { ...(JSON.parse(payload) as object) };
  } catch {
    // A draft of another form than this one: what it held cannot be shown.
  }
  const known = Object.entries(EMPTY).map(([name, empty]) => {
    const value = held[name];
    return [name, Array.isArray(value) === Array.isArray(empty) && typeof value === typeof empty ? value : empty];
  });
  return Object.fromEntries(known) as Values;
}

export function stepOf(step: number): Step {
  return step === 2 || step === 3 ? step : 1;
}

export type NikTrouble = NikFault | 'nik-letters';

/** Spaces, dots and dashes are how people read a number out; they are no part of it. */
export function bareNik(typed: string): string {
  return typed.replace(/[\s.-]/g, '');
}

/** What is wrong with a NIK that may not be typed to its end. @param isLeft the field was left, so it counts as finished */
export function nikTrouble(nik: string, isLeft: boolean): NikTrouble | null {
  if (nik === '') return null;
  if (/[^0-9]/.test(nik)) return 'nik-letters';
  if (nik.length >= 16) return nikFault(nik);
  // The part that is typed already, completed to something that is right.
  const soFar = [nik.slice(0, 12), nik.slice(0, 2)].find((part) => part.length === 12 || part.length === 2);
  const completed = soFar && (soFar.length === 12 ? `${soFar}9001` : `${soFar}01010101909001`);
  const trouble = completed ? nikFault(completed) : null;
  return trouble ?? (isLeft ? 'nik-length' : null);
}

type Registration = components['schemas']['RegisterCandidate'];

/** What the server is asked to register. @param notice the notice that stands on the screen */
export function bodyOf(
  values: Values,
  notice: { readonly version: string; readonly language: 'id' | 'en' } | null,
  draftId: string | null,
) {
  const plain = {
    nik: values.nik,
    birthDate: values.birthDate,
    birthPlace: values.birthPlace,
    sex: values.sex,
    maritalStatus: values.maritalStatus,
    phone: values.phone,
    scheme: values.scheme,
    destinationCountry: values.destinationCountry,
    jobTitle: values.jobTitle,
    plannedDepartureOn: values.plannedDepartureOn,
  };
  return {
    fullName: values.fullName.trim(),
    areaCode: values.areaCode,
    ...given(plain),
    startAs: values.startAs,
    ...(values.startAs === 'returned' && { returned: returnOf(values) }),
    ...(values.channel && notice && { consent: consentOf(values, notice) }),
    contacts: values.contacts
      .filter((contact) => contact.name.trim() !== '')
      .map(({ isEmergency, givesPermission, ...typed }) => ({ ...given(typed), isEmergency, givesPermission })),
    ...(draftId && { draftId }),
  } satisfies { readonly [Field in keyof Registration]?: unknown };
}

function returnOf(values: Values) {
  const wasProcedural = { yes: true, no: false }[values.wasProcedural] ?? null;
  return { returnedOn: values.returnedOn, reason: values.returnReason, wasProcedural, ...given({ country: values.returnCountry }) };
}

function consentOf({ channel, givenBy, guardianName }: Values, { version, language }: { version: string; language: 'id' | 'en' }) {
  return { noticeVersion: version, language, channel, givenBy, ...(givenBy === 'guardian' && given({ guardianName })) };
}

function given(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value.trim() === '' ? [] : [[name, value.trim()]])));
}

const FIRST_STEP = ['/nik'];
const LAST_STEP = ['/consent', '/contacts'];

/** The step on which a refused field stands. */
export function stepOfPointer(pointer: string): Step {
  if (FIRST_STEP.includes(pointer)) return 1;
  return LAST_STEP.some((start) => pointer.startsWith(start)) ? 3 : 2;
}
