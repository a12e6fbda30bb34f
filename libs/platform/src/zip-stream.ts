import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One file of an archive; its content is made while it is read. */
export interface ZipEntry {
  readonly name: string;
  readonly content: AsyncIterable<string> | Iterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly checksum: number;
  readonly packed: number;
  readonly unpacked: number;
}

const LOCAL = 0x04034b50;
const DESCRIPTOR = 0x08074b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
// Sizes and checksum stand behind the content, because nobody knows them before.
const SIZES_FOLLOW = 8;
const DEFLATED = 8;
// 1 January 1980, the first day of the format: a file says nothing about when it was made.
const DAY_ZERO = 0x0021;
const CHUNK = 64 * 1024;

/** A ZIP archive as it is written, a chunk at a time; nothing is read ahead of whoever takes the chunks. Below 4 GiB only. */
export async function* zipped(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const start = offset;
    const head = localHeader(name);
    offset += head.length;
    yield head;
    const sum = { checksum: 0, unpacked: 0 };
    const deflate = createDeflateRaw({ level: 4, chunkSize: CHUNK });
    // The callback may stay empty: an error of the source ends the loop below with that error.
    pipeline(Readable.from(counted(entry.content, sum), { highWaterMark: 1 }), deflate, () => undefined);
    let packed = 0;
    for await (const chunk of deflate as AsyncIterable<Buffer>) {
      packed += chunk.length;
      yield chunk;
    }
    const file: Written = { name, offset: start, packed, ...sum };
    written.push(file);
    offset += packed;
    const descriptor = numbers([DESCRIPTOR, 4], [file.checksum, 4], [packed, 4], [file.unpacked, 4]);
    offset += descriptor.length;
    yield descriptor;
  }
  yield directory(written, offset);
}

async function* counted(content: ZipEntry['content'], sum: { checksum: number; unpacked: number }): AsyncGenerator<Buffer> {
  for await (const text of content) {
    const bytes = Buffer.from(text);
    sum.checksum = crc32(bytes, sum.checksum);
    sum.unpacked += bytes.length;
    yield bytes;
  }
}

function localHeader(name: Buffer): Buffer {
  const head = numbers([LOCAL, 4], [VERSION, 2], [SIZES_FOLLOW, 2], [DEFLATED, 2], [0, 2], [DAY_ZERO, 2]);
  return Buffer.concat([head, numbers([0, 4], [0, 4], [0, 4], [name.length, 2], [0, 2]), name]);
}

function directory(files: readonly Written[], offset: number): Buffer {
  const entries = files.map((file) => {
    const head = numbers([CENTRAL, 4], [VERSION, 2], [VERSION, 2], [SIZES_FOLLOW, 2], [DEFLATED, 2], [0, 2], [DAY_ZERO, 2]);
    const sizes = numbers([file.checksum, 4], [file.packed, 4], [file.unpacked, 4], [file.name.length, 2]);
    return Buffer.concat([head, sizes, numbers([0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [file.offset, 4]), file.name]);
  });
  const size = entries.reduce((sum, entry) => sum + entry.length, 0);
  const end = numbers([END, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...entries, end]);
}

/** Numbers in the order of the format: value and width in bytes, little end first. */
function numbers(...values: ReadonlyArray<readonly [number, 2 | 4]>): Buffer {
  const bytes = Buffer.alloc(values.reduce((sum, [, width]) => sum + width, 0));
  let at = 0;
  for (const [value, width] of values) at = width === 2 ? bytes.writeUInt16LE(value, at) : bytes.writeUInt32LE(value, at);
  return bytes;
}
