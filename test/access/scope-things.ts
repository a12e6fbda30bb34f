import { newId } from '#libs/platform';

import { CAST, type Person } from '../support/cast.js';
import type { House } from '../support/house.js';
import { loginOf, seesCandidate, worksIn, type Subject } from './scope-world.js';

/** What rows are reached by, with the field of a subject that holds the id where each person has one. */
export const OF_PERSON = {
  candidate: 'candidateId',
  cycle: 'cycleId',
  document: 'documentId',
  scan: 'scanId',
  consent: 'consentId',
  contact: 'contactId',
  enrolment: 'enrolmentId',
} as const satisfies Record<string, keyof Subject>;
export type Kind = keyof typeof OF_PERSON | 'pair' | 'merge' | 'handover' | 'draft' | 'view' | 'job' | 'list' | 'reminder' | 'notice';

/** One row that is asked for by its id, and the second, independent telling of who may see it. */
export interface Thing {
  readonly kind: Kind;
  readonly id: string;
  sees(person: Person): boolean;
  /** May this person, of those who see it, also change it? Without an answer everybody who sees it may. */
  changes?(person: Person): boolean;
}

const AT_DESKS = ['sari', 'hasan', 'ningsih', 'maria'] as const satisfies readonly Person[];

export function thingsOf(subjects: readonly Subject[]): Thing[] {
  return subjects.flatMap((subject) =>
    (Object.keys(OF_PERSON) as (keyof typeof OF_PERSON)[])
      .filter((kind) => kind !== 'enrolment' || subject.center !== null)
      .map((kind) => ({ kind, id: subject[OF_PERSON[kind]], sees: (person: Person) => seesCandidate(person, subject) })),
  );
}

/** Whatever people at their desks keep about others: pairs, offers, drafts, views, jobs, lists, reminders. */
export async function keptThings(house: House, subjects: readonly Subject[]): Promise<Thing[]> {
  const made = [await handovers(house, subjects)];
  for (const person of AT_DESKS) made.push(await keptBy(house, person, subjects));
  // A list of jobs holds those that were confirmed.
  await house.sql(`UPDATE bulk_job SET state = 'done', confirmed_at = now(), finished_at = now()`);
  await house.drain();
  // The worker may have found pairs and reminders of its own; only those below have a rule here.
  await house.sql(`DELETE FROM duplicate_pair`);
  await house.sql(`DELETE FROM reminder`);
  return [...made.flat(), ...(await pairs(house, subjects)), ...(await merges(house, subjects)), ...(await reminders(house, subjects))];
}

/** Two of one province, or of two: seen by whoever sees both. */
async function pairs(house: House, subjects: readonly Subject[]): Promise<Thing[]> {
  const things: Thing[] = [];
  for (const [n, one] of subjects.entries()) {
    const isNear = (other: Subject): boolean => other.areaCode.slice(0, 2) === one.areaCode.slice(0, 2);
    const other = subjects.slice(n + 1).find((each) => isNear(each) === n % 4 > 0);
    if (!other) continue;
    const [first, second] = one.candidateId < other.candidateId ? [one, other] : [other, one];
    const id = newId();
    await house.sql(
      `INSERT INTO duplicate_pair (id, first_id, first_area, second_id, second_area, score, reasons, fingerprint)
       VALUES ($1, $2, $3, $4, $5, 0.9, '{name-same}', '')`,
      [id, first.candidateId, first.areaCode, second.candidateId, second.areaCode],
    );
    things.push({ kind: 'pair', id, sees: (person) => worksIn(person, one.areaCode) && worksIn(person, other.areaCode) });
  }
  return things;
}

/** Merges that were taken back: seen, as a pair, by whoever sees both. */
async function merges(house: House, subjects: readonly Subject[]): Promise<Thing[]> {
  const things: Thing[] = [];
  for (const [n, one] of subjects.entries()) {
    const other = subjects[(n * 7 + 3) % subjects.length];
    if (!other || other === one) continue;
    const id = newId();
    await house.sql(
      `INSERT INTO candidate_merge (id, survivor_id, survivor_area, merged_id, merged_area, reason, merged_by, undo_until, undone_at, undone_by, undo_reason)
       VALUES ($1, $2, $3, $4, $5, 'x', $6, '2026-02-15', now(), $6, 'x')`,
      [id, one.candidateId, one.areaCode, other.candidateId, other.areaCode, CAST.sari.id],
    );
    things.push({ kind: 'merge', id, sees: (person) => worksIn(person, one.areaCode) && worksIn(person, other.areaCode) });
  }
  return things;
}

