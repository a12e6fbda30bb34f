import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { problem } from '#libs/platform';

import { lockBatch, type Batch, type BatchState } from './batch.query.js';
import { FIELDS } from './columns.js';
import { asChosen, senderKeyOf, titleOf, titlesKeyOf, type ChosenColumn } from './mapping.js';
import { rememberMapping } from './mapping.query.js';

/** Where a list stands after a step. */
export interface ImportStep {
  readonly id: string;
  readonly state: BatchState;
}

/** The steps of a list from its check to its end. Each moves the state and asks the worker for the rest; taking a step twice
 *  is taking it once. */
@Injectable()
export class ImportSteps {
  constructor(@Inject(Access) private readonly access: Access) {}

  /** Says what the columns mean. The stored file is checked again, so corrections of single cells are typed anew; the meaning
   *  is remembered for the next list of this sender, or with these titles.
   *  @throws Problem not-found; wrong-state unless the list waits for its confirmation; invalid when the columns make no list */
  map(actor: Actor, id: string, chosen: readonly ChosenColumn[], sender: string | null): Promise<ImportStep> {
    return this.access.write(actor, 'import.map', id, async (rows): Promise<ImportStep> => {
      const batch = await lockBatch(rows, id);
      rows.about({ areaCode: batch.areaCode, fields: chosen.flatMap(({ field }) => field ?? []) });
      if (batch.state !== 'checked' || !batch.hasFile) throw problem('wrong-state');
      refuseUnusable(batch, chosen);
      const columns = asChosen(batch.columns, chosen);
      await rows.query(
        `UPDATE import_batch
            SET state = 'checking', progress = 0, mapping = $2::jsonb, sender = coalesce($3, sender), version = version + 1
          WHERE id = $1`,
        [id, JSON.stringify(columns.map(({ index, field }) => ({ index, field }))), sender],
      );
      await rememberMapping(rows, batch.areaCode, actor.userId, {
        senderKey: senderKeyOf(sender ?? batch.sender),
        titlesKey: titlesKeyOf(columns),
        fields: columns.map(({ header, field }) => ({ title: titleOf(header), field })),
      });
      await rows.enqueue('import.check', `import.check/${id}/${batch.version}`, { batchId: id });
      return { id, state: 'checking' };
    });
  }

  /** Lets the worker write the rows that are not rejected.
   *  @param wanted `all` refuses while a row is rejected; `valid` leaves the rejected ones out, knowingly
   *  @throws Problem not-found; wrong-state while the check is still running, or when it failed; invalid */
  confirm(actor: Actor, id: string, wanted: 'valid' | 'all'): Promise<ImportStep> {
    return this.access.write(actor, 'import.confirm', id, async (rows): Promise<ImportStep> => {
      const batch = await lockBatch(rows, id);
      rows.about({ areaCode: batch.areaCode });
      if (batch.state === 'importing' || batch.state === 'done') return { id, state: batch.state };
      if (batch.state !== 'checked') throw problem('wrong-state');
      if (wanted === 'all') refuseRejected(batch.counts.rejected ?? 0);
      await rows.query(
        `UPDATE import_batch
            SET state = 'importing', progress = 0, confirmed_by = $2, confirmed_at = now(), version = version + 1
          WHERE id = $1`,
        [id, actor.userId],
      );
      await rows.enqueue('import.write', `import.write/${id}`, { batchId: id });
      return { id, state: 'importing' };
    });
  }

  /** Gives a list up. Before it is confirmed nothing of it stays; while it is written, the people it has added leave again.
   *  @throws Problem not-found; wrong-state when it is already done, which is undone instead, or failed */
  cancel(actor: Actor, id: string): Promise<ImportStep> {
    return this.access.write(actor, 'import.cancel', id, async (rows): Promise<ImportStep> => {
      const batch = await lockBatch(rows, id);
      rows.about({ areaCode: batch.areaCode });
      if (['cancelled', 'undoing', 'undone'].includes(batch.state)) return { id, state: batch.state };
      if (batch.state === 'importing') return takeBack(rows, actor, batch);
      if (batch.state !== 'checking' && batch.state !== 'checked') throw problem('wrong-state');
      await rows.query(`UPDATE import_row SET person_sealed = NULL WHERE batch_id = $1`, [id]);
      await rows.query(
        `UPDATE import_batch
            SET state = 'cancelled', file_sealed = NULL, samples_sealed = NULL, closed_at = now(), version = version + 1
          WHERE id = $1`,
        [id],
      );
      return { id, state: 'cancelled' };
    });
  }

  /** Lets the worker take back a list that was written by mistake; see `ImportUndo` for who stays.
   *  @throws Problem not-found; wrong-state unless the list is done */
  undo(actor: Actor, id: string): Promise<ImportStep> {
    return this.access.write(actor, 'import.undo', id, async (rows): Promise<ImportStep> => {
      const batch = await lockBatch(rows, id);
      rows.about({ areaCode: batch.areaCode });
      if (batch.state === 'undoing' || batch.state === 'undone') return { id, state: batch.state };
      if (batch.state !== 'done') throw problem('wrong-state');
      return takeBack(rows, actor, batch);
    });
  }
}

async function takeBack(rows: Rows, actor: Actor, batch: Batch): Promise<ImportStep> {
  await rows.query(`UPDATE import_batch SET state = 'undoing', progress = 0, version = version + 1 WHERE id = $1`, [batch.id]);
  await rows.enqueue('import.undo', `import.undo/${batch.id}/${batch.version}`, { batchId: batch.id, askedBy: actor.userId });
  return { id: batch.id, state: 'undoing' };
}

function refuseUnusable(batch: Batch, chosen: readonly ChosenColumn[]): void {
  const known = new Set(batch.columns.map(({ index }) => index));
  const invalid = (pointer: string, code: string, detail: string) => problem('invalid', { errors: [{ pointer, code, detail }] });
  for (const [at, { index }] of chosen.entries()) {
    if (!known.has(index)) throw invalid(`/columns/${at}/index`, 'column-unknown', 'Kolom ini tidak ada di dalam berkas.');
  }
  if (new Set(chosen.map(({ index }) => index)).size < chosen.length)
    throw invalid('/columns', 'column-twice', 'Satu kolom hanya dapat disebut satu kali.');
  const fields = asChosen(batch.columns, chosen).flatMap(({ field }) => field ?? []);
  const twice = FIELDS.find((field) => fields.indexOf(field) !== fields.lastIndexOf(field));
  if (twice !== undefined)
    throw invalid('/columns', 'field-twice', 'Satu isian hanya dapat diambil dari satu kolom. Abaikan salah satunya.');
  if (!fields.includes('fullName')) throw invalid('/columns', 'name-missing', 'Pilih kolom yang berisi nama lengkap.');
}

function refuseRejected(count: number): void {
  if (count === 0) return;
  const detail = `${count} baris masih ditolak. Perbaiki dahulu, atau pilih hanya baris yang sah.`;
  throw problem('invalid', { errors: [{ pointer: '/rows', code: 'rows-rejected', detail }] });
}
