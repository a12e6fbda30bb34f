import { openHouse, type House } from '../support/house.js';

const ROUNDS = 60;
const WARM_UP = 10;
// A loaded machine moves the median of interleaved rounds by a millisecond or two; a look-up that should not happen costs more.
const INDISTINGUISHABLE_MS = 8;

const NOBODY = '01900000-0000-7000-8000-00000000ffff';

let house: House;
let somebody: string;
let visit: string;
beforeAll(async () => {
  house = await openHouse({ demo: true, today: '2026-01-16' });
  somebody = await idOf(`SELECT id FROM candidate WHERE area_code LIKE '74.06%' ORDER BY id LIMIT 1`);
  visit = await idOf(`SELECT id FROM visit WHERE area_code LIKE '74.07%' ORDER BY id LIMIT 1`);
}, 120_000);
afterAll(() => house.close());

async function idOf(sql: string): Promise<string> {
  const [row] = await house.sql<{ id: string }>(sql);
  if (!row) throw new Error(sql);
  return row.id;
}

/** Asks both in turn, so that whatever slows the machine slows both, and compares the medians. */
async function gapMs(one: string, other: string): Promise<number> {
  const ratna = house.as('ratna');
  const took: [number[], number[]] = [[], []];
  const bodies = new Set<string>();
  for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
    // The order changes too: the second of a pair finds warmer caches.
    for (const at of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const start = performance.now();
      const answer = await ratna.get<Record<string, unknown>>(at === 0 ? one : other);
      const ms = performance.now() - start;
      bodies.add(JSON.stringify({ ...answer.body, status: answer.status, instance: '' }));
      if (round >= WARM_UP) took[at === 0 ? 0 : 1].push(ms);
    }
  }
  expect([...bodies]).toHaveLength(1);
  return Math.abs(median(took[0]) - median(took[1]));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
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
  expect(await gapMs(one ?? '', other ?? '')).toBeLessThan(INDISTINGUISHABLE_MS);
});
