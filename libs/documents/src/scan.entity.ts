import { Column, Entity, PrimaryColumn } from 'typeorm';

import { problem } from '#libs/platform';

import type { ScanKind } from './scan-look.js';

export const SCAN_STATES = ['uploading', 'checking', 'clean', 'refused'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

/** A scanned paper of a document: uploaded in parts, checked, then clean or refused. The row never holds bytes; they are sealed
 *  files named by `scan_file`. A scan that is closed stays as it is; a better one is a new scan. */
@Entity({ name: 'scan' })
export class Scan {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'scan_pk' })
  id: string;

  @Column({ type: 'uuid', name: 'document_id', update: false })
  documentId: string;

  // Follows the document by the foreign key.
  @Column({ type: 'text', name: 'area_code', collation: 'C', update: false })
  areaCode: string;

  @Column({ type: 'text' })
  state: ScanState;

  @Column({ type: 'integer', update: false })
  size: number;

  @Column({ type: 'bytea', name: 'declared_sha256', nullable: true, update: false })
  declaredSha256: Buffer | null;

  @Column({ type: 'integer', default: 0 })
  received: number;

  @Column({ type: 'bytea', name: 'key_sealed', update: false })
  keySealed: Buffer;

  @Column({ type: 'bytea', name: 'original_sha256', nullable: true })
  originalSha256: Buffer | null;

  @Column({ type: 'text', nullable: true })
  kind: ScanKind | null;

  @Column({ type: 'text', name: 'refusal_code', nullable: true })
  refusalCode: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'uuid', name: 'created_by', update: false })
  createdBy: string;

  @Column({ type: 'timestamptz', name: 'touched_at', default: () => 'now()' })
  touchedAt: Date;

  @Column({ type: 'timestamptz', name: 'checked_at', nullable: true })
  checkedAt: Date | null;

  @Column({ type: 'integer', default: 1 })
  version: number;

  /** The next part has arrived. @throws Problem wrong-state with `received` unless it follows on what is stored; too-large past the size */
  receive(offset: number, bytes: number, at: Date): void {
    if (this.state !== 'uploading') throw problem('wrong-state', { detail: 'Unggahan ini sudah selesai.', received: this.received });
    if (offset !== this.received)
      throw problem('wrong-state', { detail: `Lanjutkan dari bita ke-${this.received}.`, received: this.received });
    if (offset + bytes > this.size) throw problem('too-large', { detail: 'Bagian ini melewati ukuran berkas yang disebut di awal.' });
    this.received += bytes;
    this.touchedAt = at;
  }

  /** Everything has arrived; the check may begin. Asking twice is asking once. @returns false when it was asked for before
   *  @throws Problem wrong-state with `received` while parts are missing */
  complete(at: Date): boolean {
    if (this.state !== 'uploading') return false;
    if (this.received !== this.size)
      throw problem('wrong-state', { detail: `Baru ${this.received} dari ${this.size} bita yang tiba.`, received: this.received });
    this.state = 'checking';
    this.touchedAt = at;
    return true;
  }
}
