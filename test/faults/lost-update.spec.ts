import pg from 'pg';

import { DEWI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface FileOf {
  readonly id: string;
  readonly version: number;
  readonly address: string | null;
  readonly birthPlace: string | null;
}

let house: House;
let id: string;
beforeAll(async () => {
  house = await openHouse();
  id = (await house.as('sari').post<FileOf>('/candidates', DEWI)).body.id;
});
afterAll(() => house.close());

const file = async (): Promise<FileOf> => (await house.as('sari').get<FileOf>(`/candidates/${id}`)).body;

test('a hundred officers change one file at once from the same version: one is heard, 99 are told that it changed meanwhile', async () => {
  const before = await file();
  const written = await traces();
  const people = ['sari', 'hasan', 'ningsih'] as const;
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      house
        .as(people[n % people.length] ?? 'sari')
        .patch<FileOf>(`/candidates/${id}`, { birthPlace: `Tempat ${n}` }, { version: before.version }),
    ),
  );
  const heard = answers.filter(({ status }) => status === 200);
  expect(heard).toHaveLength(1);
  const told = answers.filter(({ status }) => status === 412);
  expect(told).toHaveLength(99);
  expect(new Set(told.map(({ body }) => JSON.stringify({ ...body, instance: '' }))).size).toBe(1);
  expect(told[0]?.body).toMatchObject({ type: '/problems/changed-meanwhile', title: expect.stringMatching(/berubah|diubah/) });
  const after = await file();
  expect(after).toMatchObject({ version: before.version + 1, birthPlace: heard[0]?.body.birthPlace });
  // Those who were not heard left no trace of a change that never was.
  expect(await traces()).toEqual({ audited: written.audited + 1, kept: written.kept + 1 });
});

async function traces(): Promise<{ audited: number; kept: number }> {
  const [found] = await house.sql<{ audited: number; kept: number }>(
    `SELECT (SELECT count(*)::integer FROM audit_event WHERE candidate_id = $1 AND action = 'candidate.change') AS audited,
            (SELECT count(*)::integer FROM candidate_change WHERE candidate_id = $1 AND field = 'birthPlace') AS kept`,
    [id],
  );
  return found ?? { audited: -1, kept: -1 };
}

test('whoever reads again and repeats is heard in the end: forty changes, forty versions in one rising line, no word lost', async () => {
  const start = (await file()).version;
  const versions: number[] = [];
  const words = Array.from({ length: 40 }, (_, n) => `RT${n}`);
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (const word of words.filter((_word, n) => n % 4 === writer)) versions.push(await addUntilHeard(word));
  });
  await Promise.all(writers);
  expect([...versions].sort((a, b) => a - b)).toEqual(words.map((_, n) => start + 1 + n));
  const { address, version } = await file();
  expect(version).toBe(start + words.length);
  expect(address?.split(' ').sort()).toEqual([...words].sort());
});

async function addUntilHeard(word: string): Promise<number> {
  for (;;) {
    const { version, address } = await file();
    const answer = await house
      .as('sari')
      .patch<FileOf>(`/candidates/${id}`, { address: [address, word].filter(Boolean).join(' ') }, { version });
    if (answer.status === 200) return answer.body.version;
    expect(answer.status).toBe(412);
  }
}

test('negative control: the naive save, read and then write without asking for the version, loses words and repeats versions', async () => {
  const before = await file();
  const writers = [1, 2].map(() => new pg.Client(house.databaseUrl));
  await Promise.all(writers.map((writer) => writer.connect()));
  try {
    const seen = await Promise.all(
      writers.map((writer) =>
        writer.query<{ address: string; version: number }>('SELECT address, version FROM candidate WHERE id = $1', [id]),
      ),
    );
    for (const [n, writer] of writers.entries()) {
      const [row] = seen[n]?.rows ?? [];
      await writer.query('UPDATE candidate SET address = $2, version = $3 WHERE id = $1', [
        id,
        `${row?.address} naif${n}`,
        (row?.version ?? 0) + 1,
      ]);
    }
    const after = await file();
    expect(after.version).toBe(before.version + 1);
    expect(after.address).toMatch(/naif1/);
    expect(after.address).not.toMatch(/naif0/);
  } finally {
    await Promise.all(writers.map((writer) => writer.end()));
  }
});

test('a change that does not say which version it is based on is refused everywhere, before anything is looked up', async () => {
  const nobodys = '01900000-0000-7000-8000-00000000dead';
  const reason = 'Alasan percobaan yang cukup panjang';
  const changes: readonly ['post' | 'patch', string, object][] = [
    ['patch', `/candidates/${id}`, { birthPlace: 'Kasipute' }],
    ['patch', `/candidates/${nobodys}`, { birthPlace: 'Kasipute' }],
    ['patch', `/cycles/${nobodys}`, { jobTitle: 'Tukang las' }],
    ['post', `/cycles/${nobodys}/advance`, { to: 'registered' }],
    ['post', `/cycles/${nobodys}/override`, { to: 'registered', reason }],
    ['post', `/cycles/${nobodys}/waive`, { documentCode: 'passport', reason }],
    ['post', `/documents/${nobodys}/verify`, {}],
    ['post', `/documents/${nobodys}/reject`, { reason }],
    ['post', `/documents/${nobodys}/void`, { reason }],
    ['patch', `/agreements/${nobodys}`, {}],
    ['patch', `/visits/${nobodys}`, {}],
    ['patch', `/commitments/${nobodys}`, {}],
    ['post', `/commitments/${nobodys}/fulfil`, { evidence: reason, fulfilledOn: '2026-01-16' }],
    ['post', `/commitments/${nobodys}/drop`, { reason }],
  ];
  const before = (await file()).version;
  for (const [method, path, body] of changes) {
    expect([path, (await house.as('hasan')[method](path, body)).status]).toEqual([path, 428]);
  }
  expect((await file()).version).toBe(before);
});
