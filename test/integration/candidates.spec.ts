import { Access, Sessions, type Actor } from '#libs/access';
import { AreasService, Candidate, CandidatesService, type NewPerson, type PersonChange } from '#libs/candidates';
import { Problem, type ProblemCode } from '#libs/platform';
import { nameKey } from '#libs/rulebook';

import { BUDI, CENTERS, DEWI, inventedNik, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
let access: Access;
let candidates: CandidatesService;

beforeAll(async () => {
  house = await openHouse();
  access = house.api.get(Access, { strict: false });
  candidates = house.api.get(CandidatesService, { strict: false });
});
afterAll(() => house.close());

async function actor(person: Person): Promise<Actor> {
  const found = await house.api.get(Sessions, { strict: false }).find(house.as(person).token ?? '');
  if (!found) throw new Error(`${person} is not signed in`);
  return { ...found, requestId: 'test' };
}

async function add(person: Person, input: NewPerson): Promise<Candidate> {
  return access.write(await actor(person), 'candidate.register', null, async (rows) => {
    const { candidate, added } = candidates.add(rows, input);
    await added;
    return candidate;
  });
}

async function change(person: Person, id: string, version: number, input: PersonChange): Promise<Candidate> {
  return access.write(await actor(person), 'candidate.change', id, async (rows) =>
    candidates.change(rows, await rows.lock(Candidate, id, version), input),
  );
}

async function view(person: Person, id: string) {
  return access.view(await actor(person), 'candidate.view', id, (rows) => candidates.view(rows, id));
}

async function refusal(work: Promise<unknown>): Promise<{ code: ProblemCode; extras: Problem['extras'] }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, extras: error.extras };
    throw error;
  }
  throw new Error('was not refused');
}

let serial = 9100;
const somebody = (input: Partial<NewPerson> = {}): NewPerson => ({
  fullName: 'Siti Aminah',
  areaCode: '74.06.04',
  nik: inventedNik((serial += 1)),
  ...input,
});

test('Sari adds Dewi: the file shows masks, and the database holds no readable number', async () => {
  const dewi = await add('sari', { ...DEWI, kk: '7406040101099001', noticeVersion: '2026-01' });
  expect(dewi.caseNo).toMatch(/^K-\d{6}$/);
  const shown = await view('sari', dewi.id);
  expect(shown).toMatchObject({
    id: dewi.id,
    caseNo: dewi.caseNo,
    fullName: 'Dewi Anggraini',
    birthDate: '1999-07-05',
    nikMasked: '7406********9001',
    kkMasked: '7406********9001',
    phoneMasked: '+62*******7801',
    hasNik: true,
    area: { code: '74.06.04', name: 'Rumbia', path: 'Rumbia, Kabupaten Bombana, Sulawesi Tenggara' },
    officer: { name: 'Sari' },
    source: 'form',
    version: 1,
  });
  expect(shown.noticeGivenAt).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
  const [stored] = await house.sql<{ whole: string }>(`SELECT row_to_json(c)::text AS whole FROM candidate c WHERE id = $1`, [dewi.id]);
  for (const plain of [DEWI.nik, '7406040101099001', '81234567801', Buffer.from(DEWI.nik).toString('hex')])
    expect(stored?.whole).not.toContain(plain);
});

test('sex and birth date come from the NIK when nobody wrote them; what is written wins over an old card', async () => {
  const nik = inventedNik(9050, { sex: 'female', day: 9, month: 3, year: 98 });
  expect(await add('sari', { fullName: 'Wa Ode Lina', areaCode: '74.06.04', nik })).toMatchObject({
    sex: 'female',
    birthDate: '1998-03-09',
  });
  const other = inventedNik(9051, { sex: 'female', day: 9, month: 3, year: 98 });
  expect(await add('sari', { fullName: 'Lina', areaCode: '74.06.04', nik: other, birthDate: '1998-03-19' })).toMatchObject({
    birthDate: '1998-03-19',
  });
});

test('a NIK that is known leads to the file in the own area, and says nothing beyond it', async () => {
  const inKendari = await add('sari', somebody({ areaCode: '74.71.01' }));
  const nik = inventedNik(serial);
  expect(await refusal(add('sari', somebody({ nik })))).toMatchObject({ code: 'already-exists', extras: { existingId: inKendari.id } });
  for (const outsider of ['ningsih', 'maria'] as const) {
    const areaCode = outsider === 'maria' ? '73.71' : '74.06.04';
    const { code, extras } = await refusal(add(outsider, somebody({ nik, areaCode })));
    expect({ code, existingId: extras.existingId }).toEqual({ code: 'already-exists', existingId: null });
    expect(extras.detail).toContain('perlu diperiksa petugas');
  }
});

