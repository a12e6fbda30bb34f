import { COUNTER_DIFFERENCES } from '#libs/dashboards';

import { openHouse, type House } from '../support/house.js';
import {
  everyRow,
  GROWS,
  KNOWN_TABLES,
  MOVES,
  tablesOfPeople,
  whereSeen,
  TwoFiles,
  type File,
  type FilePerson,
  type Merge,
  type Preview,
  type Seen,
} from './merge.arrange.js';

const TODAY = '2026-01-16';
let house: House;
let files: TwoFiles;
let batch: string;
beforeAll(async () => {
  house = await openHouse({ today: TODAY });
  files = new TwoFiles(house);
  batch = await files.batch('Angkatan I');
});
afterAll(() => house.close());

const file = async (id: string, who: 'sari' | 'ningsih' | 'wayan' = 'sari') => (await house.as(who).get<File>(`/candidates/${id}`)).body;
const preview = (survivor: Seen, merged: Seen, who: 'sari' | 'ningsih' | 'maria' | 'hasan' = 'sari') =>
  house.as(who).get<Preview>(`/candidates/${survivor.id}/merge?with=${merged.id}`);
const merge = async (survivor: Seen, merged: Seen, decision: object = {}, who: 'sari' | 'ningsih' | 'maria' = 'sari') => {
  const [{ version }, other] = [await file(survivor.id), await file(merged.id)];
  const body = { candidateId: merged.id, version: other.version, reason: 'KTP yang sama', ...decision };
  return house
    .as(who)
    .post<Merge & { blockers?: { code: string }[]; detail?: string }>(`/candidates/${survivor.id}/merge`, body, { version });
};
const unmerge = async (survivor: Seen, mergeId: string) =>
  house.as('sari').post<Merge & { detail?: string }>(
    `/candidates/${survivor.id}/unmerge`,
    { mergeId, reason: 'Ternyata kakak beradik' },
    {
      version: (await file(survivor.id)).version,
    },
  );
const pair = async (one: FilePerson = {}, other: FilePerson = {}): Promise<[Seen, Seen]> => [
  await files.register({ nik: files.nik(), ...one }),
  await files.register({ fullName: 'Wa Siti Rahmah', ...other }),
];
const mustMerge = async (survivor: Seen, merged: Seen, decision: object = {}): Promise<Merge> => {
  const answer = await merge(survivor, merged, decision);
  expect(answer).toMatchObject({ status: 201 });
  return answer.body;
};

test('a table that names a person is known to the merge', async () => {
  const tables = [...new Set((await tablesOfPeople(house)).map(({ table }) => table))];
  expect(tables).toEqual(KNOWN_TABLES);
});

test('everything that the preview shows moves, and an undone merge leaves both files as they were, in every table that names a person', async () => {
  const [survivor, merged] = await pair({ areaCode: '74.06.04' }, { areaCode: '74.07.01', nik: files.nik(), phone: '081234567890' });
  // The survivor's paper bears the name that is taken, so its acceptance falls with the merge and must come back.
  await files.fillEverything(survivor.id, await files.batch('Angkatan lain'), 'Wa Siti Rahmah');
  await files.fillEverything(merged.id, batch, 'Nama Kecil');
  await house.drain();
  const ids = [survivor.id, merged.id];
  const before = await everyRow(house, ids);
  const shown = (await preview(survivor, merged)).body;
  expect(shown.obstacles).toEqual([]);
  expect(shown.moves.map(({ kind }) => kind).sort()).toEqual([
    'centers',
    'consents',
    'contacts',
    'cycles',
    'documents',
    'enrolments',
    'handovers',
    'reminders',
    'scans',
    'waivers',
  ]);
  expect(JSON.stringify(shown)).not.toMatch(/\d{16}/);

  const done = await mustMerge(survivor, merged, { take: ['fullName', 'nik', 'birthDate', 'areaCode'] });
  expect(done.moved).toEqual(shown.moves.map(({ kind, count }) => ({ kind, count })));
  for (const table of [...MOVES, 'checklist_item']) {
    const left = await house.sql(`SELECT FROM ${table} WHERE candidate_id = $1`, [merged.id]);
    expect([table, left.length]).toEqual([table, 0]);
  }
  expect(await house.sql(`SELECT FROM document WHERE candidate_id = $1 AND identity_accepted_at IS NOT NULL`, [survivor.id])).toHaveLength(
    1,
  );
  expect(await house.sql(COUNTER_DIFFERENCES)).toEqual([]);
  await house.drain();
  expect(await house.sql(COUNTER_DIFFERENCES)).toEqual([]);

  expect((await unmerge(survivor, done.id)).body).toMatchObject({ changedSince: [], canUndo: false });
  await house.drain();
  expect(await house.sql(COUNTER_DIFFERENCES)).toEqual([]);
  const after = await everyRow(house, ids);
  for (const [table, rows] of before) {
    if (table.startsWith('candidate_merge.')) continue;
    if (GROWS.includes(table)) expect(after.get(table)).toEqual(expect.arrayContaining(rows));
    else expect([table, after.get(table)]).toEqual([table, rows]);
  }
  expect(await house.sql(`SELECT FROM candidate_merge_row`)).toEqual([]);
  expect((await house.as('sari').post<{ value: string }>(`/candidates/${merged.id}/reveal`, { field: 'phone' })).body.value).toBe(
    '+6281234567890',
  );
});

