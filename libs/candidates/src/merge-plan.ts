import { daysBetween, MAIN_STAGES, mayBeFollowed, type Stage } from '#libs/rulebook';

/** What can be chosen from either file, in the order in which it is shown. */
export const MERGE_FIELDS = [
  'fullName',
  'nik',
  'birthDate',
  'birthPlace',
  'sex',
  'maritalStatus',
  'education',
  'areaCode',
  'address',
  'kk',
  'phone',
  'email',
] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
export type PersonValues = Readonly<Record<MergeField, string | null>>;

/** What both files say about one field, and which of the two the survivor will say. */
export interface FieldChoice {
  readonly field: MergeField;
  readonly survivor: string | null;
  readonly merged: string | null;
  readonly kept: 'survivor' | 'merged';
  readonly differs: boolean;
}

/** The current attempt of one of two files. */
export interface CurrentCycle {
  readonly id: string;
  readonly cycleNo: number;
  readonly stage: Stage;
  readonly resumeStage: Stage | null;
  readonly destinationCountry: string | null;
  readonly openedOn: string;
  readonly departedOn: string | null;
  readonly returnedOn: string | null;
}

/** Which attempt goes on. The other one steps back: as `merged` when it was still running, else as a past attempt. */
export interface CycleChoice {
  readonly goesOn: CurrentCycle | null;
  readonly steppedBack: CurrentCycle | null;
  readonly from: 'survivor' | 'merged' | null;
  readonly becomesMerged: boolean;
}

/** Something that stands in the way of a merge, or that should be looked at before it; the sentence is for the officer. */
export interface MergeRemark {
  readonly code: string;
  readonly detail: string;
}

/** The survivor keeps what it says; what it lacks comes from the merged file, and so does what is named in `take`.
 *  A field that the merged file does not know is never taken. */
export function chooseFields(survivor: PersonValues, merged: PersonValues, take: readonly MergeField[]): FieldChoice[] {
  return MERGE_FIELDS.map((field) => {
    const isTaken = merged[field] !== null && (survivor[field] === null || take.includes(field));
    return {
      field,
      survivor: survivor[field],
      merged: merged[field],
      kept: isTaken ? 'merged' : 'survivor',
      differs: survivor[field] !== merged[field],
    };
  });
}

/** Of two attempts the running one goes on; of two running ones the further on; of two ended ones the later. At a tie the survivor's. */
export function chooseCycle(survivor: CurrentCycle | null, merged: CurrentCycle | null): CycleChoice {
  if (!survivor || !merged) {
    const goesOn = survivor ?? merged;
    return { goesOn, steppedBack: null, from: goesOn && (survivor ? 'survivor' : 'merged'), becomesMerged: false };
  }
  const isMergedAhead = compare(merged, survivor) > 0;
  const [goesOn, steppedBack] = isMergedAhead ? [merged, survivor] : [survivor, merged];
  return { goesOn, steppedBack, from: isMergedAhead ? 'merged' : 'survivor', becomesMerged: isRunning(goesOn) && isRunning(steppedBack) };
}

/** Has this person left and not come back, as far as the file knows? */
export function isAbroad(cycle: CurrentCycle | null): boolean {
  return cycle !== null && isRunning(cycle) && cycle.departedOn !== null && cycle.returnedOn === null;
}

/** Differences that an officer should have seen before two files become one. */
export function warningsOf(fields: readonly FieldChoice[]): MergeRemark[] {
  return WARNINGS.filter(({ field }) => fields.some((one) => one.field === field && one.differs && one.survivor && one.merged)).map(
    ({ code, detail }) => ({ code, detail }),
  );
}

const WARNINGS = [
  { field: 'nik', code: 'nik-differs', detail: 'NIK kedua berkas berbeda. Pastikan dengan KTP bahwa ini orang yang sama.' },
  { field: 'sex', code: 'sex-differs', detail: 'Jenis kelamin kedua berkas berbeda.' },
  { field: 'birthDate', code: 'birth-date-differs', detail: 'Tanggal lahir kedua berkas berbeda.' },
] as const satisfies readonly (MergeRemark & { field: MergeField })[];

function compare(one: CurrentCycle, other: CurrentCycle): number {
  if (isRunning(one) !== isRunning(other)) return isRunning(one) ? 1 : -1;
  if (!isRunning(one)) return daysBetween(other.openedOn, one.openedOn);
  return placeOf(one) - placeOf(other);
}

function isRunning({ stage }: CurrentCycle): boolean {
  return !mayBeFollowed(stage);
}

// Who waits beside the way stands where the way was left.
function placeOf({ stage, resumeStage }: CurrentCycle): number {
  const place = (wanted: Stage | null): number => MAIN_STAGES.findIndex((main) => main === wanted);
  return place(stage) === -1 ? place(resumeStage) : place(stage);
}
