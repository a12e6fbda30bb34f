import { openHouse, type House } from '../support/house.js';
import { pace } from '../support/pace.js';
import { until } from '../support/processes.js';

const ROUNDS = 60;
// A loaded machine moves the quartile of interleaved rounds by a millisecond or two; a look-up that should not happen costs more,
// and each time.
const INDISTINGUISHABLE_MS = 8;

const NOBODY = '01900000-0000-7000-8000-00000000ffff';

let house: House;
let somebody: string;
let visit: string;
beforeAll(async () => {
  house = await openHouse({ demo: true, today: '2026-01-16' });
  somebody = await idOf(`SELECT id FROM candidate WHERE area_code LIKE '74.06%' ORDER BY id LIMIT 1`);
  visit = await idOf(`SELECT id FROM visit WHERE area_code LIKE '74.07%' ORDER BY id LIMIT 1`);
});
afterAll(() => house.close());

async function idOf(sql: string): Promise<string> {
  const [row] = await house.sql<{ id: string }>(sql);
  if (!row) throw new Error(sql);
  return row.id;
}

/** How much longer one takes than the other; both answer with the same words. */
async function gapMs(one: string, other: string): Promise<number> {
  const ratna = house.as('ratna');
  const bodies = new Set<string>();
  const ask = async (path: string): Promise<void> => {
    const answer = await ratna.get<Record<string, unknown>>(path);
    bodies.add(JSON.stringify({ ...answer.body, status: answer.status, instance: '' }));
  };
  const [first = 0, second = 0] = await pace([() => ask(one), () => ask(other)], ROUNDS);
  expect([...bodies]).toHaveLength(1);
  return Math.abs(first - second);
}

test.each([
  ['a person who is there and one who is not', () => [`/candidates/${somebody}`, `/candidates/${NOBODY}`]],
  ["the timeline of a person and nobody's", () => [`/candidates/${somebody}/timeline`, `/candidates/${NOBODY}/timeline`]],
  ['a visit of another regency and one that never was', () => [`/visits/${visit}`, `/visits/${NOBODY}`]],
  ['the figures of another regency and of a code that does not exist', () => ['/dashboards/areas/74.07', '/dashboards/areas/74.99']],
  [
    'one figure of another regency and of a code that does not exist',
    () => ['/indicators/kpi_active?area=74.07', '/indicators/kpi_active?area=74.99'],
  ],
] as const)('the district official cannot tell %s apart by words, status or time', async (_, paths) => {
  const [one, other] = paths();
  await until(async () => expect(await gapMs(one ?? '', other ?? '')).toBeLessThan(INDISTINGUISHABLE_MS));
});