test('a merged file says where it went, is only read, and its number, name and case number lead to the survivor', async () => {
  const [survivor, merged] = await pair({ nik: null }, { fullName: 'Wa Rahmatia Unik', nik: files.nik(), phone: '081234567891' });
  const nik = (await house.as('sari').post<{ value: string }>(`/candidates/${merged.id}/reveal`, { field: 'nik' })).body.value;
  await mustMerge(survivor, merged);
  const closed = await file(merged.id);
  expect(closed).toMatchObject({ isMerged: true, mergedInto: { id: survivor.id, caseNo: survivor.caseNo }, cycle: null, nikMasked: null });
  const goesOn = await file(survivor.id);
  expect(goesOn).toMatchObject({
    isMerged: false,
    mergedInto: null,
    merges: [{ merged: { id: merged.id }, canUndo: true, undoUntil: '2026-02-15' }],
  });
  expect((await house.as('sari').post<{ value: string }>(`/candidates/${survivor.id}/reveal`, { field: 'nik' })).body.value).toBe(nik);

  for (const q of [nik, 'Rahmatia Unik', 'Rahmatia Uink']) {
    const found = await house.as('sari').get<{ items: { id: string }[]; total: number }>(`/candidates?q=${encodeURIComponent(q)}`);
    expect([q, found.body.items.map(({ id }) => id), found.body.total]).toEqual([q, [survivor.id], 1]);
  }
  for (const q of [merged.caseNo, '081234567891']) {
    const found = await house.as('sari').post('/search', { text: q });
    expect([q, JSON.stringify(found.body)]).toEqual([q, expect.stringContaining(survivor.id)]);
    expect(JSON.stringify(found.body)).not.toContain(merged.id);
  }
  expect((await house.as('sari').post('/candidates', { fullName: 'Lain Orang', areaCode: '74.06.04', nik })).body).toMatchObject({
    existingId: survivor.id,
  });

  const { version } = closed;
  const refused = [
    await house.as('sari').patch(`/candidates/${merged.id}`, { address: 'Jalan Poros 5' }, { version }),
    await house.as('sari').post(`/candidates/${merged.id}/documents`, { documentCode: 'identity_card' }),
    await house.as('sari').post(`/candidates/${merged.id}/cycles`, {}),
    await house.as('sari').post(`/candidates/${merged.id}/family-contacts`, { name: 'Wa Ode', relation: 'parent' }),
    await house.as('sari').post(`/training-batches/${batch}/enrolments`, { candidateId: merged.id }),
  ];
  const sentence = `Berkas ini sudah digabung ke ${survivor.caseNo}. Lanjutkan di berkas itu.`;
  expect(refused.map(({ status, body }) => [status, (body as { detail?: string }).detail])).toEqual(refused.map(() => [409, sentence]));
  await expect(house.sql(`UPDATE candidate SET address = 'x' WHERE id = $1`, [merged.id])).rejects.toThrow(/only read/);
  await expect(house.sql(`UPDATE candidate SET merged_into = NULL WHERE id = $1`, [merged.id])).rejects.toThrow(/only read/);
  await expect(house.sql(`UPDATE candidate SET merged_into = $2 WHERE id = $1`, [survivor.id, merged.id])).rejects.toThrow(/only read/);
  await expect(house.sql(`DELETE FROM candidate WHERE id = $1`, [merged.id])).rejects.toThrow(/only read/);
  const batchOfBoth = await files.batch('Angkatan dengan keduanya');
  await files.enrol(survivor.id, batchOfBoth);
  await expect(house.sql(`UPDATE enrolment SET candidate_id = $1 WHERE candidate_id = $2`, [merged.id, survivor.id])).rejects.toThrow(
    /takes up nothing/,
  );
  await expect(files.enrol(merged.id, batchOfBoth)).rejects.toThrow(/takes up nothing/);
});

