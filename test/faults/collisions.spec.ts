import pg from 'pg';

import { Access, Sessions, type Actor } from '#libs/access';
import { Candidate } from '#libs/candidates';

import { DEWI, inventedNik } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface FileOf {
  readonly id: string;
  readonly version: number;
  readonly cycle: { readonly id: string; readonly version: number };
}

let house: House;
let files: [FileOf, FileOf];
beforeAll(async () => {
  house = await openHouse();
  // Two that wait for one another are noticed after this long; a second would only make the test slow.
  await house.sql(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''20ms''', current_database()); END $$`);
  const register = async (serial: number): Promise<FileOf> =>
    (await house.as('sari').post<FileOf>('/candidates', { ...DEWI, nik: inventedNik(serial, { sex: 'female' }), scheme: 'ssw' })).body;
  files = [await register(9601), await register(9602)];
});
afterAll(() => house.close());

async function actor(): Promise<Actor> {
  const found = await house.api.get(Sessions, { strict: false }).find(house.as('sari').token ?? '');
  if (!found) throw new Error('no session');
  return { ...found, requestId: 'percobaan' };
}

test('two who change the same two files in opposite order both succeed: the loser of the collision is tried again', async () => {
  const access = house.api.get(Access, { strict: false });
  const sari = await actor();
  let tries = 0;
  const changeBoth = (first: string, second: string, meet: () => Promise<void>): Promise<void> =>
    access.write(sari, 'candidate.change', first, async (rows) => {
      tries += 1;
      for (const id of [first, second]) {
        const candidate = await rows.lock(Candidate, id);
        candidate.birthPlace = `Percobaan ${tries}`;
        await rows.save(candidate);
        await meet();
      }
    });
  const before = await versions();
  for (let round = 0; round < 5; round += 1) {
    const meet = meeting(2);
    await Promise.all([changeBoth(files[0].id, files[1].id, meet), changeBoth(files[1].id, files[0].id, meet)]);
  }
  expect(await versions()).toEqual(before.map((version) => version + 10));
  expect(tries).toBeGreaterThanOrEqual(15);
});

/** Nobody goes on before so many have come; whoever comes later goes straight on. */
function meeting(people: number): () => Promise<void> {
  let come = 0;
  let open = (): void => undefined;
  const all = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come >= people) open();
    return all;
  };
}

async function versions(): Promise<number[]> {
  const rows = await house.sql<{ version: number }>(`SELECT version FROM candidate WHERE id = ANY ($1) ORDER BY id`, [
    files.map(({ id }) => id),
  ]);
  return rows.map(({ version }) => version);
}

test('negative control: without a second try one of the two is thrown out', async () => {
  const writers = [1, 2].map(() => new pg.Client(house.databaseUrl));
  await Promise.all(writers.map((writer) => writer.connect()));
  try {
    const meet = meeting(2);
    const outcomes = await Promise.allSettled(
      writers.map(async (writer, n) => {
        const order = n === 0 ? [files[0].id, files[1].id] : [files[1].id, files[0].id];
        await writer.query('BEGIN');
        for (const id of order) {
          await writer.query('UPDATE candidate SET updated_at = now() WHERE id = $1', [id]);
          await meet();
        }
        await writer.query('ROLLBACK');
      }),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  } finally {
    await Promise.all(writers.map((writer) => writer.end()));
  }
});

test('a busy file: papers, journey, person and list at once, in every order, end in success or in words, never in a failure', async () => {
  const [file] = files;
  const sari = house.as('sari');
  const papers = ['identity_card', 'family_card', 'passport', 'skck', 'medical_certificate'];
  const seen = new Map<number, number>();
  const note = async (answer: Promise<{ status: number }>): Promise<void> => {
    const { status } = await answer;
    seen.set(status, (seen.get(status) ?? 0) + 1);
  };
  const bring = async (documentCode: string): Promise<void> => {
    const brought = await sari.post<{ id: string; version: number }>(`/candidates/${file.id}/documents`, {
      documentCode,
      issuedOn: '2026-01-05',
    });
    await note(Promise.resolve(brought));
    if (brought.status === 201)
      await note(house.as('hasan').post(`/documents/${brought.body.id}/verify`, {}, { version: brought.body.version }));
  };
  const { version: cycleVersion } = file.cycle;
  await Promise.all(
    Array.from({ length: 60 }, (_, n) => {
      if (n % 6 === 0) return bring(papers[n % papers.length] ?? 'passport');
      if (n % 6 === 1) return note(sari.get(`/cycles/${file.cycle.id}/checklist`));
      if (n % 6 === 2)
        return note(house.as('ningsih').patch(`/cycles/${file.cycle.id}`, { jobTitle: `Perawat ${n}` }, { version: cycleVersion + n }));
      if (n % 6 === 3) return note(house.as('hasan').patch(`/candidates/${file.id}`, { birthPlace: `Tempat ${n}` }, { version: n }));
      if (n % 6 === 4) return note(sari.post(`/cycles/${file.cycle.id}/advance`, { to: 'registered' }, { version: cycleVersion }));
      return note(sari.get(`/candidates?q=Dewi`));
    }),
  );
  expect([...seen.keys()].filter((status) => status >= 500)).toEqual([]);
  expect(seen.get(201) ?? 0).toBeGreaterThan(0);
});
