import fc from 'fast-check';

import { newId } from '#libs/platform';
import { nameKey } from '#libs/rulebook';

import { CAST, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { pace } from '../support/pace.js';
import { until } from '../support/processes.js';

let house: House;

interface Found {
  readonly items: readonly { readonly id: string; readonly fullName: string }[];
  readonly total: number;
  readonly next: string | null;
  readonly isNear?: boolean;
}

const HERE = ['Dewi Anggraini', 'Sulistiyowati', 'Muhammad Rahmat', 'Waode Nurhayati', 'Rahmatia Dewi'];
const ELSEWHERE = ['Zulkarnain Bombasto', 'Dewi Seberang'];

beforeAll(async () => {
  house = await openHouse({ today: '2026-01-16' });
  for (const fullName of HERE) await register('sari', fullName, '74.06.04');
  await register('sari', 'Dewi Konawe', '74.07.01');
  for (const fullName of ELSEWHERE) await register('maria', fullName, '73.01');
});
afterAll(() => house.close());

async function register(person: Person, fullName: string, areaCode: string): Promise<void> {
  const { status, body } = await house.as(person).post('/candidates', { fullName, areaCode });
  if (status !== 201) throw new Error(JSON.stringify(body));
}

async function search(person: Person, query: string): Promise<Found> {
  const { status, body } = await house.as(person).get<Found>(`/candidates?${query}`);
  expect(status).toBe(200);
  return body;
}

const names = (found: Found): string[] => found.items.map((item) => item.fullName);

test.each([
  ['a part', 'nggrain', ['Dewi Anggraini']],
  ['two parts in any order', 'dewi%20rahma', ['Rahmatia Dewi']],
  ['an old spelling', 'moch%20rachmat', ['Muhammad Rahmat']],
  ['a single letter', 'dewi%20a', ['Rahmatia Dewi', 'Dewi Konawe', 'Dewi Anggraini']],
])('%s of a name finds exactly who holds it', async (_, q, expected) => {
  const found = await search('sari', `q=${q}`);
  expect(names(found).sort()).toEqual([...expected].sort());
  expect(found).toMatchObject({ total: expected.length });
  expect(found.isNear).toBeUndefined();
});

test.each([
  ['swapped letters', 'dwei%20anggraini', 'Dewi Anggraini'],
  ['a wrong letter', 'sulistiyiwati', 'Sulistiyowati'],
  ['a missing letter', 'nurhyati', 'Waode Nurhayati'],
  ['a letter too many', 'rahnmatia', 'Rahmatia Dewi'],
  ['a wrong letter in a short name', 'dawi%20anggraini', 'Dewi Anggraini'],
  ['a missing letter in a short name', 'dwi%20anggraini', 'Dewi Anggraini'],
  ['swapped letters in one word and a wrong one in the other', 'dwei%20anggraimi', 'Dewi Anggraini'],
  ['two words with an error each', 'muhamad%20rahmet', 'Muhammad Rahmat'],
])('%s still finds the person, first, and says that nobody is named exactly so', async (_, q, expected) => {
  const found = await search('sari', `q=${q}`);
  expect(names(found)[0]).toBe(expected);
  expect(found).toMatchObject({ isNear: true, total: found.items.length });
});

test('names like the words can be asked for although somebody is named exactly so', async () => {
  expect(names(await search('sari', 'q=dewi'))).not.toContain('Waode Nurhayati');
  await register('sari', 'Nurhayeti', '74.06.04');
  expect(names(await search('sari', 'q=nurhayeti'))).toEqual(['Nurhayeti']);
  expect(names(await search('sari', 'q=nurhayeti&near=true'))).toEqual(['Nurhayeti', 'Waode Nurhayati']);
});

test('every other filter narrows a search, and its total', async () => {
  expect(await search('sari', 'q=dewi&stage=lead&area=74.06')).toMatchObject({ total: 2 });
  expect(await search('sari', 'q=dewi&stage=cleared')).toMatchObject({ total: 0, items: [] });
  expect(await search('sari', 'q=dewi&source=form')).toMatchObject({ total: 3 });
  expect(await search('sari', 'q=dewi&source=import')).toMatchObject({ total: 0 });
  expect(await search('sari', 'source=import')).toMatchObject({ total: 0 });
});

test.each(['newest', 'name'])('pages of a search by %s show everybody once, near names too', async (sort) => {
  for (const q of ['dewi', 'dwei']) {
    const seen: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const found: Found = await search('sari', `q=${q}&sort=${sort}&limit=1${after ? `&after=${after}` : ''}`);
      seen.push(...names(found));
      total = found.total;
      after = found.next;
    } while (after);
    expect([...seen].sort()).toEqual(['Dewi Anggraini', 'Dewi Konawe', 'Rahmatia Dewi']);
    expect(total).toBe(3);
    if (sort === 'name') expect(seen).toEqual([...seen].sort());
  }
});

