import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import sharp from 'sharp';

import { newId, readSettings } from '#libs/platform';
import { Access } from '#libs/access';
import { ScansService, ScanSweep, type DocumentView, type ScanView } from '#libs/documents';

import { openHouse, type House } from '../support/house.js';
import { populate, type Subject } from '../access/scope-world.js';
import { filesIn, filesOfRows, pdf, photo, sendScan } from '../support/scans.js';

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

const filesOnDisk = (): string[] => filesIn(readSettings(process.env).filesFolder);

test('a photograph is uploaded in parts, checked, and shown upright without what the camera wrote into it', async () => {
  const sari = house.as('sari');
  const original = await photo({ orientation: 6 });
  const sent = await sendScan(sari, subject.documentId, original, { part: 9_000 });
  expect(sent).toMatchObject({ status: 202, body: { state: 'checking', received: original.length, pages: [] } });
  await house.drain();
  const { body: scan } = await sari.get<ScanView>(`/scans/${sent.body.id}`);
  expect(scan).toMatchObject({
    state: 'clean',
    kind: 'jpeg',
    createdByName: 'Sari',
    refusal: null,
    sha256: createHash('sha256').update(original).digest('hex'),
    pages: [{ page: 1, width: 1600, height: 1200 }],
  });
  const { body: link } = await sari.post<Link>(`/scans/${scan.id}/link`);
  expect(link.pages).toHaveLength(1);
  const page = await sari.get<Buffer>(link.pages[0]?.href ?? '');
  expect(page.headers).toMatchObject({
    'content-type': 'image/webp',
    'content-disposition': expect.stringMatching(/^attachment/),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-security-policy': expect.stringMatching(/sandbox/),
  });
  const { format, width, exif } = await sharp(page.body).metadata();
  expect({ format, width, exif }).toEqual({ format: 'webp', width: 1600, exif: undefined });
  expect(await filesOnDisk()).toEqual(await filesOfRows(house));
});

test('the paper and the verification queue tell how many clean scans there are, and the latest', async () => {
  const sari = house.as('sari');
  const { body: before } = await sari.get<{ items: ScanView[] }>(`/documents/${subject.documentId}/scans`);
  await sendScan(sari, subject.documentId, pdf({ pages: 2 }));
  await sendScan(sari, subject.documentId, (await photo()).subarray(0, 9_000));
  await house.drain();
  const { body: scans } = await sari.get<{ items: ScanView[] }>(`/documents/${subject.documentId}/scans`);
  expect(scans.items.slice(before.items.length)).toMatchObject([
    { state: 'clean', kind: 'pdf', pages: [{ page: 1 }, { page: 2 }] },
    { state: 'refused', refusal: { code: 'scan-broken', detail: expect.stringMatching(/pindai atau foto ulang/) }, pages: [] },
  ]);
  const clean = scans.items.filter(({ state }) => state === 'clean').length;
  const latestScanId = scans.items.at(-2)?.id;
  const { body: papers } = await sari.get<{ items: DocumentView[] }>(`/candidates/${subject.candidateId}/documents`);
  expect(papers.items[0]).toMatchObject({ scans: clean, latestScanId });
  const { body: queue } = await sari.get<{ items: DocumentView[] }>('/verification-queue?limit=100');
  expect(queue.items.find(({ id }) => id === subject.documentId)).toMatchObject({ scans: clean, latestScanId });
  expect(await filesOnDisk()).toEqual(await filesOfRows(house));
});

test('the same part twice is harmless, a gap is told with how far we are, and another tab cannot mix its bytes in', async () => {
  const sari = house.as('sari');
  const original = await photo();
  const { body: scan } = await sari.post<ScanView>(`/documents/${subject.documentId}/scans`, { size: original.length });
  const part = (offset: number, bytes: Buffer) =>
    sari.putBytes<ScanView & { received: number }>(`/scans/${scan.id}/parts/${offset}`, bytes);
  const first = original.subarray(0, 4_000);
  expect((await part(0, first)).body.received).toBe(4_000);
  expect(await part(0, first)).toMatchObject({ status: 200, body: { received: 4_000 } });
  expect(await part(8_000, original.subarray(8_000))).toMatchObject({ status: 409, body: { received: 4_000 } });
  expect(await part(0, Buffer.concat([first.subarray(0, 3_999), Buffer.from('x')]))).toMatchObject({
    status: 409,
    body: { received: 4_000 },
  });
  expect(await sari.post(`/scans/${scan.id}/complete`)).toMatchObject({ status: 409, body: { received: 4_000 } });
  const rest = original.subarray(4_000);
  const other = Buffer.from(rest).fill(7);
  const tabs = await Promise.all([part(4_000, rest), part(4_000, other), part(4_000, rest), part(4_000, other)]);
  expect(tabs.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409]);
  expect(await filesOnDisk()).toEqual(await filesOfRows(house));
  await sari.delete(`/scans/${scan.id}`);
  expect(await sari.get(`/scans/${scan.id}`)).toMatchObject({ status: 404 });
  expect(await filesOnDisk()).toEqual(await filesOfRows(house));
});