/** Offers between colleagues: seen by both sides and by the office of the receiver, answered by whom they are for. */
async function handovers(house: House, subjects: readonly Subject[]): Promise<Thing[]> {
  const things: Thing[] = [];
  const offers: readonly (readonly [Person, Person])[] = [['sari', 'ningsih'], ['hasan', 'sari'], ['ningsih', 'hasan']]; // prettier-ignore
  for (const [n, [giver, receiver]] of offers.entries()) {
    const cases = subjects.filter(({ areaCode }, at) => at % 3 === n && [giver, receiver].every((person) => worksIn(person, areaCode)));
    const candidateIds = cases.map(({ candidateId }) => candidateId);
    await house.sql(`UPDATE placement_cycle SET officer_id = $1 WHERE candidate_id = ANY ($2)`, [CAST[giver].id, candidateIds]);
    const body = { toOfficerId: CAST[receiver].id, candidateIds, note: `Titipan ${giver}` };
    const { status, body: offered } = await house.as(giver).post<{ items: { id: string }[] }>('/handovers', body);
    if (status !== 201) throw new Error(`${giver} offered nothing: ${JSON.stringify(offered)}`);
    const sees = (person: Person): boolean => person === giver || person === receiver || worksIn(person, CAST[receiver].areaCode ?? '');
    const changes = (person: Person): boolean => person === giver || person === receiver || (person === 'hasan' && sees(person));
    things.push(...offered.items.map(({ id }) => ({ kind: 'handover' as const, id, sees, changes })));
  }
  return things;
}

/** Whom the reminders are for, one after the other; the district official has no grant on them. */
const RECEIVERS = (Object.keys(CAST) as Person[]).filter((name) => loginOf(name) !== 'district');

/** One for each person and another receiver: seen by whom it is for, and by the offices of BP3MI over that area. */
async function reminders(house: House, subjects: readonly Subject[]): Promise<Thing[]> {
  const things: Thing[] = [];
  for (const [n, { cycleId, candidateId, areaCode }] of subjects.entries()) {
    const receiver = RECEIVERS[n % RECEIVERS.length] ?? 'sari';
    const id = newId();
    await house.sql(
      `INSERT INTO reminder (id, rule, subject_kind, subject_id, candidate_id, area_code, due_on, offset_days, recipient_id, recipient_role,
                             state, why, planned_on, sent_at, edition)
       VALUES ($1, 'candidate_stalled', 'placement_cycle', $2, $3, $4, '2026-01-20', 0, $5, $6, 'sent',
               '{"facts": {}, "addressedAs": "officer_in_charge"}', '2026-01-16', now(), 'x')`,
      [id, cycleId, candidateId, areaCode, CAST[receiver].id, CAST[receiver].role],
    );
    const isOffice = (person: Person): boolean => loginOf(person) === 'bp3mi' && worksIn(person, areaCode);
    const isReceiver = (person: Person): boolean => person === receiver;
    things.push({ kind: 'reminder', id, sees: (person) => isReceiver(person) || isOffice(person), changes: isReceiver });
    // The same row as the own notice, which only its receiver has.
    things.push({ kind: 'notice', id, sees: isReceiver });
  }
  return things;
}

/** Through the door: a draft, a view, a job about everybody, and a list; each a person's own, but for shared views and lists. */
async function keptBy(house: House, owner: (typeof AT_DESKS)[number], subjects: readonly Subject[]): Promise<Thing[]> {
  const { areaCode, displayName } = CAST[owner];
  const kept = async (path: string, body: object): Promise<string> => {
    const answer = await house.as(owner).post<{ id: string }>(path, body);
    if (answer.status !== 201) throw new Error(`${owner} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.id;
  };
  const isOwner = (person: Person): boolean => person === owner;
  const filter = { q: 'Orang Rekaan' };
  const ids = subjects.map(({ candidateId }) => candidateId);
  const things: Thing[] = [];
  // Several of each: some are thrown away while the others are still asked for.
  for (let n = 0; n < 6; n += 1) {
    const draft = await kept('/registration-drafts', { step: 1, label: `Draf ${displayName} ${n}`, payload: '{}' });
    const view = await kept('/saved-views', { name: `Milik ${displayName} ${n}`, filter, columns: [], isShared: false });
    things.push({ kind: 'draft', id: draft, sees: isOwner }, { kind: 'view', id: view, sees: isOwner });
  }
  const job = await kept('/bulk-jobs', { kind: 'assign_officer', change: { officerId: CAST[owner].id }, ids });
  things.push({ kind: 'job', id: job, sees: isOwner });
  if (owner === 'hasan') {
    const shared = await kept('/saved-views', { name: 'Milik kantor', filter, columns: [], isShared: true });
    // What a whole office sees is its supervisor's to change.
    const sees = (person: Person): boolean => worksIn(person, '74') && CAST[person].areaCode === areaCode;
    things.push({ kind: 'view', id: shared, sees, changes: isOwner });
  }
  const file = Buffer.from(`Nama;Kecamatan\nWa Daftar ${displayName};Rumbia\nLa Daftar ${displayName};Poasia`);
  const { body: list } = await house.as(owner).upload<{ id: string }>('/imports', 'daftar.csv', file);
  things.push({ kind: 'list', id: list.id, sees: (person) => worksIn(person, areaCode) });
  return things;
}
