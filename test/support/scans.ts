import { createHash } from 'node:crypto';

import sharp from 'sharp';

import type { ScanView } from '#libs/documents';

import type { Answer, Client } from './client.js';

const PART = 256 * 1024;

/** An invented paper, drawn: a JPEG as a telephone makes it, with a place and an owner in its metadata. */
export async function photo({ width = 1200, height = 1600, orientation = 1 } = {}): Promise<Buffer> {
  const words = `<svg width="${width}" height="${height}"><text x="80" y="200" font-size="60">Surat Keterangan Rekaan</text></svg>`;
  return sharp({ create: { width, height, channels: 3, background: '#f4f1e8' } })
    .composite([{ input: Buffer.from(words) }])
    .jpeg()
    .withExif({
      IFD0: { Copyright: 'KENARI-DALAM-EXIF' },
      IFD3: { GPSLatitudeRef: 'S', GPSLatitude: '3/1 58/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '122/1 30/1 0/1' },
    })
    .withMetadata({ orientation })
    .toBuffer();
}

/** A PDF of some pages, with what else its catalogue says. */
export function pdf({ pages = 1, catalog = '', pageEntries = '', extra = '', media = '0 0 595 842' } = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, n) => `${n + 10} 0 R`).join(' ');
  const sheets = Array.from(
    { length: pages },
    (_, n) =>
      `${n + 10} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[${media}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>${pageEntries}>>endobj`,
  );
  const words = 'BT /F1 24 Tf 80 700 Td (Surat Keterangan Rekaan) Tj ET';
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
