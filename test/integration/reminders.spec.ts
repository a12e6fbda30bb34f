import { addDays, REMINDER_RULES } from '#libs/rulebook';
import { Digests, Sweep } from '#libs/reminders';

import { Relay } from '../../apps/worker/src/relay.js';
import { CAST } from '../support/cast.js';
import { openHouse, type House } from '../support/house.js';
import { Arrange, ledger } from './reminders.arrange.js';

const DAY = '2026-01-15';

describe('reminders', () => {
  let house: House;
  let arrange: Arrange;

  beforeAll(async () => {
    house = await openHouse({ today: DAY });
    arrange = new Arrange(house);
  });
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.sql(`DELETE FROM sent_mail`);
    await house.sql(`DELETE FROM reminder`);
    await house.sql(`DELETE FROM notice`);
    await house.sql(`DELETE FROM outbox`);
    for (const table of ['handover', 'enrolment', 'training_batch', 'commitment', 'agreement', 'visit', 'candidate'])
      await house.sql(`DELETE FROM ${table}`);
    house.clock.set(DAY);
  });

  test('every rule of the rulebook fires on its day, for the right people', async () => {
    const passport = await arrange.paper(await arrange.person(), 'passport', { issued: '2016-02-14', expires: addDays(DAY, 30) });
    const medical = await arrange.paper(await arrange.person(), 'medical_certificate', { issued: '2025-10-29' });
    const lapsing = await arrange.person({ departs: '2026-04-20', lacks: 'everything' });
    await arrange.paper(lapsing, 'medical_certificate', { issued: '2026-01-12' });
    const leaving = await arrange.person({ departs: addDays(DAY, 14) });
    const soon = await arrange.person({ departs: addDays(DAY, 47), lacks: ['passport', 'work_visa'] });
    const tooLate = await arrange.person({ departs: addDays(DAY, 43), lacks: ['passport', 'work_visa'] });
    const late = await arrange.person({ lacks: ['passport', 'photo'] });
    await arrange.requested(late, 'passport', addDays(DAY, -1));
    await arrange.requested(late, 'photo', DAY);
    const waiting = await arrange.paper(await arrange.person(), 'skill_test_certificate', { submitted: '2026-01-12', state: 'submitted' });
    const stalled = await arrange.person({ stage: 'registered', stageSince: addDays(DAY, -21) });
    const gone = await arrange.person({ stage: 'cleared', departs: addDays(DAY, -1) });
    const batch = await arrange.batchWithoutResult(addDays(DAY, -3));
    const agreement = await arrange.agreement(addDays(DAY, 90));
    const due = await arrange.commitment(addDays(DAY, 14));
    const overdue = await arrange.commitment(addDays(DAY, -14));
    const visit = await arrange.visit('2026-01-12');
    const offered = await arrange.handover(DAY);
    const answered = await arrange.handover(addDays(DAY, -2), DAY);

    await house.drain();

    const found = (await ledger(house)).map(
      (row) => `${row.rule} ${row.offset_days} ${row.username}${row.is_escalation ? ' escalated' : ''} ${row.state}`,
    );
    expect(new Set((await ledger(house)).map((row) => row.rule))).toEqual(new Set(REMINDER_RULES.map((rule) => rule.code)));
    const of = async (subjectId: string, rule: string): Promise<string[]> =>
      (await ledger(house, subjectId))
        .filter((row) => row.rule === rule)
        .map((row) => `${row.offset_days} ${row.username}${row.is_escalation ? ' escalated' : ''} ${row.state}`);
    expect(await of(passport, 'passport_expiring')).toEqual(['-30 sari sent']);
    expect(await of(medical, 'medical_expiring')).toEqual(['-14 sari sent']);
    expect(await of(lapsing.cycleId, 'medical_will_lapse_before_departure')).toEqual(['0 sari sent']);
    expect(await of(leaving.cycleId, 'missing_before_departure')).toEqual(['-14 hasan escalated sent', '-14 sari sent']);
    expect(await of(soon.cycleId, 'paper_must_be_requested')).toEqual(['-3 sari sent']);
    expect(await of(soon.cycleId, 'departure_plan_impossible')).toEqual([]);
    expect(await of(tooLate.cycleId, 'departure_plan_impossible')).toEqual(['0 hasan escalated sent', '0 sari sent']);
    expect(await of(tooLate.cycleId, 'paper_must_be_requested')).toEqual([]);
    expect(await of(late.cycleId, 'requested_paper_overdue')).toEqual(['1 sari sent']);
    expect(await of(waiting, 'document_submitted_unverified')).toEqual(['3 sari sent']);
    expect(await of(stalled.cycleId, 'candidate_stalled')).toEqual(['0 sari sent']);
    expect(await of(gone.cycleId, 'departure_not_confirmed')).toEqual(['1 sari sent']);
    expect(await of(batch, 'enrolment_without_result')).toEqual(['3 wayan sent']);
    expect(await of(agreement, 'agreement_expiring')).toEqual(['-90 hasan escalated sent', '-90 ratna escalated sent', '-90 sari sent']);
    expect(await of(due, 'commitment_due')).toEqual(['-14 ratna sent', '-14 sari sent']);
    expect(await of(overdue, 'commitment_overdue')).toEqual(['14 hasan escalated sent', '14 ratna sent', '14 sari sent']);
    expect(await of(visit, 'visit_followup')).toEqual(['3 sari sent']);
    expect(await of(offered, 'handover_waiting')).toEqual(['0 sari sent']);
    expect(await of(answered, 'handover_answered')).toEqual(['0 sari sent']);
    expect(found.filter((line) => line.includes('maria') || line.includes('laode') || line.includes('putu'))).toEqual([]);
  });

  test('sweeping again writes nothing, on the same day and by two sweeps at once', async () => {
    for (let n = 0; n < 20; n += 1) await arrange.person({ departs: addDays(DAY, 14) });
    await house.drain();
    const before = await ledger(house);
    const sweep = (await house.worker()).get(Sweep, { strict: false });
    const [one, two] = await Promise.all([sweep.run(DAY), sweep.run(DAY)]);
    expect([one.planned, two.planned, one.missed, two.missed]).toEqual([0, 0, 0, 0]);
    expect(await ledger(house)).toEqual(before);
  });

  test('a worker that slept over the weekend sends one mail, not four', async () => {
    const { cycleId } = await arrange.person({ departs: '2026-01-21' });
    house.clock.set('2026-01-19');
    await house.drain();
    const mine = (await ledger(house, cycleId)).filter((row) => row.rule === 'missing_before_departure' && row.username === 'sari');
    expect(mine.map((row) => [row.offset_days, row.state])).toEqual([[-2, 'sent']]);
    expect(await mailsOf(house, 'sari')).toHaveLength(1);
  });

  test('a nearer offset takes the place of the farther one in the inbox', async () => {
    const { cycleId } = await arrange.person({ departs: '2026-02-16' });
    house.clock.set('2026-01-20');
    await house.drain();
    house.clock.set('2026-02-02');
    await house.drain();
    const mine = (await ledger(house, cycleId)).filter((row) => row.rule === 'missing_before_departure' && row.username === 'sari');
    expect(mine.map((row) => [row.offset_days, row.state, row.settled])).toEqual([
      [-30, 'sent', true],
      [-14, 'sent', false],
    ]);
  });

  test('what was missed for longer than the grace period is written down and not sent', async () => {
    const { cycleId } = await arrange.person({ departs: '2026-02-05' });
    await house.drain();
    const mine = (await ledger(house, cycleId)).filter((row) => row.rule === 'missing_before_departure');
    expect(mine.map((row) => [row.offset_days, row.username, row.state])).toEqual([[-30, 'sari', 'missed']]);
    expect(await mailsOf(house, 'sari')).toEqual([]);
  });

  test('a departure that is moved replaces the reminder and is a new one for the new day', async () => {
    const { cycleId } = await arrange.person({ departs: addDays(DAY, 14) });
    house.clock.set(DAY, '07:30');
    await house.drain();
    await house.sql(`UPDATE placement_cycle SET planned_departure_on = $2 WHERE id = $1`, [cycleId, addDays(DAY, 30)]);
    house.clock.set(DAY, '08:00');
    await house.drain();
    const mine = (await ledger(house, cycleId)).filter((row) => row.rule === 'missing_before_departure' && row.username === 'sari');
    expect(mine.map((row) => [row.due_on, row.offset_days, row.state])).toEqual([
      [addDays(DAY, 14), -14, 'superseded'],
      [addDays(DAY, 30), -30, 'sent'],
    ]);
  });

  test('a paper that is verified before the morning is not reminded of any more', async () => {
    const person = await arrange.person();
    const paper = await arrange.paper(person, 'skill_test_certificate', { submitted: '2026-01-12', state: 'submitted' });
    house.clock.set(DAY, '06:00');
    await house.drain();
    expect((await ledger(house, paper)).map((row) => row.state)).toEqual(['pending']);
    await house.sql(`UPDATE document SET state = 'verified', verified_at = now(), verified_by = submitted_by WHERE id = $1`, [paper]);
    house.clock.set(DAY, '08:00');
    await house.drain();
    expect((await ledger(house, paper)).map((row) => [row.state, row.mailed])).toEqual([['settled', false]]);
  });

  test('a fact that changes between the digest and the delivery stops the delivery', async () => {
    const paper = await arrange.paper(await arrange.person(), 'skill_test_certificate', { submitted: '2026-01-12', state: 'submitted' });
    const worker = await house.worker();
    await worker.get(Sweep, { strict: false }).run(DAY);
    expect(await worker.get(Digests, { strict: false }).compose(DAY, '09:00')).toBe(2);
    await house.sql(`UPDATE document SET state = 'rejected', closed_reason = 'buram' WHERE id = $1`, [paper]);
    await worker.get(Relay).relayOnce();
    await house.drain();
    expect((await ledger(house, paper)).map((row) => row.state)).toEqual(['settled']);
    expect(await house.sql(`SELECT state FROM notice`)).toEqual([{ state: 'superseded' }, { state: 'superseded' }]);
    expect(await mailsOf(house, 'sari')).toEqual([]);
    expect(await house.sql(`SELECT id FROM outbox WHERE done_at IS NULL`)).toEqual([]);
  });

  test('nobody is disturbed between 20:00 and 07:00; what waits comes in the morning, in one mail', async () => {
    await arrange.person({ departs: addDays(DAY, 14) });
    house.clock.set(DAY, '21:00');
    await house.drain();
    const gone = await arrange.person({ stage: 'cleared', departs: addDays(DAY, -1) });
    await house.drain();
    expect(await mailsOf(house, 'sari')).toEqual([]);
    expect((await ledger(house)).map((row) => row.state)).toEqual(['pending', 'pending', 'pending']);
    house.clock.set(addDays(DAY, 4), '07:10');
    await house.drain();
    expect((await ledger(house, gone.cycleId)).filter((row) => row.username === 'sari').map((row) => row.state)).toContain('sent');
    expect(await mailsOf(house, 'sari')).toHaveLength(1);
    house.clock.set(addDays(DAY, 4), '08:00');
    await house.drain();
    expect(await mailsOf(house, 'sari')).toHaveLength(2);
    expect((await ledger(house)).filter((row) => row.state === 'pending')).toEqual([]);
  });

  test('a notice that is caught by the quiet hours on its way goes out with the next morning', async () => {
    await arrange.person({ departs: addDays(DAY, 14) });
    const worker = await house.worker();
    await worker.get(Sweep, { strict: false }).run(DAY);
    await worker.get(Digests, { strict: false }).compose(DAY, '19:59');
    house.clock.set(DAY, '20:01');
    await house.drain();
    expect(await mailsOf(house, 'sari')).toEqual([]);
    house.clock.set('2026-01-19', '08:00');
    await house.drain();
    const mails = await mailsOf(house, 'sari');
    expect(mails).toHaveLength(1);
    expect((await ledger(house)).every((row) => row.state === 'sent' && row.mailed)).toBe(true);
  });

  test('on a public holiday the inbox is filled and the mail follows on the next day', async () => {
    await arrange.person({ departs: '2026-01-30' });
    house.clock.set('2026-01-16');
    await house.drain();
    expect((await ledger(house)).map((row) => [row.state, row.mailed])).toEqual([
      ['sent', false],
      ['sent', false],
    ]);
    house.clock.set('2026-01-17');
    await house.drain();
    expect((await ledger(house)).map((row) => row.mailed)).toEqual([true, true]);
    expect(await mailsOf(house, 'sari')).toHaveLength(1);
  });

  test('what is urgent does not wait for the next morning', async () => {
    await house.drain();
    await arrange.person({ departs: addDays(DAY, 14) });
    await house.drain();
    expect(await mailsOf(house, 'sari')).toHaveLength(1);
    await arrange.person({ departs: addDays(DAY, 14) });
    const gone = await arrange.person({ stage: 'cleared', departs: addDays(DAY, -1) });
    await house.drain();
    expect((await ledger(house, gone.cycleId)).map((row) => row.state)).toEqual(['sent']);
    expect((await ledger(house)).filter((row) => row.state === 'pending')).toHaveLength(2);
    expect(await mailsOf(house, 'sari')).toHaveLength(2);
  });

  test('a case that is given to somebody else takes its reminders along', async () => {
    const colleague = '01900000-0000-7000-8000-0000000000d1';
    await house.sql(
      `INSERT INTO auth.app_user (id, username, display_name, email, role, area_code) VALUES ($1, 'rina', 'Rina', 'rina@example.test', 'bp3mi_officer', '74.06') ON CONFLICT DO NOTHING`,
      [colleague],
    );
    const { cycleId } = await arrange.person({ departs: addDays(DAY, 14) });
    await house.drain();
    await house.sql(`UPDATE placement_cycle SET officer_id = $2 WHERE id = $1`, [cycleId, colleague]);
    house.clock.set('2026-01-19');
    await house.drain();
    const rows = (await ledger(house, cycleId)).filter((row) => !row.is_escalation);
    expect(rows.map((row) => [row.username, row.state, row.settled])).toEqual([
      ['rina', 'sent', false],
      ['sari', 'sent', true],
    ]);
    await house.sql(`UPDATE auth.app_user SET is_active = false WHERE id = $1`, [colleague]);
    house.clock.set('2026-01-20');
    await house.drain();
    const after = (await ledger(house, cycleId)).filter((row) => !row.is_escalation && !row.settled);
    expect(after.map((row) => row.username)).not.toContain('rina');
  });

  test('without an officer in charge the officers of the area are told, and nobody of another area', async () => {
    const { cycleId } = await arrange.person({ departs: addDays(DAY, 14), officer: null });
    await house.drain();
    expect((await ledger(house, cycleId)).map((row) => row.username)).toEqual(['hasan', 'sari']);
    const away = await arrange.person({ departs: addDays(DAY, 14), officer: CAST.maria.id });
    await house.drain();
    expect((await ledger(house, away.cycleId)).map((row) => row.username)).toEqual(['hasan', 'sari']);
  });

  test('the last day to ask for a paper is told before it comes, and the day after it the supervisor too, once', async () => {
    const [plan, last] = [addDays(DAY, 51), addDays(DAY, 7)];
    const { cycleId, candidateId } = await arrange.person({ fullName: 'Budi Santoso', departs: plan, lacks: ['passport', 'work_visa'] });
    const told = async (): Promise<string[]> =>
      (await ledger(house, cycleId))
        .filter((row) => !row.settled && ['paper_must_be_requested', 'departure_plan_impossible'].includes(row.rule))
        .map((row) => `${row.rule} ${row.due_on} ${row.offset_days} ${row.username} ${row.state}`);
    const textOf = async (rule: string, language = 'id'): Promise<string | undefined> => {
      const inbox = await house
        .as('sari')
        .get<{ items: { rule: string; text: string }[] }>('/notices', { headers: { 'accept-language': language } });
      return inbox.body.items.find((item) => item.rule === rule)?.text;
    };
    for (const offset of [-7, -3, 0]) {
      house.clock.set(addDays(last, offset));
      await house.drain();
      expect(await told()).toEqual([`paper_must_be_requested ${last} ${offset} sari sent`]);
    }
    expect(await textOf('paper_must_be_requested')).toMatch(
      /^K-\d{6} \(B\.S\.\): Paspor RI harus dimohon paling lambat 22 Januari 2026, jika tidak keberangkatan 7 Maret 2026 bergeser\.$/,
    );
    house.clock.set(addDays(last, 1));
    await house.drain();
    await house.drain();
    const lost = ['hasan', 'sari'].map((who) => `departure_plan_impossible ${addDays(last, 1)} 0 ${who} sent`);
    expect(await told()).toEqual(lost);
    expect(await textOf('departure_plan_impossible', 'en')).toMatch(
      /passport had to be requested by 22 January 2026; the departure of 7 March 2026 slips\./i,
    );
    const { items } = (await house.as('sari').get<{ items: { id: string; rule: string }[] }>(`/reminders?rule=departure_plan_impossible`))
      .body;
    const why = await house.as('sari').get<{ facts: object }>(`/reminders/${items[0]?.id ?? ''}/why`);
    expect(why.body.facts).toMatchObject({ plannedDepartureOn: plan, askBy: last, toRequest: 'passport' });

    // Handed in too late: the visa is next, and its last day has passed as well; nobody is told twice about the same plan.
    await arrange.paper({ candidateId, cycleId }, 'passport', { issued: '2026-01-20', expires: '2036-01-20' });
    house.clock.set(addDays(plan, -29));
    await house.drain();
    expect(await told()).toEqual(lost);

    await house.sql(`UPDATE placement_cycle SET planned_departure_on = $2 WHERE id = $1`, [cycleId, addDays(plan, 14)]);
    await house.drain();
    expect(await told()).toEqual([]);
    await house.sql(`UPDATE placement_cycle SET planned_departure_on = $2 WHERE id = $1`, [cycleId, addDays(plan, -14)]);
    await house.drain();
    expect(await told()).toEqual(['hasan', 'sari'].map((who) => `departure_plan_impossible ${addDays(plan, -29)} 0 ${who} sent`));
  });

  test('what is handed in must only be checked, and a mail does not name a health paper', async () => {
    const person = await arrange.person({ departs: addDays(DAY, 7), lacks: ['medical_certificate', 'photo'] });
    await arrange.paper(person, 'medical_certificate', { state: 'submitted', issued: '2026-01-10' });
    await house.sql(`UPDATE placement_cycle SET planned_departure_on = $2 WHERE id = $1`, [person.cycleId, DAY]);
    await house.sql(
      `INSERT INTO document_waiver (cycle_id, candidate_id, area_code, document_code, reason, waived_by) VALUES ($1, $2, '74.06.04', 'photo', 'contoh', $3)`,
      [person.cycleId, person.candidateId, CAST.hasan.id],
    );
    await house.drain();
    const { items } = (await house.as('sari').get<{ items: { rule: string; text: string }[] }>('/notices')).body;
    expect(items.find((item) => item.rule === 'paper_must_be_requested')?.text).toMatch(
      /Surat keterangan sehat harus diperiksa paling lambat 15 Januari 2026/i,
    );
    const [mail] = await house.sql<{ body: string }>(`SELECT s.body FROM sent_mail s WHERE s.recipient_id = $1`, [CAST.sari.id]);
    expect(mail?.body).toContain('dokumen harus diurus paling lambat 15 Januari 2026');
    expect(mail?.body).not.toMatch(/sehat|medis/i);
  });

  test('a mail names case number and initials, never a name, a NIK or a health paper', async () => {
    const person = await arrange.person({ fullName: 'Ratna Sari Puspita', departs: addDays(DAY, 14) });
    await arrange.paper(person, 'medical_certificate', { issued: '2025-10-29' });
    await house.drain();
    const mails = await house.sql<{ body: string; subject: string }>(`SELECT subject, body FROM sent_mail`);
    expect(mails.length).toBeGreaterThan(0);
    for (const { subject, body } of mails) {
      expect(`${subject} ${body}`).not.toMatch(/Ratna Sari|Puspita|sehat|medis|\d{16}/i);
      expect(body).toMatch(/K-\d{6} \(R\.S\.P\.\)/);
      expect(body).toContain(`/cpmi/${person.candidateId}`);
    }
  });
});

async function mailsOf(house: House, username: string): Promise<{ subject: string }[]> {
  return house.sql<{ subject: string }>(
    `SELECT s.subject FROM sent_mail s JOIN auth.app_user u ON u.id = s.recipient_id WHERE u.username = $1`,
    [username],
  );
}