test('a search never tells of anybody outside the scope: neither in the list, nor in the total, nor by being near', async () => {
  for (const q of ['bombasto', 'bombasta', 'seberang', 'sebreang', 'zulkarnain%20bombasto']) {
    for (const area of ['', '&area=74', `&area=${CAST.maria.areaCode}`, '&area=74.06']) {
      const found = await search('sari', `q=${q}${area}`);
      expect({ q, area, names: names(found).filter((name) => ELSEWHERE.includes(name)) }).toEqual({ q, area, names: [] });
      if (found.total > 0) expect(found.isNear).toBe(true);
    }
  }
  expect(await search('maria', 'q=dewi')).toMatchObject({ total: 1, items: [{ fullName: 'Dewi Seberang' }] });
  expect(await search('ningsih', `q=dewi&area=74.07`)).toMatchObject({ total: 0, items: [] });
  expect(names(await search('ningsih', 'q=dewi'))).not.toContain('Dewi Konawe');
});

test('the function behind it narrows by the session alone: no argument and no setting widens it', async () => {
  const asked = `SELECT count(*)::integer AS n FROM auth.people_named($1, ARRAY['seberang'], ARRAY['seberang'], ARRAY['seberang'], false, NULL, NULL)`;
  const count = async (person: Person | null, area: string | null): Promise<number> => {
    return asRole(person, asked, [area]);
  };
  expect(await count('maria', null)).toBe(1);
  for (const area of [null, '74', '73', '%', '', CAST.maria.areaCode])
    expect({ area, n: await count('sari', area) }).toEqual({ area, n: 0 });
  expect(await count(null, null)).toBe(0);
});

async function asRole(person: Person | null, sql: string, params: readonly unknown[]): Promise<number> {
  const { default: pg } = await import('pg');
  const client = new pg.Client(house.databaseUrl);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE sinergi_bp3mi');
    const token = person ? house.as(person).token : 'palsu';
    await client.query(`SELECT set_config('app.session', $1, true)`, [token]);
    const { rows } = await client.query<{ n: number }>(sql, [...params]);
    return rows[0]?.n ?? -1;
  } finally {
    await client.end();
  }
}

const WORDS =
  'siti muhammad dewi dewita wulandari wulan la ode wa nur hayati nurhayati anggraini lasmi salsabila amalia rahmat permata tari ali dewa a'.split(
    ' ',
  );
const PLACES = ['74', '74.06', '74.06.04', '74.06.01', '74.07.01', '73.01'];
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** People with names of a few words, then every kind of change that moves a name: renamed, moved, in a second attempt, gone. */
async function fillOffice(): Promise<void> {
  const people = fc.sample(fc.tuple(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }), fc.constantFrom(...PLACES)), {
    numRuns: 300,
    seed: 74,
  });
  for (const [words, area] of people) {
    const [person, name] = [newId(), words.join(' ')];
    await house.sql(
      `WITH person AS (INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by) VALUES ($1, $2, $3, $4, 'generator', $1))
       INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on) VALUES ($5, $1, $4, 1, 'lead', '2026-01-02', '2026-01-02')`,
      [person, name, nameKey(name), area, newId()],
    );
  }
  const some = (n: number): string => `id IN (SELECT id FROM candidate WHERE source = 'generator' AND case_no ~ '${n}$')`;
  await house.sql(`UPDATE candidate SET name_key = name_key || ' dewi' WHERE ${some(1)}`);
  await house.sql(`UPDATE candidate SET area_code = '74.07.01' WHERE ${some(2)}`);
  await house.sql(`UPDATE candidate SET name_key = '' WHERE ${some(8)} AND area_code = '74.06'`);
  await house.sql(`UPDATE candidate SET area_code = '73.01', name_key = 'wulandari' WHERE ${some(3)}`);
  await house.sql(`UPDATE placement_cycle SET is_current = false WHERE candidate_${some(4)}`);
  await house.sql(
    `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on)
     SELECT gen_random_uuid(), c.id, c.area_code, 2, 'lead', '2026-01-03', '2026-01-03' FROM candidate c WHERE ${some(4)}`,
  );
  await house.sql(`UPDATE placement_cycle SET is_current = false WHERE candidate_${some(7)}`);
  await house.sql(`DELETE FROM placement_cycle WHERE candidate_${some(5)}`);
  await house.sql(`DELETE FROM placement_cycle WHERE candidate_${some(6)}`);
  await house.sql(`DELETE FROM candidate WHERE ${some(6)}`);
}

