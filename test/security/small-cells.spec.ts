import { openHouse, type House } from '../support/house.js';

const WORLDS = 12;
const AREA = '74.06';
const CODE = 'kpi_nonproc_known';

let house: House;
let districts: string[];
beforeAll(async () => {
  house = await openHouse();
  const rows = await house.sql<{ code: string }>(`SELECT code FROM area WHERE code LIKE '74.06.__' ORDER BY code`);
  districts = rows.map(({ code }) => code);
  for (let world = 0; world < WORLDS; world += 1) await settle(2000 + world);
});
afterAll(() => house.close());

/** How many people came home by an unknown way, by `month area`. An area of five signs is a person whose district is not known. */
const truth = new Map<string, number>();

/** One year of invented returns: most months thin, some empty, a few with many people. */
async function settle(year: number): Promise<void> {
  const random = dice(year);
  const people: { month: string; area: string }[] = [];
  for (const month of monthsOf(year)) {
    const mood = random();
    const places = mood < 0.25 ? 0 : 1 + Math.floor(random() * 4);
    for (let n = 0; n < places; n += 1) {
      const area = random() < 0.12 ? AREA : (districts[Math.floor(random() * districts.length)] ?? AREA);
      const count = random() < 0.7 ? 1 + Math.floor(random() * 4) : 5 + Math.floor(random() * 6);
      for (let one = 0; one < count; one += 1) people.push({ month, area });
      truth.set(`${month} ${area}`, (truth.get(`${month} ${area}`) ?? 0) + count);
    }
  }
  await house.sql(
    `WITH came AS (SELECT gen_random_uuid() AS id, u.area, (u.month || '-15')::date AS day FROM unnest($1::text[], $2::text[]) u (month, area)),
          person AS (
            INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
            SELECT id, 'Uji', 'uji', area, 'form', gen_random_uuid() FROM came RETURNING id)
     INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on, returned_on, was_procedural)
     SELECT gen_random_uuid(), c.id, c.area, 1, 'returned', c.day, c.day, c.day, false FROM came c JOIN person p ON p.id = c.id`,
    [people.map(({ month }) => month), people.map(({ area }) => area)],
  );
}

