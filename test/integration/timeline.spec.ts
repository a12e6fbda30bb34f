import { Client } from '../support/client.js';
import { BUDI, CAST, DEWI } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import type { CycleSeen, FileSeen } from '../support/papers.js';
import { TwoFiles, type File, type Merge } from './merge.arrange.js';

interface Change {
  readonly kind: string;
  readonly documentCode: string | null;
  readonly field: string;
  readonly isHidden: boolean;
  readonly before: string | null;
  readonly after: string | null;
}
interface Entry {
  readonly kind: string;
  readonly topic: string;
  readonly action: string;
  readonly actorName: string | null;
  readonly source: string | null;
  readonly fileName: string | null;
  readonly fields: readonly string[];
  readonly changes: readonly Change[];
}

let house: House;
let dewi: FileSeen & { cycle: CycleSeen };
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  dewi = (await house.as('sari').post<FileSeen & { cycle: CycleSeen }>('/candidates', { ...DEWI, education: 'SMA' })).body;
});
afterAll(() => house.close());

async function timeline(id: string, query = 'limit=100', client: Client = house.as('sari')): Promise<Entry[]> {
  return (await client.get<{ items: Entry[] }>(`/candidates/${id}/timeline?${query}`)).body.items;
}

test('a change tells who made it, by which way, and what the field said before and since', async () => {
  const answer = await house
    .as('sari')
    .patch<FileSeen>(
      `/candidates/${dewi.id}`,
      { address: 'Jl. Poros 3', education: null, areaCode: '74.06.01' },
      { version: dewi.version },
    );
  expect(answer.status).toBe(200);
  const [entry] = await timeline(dewi.id, 'topic=changes');
  expect(entry).toMatchObject({ kind: 'audit', action: 'candidate.change', actorName: 'Sari', source: 'api', fileName: null });
  const [from, to] = await house.sql<{ name: string }>(`SELECT name FROM area WHERE code IN ('74.06.04', '74.06.01') ORDER BY code DESC`);
  expect(entry?.changes).toEqual([
    expect.objectContaining({ kind: 'candidate', field: 'address', before: null, after: 'Jl. Poros 3', isHidden: false }),
    expect.objectContaining({ field: 'areaCode', before: from?.name, after: to?.name }),
    expect.objectContaining({ field: 'education', before: 'SMA', after: null }),
  ]);
});

test('a NIK, a KK and a phone number are known to have changed, and no value of them is kept', async () => {
  const version = await versionOf(dewi.id);
  const change = { nik: '7406044507999777', phone: '081234567899' };
  expect((await house.as('sari').patch(`/candidates/${dewi.id}`, change, { version })).status).toBe(200);
  const [entry] = await timeline(dewi.id, 'topic=changes');
  expect(entry?.changes.map(({ field, isHidden, before, after }) => [field, isHidden, before, after]).sort()).toEqual([
    ['nik', true, null, null],
    ['phone', true, null, null],
  ]);
  const kept = await house.sql<{ text: string }>(`SELECT c::text AS text FROM candidate_change c WHERE candidate_id = $1`, [dewi.id]);
  for (const { text } of kept) expect(text).not.toMatch(/999777|567899|7999001/);
});

test('a plan that changes and a step that is taken carry their values on their own entries', async () => {
  const planned = await house.as('hasan').patch<CycleSeen>(
    `/cycles/${dewi.cycle.id}`,
    { scheme: 'independent', destinationCountry: 'JP', officerId: CAST.ningsih.id },
    {
      version: dewi.cycle.version,
    },
  );
  expect(planned.status).toBe(200);
  const [entry] = await timeline(dewi.id, 'topic=changes');
  expect(entry).toMatchObject({ action: 'cycle.change', actorName: 'Hasan' });
  expect(entry?.changes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'cycle', field: 'destinationCountry', before: null, after: 'JP' }),
      expect.objectContaining({ field: 'officerId', before: 'Sari', after: 'Ningsih' }),
    ]),
  );
  const left = await house
    .as('sari')
    .post<CycleSeen>(
      `/cycles/${dewi.cycle.id}/advance`,
      { to: 'withdrawn', reasonCode: 'own_will', note: 'Ibu sakit' },
      { version: planned.body.version },
    );
  expect([200, 201]).toContain(left.status);
  const steps = await timeline(dewi.id, 'topic=steps');
  expect(steps[0]).toMatchObject({ kind: 'stage', action: 'journey.advance', source: 'api' });
});

