import { hasAllScans, isFrame } from './jpeg-scans.js';
import type { ScanRefusal } from './scan-refusals.js';

export const SCAN_KINDS = ['pdf', 'jpeg', 'png', 'heic'] as const;
export type ScanKind = (typeof SCAN_KINDS)[number];

/** 64 megapixels is more than any office scanner or telephone needs to make a paper legible. */
export const MOST_PIXELS = 64_000_000;
export const MOST_PIXELS_OF_A_SIDE = 20_000;
/** A contract with all its annexes. */
export const MOST_PAGES = 30;

export type ScanLook = { readonly ok: true; readonly kind: ScanKind } | { readonly ok: false; readonly refusal: ScanRefusal };

interface Measure {
  readonly width: number;
  readonly height: number;
}

const PNG_START = Buffer.from('89504e470d0a1a0a', 'hex');
const EICAR = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', 'latin1');
// Still pictures of telephones; AVIF and film have brands of their own and stay outside.
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1']);
const PDF_END_WITHIN = 2048;
const MOST_FILTERS = 3;

/** What a file is by its first bytes, whatever it is called; null when it is nothing that is accepted. */
export function kindOf(start: Buffer): ScanKind | null {
  if (start.subarray(0, 5).toString('latin1') === '%PDF-') return 'pdf';
  if (start.subarray(0, 8).equals(PNG_START)) return 'png';
  if (start.length >= 3 && start.readUIntBE(0, 3) === 0xffd8ff) return 'jpeg';
  if (start.subarray(4, 8).toString('latin1') === 'ftyp' && HEIC_BRANDS.has(start.subarray(8, 12).toString('latin1'))) return 'heic';
  return null;
}

/** Whether a file may be decoded at all: kind, size in pixels and wholeness, read from its headers alone. It takes milliseconds
 *  and no memory of its own, so what would explode is never touched by a decoder. */
export function lookIntoScan(file: Buffer): ScanLook {
  const kind = kindOf(file);
  if (file.includes(EICAR)) return refuse('scan-infected');
  if (kind === null) return refuse('scan-unknown-kind');
  const refusal = kind === 'pdf' ? lookIntoPdf(file) : lookIntoPicture(kind, file);
  return refusal === null ? { ok: true, kind } : refuse(refusal);
}

function refuse(refusal: ScanRefusal): ScanLook {
  return { ok: false, refusal };
}

function lookIntoPicture(kind: 'png' | 'jpeg' | 'heic', file: Buffer): ScanRefusal | null {
  const measure = { png: measurePng, jpeg: measureJpeg, heic: measureHeic }[kind](file);
  if (measure === null || measure.width < 1 || measure.height < 1) return 'scan-broken';
  if (isTooBig(measure)) return 'scan-too-many-pixels';
  return kind === 'jpeg' && !hasAllScans(file) ? 'scan-broken' : null;
}

function isTooBig({ width, height }: Measure): boolean {
  return width > MOST_PIXELS_OF_A_SIDE || height > MOST_PIXELS_OF_A_SIDE || width * height > MOST_PIXELS;
}

function measurePng(file: Buffer): Measure | null {
  if (file.length < 33 || file.subarray(12, 16).toString('latin1') !== 'IHDR') return null;
  return file.includes('IEND', 24, 'latin1') ? { width: file.readUInt32BE(16), height: file.readUInt32BE(20) } : null;
}

// Walks the segments up to the frame header.
function measureJpeg(file: Buffer): Measure | null {
  if (file.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) return null;
  let at = 2;
  while (at + 9 < file.length) {
    if (file[at] !== 0xff) return null;
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
    else if (marker === 0xda || marker === 0xd9) return null;
    else at += 2 + file.readUInt16BE(at + 2);
  }
  return null;
}

// Every picture of the container, also the tiles and thumbnails, names its extent in an `ispe` box of 20 bytes.
function measureHeic(file: Buffer): Measure | null {
  let largest: Measure | null = null;
  for (let at = file.indexOf('ispe', 0, 'latin1'); at >= 4; at = file.indexOf('ispe', at + 4, 'latin1')) {
    if (at + 16 > file.length || file.readUInt32BE(at - 4) !== 20) continue;
    const found = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) };
    if (isTooBig(found)) return found;
    if (largest === null || found.width * found.height > largest.width * largest.height) largest = found;
  }
  return largest;
}

// Dictionaries of streams are never compressed, so the size of every picture in a PDF stands in the open. Whoever hides it
// behind escapes or references meets the limits of the reading process instead.
function lookIntoPdf(file: Buffer): ScanRefusal | null {
  if (!file.subarray(-PDF_END_WITHIN).includes('%%EOF')) return 'scan-broken';
  for (const side of ['/Width', '/Height']) {
    for (let at = file.indexOf(side); at >= 0; at = file.indexOf(side, at + side.length)) {
      const number = /^\s*(\d{1,10})\b/.exec(file.subarray(at + side.length, at + side.length + 16).toString('latin1'));
      if (number && Number(number[1]) > MOST_PIXELS_OF_A_SIDE) return 'scan-too-many-pixels';
    }
  }
  for (let at = file.indexOf('/Filter'); at >= 0; at = file.indexOf('/Filter', at + 7)) {
    const list = /^\s*\[([^\]]*)\]/.exec(file.subarray(at + 7, at + 7 + 512).toString('latin1'));
    if (list && (list[1] ?? '').split('/').length - 1 > MOST_FILTERS) return 'scan-too-hard';
  }
  for (let at = file.indexOf('/Pages'); at >= 0; at = file.indexOf('/Pages', at + 6)) {
    const count = /\/Count\s+(\d{1,12})/.exec(file.subarray(Math.max(0, at - 256), at + 512).toString('latin1'));
    if (count && Number(count[1]) > 100_000) return 'scan-too-many-pages';
  }
  return null;
}