test('two files in one course, two people abroad, and a file that is merged already are obstacles that say what to do', async () => {
  const [survivor, merged] = await pair();
  const both = await files.batch('Angkatan bersama');
  await files.enrol(survivor.id, both);
  const lost = await files.enrol(merged.id, both);
  await house.sql(
    `UPDATE placement_cycle SET stage = 'placed', departed_on = '2025-05-01', arrived_on = '2025-05-02', was_procedural = true WHERE candidate_id IN ($1, $2)`,
    [survivor.id, merged.id],
  );
  const codes = ['both-abroad', 'both-in-batch'];
  expect((await preview(survivor, merged)).body.obstacles.map(({ code }) => code)).toEqual(codes);
  const refused = await merge(survivor, merged);
  expect([refused.status, refused.body.blockers?.map(({ code }) => code)]).toEqual([409, codes]);
  expect(await house.sql(`SELECT FROM candidate_merge WHERE survivor_id = $1`, [survivor.id])).toEqual([]);

  await house.sql(`UPDATE enrolment SET state = 'dropped_out', seat = 'none', drop_reason = 'Sakit' WHERE id = $1`, [lost]);
  await house.sql(`UPDATE placement_cycle SET stage = 'returned', returned_on = '2026-01-02' WHERE candidate_id = $1`, [merged.id]);
  expect((await preview(merged, survivor)).body.obstacles.map(({ code }) => code)).toEqual(['both-in-batch']);
  await mustMerge(survivor, merged);
  expect((await file(survivor.id)).cycle).toMatchObject({ stage: 'placed' });
  expect(await house.sql(`SELECT candidate_id FROM enrolment WHERE id = $1`, [lost])).toEqual([{ candidate_id: merged.id }]);

  const third = await files.register({});
  expect((await preview(third, merged)).body.obstacles.map(({ code }) => code)).toEqual(['already-merged']);
  expect((await merge(third, merged)).body.blockers?.map(({ code }) => code)).toEqual(['already-merged']);
});

test('the number is exchanged when it is chosen, so that either still leads to the person; both come back sealed as they were', async () => {
  const [one, two] = [files.nik(), files.nik()];
  const [survivor, merged] = await pair({ nik: one, phone: '081234567895' }, { nik: two, phone: '081234567896' });
  const warned = await preview(survivor, merged);
  expect(warned.body.warnings.map(({ code }) => code)).toEqual(['nik-differs']);
  const sealed = () =>
    house.sql(`SELECT id, nik_sealed, nik_index, phone_sealed, full_name, name_key FROM candidate WHERE id IN ($1, $2) ORDER BY id`, [
      survivor.id,
      merged.id,
    ]);
  const before = await sealed();
  const done = await mustMerge(survivor, merged, { take: ['nik', 'phone', 'fullName'] });
  const reveal = async (id: string, field: string) =>
    (await house.as('sari').post<{ value: string }>(`/candidates/${id}/reveal`, { field })).body.value;
  expect([await reveal(survivor.id, 'nik'), await reveal(survivor.id, 'phone')]).toEqual([two, '+6281234567896']);
  expect(await file(survivor.id)).toMatchObject({ fullName: 'Wa Siti Rahmah' });
  for (const q of [one, two])
    expect((await house.as('sari').get<{ items: { id: string }[] }>(`/candidates?q=${q}`)).body.items).toMatchObject([{ id: survivor.id }]);
  await unmerge(survivor, done.id);
  expect(await sealed()).toEqual(before);
  expect([await reveal(survivor.id, 'nik'), await reveal(merged.id, 'nik')]).toEqual([one, two]);
});

