import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';

import sharp from 'sharp';

import { MOST_SCAN_BYTES, type ScanRefusal, type ScanView } from '#libs/documents';

import type { Answer, Client } from './client.js';
import type { House } from './house.js';

const PART = 256 * 1024;
// Bytes that mean nothing to any format.
const FILLING = Buffer.alloc(MOST_SCAN_BYTES - 4_096, 1);

/** An invented paper, drawn: a JPEG as a telephone makes it, with a place and an owner in its metadata. */
export async function photo({ width = 1200, height = 1600, orientation = 1, owner = 'KENARI-DALAM-EXIF' } = {}): Promise<Buffer> {
  const words = `<svg width="${width}" height="${height}"><text x="80" y="200" font-size="60">Surat Keterangan Rekaan</text></svg>`;
  return sharp({ create: { width, height, channels: 3, background: '#f4f1e8' } })
    .composite([{ input: Buffer.from(words) }])
    .jpeg()
    .withExif({
      IFD0: { Copyright: owner },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '3/1 58/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '122/1 30/1 0/1' },
    })
    .withMetadata({ orientation })
    .toBuffer();
}

/** A PDF of some pages, with what else its catalogue says. */
export function pdf({
  pages = 1,
  catalog = '',
  extra = '',
  words = 'BT /F1 24 Tf 80 700 Td (Surat Keterangan Rekaan) Tj ET',
  resources = '/Font<</F1 5 0 R>>',
} = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, n) => `${n + 10} 0 R`).join(' ');
  const sheets = Array.from(
    { length: pages },
    (_, n) => `${n + 10} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<${resources}>>>>endobj`,
  );
  return Buffer.from(
    [
      '%PDF-1.4',
      `1 0 obj<</Type/Catalog/Pages 2 0 R${catalog}>>endobj`,
      `2 0 obj<</Type/Pages/Kids[${kids}]/Count ${pages}>>endobj`,
      `4 0 obj<</Length ${words.length}>>stream\n${words}\nendstream endobj`,
      '5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj',
      ...sheets,
      extra,
      'trailer<</Root 1 0 R>>',
      '%%EOF',
    ].join('\n'),
    'latin1',
  );
}

/** Sends a file in parts and asks for its check; the answer is that of the last step that was taken. */
export async function sendScan(
  client: Client,
  documentId: string,
  bytes: Buffer,
  { sha256 = createHash('sha256').update(bytes).digest('hex'), part = PART } = {},
): Promise<Answer<ScanView>> {
  const opened = await client.post<ScanView>(`/documents/${documentId}/scans`, { size: bytes.length, sha256 });
  if (opened.status !== 201) return opened;
  for (let offset = 0; offset < bytes.length; offset += part) {
    const stored = await client.putBytes<ScanView>(`/scans/${opened.body.id}/parts/${offset}`, bytes.subarray(offset, offset + part));
    if (stored.status !== 200) return stored;
  }
  return client.post<ScanView>(`/scans/${opened.body.id}/complete`);
}

/** The text that every virus check must find; in two pieces, so that it does not find this file. */
export const EICAR = Buffer.from(`${'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-'}${'ANTIVIRUS-TEST-FILE!$H+H*'}`, 'latin1');

/** A PDF that asks for a password; made in a process of its own, because Jest cannot load the library. */
export function lockedPdf(): Buffer {
  const script = `
    import * as mupdf from 'mupdf';
    const document = mupdf.Document.openDocument(Buffer.from(process.argv[1], 'base64'), 'application/pdf');
    process.stdout.write(Buffer.from(document.saveToBuffer('encrypt=aes-256,user-password=rahasia,owner-password=rahasia').asUint8Array()));`;
  const args = ['--input-type=module', '-e', script, pdf().toString('base64')];
  const { stdout, stderr } = spawnSync(process.execPath, args, { maxBuffer: 2 ** 24 });
  if (!stdout.includes('/Encrypt')) throw new Error(`no locked PDF: ${stderr.toString()}`);
  return stdout;
}

/** Files that are small and would be huge once opened, each as large as an upload may be. */
export function bombs(): (readonly [string, Buffer, ScanRefusal])[] {
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const [wide, square] = [Buffer.concat([number(200_000), number(2)]), Buffer.concat([number(50_000), number(50_000)])];
  const png = (size: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      size,
      Buffer.from('0802000000', 'hex'),
      FILLING,
      Buffer.from('IEND'),
    ]);
  const jpeg = Buffer.concat([Buffer.from('ffd8ffc0001108c350c35003012200021101031101', 'hex'), FILLING, Buffer.from('ffd9', 'hex')]);
  const heic = Buffer.concat([
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    FILLING,
    number(20),
    Buffer.from('ispe\0\0\0\0'),
    square,
  ]);
  const ofPdf = (extra: string): Buffer => Buffer.concat([pdf().subarray(0, -6), Buffer.from(extra), FILLING, Buffer.from('\n%%EOF')]);
  return [
    ['a PNG of 50,000 × 50,000 pixels', png(square), 'scan-too-many-pixels'],
    ['a PNG of 19,000 × 19,000 pixels', png(Buffer.concat([number(19_000), number(19_000)])), 'scan-too-many-pixels'],
    ['a PNG of 200,000 × 2 pixels', png(wide), 'scan-too-many-pixels'],
    ['a JPEG of 50,000 × 50,000 pixels', jpeg, 'scan-too-many-pixels'],
    ['a HEIC of 50,000 × 50,000 pixels', heic, 'scan-too-many-pixels'],
    ['a PDF with a picture of 50,000 × 50,000 pixels', ofPdf('7 0 obj<</Subtype/Image/Width 50000/Height 50000>>'), 'scan-too-many-pixels'],
    ['a PDF that packs itself eight times', ofPdf(`7 0 obj<</Filter[${'/FlateDecode '.repeat(8)}]>>`), 'scan-too-hard'],
    ['a PDF of a thousand million pages', ofPdf('7 0 obj<</Type/Pages/Count 1000000000>>'), 'scan-too-many-pages'],
  ];
}

/** Names of all files below a folder, sorted. */
export function filesIn(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

/** Names of all files that a row speaks of, sorted; without what the world of the scope tests writes past every door. */
export async function filesOfRows(house: House): Promise<string[]> {
  return (await house.sql<{ id: string }>(`SELECT id FROM scan_file WHERE id <> scan_id ORDER BY 1`)).map(({ id }) => id);
}
