import { BUDI, DEWI, inventedNik, type Person } from '../support/cast.js';
import type { Answer } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

interface Refused {
  readonly type: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
}
interface Registered {
  readonly id: string;
  readonly version: number;
  readonly noticeGivenAt: string | null;
}
interface Consent {
  readonly id: string;
  readonly version: number;
  readonly withdrawnAt: string | null;
}
interface Contact {
  readonly id: string;
  readonly version: number;
  readonly phoneMasked: string | null;
}
interface Draft {
  readonly id: string;
  readonly version: number;
  readonly label: string | null;
  readonly payload: string;
}

const CONSENT = { noticeVersion: '2026-01', language: 'id', channel: 'spoken', givenBy: 'candidate' } as const;
const MOTHER = { name: 'Wa Ani', relation: 'parent', phone: '081234567809', isEmergency: true, givesPermission: true } as const;

let serial = 9400;
const somebody = (more: object = {}): object => ({
  fullName: 'Wa Sinar',
  areaCode: '74.06.04',
  nik: inventedNik((serial += 1)),
  ...more,
});
const faults = ({ body }: Answer<unknown>): string[] =>
  ((body as Refused).errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`).sort();

async function register(person: Person, more: object = {}): Promise<Registered> {
  const { status, body } = await house.as(person).post<Registered>('/candidates', somebody(more));
  expect(status).toBe(201);
  return body;
}

async function count(
  table: 'candidate' | 'consent' | 'family_contact' | 'registration_draft' | 'audit_event',
  where = 'true',
): Promise<number> {
  const [row] = await house.sql<{ count: number }>(`SELECT count(*)::integer AS count FROM ${table} WHERE ${where}`);
  return row?.count ?? -1;
}

describe('a NIK', () => {
  test('that cannot be right is told at once, together with whatever else is wrong', async () => {
    const wrong = { nik: '7406044507990000', birthDate: '2026-02-30' };
    expect(faults(await house.as('sari').post('/candidates', wrong))).toEqual([
      '/areaCode isString',
      '/birthDate matches',
      '/fullName isString',
      '/nik nik-serial-zero',
    ]);
  });

  test.each([
    ['740604450799900', 'nik-length'],
    ['0006044507999001', 'nik-invalid-area'],
    ['7406043102999001', 'nik-invalid-date'],
    [7406044507999001, 'nik-not-text'],
  ])('%s is refused as %s', async (nik, code) => {
    expect(faults(await house.as('sari').post('/candidates', { nik, areaCode: '74.06.04' }))).toContain(`/nik ${code}`);
  });
});

describe('one registration', () => {
  test('makes person, cycle, consent and family together, and ends the draft', async () => {
    const { body: draft } = await house.as('sari').post<Draft>('/registration-drafts', { step: 3, label: 'Dewi', payload: '{}' });
    const { status, body } = await house
      .as('sari')
      .post<Registered>('/candidates', { ...DEWI, scheme: 'p_to_p', consent: CONSENT, contacts: [MOTHER], draftId: draft.id });
    expect(status).toBe(201);
    expect(body.noticeGivenAt).not.toBeNull();
    expect((await house.as('sari').get(`/candidates/${body.id}/consents`)).body).toMatchObject({
      items: [{ ...CONSENT, guardianName: null, recordedByName: 'Sari', withdrawnAt: null, version: 1 }],
    });
    expect((await house.as('sari').get(`/candidates/${body.id}/family-contacts`)).body).toEqual({
      items: [
        {
          id: expect.any(String),
          candidateId: body.id,
          name: 'Wa Ani',
          relation: 'parent',
          phoneMasked: '+62*******7809',
          address: null,
          isEmergency: true,
          givesPermission: true,
          version: 1,
        },
      ],
    });
    expect((await house.as('sari').get(`/registration-drafts/${draft.id}`)).status).toBe(404);
  });

  test('leaves nothing behind when one part of it is wrong', async () => {
    const before = await count('candidate');
    const answer = await house
      .as('sari')
      .post('/candidates', { ...BUDI, consent: CONSENT, contacts: [MOTHER, { ...MOTHER, phone: 'tidak ada' }] });
    expect(answer.status).toBe(422);
    expect(faults(answer)).toEqual(['/contacts/1/phone phone-unreadable']);
    expect(await count('candidate')).toBe(before);
    expect(faults(await house.as('sari').post('/candidates', { ...BUDI, consent: { ...CONSENT, noticeVersion: '1999-01' } }))).toEqual([
      '/consent/noticeVersion notice-unknown',
    ]);
    expect(faults(await house.as('sari').post('/candidates', { ...BUDI, contacts: [[], { name: ' ', relation: 'bos' }] }))).not.toEqual([]);
    expect(await count('candidate')).toBe(before);
  });

  test('that is sent twice with one key makes one person, one consent and one contact', async () => {
    const headers = { 'idempotency-key': '01900000-0000-7000-8000-00000000aa01' };
    const body = somebody({ fullName: 'Klik Ganda', consent: CONSENT, contacts: [MOTHER] });
    const answers = await Promise.all([1, 2].map(() => house.as('sari').post<Registered>('/candidates', body, { headers })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
    expect(await count('candidate', `full_name = 'Klik Ganda'`)).toBe(1);
    const ofPerson = `candidate_id = '${answers[0]?.body.id}'`;
    expect([await count('consent', ofPerson), await count('family_contact', ofPerson)]).toEqual([1, 1]);
  });
});

describe('a consent', () => {
  test('is recorded later too, can be withdrawn once with a reason, and both stand in the trail', async () => {
    const person = await register('sari');
    expect(person.noticeGivenAt).toBeNull();
    const path = `/candidates/${person.id}/consents`;
    const { status, body } = await house
      .as('ningsih')
      .post<Consent>(path, { ...CONSENT, channel: 'signed', givenBy: 'guardian', guardianName: 'La Ode Wali' });
    expect(status).toBe(201);
    expect((await house.as('sari').get<Registered>(`/candidates/${person.id}`)).body.noticeGivenAt).not.toBeNull();
    const withdraw = (version: number) =>
      house.as('sari').post<Consent>(`/consents/${body.id}/withdraw`, { reason: 'Diminta keluarga' }, { version });
    expect((await house.as('sari').post(`/consents/${body.id}/withdraw`, { reason: 'Diminta keluarga' })).status).toBe(428);
    expect((await withdraw(9)).status).toBe(412);
    expect((await withdraw(1)).body).toMatchObject({ withdrawReason: 'Diminta keluarga', withdrawnByName: 'Sari', version: 2 });
    expect((await withdraw(2)).status).toBe(409);
    const trail = await house.sql<{ action: string }>(
      `SELECT action FROM audit_event WHERE candidate_id = $1 AND action LIKE 'consent.%' AND action <> 'consent.list' ORDER BY id`,
      [person.id],
    );
    expect(trail.map(({ action }) => action)).toEqual(['consent.record', 'consent.withdraw']);
  });

  test('names a guardian exactly when a guardian agrees, and never a notice that was not given', async () => {
    const { id } = await register('sari');
    const record = (more: object) => house.as('sari').post(`/candidates/${id}/consents`, { ...CONSENT, ...more });
    expect(faults(await record({ givenBy: 'guardian' }))).toEqual(['/guardianName guardian-missing']);
    expect(faults(await record({ guardianName: 'La Ode' }))).toEqual(['/guardianName guardian-not-asked']);
    expect(faults(await record({ noticeVersion: '2019' }))).toEqual(['/noticeVersion notice-unknown']);
    expect(await count('consent', `candidate_id = '${id}'`)).toBe(0);
  });

  test('cannot be changed or deleted, not even by SQL of an officer', async () => {
    const [grants] = await house.sql<{ deletes: boolean }>(`SELECT has_table_privilege('sinergi_bp3mi', 'consent', 'DELETE') AS deletes`);
    expect(grants?.deletes).toBe(false);
  });

  test('rests on a notice that can be read in two languages', async () => {
    const { body } = await house.as('ningsih').get<{ version: string; sections: readonly object[] }>('/privacy-notices/current');
    expect(body).toMatchObject({ version: '2026-01', language: 'id', title: 'Pemberitahuan data pribadi' });
    expect(body.sections).toHaveLength(5);
    expect((await house.as('sari').get('/privacy-notices/current?language=en')).body).toMatchObject({ title: 'Notice on personal data' });
  });
});

describe('family', () => {
  test('is added, changed with a version, revealed with a trace and removed', async () => {
    const { id } = await register('sari');
    const { body: mother } = await house.as('sari').post<Contact>(`/candidates/${id}/family-contacts`, MOTHER);
    const path = `/family-contacts/${mother.id}`;
    expect((await house.as('sari').patch(path, { address: 'Jalan Laut 3' })).status).toBe(428);
    const changed = await house.as('sari').patch<Contact>(path, { phone: '081234567810', address: 'Jalan Laut 3' }, { version: 1 });
    expect(changed.body).toMatchObject({ phoneMasked: '+62*******7810', address: 'Jalan Laut 3', name: 'Wa Ani', version: 2 });
    expect((await house.as('sari').patch(path, { name: 'X Y' }, { version: 1 })).status).toBe(412);
    expect((await house.as('sari').post(`${path}/reveal`)).body).toEqual({ value: '+6281234567810' });
    expect(await count('audit_event', `action = 'family.reveal' AND candidate_id = '${id}' AND fields = '{phone}'`)).toBe(1);
    const emptied = await house.as('sari').patch<Contact>(path, { phone: null, relation: 'guardian' }, { version: 2 });
    expect(emptied.body).toMatchObject({ phoneMasked: null, relation: 'guardian', address: 'Jalan Laut 3' });
    expect((await house.as('sari').post(`${path}/reveal`)).status).toBe(409);
    expect(faults(await house.as('sari').patch(path, { name: null }, { version: 3 }))).not.toEqual([]);
    expect((await house.as('sari').delete(path, { version: 1 })).status).toBe(412);
    expect((await house.as('sari').delete(path, { version: 3 })).status).toBe(204);
    expect((await house.as('sari').get(`/candidates/${id}/family-contacts`)).body).toEqual({ items: [] });
  });

  test('keeps no readable phone in the database', async () => {
    const { id } = await register('sari', { contacts: [MOTHER] });
    const [row] = await house.sql<{ whole: string }>(`SELECT row_to_json(f)::text AS whole FROM family_contact f WHERE candidate_id = $1`, [
      id,
    ]);
    expect(row?.whole).not.toContain('81234567809');
  });

  test('moves with the person, and is out of reach for everybody else', async () => {
    const { id, version } = await register('sari', { contacts: [MOTHER], consent: CONSENT });
    const [contact] = await house.sql<{ id: string }>(`SELECT id FROM family_contact WHERE candidate_id = $1`, [id]);
    const [consent] = await house.sql<{ id: string }>(`SELECT id FROM consent WHERE candidate_id = $1`, [id]);
    expect((await house.as('ningsih').get(`/candidates/${id}/family-contacts`)).status).toBe(200);
    await house.as('sari').patch(`/candidates/${id}`, { areaCode: '74.07.01' }, { version });
    expect(await count('family_contact', `candidate_id = '${id}' AND area_code = '74.07.01'`)).toBe(1);
    for (const outsider of ['ningsih', 'maria'] as const) {
      const office = house.as(outsider);
      const answers = [
        await office.get(`/candidates/${id}/family-contacts`),
        await office.get(`/candidates/${id}/consents`),
        await office.patch(`/family-contacts/${contact?.id}`, { address: 'x' }, { version: 1 }),
        await office.post(`/family-contacts/${contact?.id}/reveal`),
        await office.delete(`/family-contacts/${contact?.id}`, { version: 1 }),
        await office.post(`/consents/${consent?.id}/withdraw`, { reason: 'Alasan' }, { version: 1 }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    }
    for (const other of ['wayan', 'ratna', 'tono'] as const)
      expect((await house.as(other).get(`/candidates/${id}/family-contacts`)).status).toBe(403);
  });
});

describe('a draft', () => {
  const content = { step: 2, label: 'Wa Sinar', payload: JSON.stringify({ nik: inventedNik(9399), fullName: 'Wa Sinar' }) };

  test('is kept sealed on the server and comes back word for word', async () => {
    const { status, body } = await house.as('sari').post<Draft>('/registration-drafts', content);
    expect(status).toBe(201);
    const kept = await house.as('sari').put<Draft>(`/registration-drafts/${body.id}`, { ...content, step: 3, label: null }, { version: 1 });
    expect(kept.body).toMatchObject({ id: body.id, step: 3, label: null, version: 2 });
    expect((await house.as('sari').get(`/registration-drafts/${body.id}`)).body).toMatchObject({ payload: content.payload, step: 3 });
    const [row] = await house.sql<{ whole: string }>(`SELECT row_to_json(d)::text AS whole FROM registration_draft d WHERE id = $1`, [
      body.id,
    ]);
    for (const plain of ['Sinar', inventedNik(9399), Buffer.from(inventedNik(9399)).toString('hex')])
      expect(row?.whole).not.toContain(plain);
  });

  test('of two tabs is never overwritten unseen', async () => {
    const { body } = await house.as('sari').post<Draft>('/registration-drafts', content);
    const path = `/registration-drafts/${body.id}`;
    expect((await house.as('sari').put(path, content)).status).toBe(428);
    const tabs = await Promise.all([1, 2].map((tab) => house.as('sari').put(path, { ...content, label: `Tab ${tab}` }, { version: 1 })));
    expect(tabs.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('is seen by its writer alone, not even by the supervisor', async () => {
    const { body } = await house.as('sari').post<Draft>('/registration-drafts', content);
    const path = `/registration-drafts/${body.id}`;
    for (const other of ['hasan', 'ningsih', 'maria'] as const) {
      const answers = [
        await house.as(other).get(path),
        await house.as(other).put(path, content, { version: 1 }),
        await house.as(other).delete(path),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect((await house.as(other).get('/registration-drafts')).body).toEqual({ items: [] });
      // Nor can somebody else's registration end it.
      await house.as(other).post('/candidates', somebody({ draftId: body.id, areaCode: other === 'maria' ? '73.71' : '74.06.04' }));
    }
    for (const other of ['wayan', 'ratna', 'tono'] as const) expect((await house.as(other).get(path)).status).toBe(403);
    expect((await house.as('sari').get<{ items: readonly Draft[] }>('/registration-drafts')).body.items[0]).toMatchObject({
      id: body.id,
      label: 'Wa Sinar',
      step: 2,
    });
    expect((await house.as('sari').delete(path)).status).toBe(204);
    expect((await house.as('sari').get(path)).status).toBe(404);
  });

  test('that nobody touched for thirty days is swept, a younger one stays', async () => {
    const [old, young] = await Promise.all([1, 2].map(() => house.as('hasan').post<Draft>('/registration-drafts', content)));
    await house.sql(`UPDATE registration_draft SET updated_at = now() - interval '31 days' WHERE id = $1`, [old?.body.id]);
    const { Clockwork } = await import('../../apps/worker/src/clockwork.js');
    await (await house.worker()).get(Clockwork).runClock('purge');
    expect((await house.as('hasan').get(`/registration-drafts/${old?.body.id}`)).status).toBe(404);
    expect((await house.as('hasan').get(`/registration-drafts/${young?.body.id}`)).status).toBe(200);
  });

  test('is refused when fifty are there already', async () => {
    for (let kept = await count('registration_draft', `owner_id = '01900000-0000-7000-8000-000000000018'`); kept < 50; kept += 1)
      await house.as('maria').post('/registration-drafts', content);
    expect(faults(await house.as('maria').post('/registration-drafts', content))).toEqual([' drafts-full']);
  });
});

describe('a village', () => {
  const find = async (person: Person, q: string) =>
    (
      await house
        .as(person)
        .get<{ items: readonly { code: string; name: string; path: string }[] }>(`/areas/search?q=${encodeURIComponent(q)}`)
    ).body.items;

  test('is found by the beginning of its name, and by what contains it', async () => {
    expect((await find('sari', 'lamer'))[0]).toMatchObject({ path: expect.stringContaining('Bombana') });
    const rumbia = await find('sari', 'Rumbia');
    expect(rumbia.map(({ code }) => code)).toContain('74.06.04');
    expect((await find('sari', 'Kec. Rumbia, bombana')).every(({ path }) => path.includes('Bombana'))).toBe(true);
    expect(await find('sari', 'rumbia, jakarta')).toEqual([]);
    expect(await find('sari', '%')).toEqual([]);
  });

  test('is offered only inside the own area', async () => {
    expect((await find('ningsih', 'wa')).every(({ code }) => code.startsWith('74.06'))).toBe(true);
    expect((await find('sari', 'wa')).length).toBeLessThanOrEqual(12);
  });
});
