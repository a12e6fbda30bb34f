import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

import sharp from 'sharp';

import {
  lookIntoScan,
  MOST_OPEN_UPLOADS,
  MOST_PART_BYTES,
  MOST_SCAN_BYTES,
  MOST_SCANS_PER_DOCUMENT,
  readScan,
  READING_LIMITS,
  type DocumentView,
  type ScanView,
} from '#libs/documents';
import { Clock, newId } from '#libs/platform';

import { populate, type Subject } from '../access/scope-world.js';
import { CAST, type Person } from '../support/cast.js';
import { Client } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';
import { bombs, EICAR, lockedPdf, pdf, photo, sendScan } from '../support/scans.js';

let house: House;
let subject: Subject;
beforeAll(async () => {
  house = await openHouse();
  subject = (await populate(house, 12)).find(({ areaCode }) => areaCode === '74.06.04') as Subject;
});
afterAll(() => house.close());

interface Link {
  readonly expiresAt: string;
  readonly pages: readonly { readonly page: number; readonly href: string }[];
}

/** A paper of its own for each test, so that limits of one do not reach the next. */
async function paper(documentCode = 'family_card'): Promise<string> {
  return (await house.as('sari').post<DocumentView>(`/candidates/${subject.candidateId}/documents`, { documentCode })).body.id;
}

async function judged(bytes: Buffer, options: { readonly sha256?: string } = {}): Promise<ScanView> {
  const sent = await sendScan(house.as('sari'), await paper(), bytes, { part: MOST_PART_BYTES, ...options });
  expect(sent.status).toBe(202);
  await house.drain();
  return (await house.as('sari').get<ScanView>(`/scans/${sent.body.id}`)).body;
}

async function pagesOf(scanId: string): Promise<Buffer[]> {
  const { body } = await house.as('sari').post<Link>(`/scans/${scanId}/link`);
  return Promise.all(body.pages.map(async ({ href }) => (await house.as('sari').get<Buffer>(href)).body));
}

const png = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();

