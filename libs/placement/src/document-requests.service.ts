import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor } from '#libs/access';
import { DocumentsService } from '#libs/documents';
import { problem } from '#libs/platform';
import { addDays, type ChecklistItem } from '#libs/rulebook';

import { assess } from './assessment.js';
import { checklistView, type ChecklistView } from './checklist-view.js';
import { lockCurrent } from './current-cycle.js';
import { dropRequest, keepRequest } from './document-request.query.js';

/** That a person has asked for a paper at its issuer ("sudah diurus"). */
export interface RequestInput {
  readonly documentCode: string;
  readonly askedOn: string;
  /** By default the day of asking and the paper's own lead time. */
  readonly expectedOn?: string | undefined;
  /** By default the issuer that the rule names. */
  readonly issuer?: string | undefined;
}

/** Papers that were asked for and are not in yet. Such a paper is not handed in: it counts nowhere and opens no step. It only
 *  moves the plan of readiness and silences the reminder to ask for it, until the day on which it is expected has passed.
 *  The database closes a request when a paper of its kind is filed. */
@Injectable()
export class DocumentRequests {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(DocumentsService) private readonly documents: DocumentsService,
  ) {}

  /** Writes down, or corrects, that a paper was asked for. @throws Problem invalid when the checklist does not wait for this paper or
   *  a day cannot be; wrong-state for an earlier cycle; changed-meanwhile, not-found */
  record(actor: Actor, cycleId: string, version: number, input: RequestInput): Promise<ChecklistView> {
    return this.access.write(actor, 'document_request.record', cycleId, async (rows) => {
      const cycle = await lockCurrent(rows, cycleId, version);
      const { items } = await assess(rows, this.documents, cycleId);
      const item = waitedFor(items, input.documentCode);
      const { documentCode, askedOn } = input;
      const expectedOn = input.expectedOn ?? addDays(askedOn, item.leadTimeDays);
      refuseImpossibleDays(askedOn, expectedOn, rows.today);
      await keepRequest(rows, cycle, { documentCode, askedOn, expectedOn, issuer: input.issuer ?? item.issuer });
      await rows.save(cycle);
      rows.about({ candidateId: cycle.candidateId, areaCode: cycle.areaCode, fields: [documentCode] });
      return checklistView(await assess(rows, this.documents, cycleId), rows.today);
    });
  }

  /** Takes it back: the paper was not asked for after all. @throws Problem wrong-state when none is written down, e.g. since the paper was filed; else
   *  as `record` */
  remove(actor: Actor, cycleId: string, version: number, documentCode: string): Promise<ChecklistView> {
    return this.access.write(actor, 'document_request.remove', cycleId, async (rows) => {
      const cycle = await lockCurrent(rows, cycleId, version);
      if (!(await dropRequest(rows, cycleId, documentCode)))
        throw problem('wrong-state', { detail: 'Dokumen ini tidak tercatat sedang diurus.' });
      await rows.save(cycle);
      rows.about({ candidateId: cycle.candidateId, areaCode: cycle.areaCode, fields: [documentCode] });
      return checklistView(await assess(rows, this.documents, cycleId), rows.today);
    });
  }
}

const SETTLED = ['submitted', 'verified', 'waived'] as const satisfies readonly ChecklistItem['state'][];

function waitedFor(items: readonly ChecklistItem[], documentCode: string): ChecklistItem {
  const item = items.find((one) => one.documentCode === documentCode);
  if (item === undefined) return refuse('/documentCode', 'document-not-asked', 'Daftar periksa orang ini tidak meminta dokumen itu.');
  if (SETTLED.some((state) => state === item.state))
    return refuse('/documentCode', 'document-in-hand', 'Dokumen itu sudah diserahkan atau sudah beres.');
  return item;
}

function refuseImpossibleDays(askedOn: string, expectedOn: string, today: string): void {
  if (askedOn > today) refuse('/askedOn', 'day-ahead', 'Tanggal pengurusan tidak boleh sesudah hari ini.');
  if (expectedOn < askedOn) refuse('/expectedOn', 'day-order', 'Perkiraan jadi tidak boleh sebelum tanggal pengurusan.');
}

function refuse(pointer: string, code: string, detail: string): never {
  throw problem('invalid', { errors: [{ pointer, code, detail }] });
}
