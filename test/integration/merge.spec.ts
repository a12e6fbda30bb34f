import { COUNTER_DIFFERENCES } from '#libs/dashboards';

import { openHouse, type House } from '../support/house.js';
import { everyRow, tablesOfPeople, TwoFiles, type FilePerson, type Seen } from './merge.arrange.js';

interface Count {
  readonly kind: string;
  readonly count: number;
}
interface Preview {
  readonly fields: readonly { field: string; survivor: string | null; merged: string | null; kept: string; differs: boolean }[];
  readonly moves: readonly (Count & { examples: readonly { code: string | null; label: string | null; state: string | null }[] })[];
  readonly cycle: { goesOn: { id: string } | null; steppedBack: { id: string } | null; from: string | null };
  readonly obstacles: readonly { code: string }[];
  readonly warnings: readonly { code: string }[];
  readonly undoUntil: string;
}
interface Merge {
  readonly id: string;
  readonly undoneAt: string | null;
  readonly undoUntil: string;
  readonly canUndo: boolean;
  readonly moved: readonly Count[];
  readonly changedSince: readonly Count[];
}
interface File extends Seen {
  readonly fullName: string;
  readonly nikMasked: string | null;
  readonly isMerged: boolean;
  readonly mergedInto: { id: string; caseNo: string } | null;
  readonly merges: readonly Merge[];
  readonly cycle: { id: string; stage: string; version: number } | null;
  readonly pastCycles: readonly { id: string; stage: string }[];
}

const TODAY = '2026-01-16';
/** Tables that move, that keep what was written where it was written, and that the database or the clock fills again. */
const MOVES = [
  'consent',
  'document',
  'document_waiver',
  'enrolment',
  'family_contact',
  'handover_case',
  'participant',
  'placement_cycle',
  'reminder',
];
const STAYS = ['audit_event', 'candidate_change', 'import_row', 'stage_event'];
const FOLLOWS = ['checklist_item', 'checklist_stale', 'duplicate_check'];
const OF_MERGES = ['candidate', 'candidate_merge', 'duplicate_pair'];
const GROWS = ['audit_event.candidate_id', 'candidate_change.candidate_id', 'stage_event.candidate_id'];

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
  expect(tables).toEqual([...MOVES, ...STAYS, ...FOLLOWS, ...OF_MERGES].sort());
});

test('everything that the preview shows moves, and an undone merge leaves both files as they were, in every table that names a person', async () => {
  const [survivor, merged] = await pair({ areaCode: '74.06.04' }, { areaCode: '74.07.01', nik: files.nik(), phone: '081234567890' });
  await files.fillEverything(survivor.id, await files.batch('Angkatan lain'));
  await files.fillEverything(merged.id, batch);
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
  expect(JSON.stringify(shown)).not.toMatch(/\d{12}/);

  const done = await mustMerge(survivor, merged, { take: ['fullName', 'nik', 'birthDate', 'areaCode'] });
  expect(done.moved).toEqual(shown.moves.map(({ kind, count }) => ({ kind, count })));
  for (const table of [...MOVES, 'checklist_item']) {
    const left = await house.sql(`SELECT FROM ${table} WHERE candidate_id = $1`, [merged.id]);
    expect([table, left.length]).toEqual([table, 0]);
  }
  expect(await everyRow(house, ids)).not.toEqual(before);
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
