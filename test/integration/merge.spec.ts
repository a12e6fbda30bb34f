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
