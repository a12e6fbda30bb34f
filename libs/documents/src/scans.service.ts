import { Inject, Injectable } from '@nestjs/common';

import { Access, type Actor, type Rows } from '#libs/access';
import { Clock, newId, problem, Seals } from '#libs/platform';

import { LINK_SECONDS, newLink, openLink } from './scan-link.js';
import { kindOf } from './scan-look.js';
import { readScan } from './scan-reading.js';
import { SCAN_REFUSALS, type ScanLanguage } from './scan-refusals.js';
import { ScanVault, sha256, type KeptScan } from './scan-vault.js';
import { Scan } from './scan.entity.js';
import {
  addFiles,
  filesOf,
  scannedDocument,
  scansHeld,
  scansOfDocument,
  scanView,
  type ScanFile,
  type ScannedDocument,
  type ScanView,
} from './scans.query.js';

/** An original as it is sent; what is kept is much smaller. */
export const MOST_SCAN_BYTES = 15 * 1024 * 1024;
export const MOST_PART_BYTES = 1024 * 1024;
export const MOST_SCANS_PER_DOCUMENT = 10;
export const MOST_SCAN_BYTES_PER_PERSON = 400 * 1024 * 1024;
/** Uploads that one officer may have under way at a time. */
export const MOST_OPEN_UPLOADS = 20;

/** What is about to be sent. No name: file names of scans are full of people's names and numbers. */
export interface ScanAnnounced {
  readonly size: number;
  /** SHA-256 of the whole file in hex, when the sender can tell. */
  readonly sha256?: string | undefined;
}

/** Where the pages of a scan can be fetched for a minute, by this session only. */
export interface ScanLink {
  readonly expiresAt: string;
  readonly ticket: string;
  readonly pages: readonly number[];
}

