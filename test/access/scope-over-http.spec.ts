import ExcelJS from 'exceljs';
import fc from 'fast-check';

import { may, type Action } from '#libs/access';
import { newId } from '#libs/platform';

import { openApiDocument } from '../../apps/api/src/http/openapi.js';
import { CAST, CENTER_OF, CENTERS, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { LISTS, NOT_ABOUT_PEOPLE, ROUTES, type Route } from './scope-routes.js';
import { keptThings, thingsOf, type Kind, type Thing } from './scope-things.js';
import { LEAVES_ON, populate, seesCandidate, worksIn, type Subject } from './scope-world.js';

const PEOPLE = Object.keys(CAST) as Person[];
// The whole night: SCOPE_CASES=1000000.
const CASES = Number(process.env.SCOPE_CASES ?? 4000);

/** What a person in scope may be told instead of success: the state of the row, never that it is absent. */
const IN_SCOPE = [200, 201, 202, 204, 409, 412, 413, 422];

let house: House;
let subjects: Subject[];
let things: Map<Kind, Thing[]>;
/** Rows that somebody who may took away meanwhile: absent for everybody from then on. */
const gone = new Set<string>();
/** Every text that was answered for a row that is absent or foreign; there must be one. */
const notFound = new Set<string>();

beforeAll(async () => {
  house = await openHouse();
  subjects = await populate(house, 80);
  const all = [...thingsOf(subjects), ...(await keptThings(house, subjects))];
  things = new Map(ROUTES.map(({ of }) => [of, all.filter(({ kind }) => kind === of)]));
});
afterAll(() => house.close());

const atDesks = (action: Action): Person[] => PEOPLE.filter((person) => may(CAST[person].role, action));
const seenBy = (person: Person): Subject[] => subjects.filter((subject) => seesCandidate(person, subject));
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id).sort();
const seenOf = (kind: Kind, person: Person): string[] => idsOf((things.get(kind) ?? []).filter((thing) => thing.sees(person)));

test('every operation of the API is known here: reached by the id of a row about people, a list of them, or not about people', () => {
  const operations = Object.entries(openApiDocument(house.api).paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`),
  );
  const known = new Set<string>([...LISTS, ...ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${template(path)}`)]);
  const isReasoned = (operation: string): boolean =>
    Object.keys(NOT_ABOUT_PEOPLE).some((start) => operation === start || operation.replace(/^[A-Z]+ /, '').startsWith(start));
  expect(operations.filter((one) => !known.has(one) && !one.includes(' /health/') && !isReasoned(one))).toEqual([]);
  expect([...known].filter((one) => !operations.includes(one))).toEqual([]);
});

/** The path as the document has it: what stands behind the id there is another parameter. */
function template(path: string): string {
  return path.replace('/rows/1', '/rows/{n}').replace('/parts/5', '/parts/{offset}');
}

/** All of them hold everybody of the scope and area; the searches also by swapped letters and by likeness. */
const FILTERS = [
  '', 'area=74', 'area=74.06', 'area=74.07', 'area=73', 'area=74.06.04', 'q=Orang', 'q=Rekaan&area=74.06', 'q=rekaan%20orang&sort=name',
  'q=Roang', 'q=rekaan%20ornag&area=74', 'q=Orang%20Rekaan&near=true', 'q=an', 'stage=lead', 'source=form', 'sort=name',
] as const; // prettier-ignore

test('every list, under every filter, holds exactly the people of the scope, and the total counts the same', async () => {
  for (const person of PEOPLE.filter((name) => may(CAST[name].role, 'candidate.list'))) {
    for (const filter of FILTERS) {
      // Centres see people, not placement cycles, so these filters are not theirs.
      if (CAST[person].role === 'blk_staff' && /stage|source|near/.test(filter)) continue;
      const listed = await everyPage(person, filter);
      const area = /area=([\d.]+)/.exec(filter)?.[1] ?? null;
      const wanted = subjects.filter(
        (subject) => seesCandidate(person, subject) && (!area || subject.areaCode === area || subject.areaCode.startsWith(`${area}.`)),
      );
      expect({ person, filter, ids: listed.ids.sort() }).toEqual({
        person,
        filter,
        ids: wanted.map((subject) => subject.candidateId).sort(),
      });
      expect({ person, filter, total: listed.total }).toEqual({ person, filter, total: wanted.length });
    }
  }
});

