import { createHash } from 'node:crypto';

import { inventedNik } from '../support/cast.js';

export type CanaryKind = 'nik' | 'kk' | 'phone' | 'passport';

/** A number that belongs to nobody and must not be found anywhere outside its seal. */
export interface Canary {
  readonly kind: CanaryKind;
  readonly value: string;
}

export interface CanaryPerson {
  readonly fullName: string;
  readonly nik: string;
  readonly kk: string;
  readonly phone: string;
  readonly passport: string;
}

/** A person with four numbers, different for every `n` from 0 to 999. */
export function canaryPerson(n: number): CanaryPerson {
  const serial = String(n).padStart(3, '0');
  return {
    fullName: `Kenari Rekaan ${serial}`,
    nik: inventedNik(9000 + n, { day: 7, month: 3, year: 91 }),
    kk: `740604150388${9000 + n}`,
    phone: `08219764${serial}7`,
    passport: `X7391${serial}`.slice(0, 8),
  };
}

export function canariesOf(person: CanaryPerson): Canary[] {
  return (['nik', 'kk', 'phone', 'passport'] as const).map((kind) => ({ kind, value: person[kind] }));
}

/** Every way in which a number could lie open: as it is, in pieces of writing, and in encodings that anybody can undo. */
export function disguisesOf({ kind, value }: Canary): string[] {
  const writings = new Set([value, value.toLowerCase()]);
  if (kind === 'nik' || kind === 'kk') writings.add(value.replace(/(\d{4})(?=\d)/g, '$1 ')).add(value.replace(/(\d{4})(?=\d)/g, '$1-'));
  if (kind === 'phone') writings.add(value.slice(1)).add(`${value.slice(0, 4)}-${value.slice(4, 8)}-${value.slice(8)}`);
  const bytes = [...writings].map((writing) => Buffer.from(writing));
  return [
    ...writings,
    ...bytes.map((text) => text.toString('hex')),
    ...bytes.flatMap((text) => [0, 1, 2].map((shift) => base64Within(text, shift))),
    ...['md5', 'sha1', 'sha256'].flatMap((algorithm) => {
      const hash = (text: string): Buffer => createHash(algorithm).update(text).digest();
      return kind === 'phone'
        ? [hash(value).toString('hex'), hash(`+62${value.slice(1)}`).toString('hex')]
        : [hash(value).toString('hex'), hash(value).toString('base64')];
    }),
  ];
}

// The part of the base64 text that is the same whatever stands around the value.
function base64Within(text: Buffer, shift: number): string {
  const padded = Buffer.concat([Buffer.alloc(shift, ' '), text]).toString('base64');
  return padded.slice(shift === 0 ? 0 : shift + 1, padded.length - 4);
}

const HEAD = 6;

/** Which of the canaries lie open in a text, each with where it was seen. */
export function openIn(text: string, canaries: readonly Canary[]): string[] {
  // One walk over the text for all disguises: a dump has millions of letters and there are thousands of disguises.
  const byHead = new Map<string, { readonly canary: Canary; readonly disguise: string }[]>();
  for (const canary of canaries) {
    for (const disguise of disguisesOf(canary)) {
      const head = disguise.slice(0, HEAD);
      byHead.set(head, [...(byHead.get(head) ?? []), { canary, disguise }]);
    }
  }
  const found: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    for (const { canary, disguise } of byHead.get(text.slice(at, at + HEAD)) ?? []) {
      if (text.startsWith(disguise, at))
        found.push(`${canary.kind} ${canary.value} as ${disguise}: …${text.slice(Math.max(0, at - 60), at + disguise.length + 20)}…`);
    }
  }
  return found;
}
