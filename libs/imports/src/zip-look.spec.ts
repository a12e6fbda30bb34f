import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

import { readSheets } from './sheet.js';
import { lookIntoZip } from './zip-look.js';

interface Packed {
  readonly name: string;
  readonly content: Buffer;
  /** What the directory says, when it lies. */
  readonly claims?: { readonly unpackedBytes?: number; readonly flags?: number };
}

const LIST = 'xl/worksheets/sheet1.xml';
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, '<c/>');

test('an ordinary file shows its entries and their sizes', () => {
  const look = lookIntoZip(
    zip([
      { name: 'a.txt', content: Buffer.from('satu') },
      { name: 'b.txt', content: Buffer.from('dua') },
    ]),
  );
  expect(look).toMatchObject({
    ok: true,
    entries: [
      { name: 'a.txt', unpackedBytes: 4 },
      { name: 'b.txt', unpackedBytes: 3 },
    ],
  });
});

test('a bomb is refused by its directory, in milliseconds and without memory', () => {
  const bomb = zip([{ name: LIST, content: megabytes(100) }]);
  const memory = process.memoryUsage().rss;
  const before = process.cpuUsage();
  expect(lookIntoZip(bomb)).toEqual({ ok: false, fault: 'zip-bomb' });
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(50);
  expect(process.memoryUsage().rss - memory).toBeLessThan(32 * 1024 * 1024);
});

test('many small parts that together are too much are a bomb', () => {
  const noise = Buffer.from(Array.from({ length: 256 * 1024 }, (_, index) => (index * 7919) % 251));
  const parts = Array.from({ length: 201 }, (_, index) => ({ name: `${index}.bin`, content: noise.subarray(0, 100) }));
  expect(lookIntoZip(zip(parts))).toEqual({ ok: false, fault: 'zip-bomb' });
  const large = Array.from({ length: 6 }, (_, index) => ({
    name: `${index}.bin`,
    content: Buffer.concat(Array.from({ length: 40 }, () => noise)),
  }));
  expect(lookIntoZip(zip(large))).toEqual({ ok: false, fault: 'zip-bomb' });
});

test('a directory that lies about the size is stopped while unpacking', async () => {
  const claims = { unpackedBytes: 4_000_000 };
  const liar = zip([
    { name: '_rels/.rels', content: relation('officeDocument', 'xl/workbook.xml') },
    { name: 'xl/workbook.xml', content: megabytes(100), claims },
  ]);
  expect(lookIntoZip(liar).ok).toBe(true);
  const memory = process.memoryUsage().rss;
  const started = performance.now();
  expect(await readSheets(liar)).toEqual({ ok: false, fault: 'zip-bomb' });
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(process.memoryUsage().rss - memory).toBeLessThan(100 * 1024 * 1024);
});

test('a digit that changed on the way is noticed, although the file still unpacks', async () => {
  const file = readFileSync('test/support/data/cpmi-bombana-2026.xlsx');
  const look = lookIntoZip(file);
  const shared = look.ok ? look.entries.find((entry) => entry.name === 'xl/sharedStrings.xml') : undefined;
  const place = file.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]), file.lastIndexOf('xl/sharedStrings.xml'));
  file.writeUInt32LE(((shared?.crc32 ?? 0) ^ 1) >>> 0, place + 16);
  expect(await readSheets(file)).toEqual({ ok: false, fault: 'zip-broken' });
});

test('parts that share the same bytes are a bomb, however small each one is', () => {
  const file = zip([
    { name: 'a', content: Buffer.from('x'.repeat(500)) },
    { name: 'b', content: Buffer.from('y'.repeat(500)) },
  ]);
  const second = file.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  file.writeUInt32LE(0, second + 42);
  expect(lookIntoZip(file)).toEqual({ ok: false, fault: 'zip-bomb' });
});

test.each([
  ['a password', zip([{ name: 'a', content: Buffer.from('x'), claims: { flags: 1 } }]), 'zip-encrypted'],
  ['a cut end', zip([{ name: 'a', content: Buffer.from('x') }]).subarray(0, -5), 'zip-broken'],
  ['64-bit sizes', zip([{ name: 'a', content: Buffer.from('x'), claims: { unpackedBytes: 0xffffffff } }]), 'zip-broken'],
  ['nothing but noise', Buffer.alloc(100, 7), 'zip-broken'],
])('a file with %s is refused', (_, file, fault) => {
  expect(lookIntoZip(file)).toEqual({ ok: false, fault });
});

test('no cut or flipped byte ever makes the look throw', () => {
  const whole = zip([
    { name: LIST, content: Buffer.from('<a/>') },
    { name: 'b', content: Buffer.from('y') },
  ]);
  for (let at = 0; at < whole.length; at++) {
    expect(() => lookIntoZip(whole.subarray(0, at))).not.toThrow();
    for (const value of [0, 0x7f, 0xff]) {
      const altered = Buffer.from(whole);
      altered[at] = value;
      expect(() => lookIntoZip(altered)).not.toThrow();
    }
  }
});

function relation(type: string, target: string): Buffer {
  const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  return Buffer.from(`<Relationships><Relationship Id="r1" Type="${types}/${type}" Target="${target}"/></Relationships>`);
}

function zip(parts: readonly Packed[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = {} } of parts) {
    const packed = deflateRawSync(content, { level: 9 });
    const title = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(claims.flags ?? 0, 2);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(claims.unpackedBytes ?? content.length, 18);
    facts.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), facts, title, packed]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), facts, end, title]));
    bodies.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}