test('an export holds exactly the people of the scope, in both forms', async () => {
  for (const person of atDesks('candidate.export')) {
    const fetched = async (format: string) =>
      house.api.inject({
        url: `/api/v1/candidates/export?format=${format}`,
        headers: { authorization: `Bearer ${house.as(person).token}` },
      });
    const wanted = seenBy(person).map(({ fullName }) => fullName).sort(); // prettier-ignore
    const lines = (await fetched('csv')).body.trim().split('\r\n').slice(1); // prettier-ignore
    expect({ person, csv: lines.map((line) => line.split(';')[1]).sort() }).toEqual({ person, csv: wanted });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array((await fetched('xlsx')).rawPayload).buffer);
    const names: string[] = [];
    book.worksheets[0]?.getColumn(2).eachCell((cell) => names.push(String(cell.value)));
    expect({ person, xlsx: names.slice(1).sort() }).toEqual({ person, xlsx: wanted });
  }
});

test('the search box and the likeness of a person tell of people in the scope only, and of others at most that there is somebody', async () => {
  const everybody = subjects.map(({ candidateId }) => candidateId);
  for (const person of atDesks('search.find')) {
    const seen = new Set(may(CAST[person].role, 'candidate.list') ? seenBy(person).map(({ candidateId }) => candidateId) : []);
    for (let at = 0; at < everybody.length; at += 8) {
      const people = everybody.slice(at, at + 8);
      const { body } = await house.as(person).post<{ people: { id: string }[] }>('/search', { people });
      expect({ person, ids: idsOf(body.people) }).toEqual({ person, ids: people.filter((id) => seen.has(id)).sort() });
    }
    for (const { fullName, candidateId } of subjects.filter((_, n) => n % 5 === 0)) {
      const { body } = await house.as(person).post<{ people: { id: string; fullName: string }[] }>('/search', { text: fullName });
      expect({ person, foreign: body.people.filter(({ id }) => !seen.has(id)) }).toEqual({ person, foreign: [] });
      expect({ person, fullName, found: body.people.some(({ id }) => id === candidateId) }).toEqual({
        person,
        fullName,
        found: seen.has(candidateId),
      });
    }
  }
  const caseNos = await house.sql<{ id: string; caseNo: string }>(`SELECT id, case_no AS "caseNo" FROM candidate`);
  for (const person of atDesks('candidate.match')) {
    for (const { fullName, candidateId } of subjects.filter((_, n) => n % 9 === 0)) {
      const sees = seenBy(person).some((subject) => subject.candidateId === candidateId);
      const text = caseNos.find(({ id }) => id === candidateId)?.caseNo;
      expect((await house.as(person).post<{ people: object[] }>('/search', { text })).body.people).toHaveLength(sees ? 1 : 0);
      const sought = { fullName, birthDate: '1996-04-09' };
      const { body } = await house
        .as(person)
        .post<{ items: { candidateId: string }[]; outsideScope: boolean }>('/candidates/matches', sought);
      const foreign = body.items.filter((item) => !seenBy(person).some((subject) => subject.candidateId === item.candidateId));
      expect({ person, foreign, isSomewhere: body.outsideScope || sees }).toEqual({ person, foreign: [], isSomewhere: true });
    }
  }
});

test('the desk, the departures, the pairs, the offers and the reminders hold exactly what the scope holds', async () => {
  for (const person of atDesks('document.list')) {
    const papers = await everyItem<{ id: string }>(person, '/verification-queue');
    expect({ person, papers: idsOf(papers) }).toEqual({ person, papers: seenOf('document', person) });
    const { body: groups } = await house.as(person).get<{ items: { key: string; people: number }[] }>(`/departures?from=${LEAVES_ON}`);
    const leaving: { id: string }[] = [];
    for (const { key, people } of groups.items) {
      const { body } = await house.as(person).get<{ persons: { candidateId: string }[] }>(`/departures/${key}`);
      expect(body.persons).toHaveLength(people);
      leaving.push(...body.persons.map(({ candidateId }) => ({ id: candidateId })));
    }
    expect({ person, leaving: idsOf(leaving) }).toEqual({ person, leaving: seenOf('candidate', person) });
    const pairs = await everyItem<{ id: string; people: { id: string }[] }>(person, '/duplicate-pairs');
    expect({ person, pairs: idsOf(pairs) }).toEqual({ person, pairs: seenOf('pair', person) });
    const offers = await everyItem<{ id: string }>(person, '/handovers?box=office');
    expect({ person, offers: idsOf(offers) }).toEqual({ person, offers: seenOf('handover', person) });
  }
  for (const person of PEOPLE.filter((name) => may(CAST[name].role, 'notice.list'))) {
    const notices = await everyItem<{ id: string }>(person, '/notices');
    expect({ person, notices: idsOf(notices) }).toEqual({ person, notices: seenOf('notice', person) });
  }
  for (const person of atDesks('reminder.list')) {
    const ledger = await everyItem<{ id: string }>(person, '/reminders');
    expect({ person, ledger: idsOf(ledger) }).toEqual({ person, ledger: seenOf('reminder', person) });
  }
});