test('a paper that is verified shows its state, and a health verdict that it changed and nothing more', async () => {
  const person = (await house.as('sari').post<FileSeen>('/candidates', BUDI)).body;
  const paper = {
    documentCode: 'medical_certificate',
    issuer: 'Klinik Contoh',
    issuedOn: '2026-01-10',
    expiresOn: '2026-04-10',
    verdict: 'fit',
  };
  const held = await house.as('sari').post<{ id: string; version: number }>(`/candidates/${person.id}/documents`, paper);
  expect(held.status).toBe(201);
  await house.sql(`UPDATE document SET verdict = 'unfit' WHERE id = $1`, [held.body.id]);
  expect((await house.as('hasan').post(`/documents/${held.body.id}/verify`, {}, { version: held.body.version })).status).toBeLessThan(300);
  const entries = await timeline(person.id, 'topic=documents');
  expect(entries[0]?.changes).toEqual([
    { kind: 'document', documentCode: 'medical_certificate', field: 'state', isHidden: false, before: 'submitted', after: 'verified' },
  ]);
  // Done by hand, past every form: no audit row names it, and still it is kept.
  expect(entries[1]).toMatchObject({
    kind: 'change',
    action: 'change.document',
    source: 'system',
    changes: [{ field: 'verdict', isHidden: true, before: null, after: null }],
  });
});

test('what is said about the family is kept like the rest, the telephone without its number, and leaves with the contact', async () => {
  const id = dewi.id;
  const sari = house.as('sari');
  const given = { name: 'Wa Ode Contoh', relation: 'parent', phone: '081234567801' };
  const contact = (await sari.post<{ id: string; version: number }>(`/candidates/${id}/family-contacts`, given)).body;
  const change = { name: 'Wa Ode Contoh Sari', relation: 'guardian', phone: '081234567802', isEmergency: true };
  const changed = await house
    .as('hasan')
    .patch<{ version: number }>(`/family-contacts/${contact.id}`, change, { version: contact.version });
  expect(changed.status).toBe(200);
  const [entry] = await timeline(id, 'topic=changes');
  expect(entry).toMatchObject({ action: 'family.record', actorName: 'Hasan' });
  expect(entry?.changes.map(({ kind, field, isHidden, before, after }) => [kind, field, isHidden, before, after])).toEqual(
    expect.arrayContaining([
      ['family', 'familyName', false, 'Wa Ode Contoh', 'Wa Ode Contoh Sari'],
      ['family', 'familyRelation', false, 'parent', 'guardian'],
      ['family', 'isEmergency', false, 'false', 'true'],
      ['family', 'familyPhone', true, null, null],
    ]),
  );
  expect(entry?.changes).toHaveLength(4);
  const kept = () =>
    house.sql<{ text: string }>(`SELECT k::text AS text FROM candidate_change k WHERE candidate_id = $1 AND kind = 'family'`, [id]);
  for (const { text } of await kept()) expect(text).not.toMatch(/67801|67802/);
  const removed = await sari.delete(`/family-contacts/${contact.id}`, { version: changed.body.version });
  expect(removed.status).toBe(204);
  expect(await kept()).toEqual([]);
});

