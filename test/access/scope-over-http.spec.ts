import fc from 'fast-check';

import { may, type Action } from '#libs/access';
import { newId } from '#libs/platform';

import { CAST, type Person } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { populate, seesCandidate, type Subject } from './scope-world.js';

const PEOPLE = Object.keys(CAST) as Person[];
const CASES = 5000;

/** Every route that is reached by the id of a person's row, what it needs, and how it is called. */
const ROUTES: readonly {
  readonly action: Action;
  readonly method: 'get' | 'post' | 'patch';
  path(ids: Ids): string;
  readonly body?: object;
}[] = [
  { action: 'candidate.view', method: 'get', path: ({ candidateId }) => `/candidates/${candidateId}` },
  {
    action: 'candidate.change',
    method: 'patch',
    path: ({ candidateId }) => `/candidates/${candidateId}`,
    body: { birthPlace: 'Kasipute' },
  },
  { action: 'candidate.timeline', method: 'get', path: ({ candidateId }) => `/candidates/${candidateId}/timeline` },
  { action: 'candidate.reveal', method: 'post', path: ({ candidateId }) => `/candidates/${candidateId}/reveal`, body: { field: 'nik' } },
  { action: 'document.list', method: 'get', path: ({ candidateId }) => `/candidates/${candidateId}/documents` },
  {
    action: 'document.submit',
    method: 'post',
    path: ({ candidateId }) => `/candidates/${candidateId}/documents`,
    body: { documentCode: 'family_card' },
  },
  { action: 'document.verify', method: 'post', path: ({ documentId }) => `/documents/${documentId}/verify` },
  {
    action: 'document.reject',
    method: 'post',
    path: ({ documentId }) => `/documents/${documentId}/reject`,
    body: { reason: 'Tidak terbaca' },
  },
  { action: 'consent.list', method: 'get', path: ({ candidateId }) => `/candidates/${candidateId}/consents` },
  {
    action: 'consent.record',
    method: 'post',
    path: ({ candidateId }) => `/candidates/${candidateId}/consents`,
    body: { noticeVersion: '2026-01', language: 'id', channel: 'read', givenBy: 'candidate' },
  },
  { action: 'family.list', method: 'get', path: ({ candidateId }) => `/candidates/${candidateId}/family-contacts` },
  {
    action: 'family.record',
    method: 'post',
    path: ({ candidateId }) => `/candidates/${candidateId}/family-contacts`,
    body: { name: 'Wa Ani', relation: 'parent' },
  },
  { action: 'document.list', method: 'get', path: ({ documentId }) => `/documents/${documentId}/scans` },
  { action: 'document.scan', method: 'post', path: ({ documentId }) => `/documents/${documentId}/scans`, body: { size: 20_000_000 } },
  { action: 'document.list', method: 'get', path: ({ scanId }) => `/scans/${scanId}` },
  { action: 'scan.complete', method: 'post', path: ({ scanId }) => `/scans/${scanId}/complete` },
  { action: 'scan.view', method: 'post', path: ({ scanId }) => `/scans/${scanId}/link` },
  { action: 'cycle.view', method: 'get', path: ({ candidateId }) => `/candidates/${candidateId}/cycles` },
  { action: 'cycle.view', method: 'get', path: ({ cycleId }) => `/cycles/${cycleId}/checklist` },
  { action: 'cycle.view', method: 'get', path: ({ cycleId }) => `/cycles/${cycleId}/steps` },
  { action: 'cycle.change', method: 'patch', path: ({ cycleId }) => `/cycles/${cycleId}`, body: { jobTitle: 'Tukang las' } },
  { action: 'journey.advance', method: 'post', path: ({ cycleId }) => `/cycles/${cycleId}/advance`, body: { to: 'registered' } },
  {
    action: 'journey.override',
    method: 'post',
    path: ({ cycleId }) => `/cycles/${cycleId}/override`,
    body: { to: 'registered', reason: 'Alasan percobaan yang cukup panjang' },
  },
];

type Ids = Pick<Subject, 'candidateId' | 'cycleId' | 'documentId' | 'scanId'>;

/** What a person in scope may be told instead of success: the state of the row, never that it is absent. */
const IN_SCOPE = [200, 201, 409, 412, 413, 422];

let house: House;
let subjects: Subject[];
beforeAll(async () => {
  house = await openHouse();
  subjects = await populate(house, 80);
});
afterAll(() => house.close());

function call(person: Person, route: (typeof ROUTES)[number], ids: Ids) {
  const client = house.as(person);
  if (route.method === 'get') return client.get<object>(route.path(ids));
  if (route.method === 'patch') return client.patch<object>(route.path(ids), route.body, { version: 1 });
  return client.post<object>(route.path(ids), route.body, { version: 1 });
}

function expected(person: Person, action: Action, subject: Subject | null): readonly number[] {
  if (!may(CAST[person].role, action)) return [403];
  return subject && seesCandidate(person, subject) ? IN_SCOPE : [404];
}

test(`${CASES} random requests for random people's rows: the scope decides, and foreign looks exactly like absent`, async () => {
  const cases = fc.record({
    person: fc.constantFrom(...PEOPLE),
    route: fc.constantFrom(...ROUTES),
    index: fc.oneof({ weight: 9, arbitrary: fc.nat(79) }, { weight: 1, arbitrary: fc.constant(-1) }),
  });
  const notFound = new Set<string>();
  await fc.assert(
    fc.asyncProperty(cases, async ({ person, route, index }) => {
      const subject = subjects[index] ?? null;
      const answer = await call(person, route, subject ?? { candidateId: newId(), cycleId: newId(), documentId: newId(), scanId: newId() });
      const allowed = expected(person, route.action, subject);
      if (!allowed.includes(answer.status)) {
        throw new Error(
          `${person} ${route.method} ${route.action} of ${subject?.areaCode ?? 'nobody'}: ${answer.status}, expected ${allowed.join('/')}: ${JSON.stringify(answer.body)}`,
        );
      }
      if (answer.status === 404) notFound.add(JSON.stringify({ ...answer.body, instance: '' }));
    }),
    { numRuns: CASES, endOnFailure: true },
  );
  expect(notFound.size).toBe(1);
}, 300_000);

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
}, 120_000);

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