test('of two running attempts the further on stays and the other steps back as merged; its reminders close and come back', async () => {
  const [survivor, merged] = await pair();
  const [ahead, behind] = [(await file(merged.id)).cycle, (await file(survivor.id)).cycle];
  await house.sql(`UPDATE placement_cycle SET stage = 'in_preparation' WHERE id = $1`, [ahead?.id]);
  await files.remind(survivor.id, behind?.id ?? '');
  await files.remind(merged.id, ahead?.id ?? '');
  expect((await preview(survivor, merged)).body.cycle).toMatchObject({
    from: 'merged',
    goesOn: { id: ahead?.id },
    steppedBack: { id: behind?.id },
  });
  const done = await mustMerge(survivor, merged);
  expect(await file(survivor.id)).toMatchObject({
    cycle: { id: ahead?.id, stage: 'in_preparation' },
    pastCycles: [{ id: behind?.id, stage: 'merged' }],
  });
  const reminders = () => files.remindersOf(ahead?.id, behind?.id);
  expect(await reminders()).toEqual([
    { candidate_id: survivor.id, state: 'superseded', settled: true },
    { candidate_id: survivor.id, state: 'pending', settled: false },
  ]);
  const steps = (
    await house
      .as('sari')
      .get<{ items: { kind: string; toStage: string | null; action: string; caseNo: string | null }[] }>(
        `/candidates/${survivor.id}/timeline`,
      )
  ).body.items;
  expect(steps.filter(({ toStage }) => toStage === 'merged')).toHaveLength(1);
  expect(steps.filter(({ action }) => action.startsWith('merge.') && action !== 'merge.preview')).toMatchObject([
    { action: 'merge.confirm', caseNo: null },
  ]);
  expect(steps.filter(({ action, caseNo }) => action === 'cycle.open' && caseNo === merged.caseNo)).toHaveLength(1);

  await unmerge(survivor, done.id);
  expect((await file(survivor.id)).cycle).toMatchObject({ id: behind?.id, stage: 'lead' });
  expect((await file(merged.id)).cycle).toMatchObject({ id: ahead?.id, stage: 'in_preparation' });
  expect(await reminders()).toEqual([
    { candidate_id: survivor.id, state: 'pending', settled: false },
    { candidate_id: merged.id, state: 'pending', settled: false },
  ]);
  const told = (await house.as('sari').get<{ items: { action: string }[] }>(`/candidates/${merged.id}/timeline`)).body.items.map(
    ({ action }) => action,
  );
  expect(told).toEqual(expect.arrayContaining(['merge.closed', 'merge.reopened']));
});

