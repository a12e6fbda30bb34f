import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, newId, problem, Seals } from '#libs/platform';
import { isPerCycle, nameKey, type HeldDocument } from '#libs/rulebook';

import { Document, type DocumentSource, type Refusal, type Verdict } from './document.entity.js';
import { documentsOfCandidate, documentView, type DocumentView } from './document-view.query.js';
import { maskNumber, openNumber, sealNumber } from './numbers.js';
import { refuseObstacle } from './verification-limits.js';
import { missingToSubmit, missingToVerify, readDocument, type DocumentInput } from './written-document.js';

/** A paper to be submitted for a person. */
export interface Submission extends DocumentInput {
  readonly candidateId: string;
  /** The person's domicile, for callers that may not read the person (a training centre reads it from the enrolment). */
  readonly areaCode?: string | undefined;
  /** The cycle the paper belongs to, for papers of one journey only (contract, visa); absent for papers of the person. */
  readonly cycleId?: string | null | undefined;
  readonly source: DocumentSource;
  readonly enrolmentId?: string | null | undefined;
  readonly trainingCenterId?: string | null | undefined;
}

type CyclePaper = DocumentInput & { readonly cycleId?: string | null | undefined };

/** Facts read from the original while verifying. They only fill what was left open; a wrong fact needs a new paper. */
export interface FactsSeen {
  readonly issuedOn?: string | undefined;
  readonly expiresOn?: string | undefined;
  readonly verdict?: Verdict | undefined;
}

/** A held document with what a checklist line shows beside it. */
export interface HeldPaper extends HeldDocument {
  readonly version: number;
  readonly numberMasked: string | null;
  /** The paper names its holder otherwise than the file, and nobody said yet that this is right. */
  readonly hasMismatch: boolean;
}

