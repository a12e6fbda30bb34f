import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

const FORMAT = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
// Fetched together: asking for twelve bytes costs a third of a seal.
const IVS_AT_ONCE = 256;

export interface SealPlace {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

export type BlindIndexKind = 'nik' | 'kk' | 'phone' | 'passport';

/** Keys by id (1–255); the newest seals, all open, so a key can be replaced while old rows still read. */
export interface SealKeys {
  readonly current: number;
  readonly byId: ReadonlyMap<number, Buffer>;
  readonly index: Buffer;
}

/** Encrypts single fields: AES-256-GCM, laid out as format ‖ key id ‖ iv ‖ tag ‖ text.
 *  The place (table, column, row) is authenticated too, so a sealed value moved to another row does not open.
 *  `blindIndex` is a keyed HMAC-SHA256 for exact look-up and uniqueness; unkeyed hashes of a NIK fall in minutes. */
@Injectable()
export class Seals {
  private ivs = Buffer.alloc(0);
  private nextIv = 0;

  constructor(private readonly keys: SealKeys) {}

  /** @param plain a text, or the bytes of a file */
  seal(place: SealPlace, plain: string | Buffer): Buffer {
    const iv = this.freshIv();
    const cipher = createCipheriv('aes-256-gcm', this.key(this.keys.current), iv);
    cipher.setAAD(additionalData(place));
    const text = typeof plain === 'string' ? cipher.update(plain, 'utf8') : cipher.update(plain);
    // Galois/counter mode keeps nothing back: the end adds no bytes, only the tag.
    cipher.final();
    return Buffer.concat([Buffer.from([FORMAT, this.keys.current]), iv, cipher.getAuthTag(), text]);
  }

  /** @throws Error when the value was altered, moved, or sealed with a key that is gone. */
  open(place: SealPlace, sealed: Buffer): string {
    return this.openBytes(place, sealed).toString('utf8');
  }

  /** As `open`, for what was sealed as bytes. @throws Error when the value was altered, moved, or sealed with a key that is gone. */
  openBytes(place: SealPlace, sealed: Buffer): Buffer {
    if (sealed[0] !== FORMAT) throw new Error(`unknown seal format ${sealed[0]}`);
    const iv = sealed.subarray(2, 2 + IV_BYTES);
    const tag = sealed.subarray(2 + IV_BYTES, 2 + IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', this.key(sealed[1] ?? 0), iv);
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(tag);
    const plain = decipher.update(sealed.subarray(2 + IV_BYTES + TAG_BYTES));
    decipher.final();
    return plain;
  }

  blindIndex(kind: BlindIndexKind, plain: string): Buffer {
    return createHmac('sha256', this.keys.index).update(`${kind}\u0000v1\u0000${plain}`).digest();
  }

  /** Random bytes that were never given out before. */
  private freshIv(): Buffer {
    if (this.nextIv === this.ivs.length) {
      this.ivs = randomBytes(IVS_AT_ONCE * IV_BYTES);
      this.nextIv = 0;
    }
    this.nextIv += IV_BYTES;
    return this.ivs.subarray(this.nextIv - IV_BYTES, this.nextIv);
  }

  private key(id: number): Buffer {
    const key = this.keys.byId.get(id);
    if (!key) throw new Error(`seal key ${id} is not loaded`);
    return key;
  }
}

function additionalData(place: SealPlace): Buffer {
  return Buffer.from(`${place.table}\u0000${place.column}\u0000${place.rowId}`);
}
