import { CENTERS } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Every world of four cells and a rest with at most `people` people, and what would be shown of it. */
const worlds = (people: number): string => `
  SELECT ARRAY[a, b, c, d] AS cells, r AS rest, a + b + c + d + r AS total, h.hides, h.hides_total,
         concat_ws(',', CASE WHEN h.hides_total THEN '?' ELSE (a + b + c + d + r)::text END, CASE WHEN h.hides[1] THEN '?' ELSE a::text END,
                   CASE WHEN h.hides[2] THEN '?' ELSE b::text END, CASE WHEN h.hides[3] THEN '?' ELSE c::text END, CASE WHEN h.hides[4] THEN '?' ELSE d::text END) AS shown
    FROM generate_series(0, ${people}) a, generate_series(0, ${people} - a) b, generate_series(0, ${people} - a - b) c,
         generate_series(0, ${people} - a - b - c) d, generate_series(0, ${people} - a - b - c - d) r
   CROSS JOIN LATERAL auth.hide_small((a + b + c + d + r)::bigint, ARRAY[a, b, c, d]::bigint[]) h`;

test('no cell of 1 to 4 people is ever shown, and no zero or large figure is hidden without need', async () => {
  const [shown] = await house.sql<{ small: number; idle: number }>(`
    SELECT count(*) FILTER (WHERE EXISTS (SELECT FROM unnest(cells, hides) u (c, h) WHERE c BETWEEN 1 AND 4 AND NOT h) OR (total BETWEEN 1 AND 4 AND NOT hides_total))::integer AS small,
           count(*) FILTER (WHERE rest NOT BETWEEN 1 AND 4 AND NOT EXISTS (SELECT FROM unnest(cells) c WHERE c BETWEEN 1 AND 4) AND true = ANY (hides))::integer AS idle
      FROM (${worlds(14)}) w`);
  expect(shown).toEqual({ small: 0, idle: 0 });
});

test.each(['rest >= 0', 'rest = 0'])('a solver that knows the rule itself recovers no hidden cell (%s known)', async (known) => {
  const recovered = await house.sql(`
    WITH world AS MATERIALIZED (${worlds(16)})
    SELECT shown, n, min(cells[n]) AS value FROM world, generate_series(1, 4) n
     WHERE hides[n] AND ${known} AND NOT hides_total
     GROUP BY shown, n HAVING count(DISTINCT cells[n]) = 1`);
  expect(recovered).toEqual([]);
});

test('the people hidden together are none or at least five', async () => {
  const small = await house.sql(`
    SELECT shown FROM (${worlds(14)}) w
     WHERE NOT hides_total AND total - (SELECT sum(c) FROM unnest(cells, hides) u (c, h) WHERE NOT h) BETWEEN 1 AND 4`);
  expect(small).toEqual([]);
});