const ONE_LETTER_APART = `
  length(w) = length(q.word) AND (SELECT count(*) FROM generate_series(1, length(w)) n WHERE substr(w, n, 1) <> substr(q.word, n, 1)) = 1
  OR EXISTS (SELECT FROM generate_series(1, length(w)) n WHERE left(w, n - 1) || substr(w, n + 1) = q.word)
  OR EXISTS (SELECT FROM generate_series(1, length(q.word)) n WHERE left(q.word, n - 1) || substr(q.word, n + 1) = w)`;

/** Slow and obvious: every name of the area is looked at, three times when it must be. */
async function namedIn(area: string, q: string): Promise<{ ids: string[]; isNear: boolean }> {
  const forms = q.split(' ').map((part) => [...new Set([part, nameKey(part)])]);
  const swapped = forms.map((words) => words.flatMap((word) => [word, ...(word.length >= 4 && word.length <= 8 ? swaps(word) : [])]));
  const patterns = (all: string[][]): string[] => all.map((words) => words.join('|'));
  const people = `SELECT c.id, c.name_key, p.id AS cycle FROM candidate c JOIN placement_cycle p ON p.candidate_id = c.id AND p.is_current
                   WHERE c.area_code >= $1 AND c.area_code < $1 || '/'`;
  const named = (wanted: string[][]): Promise<{ id: string }[]> =>
    house.sql(`SELECT id FROM (${people}) x WHERE name_key ~ ALL ($2) ORDER BY cycle DESC`, [area, patterns(wanted)]);
  const exact = await named(forms);
  if (exact.length > 0) return { ids: exact.map(({ id }) => id), isNear: false };
  const turned = await named(swapped);
  if (turned.length > 0) return { ids: turned.slice(0, 100).map(({ id }) => id), isNear: true };
  const near = await house.sql<{ id: string }>(
    `SELECT id
       FROM (SELECT x.*, max(likeness) OVER () AS most
               FROM (SELECT x.*, (SELECT CASE WHEN count(*) = count(b.best) THEN sum(b.best) END
                                    FROM unnest($2::text[], $3::text[]) q (word, swap)
                                    CROSS JOIN LATERAL (
                                      SELECT max(k.likeness)::numeric AS best
                                        FROM (SELECT greatest(word_similarity(q.word, w), CASE WHEN w ~ q.swap THEN 0.9 ELSE 0 END)::real AS likeness
                                                FROM string_to_table(x.name_key, ' ') w WHERE word_similarity(q.word, w) >= 0.45 OR w ~ q.swap
                                              UNION ALL
                                              SELECT 0.7::real FROM string_to_table(x.name_key, ' ') w WHERE length(q.word) BETWEEN 3 AND 6 AND (${ONE_LETTER_APART})
                                              UNION ALL
                                              SELECT word_similarity(q.word, w.one || ' ' || w.next)
                                                FROM (SELECT one, lead(one) OVER (ORDER BY n) AS next FROM string_to_table(x.name_key, ' ') WITH ORDINALITY AS t (one, n)) w
                                               WHERE w.one || w.next = q.word AND length(w.one) > 1 AND length(w.next) > 1) k) b) AS likeness
                       FROM (${people}) x) x) x
      WHERE likeness >= most * 0.8 ORDER BY likeness DESC, cycle DESC LIMIT 100`,
    [area, forms.map((words) => words.at(-1) ?? ''), patterns(swapped)],
  );
  return { ids: near.map(({ id }) => id), isNear: near.length > 0 };
}

function swaps(word: string): string[] {
  return Array.from({ length: word.length - 1 }, (_, n) => `${word.slice(0, n)}${word[n + 1]}${word[n]}${word.slice(n + 2)}`);
}

/** Where a search looks: the smaller of both areas, or nowhere. */
function commonArea(own: string, asked: string): string | null {
  if (asked === '' || own.startsWith(`${asked}.`)) return own;
  return asked === own || asked.startsWith(`${own}.`) ? asked : null;
}

/** Parts of words, swapped, mistyped or as they are. */
const TYPED = fc
  .array(
    fc
      .tuple(fc.constantFrom(...WORDS, 'muhammad'), fc.nat(8), fc.nat(8), fc.constantFrom('part', 'whole', 'swap', 'wrong', 'missing'))
      .map(([word, from, length, kind]) => {
        const at = from % word.length;
        if (kind === 'part') return word.slice(at, at + 1 + length);
        if (kind === 'swap') return swaps(word)[at] ?? word;
        if (kind === 'wrong') return `${word.slice(0, at)}x${word.slice(at + 1)}`;
        return kind === 'missing' && word.length > 1 ? word.slice(0, at) + word.slice(at + 1) : word;
      }),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(' '));

