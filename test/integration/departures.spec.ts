import { openHouse, type House } from '../support/house.js';
import { Arrange, type Arranged } from './reminders.arrange.js';

interface Group {
  readonly key: string;
  readonly plannedDepartureOn: string;
  readonly destinationCountry: string;
  readonly groupName: string | null;
  readonly people: number;
  readonly ready: number;
}
interface Board extends Group {
  readonly planHolds: boolean;
  readonly earliestReadyOn: string;
  readonly columns: string[];
  readonly persons: {
    candidateId: string;
    isReady: boolean;
    earliestReadyOn: string;
    blocking: { documentCode: string; state: string; actor: string } | null;
    cells: { neededFor: string; required: number; inOrder: number; open: { documentCode: string }[] }[];
  }[];
}

let house: House;
let arrange: Arrange;
let together: Arranged[];
beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  arrange = new Arrange(house);
  together = [];
  for (const area of ['74.06.04', '74.06.01', '74.07.01']) together.push(await arrange.person({ departs: '2026-03-01', area }));
  const alone = await arrange.person({ departs: '2026-03-01' });
  await house.sql(`UPDATE placement_cycle SET placement_agency = 'PT Contoh Mandiri' WHERE candidate_id = ANY ($1)`, [
    together.map(({ candidateId }) => candidateId),
  ]);
  await house.sql(`UPDATE placement_cycle SET employer_name = 'Keluarga Contoh' WHERE candidate_id = $1`, [alone.candidateId]);
  await arrange.person({ departs: '2026-12-01' });
});
afterAll(() => house.close());

const groups = async (query = ''): Promise<Group[]> => (await house.as('sari').get<{ items: Group[] }>(`/departures${query}`)).body.items;

test('people with the same day, country and agency form one group; a household that employs never stands in an address', async () => {
  const found = await groups();
  expect(found.map(({ groupName, people }) => [groupName, people])).toEqual([
    ['PT Contoh Mandiri', 3],
    ['Keluarga Contoh', 1],
  ]);
  expect(found.every(({ key }) => /^2026-03-01~MY~[0-9a-f]{12}$/.test(key))).toBe(true);
  expect(await groups('?from=2026-11-01&to=2026-12-31')).toHaveLength(1);
  expect((await groups('?area=74.07')).map(({ people }) => people)).toEqual([1]);
});

test('the board says who holds the others back, by which paper, who must act, and from when all could leave together', async () => {
  const [{ key } = { key: '' }] = await groups();
  const [slow, quick, other] = together as [Arranged, Arranged, Arranged];
  const first = (await house.as('sari').get<Board>(`/departures/${key}`)).body;
  expect(first).toMatchObject({ people: 3, ready: 0, planHolds: expect.any(Boolean) });
  // The board repeats the answer of each file.
  for (const person of first.persons) {
    const cycleId = together.find(({ candidateId }) => candidateId === person.candidateId)?.cycleId;
    const own = (await house.as('sari').get<{ earliestReadyOn: string; open: unknown[] }>(`/cycles/${cycleId}/readiness`)).body;
    expect(person.earliestReadyOn).toBe(own.earliestReadyOn);
    expect(person.cells.reduce((sum, cell) => sum + cell.open.length, 0)).toBeLessThanOrEqual(own.open.length);
  }
  const longest = first.persons[0]?.blocking;
  expect(longest).toMatchObject({ state: 'missing', actor: 'officer' });
  // Two of them hand that paper in; now somebody else has to act, and the third stands first.
  for (const person of [quick, other])
    await arrange.paper(person, longest?.documentCode ?? '', { issued: '2026-01-10', state: 'submitted' });
  const second = (await house.as('sari').get<Board>(`/departures/${key}`)).body;
  expect(second.persons[0]?.candidateId).toBe(slow.candidateId);
  expect(second.earliestReadyOn).toBe(second.persons[0]?.earliestReadyOn);
  const waiting = second.persons
    .flatMap(({ cells }) => cells.flatMap(({ open }) => open))
    .filter(({ documentCode }) => documentCode === longest?.documentCode);
  expect(waiting).toHaveLength(3);
});

test('each sees the own area of a group only, and nobody else finds it at all', async () => {
  const [{ key } = { key: '' }] = await groups();
  expect((await house.as('ningsih').get<Board>(`/departures/${key}`)).body.people).toBe(2);
  expect((await house.as('maria').get(`/departures/${key}`)).status).toBe(404);
  expect((await house.as('ratna').get('/departures')).status).toBe(403);
  expect((await house.as('sari').get(`/departures/2026-03-01~MY~zzz`)).status).toBe(404);
});
