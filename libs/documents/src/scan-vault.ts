import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Files, newId, Seals } from '#libs/platform';

import type { ReadPage } from './scan-reading.js';
import type { ScanFile } from './scans.query.js';
import { newScanKey, openFile, openScanKey, sealFile, type ScanKey } from './sealed-file.js';

/** The scan whose files are meant, with its sealed key. */
export interface KeptScan {
  readonly id: string;
  readonly keySealed: Buffer;
}

/** Bytes of scans on the disk, always sealed. Files are written before the row that names them, so a crash leaves files without
 *  a row, which the sweep removes, and never a row without its file. */
@Injectable()
export class ScanVault {
  constructor(
    @Inject(Files) private readonly files: Files,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  newKey(scanId: string): ScanKey {
    return newScanKey(this.seals, scanId);
  }

  /** @throws Problem unavailable when the disk is full */
  async keepPart(scan: KeptScan, position: number, bytes: Buffer): Promise<ScanFile> {
    return this.keep(scan, { role: 'part', position, width: null, height: null }, bytes);
  }

  /** All or none. @throws Problem unavailable when the disk is full */
  async keepPages(scan: KeptScan, pages: readonly ReadPage[]): Promise<ScanFile[]> {
    const kept: ScanFile[] = [];
    try {
      for (const [index, { width, height, webp }] of pages.entries())
        kept.push(await this.keep(scan, { role: 'page', position: index + 1, width, height }, webp));
      return kept;
    } catch (error) {
      await this.drop(kept);
      throw error;
    }
  }

  /** @returns null when the file is gone. @throws Error when it was altered or moved */
  async read(scan: KeptScan, file: Pick<ScanFile, 'id' | 'role' | 'position'>): Promise<Buffer | null> {
    const sealed = await this.files.read(file.id);
    return sealed && openFile(openScanKey(this.seals, scan.id, scan.keySealed), scan.id, placeOf(file), sealed);
  }

  drop(files: readonly Pick<ScanFile, 'id'>[]): Promise<void> {
    return this.files.remove(files.map(({ id }) => id));
  }

  private async keep(scan: KeptScan, told: Pick<ScanFile, 'role' | 'position' | 'width' | 'height'>, bytes: Buffer): Promise<ScanFile> {
    const id = newId();
    const key = openScanKey(this.seals, scan.id, scan.keySealed);
    await this.files.write(id, sealFile(key, scan.id, placeOf(told), bytes));
    return { id, ...told, size: bytes.length, sha256: sha256(bytes) };
  }
}

export function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function placeOf({ role, position }: Pick<ScanFile, 'role' | 'position'>): string {
  return `${role}/${position}`;
}
