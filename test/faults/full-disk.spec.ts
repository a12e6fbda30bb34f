import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import type { ScanView } from '#libs/documents';

import { populate, type Subject } from '../access/scope-world.js';
import { openHouse, type House } from '../support/house.js';
import { filesIn, filesOfRows, pdf, photo, sendScan } from '../support/scans.js';

// Only root may mount; elsewhere libs/platform/src/files.spec.ts shows the same with a disk that only says it is full.
const withSmallDisk = process.getuid?.() === 0 && canMount() ? describe : describe.skip;

function canMount(): boolean {
  const probe = mkdtempSync(path.join(os.tmpdir(), 'sinergi-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe]).status === 0;
  if (isMounted) spawnSync('umount', [probe]);
  rmSync(probe, { recursive: true });
  return isMounted;
}

withSmallDisk('a full disk', () => {
  let house: House;
  let subject: Subject;
  let disk: string;
  beforeAll(async () => {
    disk = mkdtempSync(path.join(os.tmpdir(), 'sinergi-disk-'));
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', disk]);
    house = await openHouse({ env: { FILES_URL: disk } });
    subject = (await populate(house, 12)).find(({ areaCode }) => areaCode === '74.06.04') as Subject;
  });
  afterAll(async () => {
    await house.close();
    spawnSync('umount', [disk]);
    rmSync(disk, { recursive: true });
  });

  test('a part that finds no room is answered with words and leaves nothing; with room again the upload goes on', async () => {
    const sari = house.as('sari');
    const bytes = Buffer.concat([pdf().subarray(0, 9), Buffer.alloc(700_000, 1)]);
    const { body: scan } = await sari.post<ScanView>(`/documents/${subject.documentId}/scans`, { size: bytes.length });
    const part = (from: number) => sari.putBytes<ScanView>(`/scans/${scan.id}/parts/${from}`, bytes.subarray(from, from + 300_000));
    expect((await part(0)).body.received).toBe(300_000);
    expect(await part(300_000)).toMatchObject({
      status: 503,
      body: { type: '/problems/unavailable', detail: expect.stringMatching(/penyimpanan berkas sedang penuh/) },
    });
    expect((await sari.get<ScanView>(`/scans/${scan.id}`)).body.received).toBe(300_000);
    expect(filesIn(disk)).toEqual(await filesOfRows(house));
    spawnSync('mount', ['-o', 'remount,size=4m', disk]);
    expect((await part(300_000)).body.received).toBe(600_000);
    expect((await part(600_000)).body.received).toBe(bytes.length);
    expect(filesIn(disk)).toEqual(await filesOfRows(house));
    await sari.delete(`/scans/${scan.id}`);
  });

  test('a check that finds no room for the pages keeps the upload, and ends when there is room', async () => {
    spawnSync('mount', ['-o', 'remount,size=4m', disk]);
    const sent = await sendScan(house.as('sari'), subject.documentId, await photo({ width: 500, height: 700 }));
    const filler = path.join(disk, 'pengisi');
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']);
    await expect(house.drain()).rejects.toThrow(/unavailable/);
    expect((await house.as('sari').get<ScanView>(`/scans/${sent.body.id}`)).body.state).toBe('checking');
    rmSync(filler);
    expect(filesIn(disk)).toEqual(await filesOfRows(house));
    await house.sql(`UPDATE outbox SET handed_at = NULL WHERE done_at IS NULL`);
    await house.drain();
    expect((await house.as('sari').get<ScanView>(`/scans/${sent.body.id}`)).body.state).toBe('clean');
    expect(filesIn(disk)).toEqual(await filesOfRows(house));
  });
});