test('two files are compared, merged and taken apart by who may see both; to others either is absent', async () => {
  for (const [n, one] of subjects.entries()) {
    const other = subjects[(n * 7 + 3) % subjects.length];
    if (!other || other === one) continue;
    for (const person of PEOPLE) {
      const [isAllowed, seesBoth] = [may(CAST[person].role, 'merge.preview'), [one, other].every((file) => seesCandidate(person, file))];
      const expected = (inScope: number): number => (isAllowed && seesBoth ? inScope : ([403, 404][Number(isAllowed)] ?? 0));
      const path = `/candidates/${one.candidateId}`;
      const shown = await house.as(person).get(`${path}/merge?with=${other.candidateId}`);
      const decision = { candidateId: other.candidateId, version: 9000, reason: 'Satu orang' };
      const merged = await house.as(person).post(`${path}/merge`, decision, { version: 9000 });
      const undone = await house.as(person).post(`${path}/unmerge`, { mergeId: newId(), reason: 'Dua orang' }, { version: 9000 });
      expect({ person, statuses: [shown.status, merged.status, undone.status] }).toEqual({
        person,
        statuses: [expected(200), expected(412), expected(404)],
      });
      if (shown.status === 404) expect(JSON.stringify(shown.body)).not.toContain(other.candidateId);
    }
  }
}, 60_000);

test('an offer, and the people it names, are told to whoever may see each of them', async () => {
  for (const { id } of things.get('handover') ?? []) {
    for (const person of atDesks('handover.list')) {
      const { status, body } = await house.as(person).get<{ people: { id: string }[] }>(`/handovers/${id}`);
      if (status === 404) continue;
      const foreign = body.people.filter((one) => !seenOf('candidate', person).includes(one.id));
      expect({ person, foreign }).toEqual({ person, foreign: [] });
    }
  }
  const foreign = subjects.find(({ areaCode }) => areaCode.startsWith('73.'))?.candidateId;
  for (const candidateIds of [[foreign], [newId()]]) {
    const offered = await house.as('hasan').post('/handovers', { toOfficerId: CAST.sari.id, candidateIds });
    expect(offered.status).toBe(404);
  }
  for (const person of atDesks('handover.list')) {
    const { body } = await house.as(person).get<{ items: { areaCode: string; cases: number }[] }>('/case-workers');
    const ids = seenBy(person).map(({ cycleId }) => cycleId);
    const [charge] = await house.sql(
      `SELECT count(*)::integer AS cases FROM placement_cycle WHERE id = ANY ($1) AND officer_id IS NOT NULL`,
      [ids],
    );
    expect({ person, cases: body.items.reduce((sum, { cases }) => sum + cases, 0) }).toEqual({ person, ...charge });
    expect(body.items.filter(({ areaCode }) => areaCode.slice(0, 2) !== CAST[person].areaCode?.slice(0, 2))).toEqual([]);
  }
});

test('views count, and jobs change, whom their reader may see; drafts, views, jobs and lists are told to nobody else', async () => {
  for (const person of atDesks('bulk.view')) {
    const views = (await house.as(person).get<{ items: { id: string; count: number }[] }>('/saved-views')).body.items;
    expect({ person, views: idsOf(views) }).toEqual({ person, views: seenOf('view', person) });
    expect(views.map(({ count }) => count)).toEqual(views.map(() => seenBy(person).length));
    const [job] = (await house.as(person).get<{ items: { id: string }[] }>('/bulk-jobs')).body.items;
    expect({ person, job: job?.id }).toEqual({ person, job: seenOf('job', person)[0] });
    const rows = await everyItem<{ candidate: { id: string } | null; code: string | null }>(person, `/bulk-jobs/${job?.id}`, 'rows');
    expect(rows).toHaveLength(subjects.length);
    const named = rows.flatMap(({ candidate }) => (candidate ? [candidate] : []));
    expect({ person, named: idsOf(named) }).toEqual({ person, named: seenOf('candidate', person) });
    expect(new Set(rows.filter(({ candidate }) => !candidate).map(({ code }) => code))).toEqual(new Set(['not-found']));
    const drafts = (await house.as(person).get<{ items: { id: string }[] }>('/registration-drafts')).body.items;
    expect({ person, drafts: idsOf(drafts) }).toEqual({ person, drafts: seenOf('draft', person) });
    const lists = await everyItem<{ id: string }>(person, '/imports');
    expect({ person, lists: idsOf(lists) }).toEqual({ person, lists: seenOf('list', person) });
  }
});