/** Scanned papers: uploaded in parts that survive an outage, checked by the worker, shown page by page. */
@Injectable()
export class ScansService {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Seals) private readonly seals: Seals,
    @Inject(ScanVault) private readonly vault: ScanVault,
  ) {}

  /** Begins an upload. @throws Problem not-found; too-large; wrong-state for a closed paper or one with all the scans it may have;
   *  too-many while too many uploads of this officer are under way */
  open(actor: Actor, documentId: string, announced: ScanAnnounced, language: ScanLanguage): Promise<ScanView> {
    return this.access.write(actor, 'document.scan', documentId, async (rows) => {
      const document = await scannedDocument(rows, documentId);
      if (announced.size > MOST_SCAN_BYTES)
        throw problem('too-large', { detail: 'Berkas paling besar 15 MB. Foto atau pindai ulang dengan ukuran lebih kecil.' });
      await refuseOverLimits(rows, documentId, document, announced.size);
      const scan = this.newScan(rows, documentId, document, announced.size);
      if (announced.sha256 !== undefined) scan.declaredSha256 = Buffer.from(announced.sha256, 'hex');
      await rows.add(scan);
      aboutScan(rows, scan.id, document);
      return scanView(rows, scan.id, language);
    });
  }

  /** Stores the next part. The same part once more is harmless, so a sender that heard no answer may simply repeat it.
   *  @throws Problem not-found; wrong-state with `received` when the part does not follow; unsupported when the first bytes are
   *  of no accepted kind; too-large; unavailable when the disk is full */
  async receive(actor: Actor, scanId: string, offset: number, bytes: Buffer, language: ScanLanguage): Promise<ScanView> {
    if (bytes.length === 0) throw problem('invalid', { errors: [{ pointer: '', code: 'part-empty', detail: 'Bagian ini kosong.' }] });
    if (bytes.length > MOST_PART_BYTES) throw problem('too-large', { detail: 'Satu bagian paling besar 1 MiB.' });
    if (offset === 0 && kindOf(bytes) === null) throw problem('unsupported', { detail: SCAN_REFUSALS['scan-unknown-kind'][language] });
    // No audit row for each part: beginning and completing an upload are the acts.
    const stored = await this.access.read(actor, 'document.scan', async (rows) => {
      const scan = await rows.get(Scan, scanId);
      if (await isRepeated(rows, scan, offset, bytes)) return scanView(rows, scanId, language);
      scan.receive(offset, bytes.length, this.clock.now());
      return scan;
    });
    if (!(stored instanceof Scan)) return stored;
    const file = await this.vault.keepPart(stored, offset, bytes);
    return this.writeDown(actor, scanId, file, bytes, language);
  }

  /** Everything was sent; the worker checks it. Asking twice is asking once. @throws Problem not-found, wrong-state with `received` */
  complete(actor: Actor, scanId: string, language: ScanLanguage): Promise<ScanView> {
    return this.access.write(actor, 'scan.complete', scanId, async (rows) => {
      const scan = await rows.lock(Scan, scanId);
      aboutScan(rows, scanId, await scannedDocument(rows, scan.documentId));
      if (scan.complete(this.clock.now())) {
        await rows.save(scan);
        await rows.enqueue('scan.check', `scan.check/${scanId}`, { scanId });
      }
      return scanView(rows, scanId, language);
    });
  }

  /** @throws Problem not-found */
  get(actor: Actor, scanId: string, language: ScanLanguage): Promise<ScanView> {
    return this.access.read(actor, 'document.list', (rows) => scanView(rows, scanId, language));
  }

  /** Every scan of a paper, oldest first. @throws Problem not-found */
  list(actor: Actor, documentId: string, language: ScanLanguage): Promise<ScanView[]> {
    return this.access.read(actor, 'document.list', async (rows) => {
      await scannedDocument(rows, documentId);
      return scansOfDocument(rows, documentId, language);
    });
  }

  /** Opens the pages of a clean scan to this session for a minute, and writes to the audit trail that they were seen.
   *  @throws Problem not-found; wrong-state unless clean */
  link(actor: Actor, scanId: string): Promise<ScanLink> {
    return this.access.view(actor, 'scan.view', scanId, async (rows) => {
      const scan = await rows.get(Scan, scanId);
      if (scan.state !== 'clean') throw problem('wrong-state', { detail: 'Pindaian ini belum selesai diperiksa atau ditolak.' });
      aboutScan(rows, scanId, await scannedDocument(rows, scan.documentId));
      const pages = (await filesOf(rows, scanId, 'page')).map(({ position }) => position);
      const until = this.clock.now();
      until.setTime(until.getTime() + LINK_SECONDS * 1000);
      return { expiresAt: until.toISOString(), ticket: newLink(this.seals, actor.token, { scanId, until: until.getTime() }), pages };
    });
  }

  /** One page as WebP. @throws Problem not-found when the ticket is over, of another session, or the scan left the scope */
  async page(actor: Actor, ticket: string, page: number): Promise<Buffer> {
    const scanId = openLink(this.seals, actor.token, ticket, this.clock.now());
    if (scanId === null) throw problem('not-found');
    const [file] = await this.access.read(actor, 'scan.view', (rows) =>
      rows.query<ScanFile & { keySealed: Buffer }>(
        `SELECT f.id, f.role, f.position, s.key_sealed AS "keySealed"
           FROM scan_file f
           JOIN scan s ON s.id = f.scan_id
          WHERE f.scan_id = $1 AND f.role = 'page' AND f.position = $2 AND s.state = 'clean'`,
        [scanId, page],
      ),
    );
    const bytes = file && (await this.vault.read({ id: scanId, keySealed: file.keySealed }, file));
    if (!bytes) throw problem('not-found');
    return bytes;
  }

  /** Takes away a scan that was sent by mistake, or an upload that is given up. What a verification rests on stays.
   *  @throws Problem not-found; wrong-state while it is being checked, or when the paper is decided already */
  async remove(actor: Actor, scanId: string): Promise<void> {
    const dropped = await this.access.write(actor, 'scan.remove', scanId, async (rows) => {
      const scan = await rows.lock(Scan, scanId);
      const document = await scannedDocument(rows, scan.documentId);
      aboutScan(rows, scanId, document);
      if (scan.state === 'checking') throw problem('wrong-state', { detail: 'Pindaian ini sedang diperiksa. Tunggu sebentar.' });
      if (scan.state === 'clean' && document.state !== 'submitted')
        throw problem('wrong-state', { detail: 'Dokumen ini sudah diputuskan, jadi pindaiannya disimpan sebagai bukti.' });
      const files = [...(await filesOf(rows, scanId, 'part')), ...(await filesOf(rows, scanId, 'page'))];
      await rows.query(`DELETE FROM scan WHERE id = $1`, [scanId]);
      return files.map(({ id }) => ({ id }));
    });
    await this.vault.drop(dropped);
  }

  /** Checks and stores a whole file in one call, inside an open transaction: for the command line and for tests.
   *  @returns the id of the clean scan. @throws Problem invalid when it is refused, not-found, unavailable */
  async store(rows: Rows, documentId: string, bytes: Buffer): Promise<string> {
    const read = await readScan(bytes);
    if (!read.ok) throw problem('invalid', { errors: [{ pointer: '/file', code: read.refusal, detail: SCAN_REFUSALS[read.refusal].id }] });
    const document = await scannedDocument(rows, documentId);
    const scan = Object.assign(this.newScan(rows, documentId, document, bytes.length), {
      state: 'clean',
      received: bytes.length,
      kind: read.kind,
      originalSha256: sha256(bytes),
      checkedAt: this.clock.now(),
    } as const);
    await rows.add(scan);
    await addFiles(rows, scan, await this.vault.keepPages(scan, read.pages));
    return scan.id;
  }

  private newScan(rows: Rows, documentId: string, document: ScannedDocument, size: number): Scan {
    const id = newId();
    const now = this.clock.now();
    return Object.assign(new Scan(), {
      id,
      documentId,
      areaCode: document.areaCode,
      state: 'uploading',
      size,
      declaredSha256: null,
      received: 0,
      keySealed: this.vault.newKey(id).sealed,
      originalSha256: null,
      kind: null,
      refusalCode: null,
      createdAt: now,
      createdBy: rows.actorId,
      touchedAt: now,
      checkedAt: null,
      version: 1,
    } as const);
  }

  // Two tabs may send the same part at once: the row decides who was first, and the file of the other goes away again.
  private async writeDown(actor: Actor, scanId: string, file: ScanFile, bytes: Buffer, language: ScanLanguage): Promise<ScanView> {
    let isUnnamed = false;
    try {
      return await this.access.read(actor, 'document.scan', async (rows) => {
        isUnnamed = true;
        const scan = await rows.lock(Scan, scanId);
        if (await isRepeated(rows, scan, file.position, bytes)) return scanView(rows, scanId, language);
        scan.receive(file.position, bytes.length, this.clock.now());
        // From here on a COMMIT may come through although its answer is lost; the sweep asks the rows about such a file.
        isUnnamed = false;
        await addFiles(rows, scan, [file]);
        await rows.save(scan);
        return scanView(rows, scanId, language);
      });
    } finally {
      if (isUnnamed) await this.vault.drop([file]);
    }
  }
}