test('what came later stays with the survivor; what was moved goes back with what was changed on it since', async () => {
  const [survivor, merged] = await pair({ phone: '081234567897' }, {});
  const cycle = (await file(merged.id)).cycle;
  await house.sql(`UPDATE placement_cycle SET stage = 'registered' WHERE id = $1`, [cycle?.id]);
  const course = await files.batch('Angkatan susulan');
  const place = await files.enrol(merged.id, course);
  const done = await mustMerge(survivor, merged);
  const late = await house
    .as('sari')
    .post<{ id: string }>(`/candidates/${survivor.id}/documents`, { documentCode: 'family_card', cycleId: cycle?.id });
  expect(late.status).toBe(201);
  const current = await file(survivor.id);
  await house.as('sari').patch(`/candidates/${survivor.id}`, { address: 'Jalan Poros 7' }, { version: current.version });
  await house.as('sari').patch(`/cycles/${cycle?.id}`, { jobTitle: 'Perawat' }, { version: current.cycle?.version ?? 0 });
  await house.sql(
    `UPDATE enrolment SET result = 'competent', result_on = '2026-01-16', state = 'completed', version = version + 1 WHERE id = $1`,
    [place],
  );

  expect((await unmerge(survivor, done.id)).body.changedSince).toEqual([
    { kind: 'cycles', count: 1 },
    { kind: 'enrolments', count: 1 },
  ]);
  expect(await file(merged.id)).toMatchObject({ isMerged: false, cycle: { id: cycle?.id, stage: 'registered', jobTitle: 'Perawat' } });
  expect(await file(survivor.id)).toMatchObject({ address: 'Jalan Poros 7', cycle: { stage: 'lead' } });
  expect(await house.sql(`SELECT candidate_id, cycle_id FROM document WHERE id = $1`, [late.body.id])).toEqual([
    { candidate_id: survivor.id, cycle_id: (await file(survivor.id)).cycle?.id },
  ]);
  expect(await house.sql(`SELECT candidate_id, result FROM enrolment WHERE id = $1`, [place])).toEqual([
    { candidate_id: merged.id, result: 'competent' },
  ]);
  expect(await house.sql(COUNTER_DIFFERENCES)).toEqual([]);
});

test('a merge is taken back within 30 days, once, and the newest first', async () => {
  const [survivor, merged] = await pair();
  const third = await files.register({ fullName: 'Wa Sitti Rahma', birthDate: '1990-01-01' });
  const older = await mustMerge(survivor, merged);
  const newer = await mustMerge(survivor, third);
  expect((await unmerge(survivor, older.id)).body.detail).toMatch(/lebih baru/);
  house.clock.set('2026-02-16');
  expect((await unmerge(survivor, newer.id)).body.detail).toMatch(/30 hari/);
  expect((await file(survivor.id)).merges.map(({ canUndo }) => canUndo)).toEqual([false, false]);
  house.clock.set('2026-02-15');
  expect(await unmerge(survivor, newer.id)).toMatchObject({ status: 200 });
  expect((await unmerge(survivor, newer.id)).body.detail).toMatch(/sudah dibatalkan/);
  expect(await unmerge(survivor, older.id)).toMatchObject({ status: 200, body: { undoUntil: older.undoUntil } });
  const again = await mustMerge(survivor, merged);
  const kept = () => house.sql(`SELECT FROM candidate_merge_row WHERE merge_id = $1`, [again.id]);
  const purgeOn = (day: string) => house.sql(`SELECT set_config('app.today', $1, true), auth.purge_transients()`, [day]);
  await purgeOn(again.undoUntil);
  expect((await kept()).length).toBeGreaterThan(0);
  await purgeOn('2026-03-18');
  expect(await kept()).toEqual([]);
  expect(again).toMatchObject({ canUndo: true, undoUntil: '2026-03-17' });
  house.clock.set(TODAY);
});

test('files of a merged file go along, and both merges can be taken apart again', async () => {
  const [survivor, merged] = await pair();
  const third = await files.register({ fullName: 'Wa Sitti', nik: files.nik() });
  const first = await mustMerge(survivor, merged);
  const second = await mustMerge(third, survivor);
  expect((await file(merged.id)).mergedInto).toMatchObject({ id: third.id });
  expect((await unmerge(survivor, first.id)).body.detail).toMatch(/sendiri sudah digabung/);
  await unmerge(third, second.id);
  expect((await file(merged.id)).mergedInto).toMatchObject({ id: survivor.id });
  expect(await unmerge(survivor, first.id)).toMatchObject({ status: 200 });
});

test('of two merges of one file at the same moment one wins', async () => {
  const [survivor, merged] = await pair();
  const other = await files.register({ fullName: 'Wa Sitti R.', nik: files.nik() });
  const answers = await Promise.all([merge(survivor, merged), merge(other, merged), merge(merged, survivor)]);
  expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
  expect(
    await house.sql(`SELECT FROM candidate_merge WHERE merged_id IN ($1, $2) AND undone_at IS NULL`, [merged.id, survivor.id]),
  ).toHaveLength(1);
});

