import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { Clock, VirusCheck } from '#libs/platform';

import { readScan, type ScanRead } from './scan-reading.js';
import { ScanVault, sha256 } from './scan-vault.js';
import { Scan } from './scan.entity.js';
import { addFiles, filesOf, scannedDocument, type ScanFile } from './scans.query.js';

interface Upload {
  readonly scan: Scan;
  readonly parts: readonly ScanFile[];
}

/** Judges an upload that has arrived whole, and replaces it by its pages. It may be run again at any time, also beside
 *  another run: the first to finish decides, and what the others wrote is taken away. */
@Injectable()
export class ScanCheck {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ScanVault) private readonly vault: ScanVault,
    @Inject(VirusCheck) private readonly viruses: VirusCheck,
  ) {}

  /** Checks an upload that waits for it; does nothing when it is decided already, or gone. */
  async run(scanId: string): Promise<void> {
    const upload = await this.access.system('scan.check', (rows) => uploadOf(rows, scanId), { audited: false });
    if (upload === null) return;
    const file = await this.assemble(upload);
    const read = await this.judge(upload, file);
    const pages = read.ok ? await this.vault.keepPages(upload.scan, read.pages) : [];
    const isOurs = await this.close(upload, read, file && sha256(file), pages);
    await this.vault.drop(isOurs ? upload.parts : pages);
  }

  private async assemble({ scan, parts }: Upload): Promise<Buffer | null> {
    const opened: Buffer[] = [];
    for (const part of parts) {
      const bytes = await this.vault.read(scan, part);
      if (bytes === null) return null;
      opened.push(bytes);
    }
    return Buffer.concat(opened);
  }

  private async judge({ scan }: Upload, file: Buffer | null): Promise<ScanRead> {
    if (file === null || file.length !== scan.size) return { ok: false, refusal: 'scan-differs' };
    if (scan.declaredSha256 !== null && !scan.declaredSha256.equals(sha256(file))) return { ok: false, refusal: 'scan-differs' };
    if (await this.viruses.isInfected(file)) return { ok: false, refusal: 'scan-infected' };
    return readScan(file);
  }

  /** @returns false when another run was faster */
  private close({ scan: { id }, parts }: Upload, read: ScanRead, digest: Buffer | null, pages: readonly ScanFile[]): Promise<boolean> {
    return this.access.system('scan.check', async (rows) => {
      if ((await rows.findBy(Scan, { id })) === null) return false;
      const scan = await rows.lock(Scan, id);
      if (scan.state !== 'checking') return false;
      const { candidateId, areaCode, documentCode } = await scannedDocument(rows, scan.documentId);
      rows.about({ subjectId: id, candidateId, areaCode, fields: [documentCode] });
      await rows.query(`DELETE FROM scan_file WHERE id = ANY ($1::uuid[])`, [parts.map((part) => part.id)]);
      if (read.ok) {
        scan.state = 'clean';
        scan.kind = read.kind;
        await addFiles(rows, scan, pages);
      } else {
        scan.state = 'refused';
        scan.refusalCode = read.refusal;
      }
      scan.originalSha256 = digest;
      scan.checkedAt = this.clock.now();
      await rows.save(scan);
      return true;
    });
  }
}

async function uploadOf(rows: Rows, scanId: string): Promise<Upload | null> {
  const scan = await rows.findBy(Scan, { id: scanId });
  if (scan?.state !== 'checking') return null;
  return { scan, parts: await filesOf(rows, scanId, 'part') };
}