/** What a person holds: submit, verify, reject, void. Each verb is one transaction with its audit row. */
@Injectable()
export class DocumentsService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** Every version of every paper of a person, newest first. Seeing them is written to the audit trail. @throws Problem not-found */
  list(actor: Actor, candidateId: string): Promise<DocumentView[]> {
    return this.access.view(actor, 'document.list', candidateId, async (rows) => {
      rows.about({ candidateId, areaCode: await domicileOf(rows, candidateId) });
      return documentsOfCandidate(rows, candidateId);
    });
  }

  /** @throws Problem invalid, not-found (person out of scope) */
  submit(actor: Actor, candidateId: string, input: CyclePaper): Promise<DocumentView> {
    return this.access.write(actor, 'document.submit', null, async (rows) => {
      const cycleId = await cycleFor(rows, candidateId, input);
      const document = await this.submitFor(rows, { ...input, cycleId, candidateId, source: 'officer' });
      return documentView(rows, document.id);
    });
  }

  /** Submits a paper inside an open transaction. A passport from a list may still lack its expiry: see `verify`.
   *  @throws Problem invalid; not-found when the person is out of scope */
  async submitFor(rows: Rows, submission: Submission): Promise<Document> {
    const written = readDocument(submission, rows.today);
    const faults = submission.source === 'import' ? [] : missingToSubmit(written);
    if (faults.length > 0) throw problem('invalid', { errors: faults });
    const areaCode = submission.areaCode ?? (await domicileOf(rows, submission.candidateId));
    const { number, ...facts } = written;
    const id = newId();
    const now = this.clock.now();
    const document = Object.assign(new Document(), {
      id,
      candidateId: submission.candidateId,
      areaCode,
      cycleId: submission.cycleId ?? null,
      ...facts,
      holderNameKey: facts.holderName && nameKey(facts.holderName),
      state: 'submitted',
      ...sealNumber(this.seals, id, written.documentCode, number),
      source: submission.source,
      enrolmentId: submission.enrolmentId ?? null,
      trainingCenterId: submission.trainingCenterId ?? null,
      submittedAt: now,
      submittedBy: rows.actorId,
      verifiedAt: null,
      verifiedBy: null,
      closedReason: null,
      closedReasonCode: null,
      closedNote: null,
      closedAt: null,
      closedBy: null,
      differs: [],
      identityAcceptedReason: null,
      identityAcceptedAt: null,
      identityAcceptedBy: null,
      createdAt: now,
      version: 1,
    } as const);
    await rows.add(document);
    rows.about({ subjectId: id, candidateId: document.candidateId, areaCode, fields: [document.documentCode] });
    return document;
  }

  /** The original was seen and is right. @throws Problem wrong-state unless submitted, or when the caller refused this paper
   *  before and the file is the same; not-permitted when another role verifies this kind; invalid while a needed fact is open;
   *  changed-meanwhile when another officer was faster */
  verify(actor: Actor, documentId: string, version: number, seen: FactsSeen = {}): Promise<DocumentView> {
    return this.decide(actor, 'document.verify', documentId, version, async (document, rows) => {
      document.verify(this.decision(rows));
      await refuseObstacle(rows, document);
      fillOpenFacts(document, seen, rows.today);
    });
  }

  /** @throws Problem wrong-state unless submitted, invalid without any reason, changed-meanwhile */
  reject(actor: Actor, documentId: string, version: number, refusal: Refusal): Promise<DocumentView> {
    return this.decide(actor, 'document.reject', documentId, version, (document, rows) => document.reject(this.decision(rows), refusal));
  }

  /** @throws Problem wrong-state when closed already, invalid without reason, changed-meanwhile */
  void(actor: Actor, documentId: string, version: number, { reason }: { readonly reason: string }): Promise<DocumentView> {
    return this.decide(actor, 'document.void', documentId, version, (document, rows) => document.void(this.decision(rows), reason));
  }

  /** Takes back the paper that an enrolment's result submitted, inside an open transaction: also a verified one, because the
   *  result it rests on is gone. @returns null when there is none. @throws Problem invalid without reason */
  async voidOfEnrolment(rows: Rows, enrolmentId: string, reason: string): Promise<Document | null> {
    const [current] = await rows.query<{ id: string }>(
      `SELECT id FROM document WHERE enrolment_id = $1 AND state IN ('submitted', 'verified')`,
      [enrolmentId],
    );
    if (!current) return null;
    const document = await rows.lock(Document, current.id);
    document.void(this.decision(rows), reason);
    return rows.save(document);
  }

  /** Everything a person holds in every version, oldest first, as the rulebook reads it. */
  async heldBy(rows: Rows, candidateId: string): Promise<HeldPaper[]> {
    const held = await rows.query<HeldDocument & { version: number; numberLast4: string | null; hasMismatch: boolean }>(
      `SELECT id, document_code AS "documentCode", cycle_id AS "cycleId", state, issued_on AS "issuedOn", expires_on AS "expiresOn",
              verdict, submitted_at AS "submittedAt", closed_reason AS "closedReason", version, number_last4 AS "numberLast4",
              differs <> '{}' AND identity_accepted_at IS NULL AS "hasMismatch"
         FROM document
        WHERE candidate_id = $1
        ORDER BY submitted_at, id`,
      [candidateId],
    );
    return held.map(({ numberLast4, ...paper }) => ({ ...paper, numberMasked: maskNumber(numberLast4) }));
  }

  /** The plain number behind a mask; that it was seen is written to the audit trail first.
   *  @throws Problem not-found when the document is out of scope or belongs to somebody else; wrong-state when it has no number */
  reveal(actor: Actor, candidateId: string, documentId: string): Promise<string> {
    return this.access.view(actor, 'candidate.reveal', documentId, async (rows) => {
      const document = await rows.get(Document, documentId);
      if (document.candidateId !== candidateId) throw problem('not-found');
      const plain = openNumber(this.seals, document.id, document.numberSealed);
      if (plain === null) throw problem('wrong-state', { detail: 'Nomor dokumen ini belum tercatat.' });
      rows.about({ candidateId, areaCode: document.areaCode, fields: [document.documentCode] });
      return plain;
    });
  }

  private decide(
    actor: Actor,
    action: 'document.verify' | 'document.reject' | 'document.void',
    documentId: string,
    version: number,
    act: (document: Document, rows: Rows) => void | Promise<void>,
  ): Promise<DocumentView> {
    return this.access.write(actor, action, documentId, async (rows) => {
      const document = await rows.lock(Document, documentId, version);
      await act(document, rows);
      await rows.save(document);
      rows.about({ candidateId: document.candidateId, areaCode: document.areaCode, fields: [document.documentCode] });
      return documentView(rows, document.id);
    });
  }

  private decision(rows: Rows): { by: string; at: Date } {
    return { by: rows.actorId, at: this.clock.now() };
  }
}

function fillOpenFacts(document: Document, seen: FactsSeen, today: string): void {
  document.issuedOn ??= seen.issuedOn ?? null;
  document.expiresOn ??= seen.expiresOn ?? null;
  document.verdict ??= seen.verdict ?? null;
  const { documentCode, issuer, issuedOn, expiresOn, verdict } = document;
  const faults = missingToVerify(readDocument({ documentCode, issuer, issuedOn, expiresOn, verdict }, today));
  if (faults.length > 0) throw problem('invalid', { errors: faults });
}

/** A paper of one journey belongs to the present one unless another is named, or last year's contract would serve again. */
async function cycleFor(rows: Rows, candidateId: string, input: CyclePaper): Promise<string | null> {
  const named = input.cycleId ?? null;
  if (named === null && !isPerCycle(input.documentCode)) return null;
  const [cycle] = await rows.query<{ id: string }>(
    `SELECT id FROM placement_cycle WHERE candidate_id = $1 AND CASE WHEN $2::uuid IS NULL THEN is_current ELSE id = $2::uuid END`,
    [candidateId, named],
  );
  if (cycle || named === null) return cycle?.id ?? null;
  throw problem('invalid', {
    errors: [{ pointer: '/cycleId', code: 'cycle-unknown', detail: 'Proses penempatan ini bukan milik orang tersebut.' }],
  });
}

async function domicileOf(rows: Rows, candidateId: string): Promise<string> {
  const [candidate] = await rows.query<{ area_code: string }>(`SELECT area_code FROM candidate WHERE id = $1`, [candidateId]);
  if (!candidate) throw problem('not-found');
  return candidate.area_code;
}