test('a roster is told to the centre and to the offices over it, each of the own people; nobody else can be enrolled', async () => {
  const batches = await house.sql<{ id: string; centerId: string }>(`SELECT id, training_center_id AS "centerId" FROM training_batch`);
  for (const { id, centerId } of batches) {
    const { areaCode } = Object.values(CENTERS).find((center) => center.id === centerId) ?? CENTERS.bombana;
    for (const person of atDesks('training.list')) {
      const isTold = CAST[person].role === 'blk_staff' ? CENTER_OF[person] === centerId : worksIn(person, areaCode);
      const path = `/training-batches/${id}/enrolments`;
      if (!isTold) expect({ person, status: (await house.as(person).get(path)).status }).toEqual({ person, status: 404 });
      else {
        const wanted = seenBy(person).filter(({ center }) => center === centerId).map(({ enrolmentId }) => enrolmentId).sort(); // prettier-ignore
        expect({ person, ids: idsOf(await everyItem<{ id: string }>(person, path)) }).toEqual({ person, ids: wanted });
      }
      const foreign = subjects.find((subject) => !seesCandidate(person, subject))?.candidateId;
      expect((await house.as(person).post(path, { candidateId: foreign })).status).toBe(404);
    }
  }
});

type Case = { readonly person: Person; readonly route: Route; readonly thing: Thing | null };

function call({ person, route: { method, path, body }, thing }: Case) {
  const client = house.as(person);
  const address = path.replace('{id}', thing?.id ?? newId());
  if (Buffer.isBuffer(body)) return client.putBytes<object>(address, body, {});
  if (method === 'get') return client.get<object>(address);
  if (method === 'delete') return client.delete<object>(address, { version: 1 });
  return client[method]<object>(address, body, { version: 1 });
}

function expected({ person, route, thing }: Case): readonly number[] {
  if (!may(CAST[person].role, route.action)) return [403];
  if (!thing?.sees(person) || gone.has(thing.id)) return [404];
  if (!route.mine) return IN_SCOPE;
  return (thing.changes?.(person) ?? true) ? [...IN_SCOPE, 403] : [403, 404];
}

/** Asks, and compares the answer with the second telling of the rule. @returns what was answered */
async function ask(one: Case): Promise<number> {
  const allowed = expected(one);
  const { status, body } = await call(one);
  const { person, route, thing } = one;
  if (!allowed.includes(status))
    throw new Error(`${person} ${route.method} ${route.path}: ${status}, expected ${allowed.join('/')}: ${JSON.stringify(body)}`);
  if (status === 204 && thing) gone.add(thing.id);
  if (status === 404) notFound.add(JSON.stringify({ ...body, instance: '' }));
  return status;
}

test('every route, asked by everybody for a row in the own scope, for one outside it and for none', async () => {
  for (const route of ROUTES) {
    const answers = new Set<number>();
    for (const person of PEOPLE) {
      const left = (things.get(route.of) ?? []).filter(({ id }) => !gone.has(id));
      const asked = [left.find((thing) => thing.sees(person)), left.find((thing) => !thing.sees(person)), null];
      for (const thing of asked) if (thing !== undefined) answers.add(await ask({ person, route, thing }));
    }
    // A route at which nobody was refused, or nobody was told anything, would prove nothing.
    expect({ route, absent: answers.has(404), told: IN_SCOPE.some((status) => answers.has(status)) }).toMatchObject({
      absent: true,
      told: true,
    });
  }
});

