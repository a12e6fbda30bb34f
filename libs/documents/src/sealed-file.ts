import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import type { Seals } from '#libs/platform';

const FORMAT = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + IV_BYTES + TAG_BYTES;

/** The key of one scan's files. It is kept sealed in the scan's row, so that deleting the row makes its files, also those in
 *  a backup, unreadable for ever. */
export interface ScanKey {
  readonly plain: Buffer;
  readonly sealed: Buffer;
}

/** A new key for the files of one scan. */
export function newScanKey(seals: Seals, scanId: string): ScanKey {
  const plain = randomBytes(KEY_BYTES);
  return { plain, sealed: seals.seal(keyPlace(scanId), plain.toString('base64')) };
}

/** @throws Error when the key was altered or belongs to another scan */
export function openScanKey(seals: Seals, scanId: string, sealed: Buffer): Buffer {
  return Buffer.from(seals.open(keyPlace(scanId), sealed), 'base64');
}

/** Bytes as they lie on the disk: format ‖ iv ‖ tag ‖ text, AES-256-GCM. They open only as this file of this scan.
 *  @param place e.g. `page/2` or `part/1048576` */
export function sealFile(key: Buffer, scanId: string, place: string, plain: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(additionalData(scanId, place));
  const text = [cipher.update(plain), cipher.final()];
  return Buffer.concat([Buffer.from([FORMAT]), iv, cipher.getAuthTag(), ...text]);
}

/** @throws Error when the file was altered, moved or cut */
export function openFile(key: Buffer, scanId: string, place: string, sealed: Buffer): Buffer {
  if (sealed[0] !== FORMAT || sealed.length < HEAD_BYTES) throw new Error('unknown format of a sealed file');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + IV_BYTES));
  decipher.setAAD(additionalData(scanId, place));
  decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, HEAD_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
}

function keyPlace(scanId: string): { table: string; column: string; rowId: string } {
  return { table: 'scan', column: 'key_sealed', rowId: scanId };
}

function additionalData(scanId: string, place: string): Buffer {
  return Buffer.from(`scan_file\u0000${scanId}\u0000${place}`);
}