function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`);
}

/** The same numbers in every run, so that a failure can be repeated. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

interface Told {
  /** By area code; null is hidden. */
  readonly figures: ReadonlyMap<string, number | null>;
}

interface DashboardSeen {
  readonly tiles: readonly { readonly code: string; readonly value: { readonly x: number } | null }[];
  readonly byDistrict: readonly {
    readonly area: { readonly code: string };
    readonly values: Record<string, { readonly x: number | null }>;
  }[];
}

async function told(period: string): Promise<Told> {
  const { status, body } = await house.as('ratna').get<DashboardSeen>(`/dashboards/areas/${AREA}?period=${period}`);
  expect(status).toBe(200);
  const figures = new Map<string, number | null>([[AREA, body.tiles.find(({ code }) => code === CODE)?.value?.x ?? null]]);
  for (const { area, values } of body.byDistrict) figures.set(area.code, values[CODE]?.x ?? null);
  expect(figures.size).toBe(1 + districts.length);
  return { figures };
}

interface Sum {
  readonly parts: readonly string[];
  readonly total: string;
}

/** What somebody knows who subtracts every figure from every other, and who knows the rule too: bounds of every figure. */
class Solver {
  private readonly bounds = new Map<string, [number, number]>();
  private readonly sums: Sum[] = [];

  know(name: string, least: number, most: number): void {
    this.bounds.set(name, [least, most]);
  }

  add(total: string, parts: readonly string[]): void {
    this.sums.push({ total, parts });
  }

  /** Narrows until nothing moves any more. @returns the names whose value is certain, with the value */
  solve(): Map<string, number> {
    for (let moved = true; moved;) moved = this.sums.map((sum) => this.narrow(sum)).some(Boolean);
    return new Map([...this.bounds].flatMap(([name, [least, most]]) => (least === most ? [[name, least] as const] : [])));
  }

  private narrow({ total, parts }: Sum): boolean {
    const least = parts.reduce((sum, part) => sum + this.of(part)[0], 0);
    const most = parts.reduce((sum, part) => sum + this.of(part)[1], 0);
    let moved = this.tighten(total, least, most);
    const [totalLeast, totalMost] = this.of(total);
    for (const part of parts) {
      const [partLeast, partMost] = this.of(part);
      moved = this.tighten(part, totalLeast - (most - partMost), totalMost - (least - partLeast)) || moved;
    }
    return moved;
  }

  private of(name: string): [number, number] {
    return this.bounds.get(name) ?? [0, MANY];
  }

  private tighten(name: string, least: number, most: number): boolean {
    const [oldLeast, oldMost] = this.of(name);
    const next: [number, number] = [Math.max(oldLeast, least), Math.min(oldMost, most)];
    if (next[0] > next[1]) throw new Error(`${name} contradicts itself: ${next.join(' to ')}`);
    this.bounds.set(name, next);
    return next[0] !== oldLeast || next[1] !== oldMost;
  }
}

const MANY = 1_000;
const trueFigure = (month: string, area: string): number =>
  area === AREA
    ? [AREA, ...districts].reduce((sum, one) => sum + (truth.get(`${month} ${one}`) ?? 0), 0)
    : (truth.get(`${month} ${area}`) ?? 0);

/** Everything hidden in a year that the solver is certain of although 1 to 4 people stand behind it.
 *  `knowsRest`: somebody has told in which months the district of everybody is known. */
function recovered(year: number, tell: (period: string) => Told, knowsRest: boolean): string[] {
  const solver = new Solver();
  const hidden = new Map<string, number>();
  const learn = (period: string, area: string, shown: number | null): void => {
    if (shown !== null) return solver.know(`${period} ${area}`, shown, shown);
    // The rule hides a total when it stands for 1 to 4 people; a hidden district may also be a companion of any size.
    if (area === AREA && period.length === 7) solver.know(`${period} ${area}`, 1, 4);
    if (period.length === 7) hidden.set(`${period} ${area}`, trueFigure(period, area));
  };
  for (const period of [String(year), ...monthsOf(year)]) {
    for (const [area, shown] of tell(period).figures) learn(period, area, shown);
    const rest = monthsOf(year).reduce((sum, month) => (month.startsWith(period) ? sum + (truth.get(`${month} ${AREA}`) ?? 0) : sum), 0);
    if (knowsRest && rest === 0) solver.know(`${period} unknown district`, 0, 0);
    solver.add(`${period} ${AREA}`, [...districts.map((code) => `${period} ${code}`), `${period} unknown district`]);
  }
  for (const area of [AREA, ...districts])
    solver.add(
      `${year} ${area}`,
      monthsOf(year).map((month) => `${month} ${area}`),
    );
  const certain = solver.solve();
  for (const [name, value] of certain) if (hidden.has(name)) expect([name, value]).toEqual([name, hidden.get(name)]);
  return [...hidden].flatMap(([name, value]) => (value >= 1 && value <= 4 && certain.has(name) ? [`${name} = ${value}`] : []));
}

test(`in ${WORLDS} random years a solver over totals, districts, months and the year recovers no hidden group of 1 to 4 people`, async () => {
  let smallGroups = 0;
  for (let year = 2000; year < 2000 + WORLDS; year += 1) {
    const periods = new Map<string, Told>();
    for (const period of [String(year), ...monthsOf(year)]) periods.set(period, await told(period));
    for (const knowsRest of [false, true]) {
      expect({ year, knowsRest, recovered: recovered(year, (period) => periods.get(period) as Told, knowsRest) }).toEqual({
        year,
        knowsRest,
        recovered: [],
      });
    }
    for (const month of monthsOf(year)) {
      for (const [area, shown] of periods.get(month)?.figures ?? []) {
        const real = trueFigure(month, area);
        if (real >= 1 && real <= 4) smallGroups += 1;
        expect([month, area, shown === null || shown === real, shown !== null && shown >= 1 && shown <= 4]).toEqual([
          month,
          area,
          true,
          false,
        ]);
      }
    }
  }
  expect(smallGroups).toBeGreaterThan(100);
});

test('negative control: when only the small cells themselves are hidden, the solver recovers people', () => {
  const naive = (period: string): Told => {
    const months = period.length === 4 ? monthsOf(Number(period)) : [period];
    const figures = [AREA, ...districts].map((area): [string, number | null] => {
      const real = months.reduce((sum, month) => sum + trueFigure(month, area), 0);
      return [area, real >= 1 && real <= 4 ? null : real];
    });
    return { figures: new Map(figures) };
  };
  const found = Array.from({ length: WORLDS }, (_, n) => recovered(2000 + n, naive, false)).flat();
  expect(found.length).toBeGreaterThan(10);
});

test('every other question about the same figures is answered no better than the dashboard', async () => {
  const asked = monthsOf(2003).slice(0, 6);
  for (const month of [...asked, '2003']) {
    const { figures } = await told(month);
    const byDistrict = await house
      .as('ratna')
      .get<{ value: { x: number } | null; by: { x: number | null; area: { code: string } }[] }>(
        `/indicators/${CODE}?area=${AREA}&period=${month}&by=district`,
      );
    expect(byDistrict.body.value?.x ?? null).toBe(figures.get(AREA));
    for (const { area, x } of byDistrict.body.by) expect([month, area.code, x]).toEqual([month, area.code, figures.get(area.code)]);
    for (const code of districts.slice(0, 8)) {
      const alone = await house.as('ratna').get<{ value: { x: number } | null }>(`/indicators/${CODE}?area=${code}&period=${month}`);
      expect([month, code, alone.body.value?.x ?? null]).toEqual([month, code, figures.get(code)]);
    }
  }
});
