import { addDays } from '#libs/rulebook';

import { openHouse, type House } from '../support/house.js';
import { Arrange, ledger } from './reminders.arrange.js';

interface Notice {
  readonly id: string;
  readonly rule: string;
  readonly title: string;
  readonly dueOn: string;
  readonly offsetDays: number;
  readonly text: string;
  readonly isEscalation: boolean;
  readonly subject: { readonly kind: string; readonly id: string; readonly label: string; readonly href: string };
  readonly doneAt: string | null;
  readonly snoozedUntil: string | null;
}

interface List<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  readonly total: number;
}

interface Previewed {
  readonly rule: string;
  readonly subject: { readonly id: string };
  readonly dueOn: string;
  readonly offsetDays: number;
  readonly firesOn: string;
  readonly recipient: string;
}

const DAY = '2026-01-15';

describe('the inbox of reminders', () => {
  let house: House;
  let arrange: Arrange;

  beforeAll(async () => {
    house = await openHouse({ today: DAY });
    arrange = new Arrange(house);
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    for (const table of ['sent_mail', 'reminder', 'notice', 'outbox', 'commitment', 'agreement', 'candidate'])
      await house.sql(`DELETE FROM ${table}`);
    house.clock.set(DAY);
  });

  const inboxOf = async (person: 'sari' | 'hasan' | 'ratna' | 'laode' | 'maria', query = ''): Promise<List<Notice>> => {
    const answer = await house.as(person).get<List<Notice>>(`/notices${query}`);
    expect(answer.status).toBe(200);
    return answer.body;
  };

  test('shows what was delivered, in words, with a link to the file', async () => {
    const { cycleId, candidateId } = await arrange.person({ fullName: 'Dewi Anggraini', departs: addDays(DAY, 14) });
    expect((await inboxOf('sari')).items).toEqual([]);
    await house.drain();
    const { items, total, next } = await inboxOf('sari');
    expect([items.length, total, next]).toEqual([1, 1, null]);
    expect(items[0]).toMatchObject({
      rule: 'missing_before_departure',
      subject: { kind: 'placement_cycle', id: cycleId, href: `/cpmi/${candidateId}` },
      dueOn: addDays(DAY, 14),
      offsetDays: -14,
      isEscalation: false,
    });
    expect(items[0]?.text).toMatch(/^K-\d{6} \(D\.A\.\) berencana berangkat 29 Januari 2026; \d+ dari \d+ dokumen wajib belum ada\.$/);
    const english = await house.as('sari').get<List<Notice>>('/notices', { headers: { 'accept-language': 'en' } });
    expect(english.body.items[0]?.text).toMatch(/plans to depart on 29 January 2026; \d+ of \d+ required documents are missing\.$/);
    expect((await inboxOf('hasan')).items[0]?.text).toMatch(/^Eskalasi: /);
    expect((await inboxOf('maria')).items).toEqual([]);
  });

  test('a reminder that is done leaves the inbox; doing it twice is doing it once; nobody else can do it', async () => {
    await arrange.person({ departs: addDays(DAY, 14) });
    await house.drain();
    const id = (await inboxOf('sari')).items[0]?.id ?? '';
    expect((await house.as('hasan').post(`/notices/${id}/done`)).status).toBe(404);
    expect((await house.as('maria').post(`/notices/${id}/done`)).status).toBe(404);
    const done = await house.as('sari').post<Notice>(`/notices/${id}/done`);
    expect([done.status, typeof done.body.doneAt]).toEqual([200, 'string']);
    expect((await house.as('sari').post<Notice>(`/notices/${id}/done`)).body.doneAt).toBe(done.body.doneAt);
    expect((await inboxOf('sari')).total).toBe(0);
    expect((await inboxOf('sari', '?show=done')).items.map((item) => item.id)).toEqual([id]);
    const [audit] = await house.sql<{ n: number }>(
      `SELECT count(*)::integer AS n FROM audit_event WHERE action = 'notice.close' AND subject_id = $1`,
      [id],
    );
    expect(audit?.n).toBe(2);
  });

  test('a snoozed reminder comes again on its day, with a mail, unless the fact has changed meanwhile', async () => {
    const { cycleId } = await arrange.person({ departs: addDays(DAY, 60) });
    await house.drain();
    const id = (await inboxOf('sari')).items[0]?.id ?? '';
    const snooze = (until: string, reason?: string): Promise<{ status: number }> =>
      house.as('sari').post(`/notices/${id}/snooze`, { until, reason });
    expect((await snooze(DAY, 'menunggu paspor')).status).toBe(422);
    expect((await snooze(addDays(DAY, 91), 'menunggu paspor')).status).toBe(422);
    expect((await snooze('2026-01-20')).status).toBe(422);
    expect((await snooze('2026-01-20', 'menunggu paspor')).status).toBe(200);
    expect((await inboxOf('sari')).total).toBe(0);
    expect((await inboxOf('sari', '?show=snoozed')).items[0]?.snoozedUntil).toBe('2026-01-20');
    house.clock.set('2026-01-19');
    await house.drain();
    expect((await inboxOf('sari')).total).toBe(0);
    house.clock.set('2026-01-20');
    await house.drain();
    expect((await inboxOf('sari')).items.map((item) => item.id)).toEqual([id]);
    expect(await house.sql(`SELECT message_id FROM sent_mail`)).toHaveLength(2);
    await house.sql(`UPDATE placement_cycle SET stage = 'withdrawn' WHERE id = $1`, [cycleId]);
    await house.drain();
    expect((await inboxOf('sari')).total).toBe(0);
  });

  test('pages by id, newest first', async () => {
    for (let n = 0; n < 5; n += 1) await arrange.person({ departs: addDays(DAY, 60) });
    await house.drain();
    const first = await inboxOf('sari', '?limit=2');
    const second = await inboxOf('sari', `?limit=2&after=${first.next}`);
    const third = await inboxOf('sari', `?limit=2&after=${second.next}`);
    expect([first.items.length, second.items.length, third.items.length, third.next]).toEqual([2, 2, 1, null]);
    expect(new Set([...first.items, ...second.items, ...third.items].map((item) => item.id)).size).toBe(5);
    expect(first.total).toBe(5);
    expect((await house.as('sari').get('/notices?after=bukan-id')).status).toBe(422);
  });

  test('tells why: rule, legal basis, dates, everybody who was told, edition', async () => {
    await arrange.person({ departs: addDays(DAY, 14) });
    await house.drain();
    const id = (await inboxOf('sari')).items[0]?.id ?? '';
    const { status, body } = await house.as('sari').get<Record<string, unknown>>(`/reminders/${id}/why`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      rule: 'missing_before_departure',
      legalBasis: { text: 'UU 18/2017 Pasal 13: dokumen wajib lengkap untuk dapat ditempatkan', confidence: 'verified' },
      dueOn: addDays(DAY, 14),
      offsetDays: -14,
      addressedAs: 'officer_in_charge',
      facts: { plannedDepartureOn: addDays(DAY, 14) },
      recipients: [
        { name: 'Sari', role: 'bp3mi_officer', isEscalation: false, state: 'sent' },
        { name: 'Hasan', role: 'bp3mi_supervisor', isEscalation: true, state: 'sent' },
      ],
      edition: expect.stringMatching(/^[0-9a-f]{12}$/),
    });
    expect((await house.as('maria').get(`/reminders/${id}/why`)).status).toBe(404);
    expect((await house.as('ratna').get(`/reminders/${id}/why`)).status).toBe(404);
  });

  test('a district official gets promises and agreements of the own region, and no candidate', async () => {
    await arrange.person({ departs: addDays(DAY, 14) });
    const promise = await arrange.commitment(addDays(DAY, 14));
    await arrange.batchWithoutResult(addDays(DAY, -14));
    await house.drain();
    const { items } = await inboxOf('ratna');
    expect(items.map((item) => [item.rule, item.subject.id])).toEqual([['commitment_due', promise]]);
    expect((await inboxOf('laode')).items).toEqual([]);
    const id = items[0]?.id ?? '';
    expect((await house.as('ratna').get<{ recipients: object[] }>(`/reminders/${id}/why`)).body.recipients).toEqual([
      expect.objectContaining({ name: 'Ratna', state: 'sent' }),
    ]);
    expect((await house.as('ratna').get('/reminders')).status).toBe(403);
    expect((await house.as('laode').post(`/notices/${id}/done`)).status).toBe(404);
    expect((await house.as('ratna').post(`/notices/${id}/snooze`, { until: '2026-01-20', reason: 'rapat anggaran' })).status).toBe(200);
    expect((await house.as('ratna').post(`/notices/${id}/done`)).status).toBe(200);
    expect((await inboxOf('ratna')).total).toBe(0);
    const sink = await house.as('ratna').get<{ items: { subject: string; body: string }[] }>('/mail-sink');
    expect(sink.body.items).toHaveLength(1);
    expect(sink.body.items[0]?.body).toContain('Kami siapkan anggaran pelatihan.');
  });

  test('the ledger shows the own office everything that became of a reminder', async () => {
    const { cycleId } = await arrange.person({ departs: addDays(DAY, 14) });
    await arrange.person({ departs: addDays(DAY, 21) });
    await house.drain();
    const all = await house
      .as('hasan')
      .get<List<{ subject: { id: string }; state: string; recipientName: string; mailState: string | null }>>('/reminders');
    expect(
      all.body.items
        .filter((row) => row.subject.id === cycleId)
        .map((row) => [row.recipientName, row.state, row.mailState])
        .sort(),
    ).toEqual([
      ['Hasan', 'sent', 'sent'],
      ['Sari', 'sent', 'sent'],
    ]);
    const missed = await house.as('hasan').get<List<{ state: string }>>('/reminders?state=missed&rule=missing_before_departure');
    expect(missed.body.items.map((row) => row.state)).toEqual(['missed']);
    expect((await house.as('maria').get<List<object>>('/reminders')).body.items).toEqual([]);
    expect((await house.as('wayan').get('/reminders')).status).toBe(403);
    expect((await house.as('hasan').get('/reminders?state=unknown')).status).toBe(422);
  });

  test('the preview of fourteen days is what the ledger holds fourteen days later, and writes nothing', async () => {
    await arrange.person({ departs: addDays(DAY, 14) });
    await arrange.person({ departs: addDays(DAY, 21) });
    await arrange.person({ stage: 'cleared', departs: addDays(DAY, 5) });
    await arrange.person({ stage: 'registered', stageSince: addDays(DAY, -30) });
    await arrange.paper(await arrange.person(), 'medical_certificate', { issued: '2025-10-24' });
    await arrange.paper(await arrange.person(), 'skill_test_certificate', { submitted: '2026-01-13', state: 'submitted' });
    await arrange.commitment(addDays(DAY, 4));
    await arrange.agreement(addDays(DAY, 95));
    const worker = await house.worker();
    expect(worker).toBeDefined();
    const { refreshed } = await refreshOnly(house);
    expect(refreshed).toBeGreaterThan(0);
    const preview = await house.as('hasan').get<List<Previewed>>('/reminders/preview?days=14');
    expect(preview.status).toBe(200);
    expect(await ledger(house)).toEqual([]);
    for (let day = 0; day <= 14; day += 1) {
      house.clock.set(addDays(DAY, day));
      await house.drain();
    }
    const key = (row: { rule: string; subject: string; due: string; offset: number; recipient: string }): string =>
      `${row.rule} ${row.subject} ${row.due} ${row.offset} ${row.recipient}`;
    const written = await house.sql<{ rule: string; subject_id: string; due_on: string; offset_days: number; recipient_id: string }>(
      `SELECT rule, subject_id, due_on, offset_days, recipient_id FROM reminder WHERE state <> 'missed'`,
    );
    const foreseen = preview.body.items
      .map((row) => key({ rule: row.rule, subject: row.subject.id, due: row.dueOn, offset: row.offsetDays, recipient: row.recipient }))
      .sort();
    expect(foreseen).toEqual(
      written
        .map((row) =>
          key({ rule: row.rule, subject: row.subject_id, due: row.due_on, offset: row.offset_days, recipient: row.recipient_id }),
        )
        .sort(),
    );
    expect(foreseen.length).toBeGreaterThan(15);
    expect((await house.as('maria').get<List<Previewed>>('/reminders/preview')).body.items).toEqual([]);
  });
});

async function refreshOnly(house: House): Promise<{ refreshed: number }> {
  const { PlacementService } = await import('#libs/placement');
  return { refreshed: await (await house.worker()).get(PlacementService, { strict: false }).refreshChecklists(100) };
}
