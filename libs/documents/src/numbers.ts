import type { Seals } from '#libs/platform';

export interface SealedNumber {
  readonly numberSealed: Buffer | null;
  readonly numberIndex: Buffer | null;
  readonly numberLast4: string | null;
}

/** Seals the number of a document for its row. Every writer of documents uses it, so that every reader can open them.
 *  Only passports get a blind index: their number names a person across offices. */
export function sealNumber(seals: Seals, documentId: string, documentCode: string, number: string | null | undefined): SealedNumber {
  if (!number) return { numberSealed: null, numberIndex: null, numberLast4: null };
  return {
    numberSealed: seals.seal({ table: 'document', column: 'number_sealed', rowId: documentId }, number),
    numberIndex: documentCode === 'passport' ? seals.blindIndex('passport', compactNumber(number)) : null,
    numberLast4: visibleEnd(number),
  };
}

/** @returns the plain number, or null when the document has none. @throws Error when the value was altered or moved */
export function openNumber(seals: Seals, documentId: string, sealed: Buffer | null): string | null {
  return sealed && seals.open({ table: 'document', column: 'number_sealed', rowId: documentId }, sealed);
}

/** A number without the spaces, dots and dashes that people write into it, in capitals: the form that is compared. */
export function compactNumber(number: string): string {
  return number.replace(/[\s.-]/g, '').toUpperCase();
}

/** As it is shown: `****4567`, whatever the length. Null when there is no number. */
export function maskNumber(last4: string | null): string | null {
  return last4 === null ? null : `****${last4}`;
}

// Of a short number never more than half may be read.
function visibleEnd(number: string): string {
  const shown = Math.min(4, Math.floor(number.length / 2));
  return shown === 0 ? '' : number.slice(-shown);
}