describe('in an office of people with all kinds of names and changes', () => {
  beforeAll(fillOffice);

  test('the words of names stand as the names themselves say, after every change', async () => {
    const wanted = `SELECT p.id AS cycle_id, c.id AS candidate_id, left(c.area_code, 5) AS regency_code, c.area_code::text, w.word::text, c.name_key
                      FROM candidate c JOIN placement_cycle p ON p.candidate_id = coalesce(c.merged_into, c.id) AND p.is_current
                     CROSS JOIN LATERAL (SELECT DISTINCT word FROM regexp_split_to_table(c.name_key, ' ') word) w`;
    const kept = `SELECT cycle_id, candidate_id, regency_code::text, area_code::text, word::text, name_key::text FROM name_word`;
    expect(await house.sql(`(${wanted}) EXCEPT ALL (${kept})`)).toEqual([]);
    expect(await house.sql(`(${kept}) EXCEPT ALL (${wanted})`)).toEqual([]);
    expect(await house.sql(`SELECT n.word FROM name_word n WHERE substr(n.name_key, n.at, length(n.word)) <> n.word`)).toEqual([]);
  });

  test('a search finds whom a look at every name finds, in the same order, with the same total, page by page', async () => {
    const callers = fc.constantFrom<readonly [Person, string]>(['sari', '74'], ['ningsih', '74.06'], ['maria', '73']);
    await fc.assert(
      fc.asyncProperty(
        callers,
        fc.constantFrom('', '74.06', '74.06.04', '74.07', '74.07.01', '73'),
        TYPED,
        async ([person, own], area, q) => {
          const within = commonArea(own, area);
          const wanted = within ? await namedIn(within, q) : { ids: [], isNear: false };
          const seen: string[] = [];
          let [after, total, isNear]: [string | null, number, boolean] = [null, 0, false];
          do {
            const found: Found = await search(
              person,
              `q=${encodeURIComponent(q)}&limit=40${area && `&area=${area}`}${after ? `&after=${after}` : ''}`,
            );
            seen.push(...found.items.map(({ id }) => id));
            [after, total, isNear] = [found.next, found.total, found.isNear ?? false];
          } while (after);
          expect({ q, area, total, isNear, ids: seen }).toEqual({
            q,
            area,
            total: wanted.ids.length,
            isNear: wanted.isNear,
            ids: wanted.ids,
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  test('by name and behind other filters the total is the same', async () => {
    for (const q of ['la', 'dewi', 'a', 'nur hayati']) {
      const { ids } = await namedIn('74', q);
      const byName = await search('sari', `q=${encodeURIComponent(q)}&sort=name&limit=100`);
      expect({ q, total: byName.total }).toEqual({ q, total: ids.length });
      expect(await search('sari', `q=${encodeURIComponent(q)}&stage=lead&limit=100`)).toMatchObject({ total: ids.length });
    }
  });

  test.each<[Person, string]>([
    ['sari', '74'],
    ['sari', '74.06'],
    ['sari', '74.06.04'],
    ['ningsih', '74.06'],
    ['maria', '73'],
  ])('the list of %s in %s by name holds everybody once, in the order of names', async (person, area) => {
    const everybody = await house.sql<{ id: string }>(
      `SELECT c.id FROM candidate c JOIN placement_cycle p ON p.candidate_id = c.id AND p.is_current
        WHERE c.area_code >= $1 AND c.area_code < $1 || '/' ORDER BY c.name_key COLLATE "C", p.id LIMIT 500`,
      [area],
    );
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const found: Found = await search(person, `area=${area}&sort=name&limit=50${after ? `&after=${after}` : ''}`);
      seen.push(...found.items.map(({ id }) => id));
      after = found.next;
    } while (after && seen.length < 500);
    expect(seen).toEqual(everybody.map(({ id }) => id));
  });

  test('a page after the last person still tells how many there are', async () => {
    const [{ total }, beyond] = [await search('sari', 'q=dewi'), await search('sari', `q=dewi&after=${NOBODY}`)];
    expect(beyond).toMatchObject({ items: [], total });
  });
});

test('a name that only others have costs no more time than a name that nobody has', async () => {
  await house.sql(
    `WITH people AS (
       INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by)
       SELECT gen_random_uuid(), 'Xerxes Quillon ' || n, 'xerxes quilon ' || n, $2, 'generator', $1 FROM generate_series(1, 20000) n RETURNING id, area_code)
     INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on)
     SELECT gen_random_uuid(), id, area_code, 1, 'lead', '2026-01-02', '2026-01-02' FROM people`,
    [newId(), '73.01'],
  );
  await house.sql('VACUUM ANALYZE candidate');
  await until(async () => {
    const [elsewhere = 0, nobody = 0] = await pace([() => search('sari', 'q=xerxes'), () => search('sari', 'q=yarvut')], 60);
    expect(elsewhere).toBeLessThan(nobody * 1.5 + 1);
  });
});
