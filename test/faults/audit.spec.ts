import { CAST, DEWI, inventedNik, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

interface FileOf {
  readonly id: string;
  readonly version: number;
  readonly cycle: { readonly id: string };
}

let house: House;
let files: FileOf[];
beforeAll(async () => {
  house = await openHouse();
  files = [];
  for (let n = 0; n < 8; n += 1) {
    const person = { ...DEWI, fullName: `Orang Rekaan ${n}`, nik: inventedNik(9500 + n, { sex: 'female' }) };
    files.push((await house.as('sari').post<FileOf>('/candidates', { ...person, scheme: 'ssw', destinationCountry: 'JP' })).body);
  }
});
afterAll(() => house.close());

interface Trace {
  readonly id: number;
  readonly actor_id: string;
  readonly action: string;
  readonly candidate_id: string | null;
  readonly fields: readonly string[];
}

let lastSeen = 0;

/** What was written to the trail since the last question. */
async function newTraces(): Promise<Trace[]> {
  const traces = await house.sql<Trace>(`SELECT id, actor_id, action, candidate_id, fields FROM audit_event WHERE id > $1 ORDER BY id`, [
    lastSeen,
  ]);
  lastSeen = Number(traces.at(-1)?.id ?? lastSeen);
  return traces;
}

const fileOf = (n: number): FileOf => files[n % files.length] as FileOf;

test('twenty people open 25 files each at once: exactly 500 views stand in the trail, each under the right name', async () => {
  await newTraces();
  const readers: Person[] = ['sari', 'hasan', 'ningsih'];
  const wanted = new Map<string, number>();
  const visits = Array.from({ length: 20 }, async (_, reader) => {
    const person = readers[reader % readers.length] ?? 'sari';
    for (let n = 0; n < 25; n += 1) {
      const { id } = fileOf(reader + n);
      expect((await house.as(person).get(`/candidates/${id}`)).status).toBe(200);
      const view = `${CAST[person].id} saw ${id}`;
      wanted.set(view, (wanted.get(view) ?? 0) + 1);
    }
  });
  await Promise.all(visits);
  const traces = await newTraces();
  expect(traces).toHaveLength(500);
  const found = new Map<string, number>();
  for (const { actor_id, candidate_id, action } of traces) {
    expect(action).toBe('candidate.view');
    const view = `${actor_id} saw ${candidate_id}`;
    found.set(view, (found.get(view) ?? 0) + 1);
  }
  expect([...found].sort()).toEqual([...wanted].sort());
});

test('every way of opening one person’s file leaves one trace that names the person', async () => {
  const { id, cycle } = fileOf(0);
  const ways = [
    `/candidates/${id}`,
    `/candidates/${id}/timeline`,
    `/candidates/${id}/documents`,
    `/candidates/${id}/cycles`,
    `/cycles/${cycle.id}/checklist`,
    `/cycles/${cycle.id}/steps`,
    `/cycles/${cycle.id}/readiness`,
  ];
  for (const way of ways) {
    await newTraces();
    expect([way, (await house.as('sari').get(way)).status]).toEqual([way, 200]);
    expect([way, (await newTraces()).map(({ candidate_id }) => candidate_id)]).toEqual([way, [id]]);
  }
});

test('each number that is revealed has its own trace that names the field and never the number', async () => {
  await newTraces();
  const { id } = fileOf(1);
  const shown = await house.as('sari').post<{ value: string }>(`/candidates/${id}/reveal`, { field: 'nik' });
  expect(shown.body.value).toMatch(/^\d{16}$/);
  const traces = await newTraces();
  expect(traces).toMatchObject([{ action: 'candidate.reveal', candidate_id: id, fields: ['nik'] }]);
  expect(JSON.stringify(traces)).not.toContain(shown.body.value);
});

test('of thirty changes at once every one that succeeds has one trace, and those that fail have none', async () => {
  await newTraces();
  const attempts = Array.from({ length: 30 }, (_, n) => {
    const { id } = fileOf(n % 3);
    const body = n % 5 === 4 ? { nik: '123' } : { birthPlace: `Tempat ${n}` };
    return house.as('sari').patch<FileOf>(`/candidates/${id}`, body, { version: fileOf(n % 3).version });
  });
  const answers = await Promise.all(attempts);
  const changed = answers.filter(({ status }) => status === 200);
  expect(changed).toHaveLength(3);
  expect((await newTraces()).map(({ action, fields }) => [action, ...fields])).toEqual(
    changed.map(() => ['candidate.change', 'birthPlace']),
  );
  expect((await house.as('maria').patch(`/candidates/${fileOf(0).id}`, { birthPlace: 'X' }, { version: 1 })).status).toBe(404);
  expect((await house.as('wayan').patch(`/candidates/${fileOf(0).id}`, { birthPlace: 'X' }, { version: 1 })).status).toBe(403);
  expect((await house.as('sari').post('/candidates', { ...DEWI, nik: inventedNik(9500, { sex: 'female' }) })).status).toBe(409);
  expect(await newTraces()).toEqual([]);
});

describe('while the trail cannot be written', () => {
  beforeAll(() => house.sql(`REVOKE INSERT ON audit_event FROM sinergi_bp3mi`));
  afterAll(() => house.sql(`GRANT INSERT ON audit_event TO sinergi_bp3mi`));

  test('nobody sees a file, a number or a checklist', async () => {
    const { id, cycle } = fileOf(2);
    const answers = [
      await house.as('sari').get(`/candidates/${id}`),
      await house.as('sari').post(`/candidates/${id}/reveal`, { field: 'nik' }),
      await house.as('hasan').get(`/cycles/${cycle.id}/checklist`),
    ];
    for (const { status, body } of answers) {
      expect(status).toBeGreaterThanOrEqual(500);
      expect(JSON.stringify(body)).not.toMatch(/Rekaan|\d{16}|audit_event|permission/);
    }
  });

  test('nothing changes, and nobody is registered', async () => {
    const before = await house.sql(`SELECT id, version FROM candidate ORDER BY id`);
    const { id } = fileOf(3);
    const change = await house.as('sari').patch(`/candidates/${id}`, { birthPlace: 'Tidak boleh' }, { version: fileOf(3).version });
    const registration = await house.as('sari').post('/candidates', { fullName: 'Tanpa Jejak', areaCode: '74.06' });
    expect([change.status >= 500, registration.status >= 500]).toEqual([true, true]);
    expect(await house.sql(`SELECT id, version FROM candidate ORDER BY id`)).toEqual(before);
    expect(await newTraces()).toEqual([]);
  });
});

test('when the trail can be written again, work goes on', async () => {
  expect((await house.as('sari').get(`/candidates/${fileOf(2).id}`)).status).toBe(200);
  expect(await newTraces()).toHaveLength(1);
});
