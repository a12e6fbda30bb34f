import { createHash } from 'node:crypto';

import fc from 'fast-check';
import pg from 'pg';

import { loginPassword, newId, readSettings } from '#libs/platform';
import { DOCUMENT_CODES, isVerifiedBy } from '#libs/rulebook';

import { CAST, type Person } from '../support/cast.js';
import type { Client } from '../support/client.js';
import { openHouse, type House } from '../support/house.js';

let house: House;
const clients = new Map<Login, pg.Client>();
type Login = 'bp3mi' | 'labour';

beforeAll(async () => {
  house = await openHouse();
  const settings = readSettings(process.env);
  for (const login of ['bp3mi', 'labour'] as const) {
    const user = `sinergi_${login}_login`;
    const { host, port, database } = settingsOf(settings.database);
    const client = new pg.Client({ host, port, database, user, password: loginPassword(settings, user) });
    await client.connect();
    clients.set(login, client);
  }
});
afterAll(async () => {
  await Promise.all([...clients.values()].map((client) => client.end()));
  await house.close();
});

const settingsOf = ({ host, port, name }: { host: string; port: number; name: string }) => ({ host, port, database: name });

async function somebody(): Promise<string> {
  const id = newId();
  await house.sql(
    `INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by, birth_date, sex)
     VALUES ($1, 'Muhammad Rizal', 'muhamad rizal', '74.06.04', 'form', $1, '1999-05-01', 'male')`,
    [id],
  );
  return id;
}

interface Seen {
  readonly id: string;
  readonly version: number;
}

const LETTER = { documentCode: 'marital_status_letter', number: '470/12', issuedOn: '2026-01-05' };

async function handIn(by: Client, candidateId: string, paper: object = LETTER): Promise<Seen> {
  const answer = await by.post<Seen>(`/candidates/${candidateId}/documents`, paper);
  expect(answer.status).toBe(201);
  return answer.body;
}

/** A file that was checked, as the worker leaves it. */
async function scanned(documentId: string, file: string): Promise<void> {
  await house.sql(
    `INSERT INTO scan (id, document_id, area_code, state, size, received, key_sealed, original_sha256, kind, created_by)
     SELECT $1, d.id, d.area_code, 'clean', 1, 1, '\\x00', $3, 'jpeg', d.submitted_by FROM document d WHERE d.id = $2`,
    [newId(), documentId, createHash('sha256').update(file).digest()],
  );
}

async function decide(who: Person, document: Seen, deed: 'verify' | 'reject'): Promise<number> {
  const body = deed === 'reject' ? { reasonCode: 'unreadable' } : {};
  return (await house.as(who).post(`/documents/${document.id}/${deed}`, body, { version: document.version })).status;
}