test('only who may see both files may compare, merge or take apart, and a labour office may not at all', async () => {
  const [survivor, merged] = await pair({ areaCode: '74.06.04' }, { areaCode: '74.06.01' });
  expect((await preview(survivor, merged, 'maria')).status).toBe(404);
  expect(
    (await house.as('maria').post(`/candidates/${survivor.id}/merge`, { candidateId: merged.id, version: 1, reason: 'x' }, { version: 1 }))
      .status,
  ).toBe(404);
  for (const who of ['ningsih', 'wayan', 'ratna', 'tono'] as const)
    expect((await house.as(who).get(`/candidates/${survivor.id}/merge?with=${merged.id}`)).status).toBe(403);
  expect((await preview(survivor, survivor)).status).toBe(422);
  const body = { candidateId: merged.id, version: 1, reason: 'Satu orang' };
  expect((await house.as('sari').post(`/candidates/${survivor.id}/merge`, body)).status).toBe(428);
  expect((await house.as('sari').post(`/candidates/${survivor.id}/merge`, { ...body, version: 9 }, { version: 1 })).status).toBe(412);
  const done = await mustMerge(survivor, merged);
  expect(
    (await house.as('maria').post(`/candidates/${survivor.id}/unmerge`, { mergeId: done.id, reason: 'x' }, { version: 2 })).status,
  ).toBe(404);
  expect((await file(survivor.id, 'ningsih')).merges).toMatchObject([{ id: done.id }]);

  const [elsewhere, local] = await pair({ areaCode: '74.07.01' }, { areaCode: '74.06.04' });
  await mustMerge(elsewhere, local);
  const seen = await file(local.id, 'ningsih');
  expect(seen).toMatchObject({ isMerged: true, mergedInto: null });
  const refused = await house.as('ningsih').patch(`/candidates/${local.id}`, { address: 'Jalan Poros 9' }, { version: seen.version });
  expect(refused).toMatchObject({ status: 409, body: { detail: 'Berkas ini sudah digabung ke berkas lain.' } });
  expect(JSON.stringify([seen, refused.body])).not.toContain(elsewhere.caseNo);
});

test('a merged file is in no list, count, queue or match, and a list that brings its number is about the survivor', async () => {
  const [survivor, merged] = await pair(
    { fullName: 'La Ode Kembar Rekaan', birthDate: '1991-03-02' },
    { fullName: 'Laode Kembar Rekaan', nik: files.nik(), birthDate: '1991-03-02' },
  );
  const nik = (await house.as('sari').post<{ value: string }>(`/candidates/${merged.id}/reveal`, { field: 'nik' })).body.value;
  for (const { id } of [survivor, merged]) await house.as('sari').post(`/candidates/${id}/documents`, { documentCode: 'identity_card' });
  await house.drain();
  const seen = () => whereSeen(house, survivor, merged, { fullName: 'La Ode Kembar Rekaan', birthDate: '1991-03-02' });
  const before = await seen();
  expect(before).toMatchObject({ ofSurvivor: 1, pairs: 1, matches: [survivor.id, merged.id].sort() });
  await mustMerge(survivor, merged);
  await house.drain();
  expect(await seen()).toEqual({
    ...before,
    listed: before.listed - 1,
    ofSurvivor: 2,
    pairs: 0,
    matches: [survivor.id],
    active: (before.active ?? 0) - 1,
  });

  const list = Buffer.from(`Nama Lengkap;NIK;Tgl Lahir;Kecamatan\nLaode Kembar Rekaan;${nik};02/03/1991;Rumbia`);
  const { id } = (await house.as('sari').upload<{ id: string }>('/imports', 'daftar.csv', list)).body;
  await house.drain();
  await house.as('sari').post(`/imports/${id}/confirm`);
  await house.drain();
  expect(await house.sql(`SELECT outcome, candidate_id FROM import_row WHERE batch_id = $1`, [id])).toEqual([
    { outcome: 'unchanged', candidate_id: survivor.id },
  ]);
});