describe('what is no paper is turned away with the first part, whatever it is called', () => {
  const nothings: readonly (readonly [string, Buffer])[] = [
    ['the EICAR file', EICAR],
    ['a program', Buffer.concat([Buffer.from('MZ\x90\0'), randomBytes(600)])],
    ['a ZIP, and so every XLSX and DOCX', Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(600)])],
    ['a password-protected workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), randomBytes(600)])],
    ['an SVG that runs a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a page of HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['HTML with a PDF behind it', Buffer.concat([Buffer.from('<script>alert(1)</script>'), pdf()])],
    ['a GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
    ['an AVIF', Buffer.from('\0\0\0 ftypavif\0\0\0\0', 'latin1')],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n')],
    ['noise', Buffer.concat([Buffer.from([0]), randomBytes(900)])],
  ];
  test.each(nothings)('%s', async (_name, bytes) => {
    const answer = await sendScan(house.as('sari'), subject.documentId, bytes);
    expect(answer).toMatchObject({
      status: 415,
      body: { type: '/problems/unsupported', detail: expect.stringMatching(/bukan PDF, JPEG, PNG, atau HEIC/) },
    });
    const [scan] = (await house.as('sari').get<{ items: ScanView[] }>(`/documents/${subject.documentId}/scans`)).body.items.slice(-1);
    await house.as('sari').delete(`/scans/${scan?.id}`);
  });
});

describe('what looks like a paper is opened in a process of its own and answered by name', () => {
  const jpeg = async (): Promise<Buffer> => photo({ width: 500, height: 700 });
  const cases: readonly (readonly [string, () => Promise<Buffer> | Buffer, string])[] = [
    ['a JPEG that breaks off', async () => (await jpeg()).subarray(0, 4_000), 'scan-broken'],
    [
      'a JPEG that breaks off and ends its thumbnail before',
      async () => Buffer.concat([(await jpeg()).subarray(0, 2), comment(Buffer.from([0xff, 0xd9])), (await jpeg()).subarray(2, 4_000)]),
      'scan-broken',
    ],
    ['a JPEG whose end is written before its last rows', async () => endedAt(await grained({}), 0.5), 'scan-broken'],
    ['a progressive JPEG that ends inside a pass', async () => endedAt(await grained({ progressive: true }), 0.9), 'scan-broken'],
    [
      'a progressive JPEG that ends after its first pass, all of it a blur',
      async () => endedAt(await grained({ progressive: true }), passesOf(await grained({ progressive: true }))[1] ?? 0),
      'scan-broken',
    ],
    ['a JPEG of noise', () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(3_000)]), 'scan-broken'],
    ['a PNG that breaks off', async () => (await png()).subarray(0, 60), 'scan-broken'],
    ['a PDF that breaks off', () => pdf().subarray(0, 300), 'scan-broken'],
    ['a PDF of noise', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(3_000), Buffer.from('\n%%EOF')]), 'scan-broken'],
    ['a PDF without pages', () => pdf({ pages: 0 }), 'scan-broken'],
    ['a PDF locked with a password', () => lockedPdf(), 'scan-locked'],
    ['a PDF of 31 pages', () => pdf({ pages: 31 }), 'scan-too-many-pages'],
    [
      'a JPEG that carries the EICAR text',
      async () => Buffer.concat([(await jpeg()).subarray(0, 2), comment(EICAR), (await jpeg()).subarray(2)]),
      'scan-infected',
    ],
    [
      'a HEIC of noise',
      () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), randomBytes(900)]),
      'scan-broken',
    ],
  ];
  test.each(cases)('%s', async (_name, make, code) => {
    expect(await judged(await make())).toMatchObject({
      state: 'refused',
      pages: [],
      refusal: { code, detail: expect.stringMatching(/\./) },
    });
  });

  test('a file that is not the one that was announced', async () => {
    const sha256 = createHash('sha256').update('lain').digest('hex');
    expect(await judged(await jpeg(), { sha256 })).toMatchObject({ state: 'refused', refusal: { code: 'scan-differs' } });
  });

  test('every refusal is told in both languages', async () => {
    const refused = await judged(pdf({ pages: 31 }));
    const { body } = await house.as('sari').get<ScanView>(`/scans/${refused.id}`, { headers: { 'accept-language': 'en' } });
    expect(body.refusal?.detail).toMatch(/Too many pages/);
  });
});

/** A picture in which no two places are alike, so that every row has something to say. */
function grained({ progressive = false }): Promise<Buffer> {
  const [width, height] = [300, 400];
  const grain = Buffer.from(Array.from({ length: width * height * 3 }, (_, n) => (Math.imul(n, 2_654_435_761) >>> 13) & 255));
  return sharp(grain, { raw: { width, height, channels: 3 } })
    .jpeg({ progressive })
    .toBuffer();
}

/** The file up to a place (a share of it, or a byte), then the mark that a JPEG ends with, then what follows. */
function endedAt(file: Buffer, place: number): Buffer {
  const at = place < 1 ? Math.floor(file.length * place) : place;
  return Buffer.concat([file.subarray(0, at), Buffer.from([0xff, 0xd9]), file.subarray(at)]);
}

function passesOf(file: Buffer): number[] {
  return [...file.keys()].filter((at) => file[at] === 0xff && file[at + 1] === 0xda);
}

function comment(text: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(text.length + 2, 2);
  return Buffer.concat([head, text]);
}

