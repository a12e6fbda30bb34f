import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { newId, problem, Seals } from '#libs/platform';

/** A registration that is not finished. `payload` is what the form holds, as the form wrote it; the house only keeps it sealed. */
export interface DraftContent {
  readonly step: number;
  /** By which the writer knows it again in a list: the name as typed so far. */
  readonly label?: string | null | undefined;
  readonly payload: string;
}

export interface DraftSummary {
  readonly id: string;
  readonly step: number;
  readonly label: string | null;
  readonly updatedAt: string;
  readonly version: number;
}

export interface DraftView extends DraftSummary {
  readonly payload: string;
}

interface DraftRow {
  readonly id: string;
  readonly step: number;
  readonly contentSealed: Buffer;
  readonly updatedAt: string;
  readonly version: number;
}

const COLUMNS = `id, step, content_sealed AS "contentSealed", updated_at AS "updatedAt", version`;
const MOST_DRAFTS = 50;

/** Unfinished registrations, kept on the server for who writes them, sealed as a whole because they hold NIKs.
 *  PostgreSQL opens a draft to its owner alone. */
@Injectable()
export class RegistrationDrafts {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** The caller's drafts, the last touched first. */
  list(actor: Actor): Promise<DraftSummary[]> {
    return this.access.read(actor, 'draft.list', async (rows) => {
      const found = await rows.query<DraftRow>(
        `SELECT ${COLUMNS} FROM registration_draft WHERE owner_id = $1 ORDER BY updated_at DESC, id DESC LIMIT ${MOST_DRAFTS}`,
        [rows.actorId],
      );
      return found.map((row) => {
        const { payload: _, ...summary } = this.opened(row);
        return summary;
      });
    });
  }

  /** @throws Problem not-found, the same for absent and for somebody else's */
  get(actor: Actor, draftId: string): Promise<DraftView> {
    return this.access.read(actor, 'draft.list', async (rows) => {
      const [row] = await rows.query<DraftRow>(`SELECT ${COLUMNS} FROM registration_draft WHERE id = $1`, [draftId]);
      if (!row) throw problem('not-found');
      return this.opened(row);
    });
  }

  /** @throws Problem invalid when the caller has too many drafts */
  begin(actor: Actor, content: DraftContent): Promise<DraftSummary> {
    return this.access.write(actor, 'draft.keep', null, async (rows) => {
      const [count] = await rows.query<{ kept: number }>(`SELECT count(*)::integer AS kept FROM registration_draft WHERE owner_id = $1`, [
        rows.actorId,
      ]);
      if ((count?.kept ?? 0) >= MOST_DRAFTS) throw tooManyDrafts();
      const id = newId();
      const [row] = await rows.query<DraftRow>(
        `INSERT INTO registration_draft (id, owner_id, step, content_sealed) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
        [id, rows.actorId, content.step, this.sealed(id, content)],
      );
      rows.about({ subjectId: id });
      return summaryOf(row, content);
    });
  }

  /** Keeps what was typed since. Written at every pause of typing and about no file yet, so without an audit row.
   *  @throws Problem not-found; changed-meanwhile when another tab was faster */
  keep(actor: Actor, draftId: string, version: number, content: DraftContent): Promise<DraftSummary> {
    return this.access.jot(actor, 'draft.keep', async (rows) => {
      const [row] = await rows.query<DraftRow>(
        `UPDATE registration_draft
            SET step = $3, content_sealed = $4, updated_at = now(), version = version + 1
          WHERE id = $1 AND version = $2
         RETURNING ${COLUMNS}`,
        [draftId, version, content.step, this.sealed(draftId, content)],
      );
      if (row) return summaryOf(row, content);
      const known = await rows.query(`SELECT id FROM registration_draft WHERE id = $1`, [draftId]);
      throw problem(known.length > 0 ? 'changed-meanwhile' : 'not-found');
    });
  }

  /** Thrown away by its writer. @throws Problem not-found */
  discard(actor: Actor, draftId: string): Promise<void> {
    return this.access.write(actor, 'draft.discard', draftId, async (rows) => {
      if (!(await this.drop(rows, draftId))) throw problem('not-found');
    });
  }

  /** Drops a draft inside an open transaction: the person it was about is registered. @returns whether it was there */
  async drop(rows: Rows, draftId: string): Promise<boolean> {
    const dropped = await rows.query(`DELETE FROM registration_draft WHERE id = $1 RETURNING id`, [draftId]);
    return dropped.length > 0;
  }

  private sealed(draftId: string, { label, payload }: DraftContent): Buffer {
    return this.seals.seal(placeOf(draftId), JSON.stringify([label ?? null, payload]));
  }

  private opened({ contentSealed, ...row }: DraftRow): DraftView {
    const [label, payload] = JSON.parse(this.seals.open(placeOf(row.id), contentSealed)) as [string | null, string];
    return { ...row, label, payload };
  }
}

function placeOf(draftId: string): { table: string; column: string; rowId: string } {
  return { table: 'registration_draft', column: 'content_sealed', rowId: draftId };
}

function summaryOf(row: DraftRow | undefined, { label }: DraftContent): DraftSummary {
  if (!row) throw problem('not-found');
  const { contentSealed: _, ...kept } = row;
  return { ...kept, label: label ?? null };
}

function tooManyDrafts(): Error {
  const detail = `Anda sudah menyimpan ${MOST_DRAFTS} draf. Selesaikan atau buang salah satu dahulu.`;
  return problem('invalid', { errors: [{ pointer: '', code: 'drafts-full', detail }] });
}