test('a scan of a decided paper stays as evidence; one that was sent by mistake goes, with its files', async () => {
  const [sari, hasan] = [house.as('sari'), house.as('hasan')];
  const { body: paper } = await sari.post<DocumentView>(`/candidates/${subject.candidateId}/documents`, { documentCode: 'family_card' });
  const [mistake, evidence] = [(await sendScan(sari, paper.id, await photo())).body.id, (await sendScan(sari, paper.id, pdf())).body.id];
  await house.drain();
  expect(await sari.delete(`/scans/${mistake}`)).toMatchObject({ status: 204 });
  expect(await sari.post(`/documents/${paper.id}/verify`, {}, { version: 1 })).toMatchObject({
    status: 200,
    body: { scans: 1, latestScanId: evidence },
  });
  expect(await sari.delete(`/scans/${evidence}`)).toMatchObject({ status: 409 });
  await hasan.post(`/documents/${paper.id}/void`, { reason: 'Ternyata palsu' }, { version: 2 });
  expect(await sari.post(`/documents/${paper.id}/scans`, { size: 10 })).toMatchObject({ status: 409 });
  expect(await filesOnDisk()).toEqual(await filesOfRows(house));
});

test('the command line stores a drawn paper in one call', async () => {
  const worker = await house.worker();
  const scans = worker.get(ScansService, { strict: false });
  const access = worker.get(Access, { strict: false });
  const bytes = pdf({ pages: 3 });
  const id = await access.system('demo.fill', (rows) => scans.store(rows, subject.documentId, bytes));
  expect(await house.as('sari').get(`/scans/${id}`)).toMatchObject({ status: 200, body: { state: 'clean', pages: [{}, {}, {}] } });
  await expect(access.system('demo.fill', (rows) => scans.store(rows, subject.documentId, Buffer.from('MZ')))).rejects.toThrow('invalid');
});

test('each view is in the audit trail, once per link, with the person', async () => {
  const [{ id }] = (await house.sql<{ id: string }>(`SELECT id FROM scan WHERE state = 'clean' AND document_id = $1 LIMIT 1`, [
    subject.documentId,
  ])) as [{ id: string }];
  const seen = () =>
    house.sql<{ candidate_id: string }>(`SELECT candidate_id FROM audit_event WHERE action = 'scan.view' AND subject_id = $1`, [id]);
  const before = (await seen()).length;
  const { body: link } = await house.as('hasan').post<Link>(`/scans/${id}/link`);
  await house.as('hasan').get(link.pages[0]?.href ?? '');
  await house.as('hasan').get(link.pages[0]?.href ?? '');
  expect((await seen()).slice(before)).toEqual([{ candidate_id: subject.candidateId }]);
});

test('the sweep takes what nobody owns, what is half written and what was given up, and nothing else', async () => {
  const folder = readSettings(process.env).filesFolder;
  const sweep = (await house.worker()).get(ScanSweep, { strict: false });
  const { body: kept } = await sendScan(house.as('sari'), subject.documentId, pdf());
  const { body: left } = await house.as('sari').post<ScanView>(`/documents/${subject.documentId}/scans`, { size: 500 });
  await house.as('sari').putBytes(`/scans/${left.id}/parts/0`, pdf().subarray(0, 400));
  await house.drain();
  const owned = await filesOfRows(house);
  const orphan = newId();
  mkdirSync(path.join(folder, orphan.slice(-2)), { recursive: true });
  writeFileSync(path.join(folder, orphan.slice(-2), orphan), 'x');
  writeFileSync(path.join(folder, 'arriving', newId()), 'x');
  expect(await sweep.run()).toBe(0);
  expect(await sweep.run(0)).toBe(2);
  expect(filesIn(folder)).toEqual(owned);
  await house.sql(`UPDATE scan SET touched_at = now() - interval '25 hours' WHERE id = $1`, [left.id]);
  expect(await sweep.run(0)).toBe(2);
  expect(await house.as('sari').get(`/scans/${left.id}`)).toMatchObject({ status: 404 });
  expect(await house.as('sari').get(`/scans/${kept.id}`)).toMatchObject({ status: 200, body: { state: 'clean' } });
  expect(filesIn(folder)).toEqual(await filesOfRows(house));
});