describe('what is a paper loses everything but its pixels', () => {
  test('a photograph with a place keeps neither place nor owner', async () => {
    const original = await photo({ width: 600, height: 800 });
    expect((await sharp(original).metadata()).exif?.includes('KENARI-DALAM-EXIF')).toBe(true);
    const [page] = await pagesOf((await judged(original)).id);
    const { exif, xmp, iptc, icc } = await sharp(page).metadata();
    expect({ exif, xmp, iptc, icc }).toEqual({});
    expect(page?.includes('KENARI')).toBe(false);
  });

  test('a photograph of an iPhone (HEIC) is drawn like any other', async () => {
    const scan = await judged(readFileSync('test/support/data/surat-rekaan.heic'));
    expect(scan).toMatchObject({ state: 'clean', kind: 'heic', pages: [{ page: 1, width: 480, height: 640 }] });
    expect((await pagesOf(scan.id))[0]?.subarray(8, 12).toString()).toBe('WEBP');
  });

  test('a picture that is also a page of HTML stays a picture', async () => {
    const both = Buffer.concat([await png(), Buffer.from('<script>document.title="polyglot"</script>')]);
    const scan = await judged(both);
    expect(scan).toMatchObject({ state: 'clean', kind: 'png', pages: [{ page: 1, width: 300, height: 200 }] });
    expect((await pagesOf(scan.id))[0]?.includes('<script')).toBe(false);
  });

  test('a PDF with scripts, an attachment and a form is drawn; none of them is kept or run', async () => {
    const active = pdf({
      pages: 2,
      catalog:
        '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/JavaScript/JS(this.exportDataObject)>>>>/Names<</EmbeddedFiles<</Names[(jahat.exe) 90 0 R]>>>>',
      extra: `90 0 obj<</Type/Filespec/F(jahat.exe)/EF<</F 91 0 R>>>>endobj\n91 0 obj<</Length ${EICAR.length - 10}>>stream\nMZ${'x'.repeat(EICAR.length - 12)}\nendstream endobj`,
    });
    const scan = await judged(active);
    expect(scan).toMatchObject({ state: 'clean', kind: 'pdf', pages: [{ page: 1 }, { page: 2 }] });
    for (const page of await pagesOf(scan.id)) {
      expect(page.subarray(8, 12).toString()).toBe('WEBP');
      expect(/JavaScript|jahat|app\.alert/.test(page.toString('latin1'))).toBe(false);
    }
  });

  test('small print of an A4 page stays legible: 2,400 pixels on the long side', async () => {
    expect((await judged(pdf())).pages).toEqual([{ page: 1, width: expect.any(Number), height: 2_400 }]);
  });
});

describe('bombs', () => {
  test.each(bombs())('%s is refused by its headers in under 50 ms and 32 MB', (_name, bomb, refusal) => {
    // The quickest of five: what else this machine does at the moment is not the bomb's.
    const looks = Array.from({ length: 5 }, () => {
      const before = process.memoryUsage();
      const startedAt = performance.now();
      const look = lookIntoScan(bomb);
      const ms = performance.now() - startedAt;
      const after = process.memoryUsage();
      return { look, ms, bytes: after.heapUsed + after.external - before.heapUsed - before.external };
    });
    for (const { look } of looks) expect(look).toEqual({ ok: false, refusal });
    expect(Math.min(...looks.map(({ ms }) => ms))).toBeLessThan(50);
    expect(Math.max(...looks.map(({ bytes }) => bytes))).toBeLessThan(32 * 1024 * 1024);
  });

  test('a drawing that calls itself a thousand million times is stopped by its time', async () => {
    const forms = Array.from({ length: 9 }, (_, n) => {
      const calls = n === 8 ? '0 0 1 1 re f' : '/X Do '.repeat(10);
      const resources = n === 8 ? '' : `/Resources<</XObject<</X ${51 + n} 0 R>>>>`;
      return `${50 + n} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 595 842]${resources}/Length ${calls.length}>>stream\n${calls}\nendstream endobj`;
    });
    const laughs = pdf({ extra: forms.join('\n'), words: '/X Do', resources: '/XObject<</X 50 0 R>>' });
    const startedAt = performance.now();
    const read = await readScan(laughs, { ...READING_LIMITS, milliseconds: 2_500 });
    expect(read).toEqual({ ok: false, refusal: 'scan-too-hard' });
    // Drawn to its end it would take hours.
    expect(performance.now() - startedAt).toBeLessThan(60_000);
  });

  test('a picture that must be held whole is stopped by its memory', async () => {
    const interlaced = await sharp({ create: { width: 8_000, height: 8_000, channels: 3, background: '#888' } })
      .png({ progressive: true })
      .toBuffer();
    expect(interlaced.length).toBeLessThan(2_000_000);
    expect(await readScan(interlaced, { ...READING_LIMITS, residentMb: 180 })).toEqual({ ok: false, refusal: 'scan-too-hard' });
  });
});