test(`${CASES} random requests for random rows: the scope decides, and foreign looks exactly like absent`, async () => {
  const cases: fc.Arbitrary<Case> = fc.constantFrom(...ROUTES).chain((route) => {
    const rows: fc.Arbitrary<Thing | null> = fc.constantFrom(...(things.get(route.of) ?? []));
    const thing = fc.oneof({ weight: 9, arbitrary: rows }, { weight: 1, arbitrary: fc.constant(null) });
    return fc.record({ person: fc.constantFrom(...PEOPLE), route: fc.constant(route), thing });
  });
  await fc.assert(
    fc.asyncProperty(cases, async (one) => void (await ask(one))),
    { numRuns: CASES, endOnFailure: true },
  );
  expect(notFound.size).toBe(1);
}, 600_000);

test('the district official is told no name by any route', async () => {
  const routes = [
    '/candidates',
    '/verification-queue',
    '/imports',
    '/reminders',
    '/notices',
    '/home',
    '/dashboards/areas/74.06?period=2026-01',
    '/dashboards/areas/74.07?period=2026-01',
    '/commitments',
    '/visits',
    '/agreements',
    '/users',
  ];
  for (const path of routes) expect(JSON.stringify((await house.as('ratna').get(path)).body)).not.toMatch(/Orang Rekaan/);
  expect((await house.as('ratna').get('/dashboards/areas/74.06?period=2026-01')).status).toBe(200);
  expect((await house.as('ratna').get('/dashboards/areas/74.07?period=2026-01')).status).toBe(404);
});

/** Lists that nothing but the scope narrows, each with what it holds. */
const LISTED: readonly (readonly [string, Kind])[] = [
  ['/verification-queue', 'document'],
  ['/duplicate-pairs', 'pair'],
  ['/handovers?box=office', 'handover'],
  ['/saved-views', 'view'],
  ['/imports', 'list'],
  ['/reminders', 'reminder'],
];

test('with the scope taken off the tables, every route that reads a row tells of foreign ones: so this file would be red', async () => {
  const tables = await house.sql<{ name: string }>(`SELECT oid::regclass::text AS name FROM pg_class WHERE relrowsecurity`);
  const all = (verb: string) => house.sql(tables.map(({ name }) => `ALTER TABLE ${name} ${verb} ROW LEVEL SECURITY`).join(';'));
  await all('DISABLE');
  try {
    for (const route of ROUTES.filter(({ method }) => method === 'get')) {
      const [person] = atDesks(route.action).filter((name) => name === 'maria' || name === 'ningsih');
      const thing = (things.get(route.of) ?? []).find(({ id, sees }) => person && !gone.has(id) && !sees(person));
      if (!person || !thing) throw new Error(`nobody to ask ${route.path}`);
      const { status } = await call({ person, route, thing });
      expect({ path: route.path, isTold: IN_SCOPE.includes(status) }).toEqual({ path: route.path, isTold: true });
    }
    for (const [path, kind] of LISTED) {
      const person = path === '/reminders' ? 'hasan' : 'maria';
      const isLonger = (await everyItem(person, path)).length > seenOf(kind, person).length;
      expect({ path, isLonger }).toEqual({ path, isLonger: true });
    }
  } finally {
    await all('ENABLE');
  }
});

async function everyPage(person: Person, filter: string): Promise<{ ids: string[]; total: number | undefined }> {
  const ids: string[] = [];
  let after: string | null = null;
  let total: number | undefined;
  do {
    const query: string = [filter, 'limit=7', after ? `after=${encodeURIComponent(after)}` : ''].filter(Boolean).join('&');
    const { body }: { body: { items: { id: string }[]; next: string | null; total?: number } } = await house
      .as(person)
      .get(`/candidates?${query}`);
    ids.push(...body.items.map((item) => item.id));
    total ??= body.total;
    after = body.next;
  } while (after);
  return { ids, total };
}

async function everyItem<T>(person: Person, path: string, field: 'items' | 'rows' = 'items'): Promise<T[]> {
  const found: T[] = [];
  let total: number | undefined;
  let after: string | null = null;
  do {
    const query: string = `${path.includes('?') ? '&' : '?'}limit=7${after ? `&after=${encodeURIComponent(after)}` : ''}`;
    const answer = await house.as(person).get<{ items?: T[]; rows?: T[]; next: string | null; total?: number }>(`${path}${query}`);
    if (answer.status !== 200) throw new Error(`${person} ${path}: ${answer.status}`);
    found.push(...(answer.body[field] ?? []));
    after = answer.body.next;
    total ??= answer.body.total;
  } while (after);
  // Also a count tells of people.
  if (total !== undefined && total !== found.length) throw new Error(`${person} ${path}: ${found.length} rows, counted as ${total}`);
  return found;
}
