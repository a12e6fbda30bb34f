import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor } from '#libs/access';
import { newId, problem, Seals } from '#libs/platform';
import { addDays, EDITION, nameKey, type Stage } from '#libs/rulebook';

import { sealIdentity, SEALED_FIELDS, type SealedField } from './identity-seals.js';
import { maskNik, maskPhone } from './masks.js';
import { bothFiles, holdFiles, obstaclesOf, type MergeFile } from './merge-files.query.js';
import { movingFrom, type Moving } from './merge-moves.query.js';
import {
  chooseCycle,
  chooseFields,
  warningsOf,
  type CurrentCycle,
  type FieldChoice,
  type MergeField,
  type MergeRemark,
  type PersonValues,
} from './merge-plan.js';
import { mergeView, type Merge } from './merge-view.query.js';

/** One of two files as a preview names it. */
export interface MergePerson {
  readonly id: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly version: number;
  readonly areaName: string;
  readonly stage: Stage | null;
  readonly documentsVerified: number;
}

export type CycleBrief = Pick<CurrentCycle, 'id' | 'cycleNo' | 'stage' | 'destinationCountry'>;

/** Everything a merge would do, before it is done. Numbers are masked. */
export interface MergePreview {
  readonly survivor: MergePerson;
  readonly merged: MergePerson;
  readonly fields: FieldChoice[];
  readonly moves: Moving[];
  readonly cycle: {
    readonly goesOn: CycleBrief | null;
    readonly steppedBack: CycleBrief | null;
    readonly from: 'survivor' | 'merged' | null;
  };
  readonly obstacles: MergeRemark[];
  readonly warnings: MergeRemark[];
  readonly undoUntil: string;
}

/** What an officer decides: the file that goes into the survivor, why, and what is taken from it. */
export interface MergeDecision {
  readonly candidateId: string;
  /** Of the merged file, as the officer saw it. */
  readonly version: number;
  readonly reason: string;
  readonly take: readonly MergeField[];
}

/** Days in which a merge can be taken back; the database holds the same. */
const UNDO_DAYS = 30;
const COLUMN = {
  fullName: 'full_name',
  birthDate: 'birth_date',
  birthPlace: 'birth_place',
  sex: 'sex',
  maritalStatus: 'marital_status',
  education: 'education',
  areaCode: 'area_code',
  address: 'address',
  email: 'email',
} as const satisfies Record<Exclude<MergeField, SealedField>, string>;
type Columns = Record<string, string | null>;

/** Two files of one person become one, and two again within 30 days. What is to move is shown first; the moving itself is one deed
 *  of the database (decision 19), so nothing is ever moved by half. */
