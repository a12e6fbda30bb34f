import type { Seals } from '#libs/platform';

/** The numbers of a person that are kept sealed. */
export interface IdentityNumbers {
  readonly nik?: string | null | undefined;
  readonly kk?: string | null | undefined;
  /** E.164 */
  readonly phone?: string | null | undefined;
}

export interface SealedIdentity {
  readonly nikSealed: Buffer | null;
  readonly nikIndex: Buffer | null;
  readonly nikLast4: string | null;
  readonly kkSealed: Buffer | null;
  readonly kkIndex: Buffer | null;
  readonly phoneSealed: Buffer | null;
  readonly phoneIndex: Buffer | null;
}

export const SEALED_FIELDS = ['nik', 'kk', 'phone'] as const;
export type SealedField = (typeof SEALED_FIELDS)[number];

const COLUMN = { nik: 'nik_sealed', kk: 'kk_sealed', phone: 'phone_sealed' } as const satisfies Record<SealedField, string>;

/** Seals a person's numbers for the row `candidateId`; every writer of candidates uses it, so that every reader can open them.
 *  A sealed value opens only in its own row and column. */
export function sealIdentity(seals: Seals, candidateId: string, numbers: IdentityNumbers): SealedIdentity {
  const sealed = (field: SealedField): Buffer | null => {
    const plain = numbers[field];
    return plain ? seals.seal({ table: 'candidate', column: COLUMN[field], rowId: candidateId }, plain) : null;
  };
  const index = (field: SealedField): Buffer | null => {
    const plain = numbers[field];
    return plain ? seals.blindIndex(field, plain) : null;
  };
  return {
    nikSealed: sealed('nik'),
    nikIndex: index('nik'),
    nikLast4: numbers.nik ? numbers.nik.slice(-4) : null,
    kkSealed: sealed('kk'),
    kkIndex: index('kk'),
    phoneSealed: sealed('phone'),
    phoneIndex: index('phone'),
  };
}

/** @returns the plain number, or null when the row has none. @throws Error when the value was altered or moved */
export function openIdentity(seals: Seals, candidateId: string, field: SealedField, sealed: Buffer | null): string | null {
  return sealed && seals.open({ table: 'candidate', column: COLUMN[field], rowId: candidateId }, sealed);
}