test('a change through our own pages is told as a form, and views can be looked at by themselves', async () => {
  const id = dewi.id;
  const version = await versionOf(id);
  await house.sql(`UPDATE auth.session SET kind = 'cookie' WHERE user_id = $1`, [CAST.ningsih.id]);
  expect((await house.as('ningsih').patch(`/candidates/${id}`, { birthPlace: 'Kasipute' }, { version })).status).toBe(200);
  const kept = await house.sql<{ source: string }>(`SELECT source FROM candidate_change WHERE candidate_id = $1 AND field = 'birthPlace'`, [
    id,
  ]);
  expect(kept).toEqual([{ source: 'form' }]);
  const views = await timeline(id, 'topic=views&limit=100');
  expect(views.length).toBeGreaterThan(0);
  expect(views.every((entry) => entry.topic === 'views' && entry.changes.length === 0)).toBe(true);
  expect((await house.as('sari').get(`/candidates/${id}/timeline?topic=gossip`)).status).toBe(422);
});

test('nobody outside the area reads what was kept, no login writes it, and it only grows until the person leaves', async () => {
  expect((await house.as('maria').get(`/candidates/${dewi.id}/timeline`)).status).toBe(404);
  const grants = await house.sql<{ grantee: string; privilege_type: string }>(
    `SELECT grantee, privilege_type FROM information_schema.role_table_grants
      WHERE table_name = 'candidate_change' AND grantee <> 'sinergi_owner' ORDER BY grantee`,
  );
  expect(grants).toEqual([
    { grantee: 'sinergi_bp3mi', privilege_type: 'SELECT' },
    { grantee: 'sinergi_labour', privilege_type: 'SELECT' },
  ]);
  await expect(house.sql(`UPDATE candidate_change SET after = 'x'`)).rejects.toThrow(/only grows/);
  await expect(house.sql(`TRUNCATE candidate_change`)).rejects.toThrow(/only grows/);
});

test('a person who moves takes the history along, so the office of today can read it', async () => {
  const moved = await house.sql<{ areas: string[] }>(
    `SELECT array_agg(DISTINCT area_code) AS areas FROM candidate_change WHERE candidate_id = $1`,
    [dewi.id],
  );
  expect(moved).toEqual([{ areas: ['74.06.01'] }]);
});

async function versionOf(id: string): Promise<number> {
  return (await house.as('sari').get<FileSeen>(`/candidates/${id}`)).body.version;
}

test('a step that was taken while two files were one goes back with its attempt, and leaves the survivor', async () => {
  const sari = house.as('sari');
  const files = new TwoFiles(house);
  const [survivor, merged] = [await files.register({ nik: files.nik() }), await files.register({ fullName: 'Wa Siti Rahmah' })];
  const file = async (id: string): Promise<File> => (await sari.get<File>(`/candidates/${id}`)).body;
  await house.sql(`UPDATE placement_cycle SET stage = 'in_preparation' WHERE candidate_id = $1`, [merged.id]);
  const both = { candidateId: merged.id, version: (await file(merged.id)).version, reason: 'KTP yang sama' };
  const done = await sari.post<Merge>(`/candidates/${survivor.id}/merge`, both, { version: (await file(survivor.id)).version });
  expect(done.status).toBe(201);
  const { cycle } = await file(survivor.id);
  const pause = { to: 'on_hold', reasonCode: 'family', note: 'Orang tua sakit' };
  expect((await sari.post(`/cycles/${cycle?.id}/advance`, pause, { version: cycle?.version ?? 0 })).status).toBe(200);
  const tellsOfThePause = async ({ id }: { readonly id: string }): Promise<boolean> =>
    JSON.stringify(await timeline(id, 'topic=steps')).includes('on_hold');
  expect([await tellsOfThePause(survivor), await tellsOfThePause(merged)]).toEqual([true, false]);
  expect((await timeline(survivor.id, 'topic=steps'))[0]).toMatchObject({ reasonCode: 'family', note: 'Orang tua sakit' });

  const undo = { mergeId: done.body.id, reason: 'Ternyata kakak beradik' };
  await sari.post(`/candidates/${survivor.id}/unmerge`, undo, { version: (await file(survivor.id)).version });
  expect((await file(merged.id)).cycle).toMatchObject({ id: cycle?.id, stage: 'on_hold' });
  expect([await tellsOfThePause(survivor), await tellsOfThePause(merged)]).toEqual([false, true]);
});