function aboutScan(rows: Rows, scanId: string, { candidateId, areaCode, documentCode }: ScannedDocument): void {
  rows.about({ subjectId: scanId, candidateId, areaCode, fields: [documentCode] });
}

async function isRepeated(rows: Rows, scan: Scan & KeptScan, offset: number, bytes: Buffer): Promise<boolean> {
  if (offset >= scan.received) return false;
  const found = await rows.query(
    `SELECT id FROM scan_file WHERE scan_id = $1 AND role = 'part' AND position = $2 AND size = $3 AND sha256 = $4`,
    [scan.id, offset, bytes.length, sha256(bytes)],
  );
  return found.length > 0;
}

async function refuseOverLimits(rows: Rows, documentId: string, document: ScannedDocument, size: number): Promise<void> {
  if (document.state !== 'submitted' && document.state !== 'verified')
    throw problem('wrong-state', { detail: 'Dokumen ini sudah ditolak atau dibatalkan. Catat dokumen baru, lalu unggah pindaiannya.' });
  // One after another for one officer, then for one person, or uploads begun at once would all see room for themselves.
  await rows.query(`SELECT pg_advisory_xact_lock(hashtextextended('scan.open/' || $1, 0))`, [rows.actorId]);
  const [{ open } = { open: 0 }] = await rows.query<{ open: number }>(
    `SELECT count(*)::integer AS open FROM scan WHERE created_by = $1 AND state = 'uploading'`,
    [rows.actorId],
  );
  if (open >= MOST_OPEN_UPLOADS)
    throw problem('too-many', { detail: 'Masih banyak unggahan Anda yang berjalan. Tunggu sampai selesai.', retryAfterSeconds: 30 });
  await rows.query(`SELECT id FROM candidate WHERE id = $1 FOR NO KEY UPDATE`, [document.candidateId]);
  const held = await scansHeld(rows, document.candidateId, documentId);
  if (held.ofDocument >= MOST_SCANS_PER_DOCUMENT)
    throw problem('wrong-state', {
      detail: `Dokumen ini sudah memiliki ${MOST_SCANS_PER_DOCUMENT} pindaian. Hapus yang tidak perlu dahulu.`,
    });
  if (held.bytesOfPerson + size > MOST_SCAN_BYTES_PER_PERSON)
    throw problem('wrong-state', { detail: 'Pindaian orang ini sudah mencapai 400 MB. Hapus yang tidak perlu dahulu.' });
}