test('twenty clerks who enter the same NIK at once make one person', async () => {
  const nik = inventedNik(9060);
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, (_, clerk) => add('sari', somebody({ nik, fullName: `Siti ${clerk} A` }))),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const [person] = await house.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM candidate WHERE full_name LIKE 'Siti % A'`);
  expect(person?.count).toBe(1);
});

test('people without a NIK may share a name', async () => {
  const [one, other] = [
    await add('sari', { fullName: 'Budi', areaCode: '74.06.01' }),
    await add('sari', { fullName: 'Budi', areaCode: '74.06.01' }),
  ];
  expect(one.id).not.toBe(other.id);
  expect(await view('sari', one.id)).toMatchObject({ hasNik: false, nikMasked: null });
});

test('nobody is added without a name or a domicile', async () => {
  const { extras } = await refusal(add('sari', { nik: inventedNik(9070) } as NewPerson));
  expect(extras.errors?.map(({ pointer }) => pointer)).toEqual(['/fullName', '/areaCode']);
});

test('nobody is added outside the own area, with the field named', async () => {
  expect(await refusal(add('ningsih', somebody({ areaCode: '74.07.01' })))).toMatchObject({
    code: 'invalid',
    extras: { errors: [{ pointer: '/areaCode', code: 'area-out-of-scope' }] },
  });
  expect(await refusal(add('sari', somebody({ areaCode: '74.99' })))).toMatchObject({
    code: 'invalid',
    extras: { errors: [{ pointer: '/areaCode' }] },
  });
});

test('a change touches the given fields only, and the audit trail names them without their values', async () => {
  const budi = await add('sari', { ...BUDI });
  const changed = await change('hasan', budi.id, 1, { fullName: 'Budi Prasetyo', phone: '081234567899', address: null });
  expect(changed.version).toBe(2);
  expect(await view('sari', budi.id)).toMatchObject({
    fullName: 'Budi Prasetyo',
    phoneMasked: '+62*******7899',
    maritalStatus: 'married',
    nikMasked: '7406********9002',
    version: 2,
  });
  const [trail] = await house.sql<{ fields: string[]; whole: string }>(
    `SELECT fields, row_to_json(e)::text AS whole FROM audit_event e WHERE action = 'candidate.change' AND candidate_id = $1`,
    [budi.id],
  );
  expect(trail?.fields).toEqual(['fullName', 'phone']);
  expect(trail?.whole).not.toMatch(/81234567899|Prasetyo/);
  const [stored] = await house.sql<{ name_key: string }>(`SELECT name_key FROM candidate WHERE id = $1`, [budi.id]);
  expect(stored?.name_key).toBe(nameKey('Budi Prasetyo'));
});

test('whoever saves second on an old version is told, and nothing is lost', async () => {
  const person = await add('sari', somebody());
  const tries = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => change('sari', person.id, 1, { address: `Jalan ${n}` })));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await refusal(change('sari', person.id, 1, { address: 'Jalan lama' }))).toMatchObject({ code: 'changed-meanwhile' });
});

test('a change that changes nothing writes nothing', async () => {
  const person = await add('sari', somebody({ phone: '081234567800' }));
  expect(
    await change('sari', person.id, 1, { fullName: person.fullName, phone: '+62 812-3456-7800', nik: inventedNik(serial) }),
  ).toMatchObject({ version: 1 });
});

test('a NIK is corrected, but not to that of another person', async () => {
  const [one, other] = [await add('sari', somebody()), await add('sari', somebody())];
  expect(await refusal(change('sari', other.id, 1, { nik: inventedNik(serial - 1) }))).toMatchObject({
    code: 'already-exists',
    extras: { existingId: one.id },
  });
  const corrected = inventedNik((serial += 1));
  await change('sari', other.id, 1, { nik: corrected });
  expect(await candidates.reveal(await actor('sari'), other.id, 'nik')).toBe(corrected);
});

test('who moves inside the area takes documents and cycles along; out of it only another office can move somebody', async () => {
  const person = await add('ningsih', somebody());
  await house.sql(
    `INSERT INTO document (id, candidate_id, area_code, document_code, state, source, submitted_by)
     VALUES (gen_random_uuid(), $1, '74.06.04', 'family_card', 'submitted', 'officer', $1)`,
    [person.id],
  );
  await house.sql(
    `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on)
     VALUES (gen_random_uuid(), $1, '74.06.04', 1, 'registered', '2026-01-01', '2026-01-01')`,
    [person.id],
  );
  await change('ningsih', person.id, 1, { areaCode: '74.06.01' });
  const moved = await house.sql<{ area_code: string }>(
    `SELECT area_code FROM document WHERE candidate_id = $1 UNION ALL SELECT area_code FROM placement_cycle WHERE candidate_id = $1`,
    [person.id],
  );
  expect(moved).toEqual([{ area_code: '74.06.01' }, { area_code: '74.06.01' }]);
  expect(await refusal(change('ningsih', person.id, 2, { areaCode: '74.07' }))).toMatchObject({ code: 'invalid' });
});

test('a full number is shown only on demand, and that it was seen is written first', async () => {
  const nik = inventedNik((serial += 1));
  const person = await add('sari', somebody({ nik, phone: null }));
  expect(await candidates.reveal(await actor('ningsih'), person.id, 'nik')).toBe(nik);
  const trail = await house.sql<{ actor_role: string; fields: string[]; area_code: string }>(
    `SELECT actor_role, fields, area_code FROM audit_event WHERE action = 'candidate.reveal' AND candidate_id = $1`,
    [person.id],
  );
  expect(trail).toEqual([{ actor_role: 'labour_placement_officer', fields: ['nik'], area_code: '74.06.04' }]);
  expect(await refusal(candidates.reveal(await actor('ningsih'), person.id, 'phone'))).toMatchObject({ code: 'wrong-state' });
  expect(await refusal(candidates.reveal(await actor('maria'), person.id, 'nik'))).toMatchObject({ code: 'not-found' });
  const wayan = await actor('wayan');
  expect(() => candidates.reveal(wayan, person.id, 'nik')).toThrow(Problem);
});

test('the file opens in the own area; the training centre sees identity only, and only of its participants', async () => {
  const person = await add('sari', somebody({ phone: '081234567800', address: 'Jalan Pelabuhan', maritalStatus: 'single' }));
  expect(await view('ningsih', person.id)).toMatchObject({ address: 'Jalan Pelabuhan' });
  expect(await refusal(view('maria', person.id))).toMatchObject({ code: 'not-found' });
  expect(await refusal(view('wayan', person.id))).toMatchObject({ code: 'not-found' });
  await house.sql(`INSERT INTO participant (training_center_id, candidate_id) VALUES ($1, $2)`, [CENTERS.bombana.id, person.id]);
  expect(await view('wayan', person.id)).toMatchObject({
    fullName: 'Siti Aminah',
    nikMasked: `************${serial}`,
    phoneMasked: null,
    address: null,
    maritalStatus: null,
    officer: null,
  });
  expect(await refusal(view('putu', person.id))).toMatchObject({ code: 'not-found' });
});

test('over HTTP a number that is no text is refused with its field, and every body is closed', async () => {
  const codesOf = async (body: object) => {
    const answer = await house
      .as('sari')
      .post<{ errors: { pointer: string; code: string }[] }>('/candidates', { fullName: 'Rina', areaCode: '74.06.04', ...body });
    return { status: answer.status, codes: answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`) };
  };
  expect(await codesOf({ nik: Number('7406044507999071') })).toEqual({ status: 422, codes: ['/nik nik-not-text'] });
  expect(await codesOf({ nik: '740604450799907' })).toEqual({ status: 422, codes: ['/nik nik-length'] });
  expect(await codesOf({ nik: '7406044513999071', phone: 'rumah' })).toEqual({
    status: 422,
    codes: ['/nik nik-invalid-date', '/phone phone-unreadable'],
  });
  expect(await codesOf({ source: 'demo', officerId: 'x' })).toEqual({
    status: 422,
    codes: ['/source unknown-field', '/officerId unknown-field'],
  });
});