@Injectable()
export class MergesService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** What would move, what the survivor would say, and what stands in the way. @throws Problem not-found when either is out of scope */
  preview(actor: Actor, survivorId: string, mergedId: string): Promise<MergePreview> {
    refuseSame(survivorId, mergedId, '/with');
    return this.access.view(actor, 'merge.preview', survivorId, async (rows) => {
      const { survivor, merged } = await bothFiles(rows, this.seals, survivorId, mergedId);
      rows.about({ candidateId: survivorId, areaCode: survivor.values.areaCode });
      const [moving, obstacles] = await Promise.all([movingFrom(rows, mergedId, survivorId), obstaclesOf(rows, survivor, merged)]);
      const { goesOn, steppedBack, from } = chooseCycle(survivor.cycle, merged.cycle);
      const fields = chooseFields(survivor.values, merged.values, []);
      return {
        survivor: personOf(survivor),
        merged: personOf(merged),
        fields: fields.map((choice) => shownChoice(choice, survivor, merged)),
        moves: moving.filter(({ count }) => count > 0),
        cycle: { goesOn: briefOf(goesOn), steppedBack: briefOf(steppedBack), from },
        obstacles,
        warnings: warningsOf(fields),
        undoUntil: addDays(rows.today, UNDO_DAYS),
      };
    });
  }

  /** Moves everything of one file to the survivor and closes it.
   *  @throws Problem not-found; changed-meanwhile when either file is no longer as it was seen; step-blocked with the obstacles */
  merge(actor: Actor, survivorId: string, version: number, decision: MergeDecision): Promise<Merge> {
    refuseSame(survivorId, decision.candidateId, '/candidateId');
    return this.access.write(actor, 'merge.confirm', survivorId, async (rows) => {
      await holdFiles(rows, [survivorId, decision.candidateId]);
      const { survivor, merged } = await bothFiles(rows, this.seals, survivorId, decision.candidateId);
      if (survivor.version !== version || merged.version !== decision.version) throw problem('changed-meanwhile');
      const obstacles = await obstaclesOf(rows, survivor, merged);
      if (obstacles.length > 0) throw problem('step-blocked', { detail: obstacles[0]?.detail ?? '', blockers: obstacles });
      const id = newId();
      const choices = chooseFields(survivor.values, merged.values, decision.take);
      const { goesOn, steppedBack, becomesMerged } = chooseCycle(survivor.cycle, merged.cycle);
      await rows.query(`SELECT auth.merge_files($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, [
        id,
        survivorId,
        merged.id,
        goesOn?.id ?? null,
        steppedBack?.id ?? null,
        becomesMerged,
        JSON.stringify(this.valuesOfSurvivor(survivor, merged, choices)),
        JSON.stringify(this.numberLeftBehind(survivor, merged, choices)),
        decision.reason,
        EDITION,
        actor.requestId,
      ]);
      const fields = choices.filter(({ kept }) => kept === 'merged').map(({ field }) => field);
      rows.about({ subjectId: survivorId, candidateId: survivorId, areaCode: survivor.values.areaCode, fields });
      return mergeView(rows, id);
    });
  }

  /** Gives both files back what the merge changed; what came later stays with the survivor.
   *  @throws Problem not-found; changed-meanwhile; wrong-state when it is too late, already done, or not the newest */
  unmerge(actor: Actor, survivorId: string, version: number, mergeId: string, reason: string): Promise<Merge> {
    return this.access.write(actor, 'merge.undo', survivorId, async (rows) => {
      const seen = await mergeView(rows, mergeId);
      if (seen.survivor.id !== survivorId) throw problem('not-found');
      await holdFiles(rows, [survivorId, seen.merged.id]);
      const { survivor } = await bothFiles(rows, this.seals, survivorId, seen.merged.id);
      if (survivor.version !== version) throw problem('changed-meanwhile');
      refuseTooLate(await mergeView(rows, mergeId), survivor, rows.today);
      await rows.query(`SELECT auth.unmerge_files($1, $2, $3, $4)`, [mergeId, reason, EDITION, actor.requestId]);
      rows.about({ subjectId: survivorId, candidateId: survivorId, areaCode: survivor.values.areaCode });
      return mergeView(rows, mergeId);
    });
  }

  // Sealed numbers open only in their own row, so each is opened in the one and sealed again for the other.
  private valuesOfSurvivor(survivor: MergeFile, merged: MergeFile, choices: readonly FieldChoice[]): Columns {
    const taken = choices.filter(({ kept }) => kept === 'merged').map(({ field }) => field);
    const columns: Columns = {};
    for (const field of taken) if (!isSealed(field)) columns[COLUMN[field]] = merged.values[field];
    if (taken.includes('fullName')) columns.name_key = nameKey(merged.values.fullName ?? '');
    const numbers = Object.fromEntries(
      SEALED_FIELDS.filter((field) => taken.includes(field)).map((field) => [field, merged.values[field]]),
    );
    if (survivor.noticeVersion === null && merged.noticeVersion !== null)
      Object.assign(columns, { notice_version: merged.noticeVersion, notice_given_at: merged.noticeGivenAt });
    return { ...columns, ...this.sealedColumns(survivor.id, numbers) };
  }

  // Who gives a NIK gets the other's in return: either number then still leads to this person.
  private numberLeftBehind(survivor: MergeFile, merged: MergeFile, choices: readonly FieldChoice[]): Columns {
    const isTaken = choices.some(({ field, kept }) => field === 'nik' && kept === 'merged');
    return isTaken && survivor.values.nik ? this.sealedColumns(merged.id, { nik: survivor.values.nik }) : {};
  }

  private sealedColumns(rowId: string, numbers: Partial<Pick<PersonValues, SealedField>>): Columns {
    const { nikSealed, nikIndex, nikLast4, kkSealed, kkIndex, phoneSealed, phoneIndex } = sealIdentity(this.seals, rowId, numbers);
    const bytes = (value: Buffer | null): string | null => value && `\\x${value.toString('hex')}`;
    return {
      ...(numbers.nik && { nik_sealed: bytes(nikSealed), nik_index: bytes(nikIndex), nik_last4: nikLast4 }),
      ...(numbers.kk && { kk_sealed: bytes(kkSealed), kk_index: bytes(kkIndex) }),
      ...(numbers.phone && { phone_sealed: bytes(phoneSealed), phone_index: bytes(phoneIndex) }),
    };
  }
}

function refuseSame(one: string, other: string, pointer: string): void {
  if (one !== other) return;
  throw problem('invalid', { errors: [{ pointer, code: 'same-file', detail: 'Pilih dua berkas yang berbeda.' }] });
}

function refuseTooLate(merge: Merge, survivor: MergeFile, today: string): void {
  if (merge.canUndo) return;
  const refused = (detail: string): Error => problem('wrong-state', { detail });
  if (merge.undoneAt) throw refused('Penggabungan ini sudah dibatalkan.');
  if (merge.undoUntil < today) throw refused('Penggabungan hanya dapat dibatalkan dalam 30 hari.');
  if (survivor.isMerged) throw refused('Berkas ini sendiri sudah digabung ke berkas lain. Batalkan penggabungan itu dahulu.');
  throw refused('Ada penggabungan yang lebih baru ke berkas ini. Batalkan yang itu dahulu.');
}

function personOf({ id, caseNo, version, areaName, documentsVerified, values, cycle }: MergeFile): MergePerson {
  return { id, caseNo, fullName: values.fullName ?? '', version, areaName, stage: cycle?.stage ?? null, documentsVerified };
}

function briefOf(cycle: CurrentCycle | null): CycleBrief | null {
  return cycle && { id: cycle.id, cycleNo: cycle.cycleNo, stage: cycle.stage, destinationCountry: cycle.destinationCountry };
}

function shownChoice(choice: FieldChoice, survivor: MergeFile, merged: MergeFile): FieldChoice {
  return { ...choice, survivor: shownValue(choice.field, survivor), merged: shownValue(choice.field, merged) };
}

function shownValue(field: MergeField, { values, areaPath }: MergeFile): string | null {
  const value = values[field];
  if (value === null) return null;
  if (field === 'areaCode') return areaPath;
  if (field === 'phone') return maskPhone(value);
  return field === 'nik' || field === 'kk' ? maskNik(value) : value;
}

function isSealed(field: MergeField): field is SealedField {
  return SEALED_FIELDS.some((sealed) => sealed === field);
}