describe('the rules of an upload', () => {
  const open = (size: number, documentId = subject.documentId, person: Person = 'sari') =>
    house.as(person).post<ScanView>(`/documents/${documentId}/scans`, { size });

  test('an empty file, one over 15 MB and one with a name are refused before a byte is sent', async () => {
    expect(await open(0)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/size' }] } });
    expect(await open(MOST_SCAN_BYTES + 1)).toMatchObject({ status: 413, body: { detail: expect.stringMatching(/15 MB/) } });
    const named = await house.as('sari').post(`/documents/${subject.documentId}/scans`, { size: 9, fileName: 'ktp.pdf.exe' });
    expect(named).toMatchObject({ status: 422, body: { errors: [{ pointer: '/fileName', code: 'unknown-field' }] } });
  });

  test('a part out of order, too large, past the end, empty or of another type is refused', async () => {
    const { body: scan } = await open(2_000_000);
    const part = (offset: number | string, bytes: Buffer) => house.as('sari').putBytes(`/scans/${scan.id}/parts/${offset}`, bytes);
    const start = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(MOST_PART_BYTES - 8)]);
    expect(await part(100, Buffer.alloc(9))).toMatchObject({ status: 409, body: { received: 0 } });
    expect(await part(0, Buffer.concat([start, Buffer.alloc(1)]))).toMatchObject({ status: 413 });
    expect(await part(0, Buffer.alloc(0))).toMatchObject({ status: expect.any(Number) });
    expect(await part('-1', start)).toMatchObject({ status: 404 });
    expect(await part('1e3', start)).toMatchObject({ status: 404 });
    expect(await part(0, start)).toMatchObject({ status: 200, body: { received: MOST_PART_BYTES } });
    expect(await part(MOST_PART_BYTES, Buffer.alloc(1_000_000))).toMatchObject({ status: 413 });
    expect(await house.as('sari').put(`/scans/${scan.id}/parts/0`, { berkas: 'x' })).toMatchObject({ status: 415 });
    expect(await house.as('sari').putBytes(`/documents/${subject.documentId}/scans`, Buffer.alloc(9))).toMatchObject({ status: 415 });
    await house.as('sari').delete(`/scans/${scan.id}`);
  });

  test('a paper holds ten scans, and not one more when two officers ask twenty times at once', async () => {
    const documentId = await paper('identity_card');
    const asked = await Promise.all(Array.from({ length: 20 }, (_, n) => open(100, documentId, n % 2 ? 'hasan' : 'sari')));
    expect(asked.filter(({ status }) => status === 201)).toHaveLength(MOST_SCANS_PER_DOCUMENT);
    expect(asked.find(({ status }) => status !== 201)).toMatchObject({
      status: 409,
      body: { detail: expect.stringMatching(/10 pindaian/) },
    });
    for (const { status, body } of asked) if (status === 201) await house.as('sari').delete(`/scans/${body.id}`);
  });

  test('the scans of one person take 400 MB at most, whichever paper they belong to', async () => {
    const [one, other] = [await open(100, await paper()), await open(100, await paper())];
    await house.sql(`UPDATE scan SET size = 209715200 WHERE id = ANY ($1)`, [[one.body.id, other.body.id]]);
    expect(await open(100, await paper())).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/400 MB/) } });
    await house.as('sari').delete(`/scans/${one.body.id}`);
    const again = await open(100, await paper());
    expect(again.status).toBe(201);
    for (const { body } of [other, again]) await house.as('sari').delete(`/scans/${body.id}`);
  });

  test('one officer has twenty uploads under way at a time', async () => {
    const papers = [await paper(), await paper(), await paper()];
    const asked = await Promise.all(Array.from({ length: 30 }, (_, n) => open(100, papers[n % 3])));
    const opened = asked.filter(({ status }) => status === 201);
    expect(opened).toHaveLength(MOST_OPEN_UPLOADS);
    expect(asked.find(({ status }) => status !== 201)).toMatchObject({ status: 429, headers: { 'retry-after': expect.anything() } });
    for (const { body } of opened) await house.as('sari').delete(`/scans/${body.id}`);
  });

  test('what may be seen is not what may be sent: nobody else goes on with an upload out of scope', async () => {
    const { body: scan } = await open(100);
    for (const person of ['maria', 'wayan', 'ratna', 'tono'] as const)
      expect([403, 404]).toContain((await house.as(person).putBytes(`/scans/${scan.id}/parts/0`, pdf().subarray(0, 100))).status);
    await house.as('sari').delete(`/scans/${scan.id}`);
  });
});