test('areas are listed by what contains them and found by what people call them', async () => {
  const sari = house.as('sari');
  const regencies = await sari.get<{ items: { code: string; name: string }[] }>('/areas?parent=74');
  expect(regencies.body.items).toHaveLength(17);
  expect(regencies.body.items).toContainEqual({
    code: '74.06',
    name: 'Kabupaten Bombana',
    kind: 'kabupaten',
    level: 'regency',
    tileColumn: 1,
    tileRow: 2,
  });
  expect((await sari.get<{ items: unknown[] }>('/areas?parent=74.06')).body.items).toHaveLength(22);
  expect((await sari.get<{ items: { level: string }[] }>('/areas')).body.items.every(({ level }) => level === 'province')).toBe(true);
  expect((await sari.get('/areas/74.06.04')).body).toMatchObject({
    parentCode: '74.06',
    path: 'Rumbia, Kabupaten Bombana, Sulawesi Tenggara',
  });
  expect((await sari.get('/areas/74.99')).status).toBe(404);
  expect((await house.nobody().get('/areas')).status).toBe(401);
  const areas = house.api.get(AreasService, { strict: false });
  const found = await access.read(await actor('sari'), 'area.list', (rows) =>
    areas.findByName(rows, '74', 'Kec. Kepulauan Masaloka Raya', 'district'),
  );
  expect(found.map(({ code }) => code)).toEqual(['74.06.17']);
});
