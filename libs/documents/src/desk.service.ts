import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor } from '#libs/access';
import { Clock, problem, Seals } from '#libs/platform';
import { nameKey } from '#libs/rulebook';

import { deskDocument, type DeskDocument } from './desk.query.js';
import { Document } from './document.entity.js';
import { documentView, type DocumentView } from './document-view.query.js';
import { sealNumber } from './numbers.js';
import { verificationQueue, type QueueFilter, type VerificationQueue } from './verification-queue.query.js';
import { readDocument, type DocumentInput } from './written-document.js';

/** What is read off the original and differs from what was filed; absent fields stay as they are. */
export type Correction = Omit<DocumentInput, 'documentCode'>;

/** The desk at which papers are looked at: what waits, everything about one paper, mending what was filed. */
@Injectable()
export class DeskService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** What waits for an officer in the caller's area, oldest first. @param page.limit 1 to 100 */
  queue(actor: Actor, filter: QueueFilter, page: { readonly limit: number; readonly after: string | null }): Promise<VerificationQueue> {
    return this.access.read(actor, 'document.list', (rows) => verificationQueue(rows, filter, page.limit, page.after));
  }

  /** One paper beside the person and his or her other papers. That they were seen is written to the audit trail.
   *  @throws Problem not-found */
  look(actor: Actor, documentId: string): Promise<DeskDocument> {
    return this.access.view(actor, 'document.view', documentId, async (rows) => {
      const { areaCode, ...desk } = await deskDocument(rows, documentId);
      rows.about({ candidateId: desk.document.candidateId, areaCode, fields: [desk.document.documentCode] });
      return desk;
    });
  }

  /** Mends what was filed wrongly while the paper waits; afterwards only what it says about its holder, which decides nothing.
   *  The trail keeps which facts. @throws Problem invalid with one error per faulty field; wrong-state for a closed paper or a
   *  decided fact; changed-meanwhile */
  correct(actor: Actor, documentId: string, version: number, correction: Correction): Promise<DocumentView> {
    return this.access.write(actor, 'document.correct', documentId, async (rows) => {
      const document = await rows.lock(Document, documentId, version);
      const written = readDocument({ ...keptOf(document), ...given(correction), documentCode: document.documentCode }, rows.today);
      const fields = Object.keys(given(correction));
      const allowed =
        document.state === 'submitted' || (document.state === 'verified' && fields.every((field) => field.startsWith('holder')));
      if (!allowed) throw problem('wrong-state', { detail: 'Dokumen ini sudah diputuskan; isinya tidak diubah lagi.' });
      const { number, ...facts } = written;
      Object.assign(document, facts, { holderNameKey: facts.holderName && nameKey(facts.holderName) });
      if (correction.number !== undefined) Object.assign(document, sealNumber(this.seals, document.id, document.documentCode, number));
      await rows.save(document);
      rows.about({ candidateId: document.candidateId, areaCode: document.areaCode, fields: [document.documentCode, ...fields] });
      return documentView(rows, document.id);
    });
  }

  /** The paper names its holder otherwise than the file, and that is right so.
   *  @throws Problem wrong-state when nothing differs, invalid without reason, changed-meanwhile */
  acceptIdentity(actor: Actor, documentId: string, version: number, { reason }: { readonly reason: string }): Promise<DocumentView> {
    return this.access.write(actor, 'document.accept', documentId, async (rows) => {
      const document = await rows.lock(Document, documentId, version);
      document.acceptIdentity({ by: rows.actorId, at: this.clock.now() }, reason);
      await rows.save(document);
      rows.about({
        candidateId: document.candidateId,
        areaCode: document.areaCode,
        fields: [document.documentCode, ...document.differs.map((difference) => DIFFERING_FIELDS[difference])],
      });
      return documentView(rows, document.id);
    });
  }
}

const DIFFERING_FIELDS = { name: 'holderName', birthDate: 'holderBirthDate', sex: 'holderSex' } as const;

function given(correction: Correction): Correction {
  return Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined));
}

function keptOf({ issuer, issuedOn, expiresOn, verdict, holderName, holderBirthDate, holderSex }: Document): Correction {
  return { issuer, issuedOn, expiresOn, verdict, holderName, holderBirthDate, holderSex };
}