describe('the returns of Bombana as the regency sees them', () => {
  interface Tile {
    readonly code: string;
    readonly value: { x: number } | null;
    readonly unknown: number | null;
    readonly suppressed: boolean;
  }
  interface Dashboard {
    readonly tiles: readonly Tile[];
    readonly byDistrict: readonly { area: { code: string }; values: Record<string, { x: number | null; suppressed: boolean }> }[];
  }
  const dashboard = async (person: 'sari' | 'ratna' | 'wayan' | 'laode', area: string, period: string): Promise<Dashboard> => {
    const answer = await house.as(person).get<Dashboard>(`/dashboards/areas/${area}?period=${period}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };
  const tile = (from: Dashboard): Tile => from.tiles.find(({ code }) => code === 'kpi_nonproc_known') as Tile;
  const cells = (from: Dashboard): (number | null)[] => from.byDistrict.map(({ values }) => values['kpi_nonproc_known']?.x ?? null);

  /** `returns` people of a district came back by a non-procedural route in a month. */
  async function came(returns: number, district: string, month: string): Promise<void> {
    await house.sql(
      `WITH person AS (
         INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
         SELECT gen_random_uuid(), 'Uji', 'uji', $2, 'form', gen_random_uuid() FROM generate_series(1, $1::integer) RETURNING id)
       INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on, returned_on, was_procedural)
       SELECT gen_random_uuid(), p.id, $2, 1, 'returned', $3::date, $3::date, $3::date, false FROM person p`,
      [returns, district, `${month}-15`],
    );
  }

  test('three people in one district are hidden, with a second district, while the total of eight stands', async () => {
    await came(3, '74.06.04', '2025-03');
    await came(5, '74.06.01', '2025-03');
    const shown = await dashboard('ratna', '74.06', '2025-03');
    expect(tile(shown)).toMatchObject({ value: { x: 8 }, suppressed: false });
    const hidden = shown.byDistrict.filter(({ values }) => values['kpi_nonproc_known']?.suppressed).map(({ area }) => area.code);
    expect(hidden.sort()).toEqual(['74.06.01', '74.06.04']);
    expect(cells(shown).filter((x) => x !== null && x > 0)).toEqual([]);
  });

  test('officers who may open the files see every figure', async () => {
    const shown = await dashboard('sari', '74.06', '2025-03');
    expect(tile(shown).value).toEqual({ x: 8 });
    expect(cells(shown).filter((x) => x !== 0)).toEqual([5, 3]);
  });

  test('the training centre sees its own regency like the regency itself, and no other', async () => {
    expect(await dashboard('wayan', '74.06', '2025-03')).toMatchObject({
      byDistrict: (await dashboard('ratna', '74.06', '2025-03')).byDistrict,
    });
    expect((await house.as('wayan').get('/dashboards/areas/74.07')).status).toBe(404);
  });

  test('three people alone in a month are hidden in the total as well', async () => {
    await came(3, '74.06.04', '2025-04');
    expect(tile(await dashboard('ratna', '74.06', '2025-04'))).toMatchObject({ value: null, suppressed: true });
  });

  test('one month cannot be worked out from the year and the other months', async () => {
    const year = await dashboard('ratna', '74.06', '2025');
    expect(tile(year)).toMatchObject({ value: null, suppressed: true });
    expect(cells(year).every((x) => x === null)).toBe(true);
    await came(2, '74.06.01', '2025-05');
    await came(1, '74.06.01', '2025-06');
    expect(tile(await dashboard('ratna', '74.06', '2025'))).toMatchObject({ value: { x: 14 }, suppressed: false });
    expect(tile(await dashboard('sari', '74.06', '2025')).value).toEqual({ x: 14 });
  });

  test('five months with one person each do not add up to a year that gives them away', async () => {
    for (const month of ['2024-01', '2024-03', '2024-05', '2024-07', '2024-09']) await came(1, '74.06.02', month);
    expect(tile(await dashboard('ratna', '74.06', '2024'))).toMatchObject({ value: null, suppressed: true });
  });

  test('people whose district is not known are no way around: they hide a district with them', async () => {
    await came(2, '74.06', '2025-08');
    await came(6, '74.06.01', '2025-08');
    const shown = await dashboard('ratna', '74.06', '2025-08');
    expect(tile(shown).value).toEqual({ x: 8 });
    expect(cells(shown).filter((x) => x !== null && x > 0)).toEqual([]);
  });

  test('a single district asks no better than the table it stands in', async () => {
    const answer = await house.as('ratna').get<Dashboard>('/dashboards/areas/74.06.01?period=2025-03');
    expect(tile(answer.body)).toMatchObject({ value: null, suppressed: true });
    const single = await house
      .as('ratna')
      .get<{ value: unknown; by: { x: number | null }[] }>('/indicators/kpi_nonproc_known?area=74.06&period=2025-03&by=district');
    expect(single.body.by.filter(({ x }) => x !== null && x > 0)).toEqual([]);
  });

  test('no free range of months can be asked, not even with SQL', async () => {
    await expect(house.sql(`SELECT * FROM auth.period_months('2025-01..2025-02')`)).rejects.toThrow(/year or a month/);
  });
});

test('a figure of another regency, of the province and of no area at all are refused alike', async () => {
  const strip = (body: unknown): object => ({ ...(body as object), instance: '' });
  const foreign = await house.as('ratna').get('/dashboards/areas/74.07');
  const province = await house.as('ratna').get('/dashboards/areas/74');
  const nowhere = await house.as('ratna').get('/dashboards/areas/74.06.99');
  const village = await house.as('ratna').get('/dashboards/areas/74.06.04.2001');
  expect(foreign.status).toBe(404);
  for (const other of [province, nowhere, village]) expect([other.status, strip(other.body)]).toEqual([404, strip(foreign.body)]);
  expect((await house.as('maria').get('/dashboards/areas/74.06')).status).toBe(404);
  expect((await house.as('tono').get('/dashboards/areas/74.06')).status).toBe(403);
  expect((await house.as('laode').get(`/dashboards/areas/${CENTERS.wakatobi.areaCode}`)).status).toBe(200);
});
