import { createServer, type Server } from 'node:net';

import type { ScanView } from '#libs/documents';

import { populate, type Subject } from '../access/scope-world.js';
import { openHouse, type House } from '../support/house.js';
import { freePort } from '../support/processes.js';
import { pdf, sendScan } from '../support/scans.js';

/** As much of ClamAV as its INSTREAM command: what holds the word is infected. */
function fakeClamd(port: number, answer: (bytes: Buffer) => string): Promise<Server> {
  const server = createServer((client) => {
    let received = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!received.subarray(0, 10).equals(Buffer.from('zINSTREAM\0'))) return void client.end('UNKNOWN COMMAND\0');
      const parts: Buffer[] = [];
      for (let at = 10; at + 4 <= received.length;) {
        const length = received.readUInt32BE(at);
        if (length === 0) return void client.end(`${answer(Buffer.concat(parts))}\0`);
        parts.push(received.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
    client.on('error', () => undefined);
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

let house: House;
let subject: Subject;
let port: number;
let clamd: Server | null = null;
beforeAll(async () => {
  port = await freePort();
  house = await openHouse({ env: { CLAMD_URL: `tcp://127.0.0.1:${port}` } });
  subject = (await populate(house, 12)).find(({ areaCode }) => areaCode === '74.06.04') as Subject;
});
afterEach(async () => {
  await new Promise((resolve) => (clamd ? clamd.close(resolve) : resolve(undefined)));
  clamd = null;
});
afterAll(() => house.close());

const stateOf = async (id: string): Promise<ScanView> => (await house.as('sari').get<ScanView>(`/scans/${id}`)).body;
const sent = async (words: string): Promise<string> =>
  (await sendScan(house.as('sari'), subject.documentId, pdf({ extra: `% ${words} ${'x'.repeat(200_000)}` }))).body.id;

test('what the daemon calls infected is refused before anything opens it, and the rest goes on', async () => {
  clamd = await fakeClamd(port, (bytes) => (bytes.includes('WABAH') ? 'stream: Rekaan.Wabah FOUND' : 'stream: OK'));
  const [bad, good] = [await sent('WABAH'), await sent('sehat')];
  await house.drain();
  expect(await stateOf(bad)).toMatchObject({ state: 'refused', refusal: { code: 'scan-infected' }, pages: [] });
  expect(await stateOf(good)).toMatchObject({ state: 'clean' });
});

test.each([
  ['is away', null],
  ['is in trouble', 'INSTREAM size limit exceeded. ERROR'],
])('a daemon that %s lets nothing through; the scan waits until there is a verdict', async (_name, trouble) => {
  if (trouble !== null) clamd = await fakeClamd(port, () => trouble);
  const id = await sent('sehat');
  await expect(house.drain()).rejects.toThrow(/jobs failed/);
  expect(await stateOf(id)).toMatchObject({ state: 'checking' });
  await new Promise((resolve) => (clamd ? clamd.close(resolve) : resolve(undefined)));
  clamd = await fakeClamd(port, () => 'stream: OK');
  await house.sql(`UPDATE outbox SET handed_at = NULL WHERE done_at IS NULL`);
  await house.drain();
  expect(await stateOf(id)).toMatchObject({ state: 'clean' });
});
