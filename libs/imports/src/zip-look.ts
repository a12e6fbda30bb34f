import type { FileFault } from './codes.js';

/** One packed file inside an XLSX, with the place of its bytes and the sizes its directory promises. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 0 | 8;
  readonly start: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly crc32: number;
}

export type ZipLook = { readonly ok: true; readonly entries: readonly ZipEntry[] } | { readonly ok: false; readonly fault: FileFault };

export const ZIP_LIMITS = { entries: 200, unpackedBytes: 50 * 1024 * 1024, ratio: 100 } as const;

const END_OF_DIRECTORY = 0x06054b50;
const ZIP64_LOCATOR = 0x07064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const NEEDS_ZIP64 = 0xffffffff;

/** Reads the directory of a ZIP without unpacking a byte, and refuses what could blow up.
 *  The sizes are promises: whoever inflates an entry must count, stop at `unpackedBytes` and
 *  compare the checksum.
 *  @returns the entries, or why the file is refused (`zip-broken`, `zip-encrypted`, `zip-bomb`) */
export function lookIntoZip(file: Buffer): ZipLook {
  const end = findEnd(file);
  if (end === null) return refused('zip-broken');
  const count = file.readUInt16LE(end + 10);
  const directorySize = file.readUInt32LE(end + 12);
  const directoryStart = file.readUInt32LE(end + 16);
  const isWhole = file.readUInt32LE(end + 4) === 0 && file.readUInt16LE(end + 8) === count;
  // Nothing an office uploads needs the 64-bit fields, and they allow two directories that disagree.
  const hasZip64 = end >= 20 && file.readUInt32LE(end - 20) === ZIP64_LOCATOR;
  if (!isWhole || hasZip64 || directoryStart + directorySize !== end) return refused('zip-broken');
  if (count > ZIP_LIMITS.entries) return refused('zip-bomb');
  return readDirectory(file, directoryStart, end, count);
}

function findEnd(file: Buffer): number | null {
  const first = Math.max(0, file.length - END_SIZE - LONGEST_COMMENT);
  for (let at = file.length - END_SIZE; at >= first; at--) {
    const commentFits = file.readUInt32LE(at) === END_OF_DIRECTORY && at + END_SIZE + file.readUInt16LE(at + 20) === file.length;
    if (commentFits) return at;
  }
  return null;
}

function readDirectory(file: Buffer, directoryStart: number, directoryEnd: number, count: number): ZipLook {
  const entries: ZipEntry[] = [];
  const spans: Array<{ from: number; to: number }> = [];
  let total = 0;
  let at = directoryStart;
  for (let index = 0; index < count; index++) {
    if (at + 46 > directoryEnd || file.readUInt32LE(at) !== DIRECTORY_ENTRY) return refused('zip-broken');
    const flags = file.readUInt16LE(at + 8);
    const method = file.readUInt16LE(at + 10);
    const packedBytes = file.readUInt32LE(at + 20);
    const crc32 = file.readUInt32LE(at + 16);
    const unpackedBytes = file.readUInt32LE(at + 24);
    const nameLength = file.readUInt16LE(at + 28);
    const headerAt = file.readUInt32LE(at + 42);
    if ((flags & 1) !== 0) return refused('zip-encrypted');
    if (packedBytes === NEEDS_ZIP64 || unpackedBytes === NEEDS_ZIP64 || headerAt === NEEDS_ZIP64) return refused('zip-broken');
    if (method !== 0 && method !== 8) return refused('zip-broken');
    total += unpackedBytes;
    if (total > ZIP_LIMITS.unpackedBytes || unpackedBytes > packedBytes * ZIP_LIMITS.ratio) return refused('zip-bomb');
    const start = startOfBytes(file, headerAt, directoryStart);
    if (start === null || start + packedBytes > directoryStart) return refused('zip-broken');
    spans.push({ from: headerAt, to: start + packedBytes });
    entries.push({ name: file.toString('utf8', at + 46, at + 46 + nameLength), method, start, packedBytes, unpackedBytes, crc32 });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  if (at !== directoryEnd) return refused('zip-broken');
  // Entries that share bytes let a small file promise honest sizes and still unpack to terabytes.
  return anyOverlap(spans) ? refused('zip-bomb') : { ok: true, entries };
}

function startOfBytes(file: Buffer, headerAt: number, directoryStart: number): number | null {
  if (headerAt + 30 > directoryStart || file.readUInt32LE(headerAt) !== LOCAL_HEADER) return null;
  return headerAt + 30 + file.readUInt16LE(headerAt + 26) + file.readUInt16LE(headerAt + 28);
}

function anyOverlap(spans: ReadonlyArray<{ from: number; to: number }>): boolean {
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  return sorted.some((span, index) => {
    const before = sorted[index - 1];
    return before !== undefined && span.from < before.to;
  });
}

function refused(fault: FileFault): ZipLook {
  return { ok: false, fault };
}