describe('a link to pages', () => {
  let scanId: string;
  let href: string;
  beforeEach(async () => {
    scanId ??= (await judged(await photo({ width: 400, height: 600 }))).id;
    href = (await house.as('sari').post<Link>(`/scans/${scanId}/link`)).body.pages[0]?.href ?? '';
  });
  afterEach(() => jest.restoreAllMocks());

  async function secondSession(userId: string): Promise<Client> {
    const token = randomBytes(32).toString('base64url');
    await house.sql(
      `INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds) VALUES ($1, $2, 'bearer', now() + interval '1 hour', 3600)`,
      [createHash('sha256').update(token).digest(), userId],
    );
    return new Client(house.api, token);
  }

  test('opens as a download that no browser takes for a page', async () => {
    const { status, headers } = await house.as('sari').get(href);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('image/webp');
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'; sandbox");
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    expect(headers['cache-control']).toBe('no-store');
  });

  test('is over after 60 seconds', async () => {
    const clock = house.api.get(Clock, { strict: false });
    const moved = (seconds: number) => jest.spyOn(clock, 'now').mockImplementation(() => new Date(Date.now() + seconds * 1000));
    moved(58);
    expect((await house.as('sari').get(href)).status).toBe(200);
    moved(61);
    expect((await house.as('sari').get(href)).status).toBe(404);
  });

  test('works for nobody else: not a colleague, not another session of the same person, not without one', async () => {
    const again = await secondSession(CAST.sari.id);
    expect((await again.get(`/scans/${scanId}`)).status).toBe(200);
    expect((await again.get(href)).status).toBe(404);
    expect((await house.as('hasan').get(href)).status).toBe(404);
    expect((await house.as('ratna').get(href)).status).toBe(403);
    expect((await house.nobody().get(href)).status).toBe(401);
  });

  test('dies with its session', async () => {
    const leaving = await secondSession(CAST.sari.id);
    const own = (await leaving.post<Link>(`/scans/${scanId}/link`)).body.pages[0]?.href ?? '';
    expect((await leaving.get(own)).status).toBe(200);
    await leaving.delete('/session');
    expect((await leaving.get(own)).status).toBe(401);
  });

  test('cannot be made up, altered, or turned to another page', async () => {
    const [before, ticket, page] = /^(.*\/)([^/]+)\/(\d+)$/.exec(href)?.slice(1) ?? [];
    expect(page).toBe('1');
    const flipped = `${ticket?.slice(0, -2)}${ticket?.endsWith('A') ? 'BB' : 'AA'}`;
    for (const forged of [
      `${before}${flipped}/1`,
      `${before}${newId()}/1`,
      `${before}${ticket}/2`,
      `${before}${ticket}/0`,
      `${before}x/1`,
      `${before}${ticket}/1e0`,
    ])
      expect((await house.as('sari').get(forged)).status).toBe(404);
  });

  test('ends when the person moves out of the area, and comes back with them', async () => {
    const move = (areaCode: string) => house.sql(`UPDATE candidate SET area_code = $2 WHERE id = $1`, [subject.candidateId, areaCode]);
    await move('73.01');
    expect((await house.as('sari').get(href)).status).toBe(404);
    expect((await house.as('sari').post(`/scans/${scanId}/link`)).status).toBe(404);
    await move(subject.areaCode);
    expect((await house.as('sari').get(href)).status).toBe(200);
  });

  test('is not given for what was refused', async () => {
    const refused = await judged(pdf({ pages: 31 }));
    expect((await house.as('sari').post(`/scans/${refused.id}/link`)).status).toBe(409);
  });
});