/** Says statements as somebody would who got hold of the connection of a scope role; kept when all of them pass. */
async function typedAs(who: Person, ...statements: readonly (readonly [string, readonly unknown[]])[]): Promise<number> {
  const login = CAST[who].role === 'labour_placement_officer' ? 'labour' : 'bp3mi';
  const client = clients.get(login);
  if (!client) throw new Error(login);
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL ROLE sinergi_${login}`);
    await client.query(`SELECT auth.enter($1, $2, '2026-01-16')`, [house.as(who).token, CAST[who].role]);
    let changed = 0;
    for (const [sql, params] of statements) changed += (await client.query(sql, [...params])).rowCount ?? 0;
    await client.query('COMMIT');
    return changed;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

const VERIFY = `UPDATE document SET state = 'verified', verified_at = now(), verified_by = $2 WHERE id = $1`;

test('whoever finds a paper changed meanwhile reads who did what to it last', async () => {
  const candidate = await somebody();
  const paper = await handIn(house.as('sari'), candidate);
  const lastDeed = async (id: string): Promise<object> => {
    const { lastDeed: found } = (await house.as('sari').get<{ lastDeed: { deed: string; byName: string; at: string } }>(`/documents/${id}`))
      .body;
    expect(Date.parse(found.at)).not.toBeNaN();
    return [found.deed, found.byName];
  };
  expect(await lastDeed(paper.id)).toEqual(['submitted', 'Sari']);
  const mended = await house.as('hasan').patch<Seen>(`/documents/${paper.id}`, { issuer: 'Lurah Contoh' }, { version: paper.version });
  expect(mended.status).toBe(200);
  expect(await decide('sari', paper, 'verify')).toBe(412);
  expect(await lastDeed(paper.id)).toEqual(['corrected', 'Hasan']);
  expect(await decide('sari', mended.body, 'verify')).toBe(200);
  expect(await lastDeed(paper.id)).toEqual(['verified', 'Sari']);
  const verified = { ...mended.body, version: mended.body.version + 1 };
  const voided = await house.as('hasan').post(`/documents/${paper.id}/void`, { reason: 'Salah orang' }, { version: verified.version });
  expect(voided.status).toBe(200);
  expect(await lastDeed(paper.id)).toEqual(['voided', 'Hasan']);
});

test('who refused a paper does not verify its next version from the same file; a second person or a new file may', async () => {
  const candidate = await somebody();
  const first = await handIn(house.as('sari'), candidate);
  await scanned(first.id, 'blurred');
  expect(await decide('sari', first, 'reject')).toBe(200);
  const second = await handIn(house.as('sari'), candidate);
  expect(await decide('sari', second, 'verify')).toBe(409);
  await scanned(second.id, 'blurred');
  expect(await decide('sari', second, 'verify')).toBe(409);
  const desk = await house.as('sari').get<{ obstacle: string; refusals: object[] }>(`/documents/${second.id}`);
  expect(desk.body).toMatchObject({ obstacle: 'second-person', refusals: [{ byName: 'Sari', reason: 'Tidak terbaca' }] });
  expect((await house.as('hasan').get<{ obstacle: null }>(`/documents/${second.id}`)).body.obstacle).toBeNull();
  await scanned(second.id, 'sharp');
  expect(await decide('sari', second, 'verify')).toBe(200);

  const third = await handIn(house.as('sari'), candidate);
  expect(await decide('hasan', third, 'verify')).toBe(200);
});

test('typed by hand under a scope role it is refused just so, whatever is bent before', async () => {
  const candidate = await somebody();
  const [refused, next] = [await handIn(house.as('sari'), candidate), await handIn(house.as('sari'), candidate)];
  await scanned(refused.id, 'blurred');
  expect(await decide('sari', refused, 'reject')).toBe(200);
  const { id: me } = CAST.sari;
  const { id: other } = CAST.hasan;
  const tries: readonly (readonly [RegExp, ...(readonly [string, readonly unknown[]])[]])[] = [
    [/only with another file/, [VERIFY, [next.id, me]]],
    [/name of who makes it/, [VERIFY, [next.id, other]]],
    [/only with another file/, [VERIFY, [refused.id, me]]],
    [/not rewritten/, [`UPDATE document SET closed_by = $2 WHERE id = $1`, [refused.id, other]]],
    [/stays what it was/, [`UPDATE document SET document_code = 'photo' WHERE id = $1`, [refused.id]]],
    [/stays what it was/, [`UPDATE document SET candidate_id = $2 WHERE id = $1`, [next.id, await somebody()]]],
    [/permission denied/, [`DELETE FROM document WHERE id = $1`, [refused.id]]],
    [/evidence/, [`DELETE FROM scan WHERE document_id = $1`, [refused.id]]],
    [/by the system only/, [`UPDATE scan SET original_sha256 = '\\x01' WHERE document_id = $1`, [refused.id]]],
    [
      /by the system only/,
      [
        `INSERT INTO scan (id, document_id, area_code, state, size, received, key_sealed, original_sha256, kind, created_by)
         SELECT gen_random_uuid(), id, area_code, 'clean', 1, 1, '\\x00', '\\x02', 'jpeg', submitted_by FROM document WHERE id = $1`,
        [next.id],
      ],
    ],
    [
      /begins as submitted/,
      [
        `INSERT INTO document (id, candidate_id, area_code, document_code, state, source, submitted_by, verified_at, verified_by)
         SELECT gen_random_uuid(), candidate_id, area_code, document_code, 'verified', 'officer', $2, now(), $2 FROM document WHERE id = $1`,
        [next.id, me],
      ],
    ],
    [/function .* does not exist|permission denied|must be owner/, [`ALTER TABLE document DISABLE TRIGGER document_decision_held`, []]],
  ];
  for (const [refusal, ...statements] of tries) await expect(typedAs('sari', ...statements)).rejects.toThrow(refusal);
  await expect(typedAs('hasan', [VERIFY, [refused.id, other]])).rejects.toThrow(/stays rejected/);
  expect(await typedAs('hasan', [VERIFY, [next.id, other]])).toBe(1);
});

test('a placement officer verifies the papers of the labour office only, over HTTP and by hand', async () => {
  const candidate = await somebody();
  const letter = await handIn(house.as('ningsih'), candidate);
  const ticket = await handIn(house.as('ningsih'), candidate, { documentCode: 'travel_ticket', issuedOn: '2026-01-05' });
  expect(await decide('ningsih', ticket, 'verify')).toBe(403);
  expect((await house.as('ningsih').get<{ obstacle: string }>(`/documents/${ticket.id}`)).body.obstacle).toBe('other-role');
  await expect(typedAs('ningsih', [VERIFY, [ticket.id, CAST.ningsih.id]])).rejects.toThrow(/does not verify/);
  expect(await decide('ningsih', letter, 'verify')).toBe(200);
  expect(await decide('sari', ticket, 'verify')).toBe(200);
});

test('the roles of the rulebook and those of the database agree for every kind of paper', async () => {
  const admitted = await house.sql<{ code: string }>(
    `SELECT DISTINCT body->>'document' AS code FROM rulebook_rule WHERE kind = 'document' AND body->>'verifierRole' = 'labour_placement_officer'`,
  );
  const byRules = DOCUMENT_CODES.filter((code) => isVerifiedBy(code, 'labour_placement_officer', '2026-01-16'));
  expect(admitted.map(({ code }) => code).sort()).toEqual([...byRules].sort());
});

test('whatever the order of filing, scanning and deciding: nobody who refused a paper verified it without another file', async () => {
  const people = fc.constantFrom<Person>('sari', 'sari', 'hasan', 'ningsih');
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.record({ deed: fc.constant('file' as const), who: people }) },
    { weight: 2, arbitrary: fc.record({ deed: fc.constant('scan' as const), at: fc.nat(5), file: fc.constantFrom('a', 'b') }) },
    { weight: 6, arbitrary: fc.record({ deed: fc.constantFrom('verify' as const, 'reject' as const), at: fc.nat(5), who: people }) },
    { weight: 1, arbitrary: fc.record({ deed: fc.constant('void' as const), at: fc.nat(5) }) },
  );
  const answers = { 200: 0, 409: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      const candidate = await somebody();
      const versions: Version[] = [];
      for (const one of [{ deed: 'file' as const, who: 'sari' as const }, { deed: 'file' as const, who: 'hasan' as const }, ...steps]) {
        if (one.deed === 'file') {
          versions.push({ ...(await handIn(house.as(one.who), candidate)), state: 'submitted', files: new Set(), refusedBy: null });
          continue;
        }
        const version = versions[one.at % Math.max(versions.length, 1)];
        if (!version || version.state !== 'submitted') continue;
        if (one.deed === 'scan') {
          await scanned(version.id, `${candidate} ${one.file}`);
          version.files.add(one.file);
        } else if (one.deed === 'void') {
          await house.as('sari').post(`/documents/${version.id}/void`, { reason: 'Salah catat' }, { version: version.version });
          version.state = 'void';
        } else {
          const refused = versions.filter((each) => each.refusedBy !== null);
          const known = new Set(refused.flatMap((each) => [...each.files]));
          const isSafe = !refused.some((each) => each.refusedBy === one.who) || [...version.files].some((file) => !known.has(file));
          const expected: 200 | 409 = one.deed === 'reject' || isSafe ? 200 : 409;
          expect(await decide(one.who, version, one.deed)).toBe(expected);
          answers[expected] += 1;
          if (expected !== 200) continue;
          version.state = one.deed === 'reject' ? 'rejected' : 'verified';
          version.refusedBy = one.deed === 'reject' ? one.who : null;
        }
      }
    }),
    { numRuns: 40 },
  );
  // Both sides of the rule were met.
  expect(Math.min(answers[200], answers[409])).toBeGreaterThan(0);
});

interface Version extends Seen {
  state: string;
  readonly files: Set<string>;
  refusedBy: Person | null;
}
