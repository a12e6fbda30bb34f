import pg from 'pg';

import { hashPassword } from '#libs/access';
import { sealIdentity } from '#libs/candidates';
import { sealNumber } from '#libs/documents';
import { Clock, Seals, type Settings } from '#libs/platform';
import { checklistFor, EDITION, nameKey, summaryOf } from '#libs/rulebook';

import { ACCOUNTS, DEMO_PASSWORD, type DemoEnrolment, type DemoPaper, type DemoPerson } from './demo-office.js';
import { inventedRelations } from './consents-and-family.js';
import { Dice } from './dice.js';
import { demoHandovers } from './handovers.js';
import { factsOf, heldDocument, openPapers, papersOf, withLapsingPapers } from './papers.js';
import { demoAgreements, demoCommitments, demoVisits } from './partnerships.js';
import { inventedPeople, type Village } from './people.js';
import { inventedRequests } from './requests.js';
import { inventedBatches, inventedEnrolments, PROGRAMS, trainedBy, type DemoBatch } from './training.js';

const SEED = 20260116;
const CENTER = { id: '01890000-0000-7000-8000-0000000000c0', name: 'UPTD BLK Bombana', areaCode: '74.06' };
const NOTICE_VERSION = '2026-01';

/** Fills a database with the demo office: BP3MI Sulawesi Tenggara on the office's day, the same people every time.
 *  One transaction: the office is there whole or not at all. All people are invented.
 *  @returns how many people */
export async function fillDemo(settings: Settings): Promise<number> {
  const today = new Clock(settings.fixedDay).today();
  const client = new pg.Client(settings.ownerUrl);
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL ROLE sinergi_owner');
    const count = await fill(new Writer(client, new Seals(settings.sealKeys)), client, today);
    await client.query('COMMIT');
    return count;
  } finally {
    await client.end();
  }
}

async function fill(writer: Writer, client: pg.Client, today: string): Promise<number> {
  const dice = new Dice(SEED);
  const people = inventedPeople(dice, await villagesOf(client), today);
  const batches = inventedBatches(dice, today);
  const enrolments = inventedEnrolments(dice, batches, people);
  const papers = papersFor(dice, people, enrolments, today);
  await writer.setOfficeDay(today);
  await writer.center();
  await writer.accounts();
  await writer.people(people);
  await writer.training(batches, enrolments);
  await writer.papers(papers);
  await writer.cycles(people, papers, enrolments, today);
  await writer.relations(people);
  await writer.handovers(people, today);
  await writer.partnerships(today);
  await client.query('SELECT auth.fold_indicators(), auth.fold_stages()');
  return people.length;
}

async function villagesOf(client: pg.Client): Promise<Village[]> {
  const { rows } = await client.query<Village>(
    `SELECT v.code, v.name, r.name AS "regencyName" FROM area v JOIN area r ON r.code = left(v.code, 5) WHERE v.level = 'village' AND v.code LIKE '74.%' ORDER BY v.code`,
  );
  return rows;
}

function papersFor(dice: Dice, people: readonly DemoPerson[], enrolments: readonly DemoEnrolment[], today: string): DemoPaper[] {
  const trained = trainedBy(enrolments, CENTER.id);
  const held = withLapsingPapers(
    people.flatMap((person) => papersOf(dice, person, today, trained.get(person.id) ?? null)),
    people,
    today,
  );
  return [...held, ...openPapers(dice, people, held, today)];
}

/** Writes plain rows set by set; every number goes through the same seals as in the rooms. */
class Writer {
  constructor(
    private readonly client: pg.Client,
    private readonly seals: Seals,
  ) {}

  async setOfficeDay(day: string): Promise<void> {
    await this.client.query(`SELECT set_config('app.today', $1, true)`, [day]);
  }

  async center(): Promise<void> {
    const found = await this.client.query<{ id: string }>(`SELECT id FROM training_center WHERE name = $1 AND area_code = $2`, [
      CENTER.name,
      CENTER.areaCode,
    ]);
    if (found.rows[0]) CENTER.id = found.rows[0].id;
    else
      await this.client.query(`INSERT INTO training_center (id, name, kind, area_code) VALUES ($1, $2, 'uptd_blk', $3)`, [
        CENTER.id,
        CENTER.name,
        CENTER.areaCode,
      ]);
  }

  // Created one second apart, so that the sign-in page lists them in this order.
  async accounts(): Promise<void> {
    const rows = await Promise.all(
      Object.entries(ACCOUNTS).map(async ([username, account], n) => ({
        ...account,
        username,
        n,
        email: `${username}@sinergi.example`,
        hash: await hashPassword(DEMO_PASSWORD),
        trainingCenterId: account.isAtCenter ? CENTER.id : null,
      })),
    );
    await this.set(
      `INSERT INTO auth.app_user (id, username, display_name, email, role, area_code, training_center_id, password_hash, is_demo, created_at)
       SELECT r.id, r.username, r."displayName", r.email, r.role, r."areaCode", r."trainingCenterId", r.hash, true, now() + make_interval(secs => r.n)
         FROM jsonb_to_recordset($1) r (id uuid, username text, "displayName" text, email text, role text, "areaCode" text, "trainingCenterId" uuid, hash text, n integer)`,
      rows,
    );
  }

  // The officer in charge: nine of ten cases are the officer's, the rest the head's own.
  async people(people: readonly DemoPerson[]): Promise<void> {
    const rows = people.map((person, n) => {
      const sealed = sealIdentity(this.seals, person.id, { nik: person.nik, kk: person.kk, phone: person.phone });
      return {
        id: person.id,
        fullName: person.fullName,
        nameKey: nameKey(person.fullName),
        sex: person.sex,
        birthDate: person.birthDate,
        birthPlace: person.birthPlace,
        maritalStatus: person.maritalStatus,
        education: person.education,
        areaCode: person.areaCode,
        nikSealed: hex(sealed.nikSealed),
        nikIndex: hex(sealed.nikIndex),
        nikLast4: sealed.nikLast4,
        kkSealed: hex(sealed.kkSealed),
        kkIndex: hex(sealed.kkIndex),
        phoneSealed: hex(sealed.phoneSealed),
        phoneIndex: hex(sealed.phoneIndex),
        officerId: officerOf(n),
        notice: person.cycle.stage === 'lead' ? null : NOTICE_VERSION,
        createdOn: person.createdOn,
      };
    });
    await this.set(
      `INSERT INTO candidate (id, full_name, name_key, sex, birth_date, birth_place, marital_status, education, area_code, nik_sealed, nik_index, nik_last4, kk_sealed, kk_index,
                              phone_sealed, phone_index, source, officer_id, notice_version, notice_given_at, created_by, created_at, updated_at)
       SELECT r.id, r."fullName", r."nameKey", r.sex, r."birthDate", r."birthPlace", r."maritalStatus", r.education, r."areaCode",
              decode(r."nikSealed", 'hex'), decode(r."nikIndex", 'hex'), r."nikLast4", decode(r."kkSealed", 'hex'), decode(r."kkIndex", 'hex'),
              decode(r."phoneSealed", 'hex'), decode(r."phoneIndex", 'hex'), 'demo', r."officerId", r.notice, CASE WHEN r.notice IS NOT NULL THEN m.at END, r."officerId", m.at, m.at
         FROM jsonb_to_recordset($1) r (id uuid, "fullName" text, "nameKey" text, sex text, "birthDate" date, "birthPlace" text, "maritalStatus" text, education text, "areaCode" text,
                "nikSealed" text, "nikIndex" text, "nikLast4" text, "kkSealed" text, "kkIndex" text, "phoneSealed" text, "phoneIndex" text, "officerId" uuid, notice text, "createdOn" date)
        CROSS JOIN LATERAL (SELECT (r."createdOn" + time '10:00') AT TIME ZONE 'Asia/Makassar' AS at) m
        ORDER BY r."createdOn", r.id`,
      rows,
    );
  }

  async training(batches: readonly DemoBatch[], enrolments: readonly DemoEnrolment[]): Promise<void> {
    await this.set(
      `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title)
       SELECT r.id, $2, r.code, r.title, r."vocationalField", r."lessonHours", r."competenceTitle"
         FROM jsonb_to_recordset($1) r (id uuid, code text, title text, "vocationalField" text, "lessonHours" integer, "competenceTitle" text)`,
      PROGRAMS,
      [CENTER.id],
    );
    await this.set(
      `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, seats_taken, reserves_taken, waiting, funding_source, state)
       SELECT r.id, $2, p.id, $3, r.name, r."startsOn", r."endsOn", r.capacity, r.seats, r.reserves, r.waiting, r."fundingSource", r.state
         FROM jsonb_to_recordset($1) r (id uuid, program text, name text, "startsOn" date, "endsOn" date, capacity integer, seats integer, reserves integer, waiting integer, "fundingSource" text, state text)
         JOIN training_program p ON p.training_center_id = $2 AND p.code = r.program`,
      batches.map((batch) => {
        const seats = (seat: string): number => enrolments.filter((one) => one.batch === batch.id && one.seat === seat).length;
        return { ...batch, seats: seats('main'), reserves: seats('reserve'), waiting: seats('waiting') };
      }),
      [CENTER.id, CENTER.areaCode],
    );
    await this.set(
      `INSERT INTO participant (training_center_id, candidate_id)
       SELECT DISTINCT $2::uuid, r."candidateId" FROM jsonb_to_recordset($1) r ("candidateId" uuid)`,
      enrolments,
      [CENTER.id],
    );
    await this.set(
      `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, queued_at, result, result_on, certificate_no, drop_reason, created_by, created_at)
       SELECT r.id, r.batch, $2, r."candidateId", r."areaCode", r.seat, r.state, m.at, r.result, r."resultOn", r."certificateNo", r."dropReason", $3, m.at
         FROM jsonb_to_recordset($1) r (id uuid, batch uuid, "candidateId" uuid, "areaCode" text, seat text, state text, "queuedOn" date, result text, "resultOn" date,
                "certificateNo" text, "dropReason" text, n integer)
        CROSS JOIN LATERAL (SELECT (r."queuedOn" + time '08:00') AT TIME ZONE 'Asia/Makassar' + make_interval(secs => r.n) AS at) m`,
      enrolments.map((one, n) => ({ ...one, n })),
      [CENTER.id, ACCOUNTS.blk.id],
    );
  }

  async papers(papers: readonly DemoPaper[]): Promise<void> {
    const rows = papers.map((paper) => {
      const { numberSealed, numberIndex, numberLast4 } = sealNumber(this.seals, paper.id, paper.documentCode, paper.number);
      return { ...paper, number: null, numberSealed: hex(numberSealed), numberIndex: hex(numberIndex), numberLast4 };
    });
    await this.set(
      `INSERT INTO document (id, candidate_id, area_code, cycle_id, document_code, state, number_sealed, number_index, number_last4, issuer, issued_on, expires_on, verdict, source, enrolment_id,
                             training_center_id, submitted_at, submitted_by, verified_at, verified_by, closed_reason, closed_at, closed_by, created_at)
       SELECT r.id, r."candidateId", r."areaCode", r."cycleId", r."documentCode", r.state, decode(r."numberSealed", 'hex'), decode(r."numberIndex", 'hex'), r."numberLast4", r.issuer,
              r."issuedOn", r."expiresOn", r.verdict, CASE WHEN r."enrolmentId" IS NULL THEN 'demo' ELSE 'training' END, r."enrolmentId", r."trainingCenterId", m.submitted,
              CASE WHEN r."enrolmentId" IS NULL THEN $2::uuid ELSE $4::uuid END, CASE WHEN r.state = 'verified' THEN m.decided END, CASE WHEN r.state = 'verified' THEN $3::uuid END,
              r."closedReason", CASE WHEN r.state = 'rejected' THEN m.decided END, CASE WHEN r.state = 'rejected' THEN $3::uuid END, m.submitted
         FROM jsonb_to_recordset($1) r (id uuid, "candidateId" uuid, "areaCode" text, "cycleId" uuid, "documentCode" text, state text, "numberSealed" text, "numberIndex" text,
                "numberLast4" text, issuer text, "issuedOn" date, "expiresOn" date, verdict text, "enrolmentId" uuid, "trainingCenterId" uuid, "submittedOn" date, "verifiedOn" date, "closedReason" text)
        CROSS JOIN LATERAL (SELECT (r."submittedOn" + time '08:30') AT TIME ZONE 'Asia/Makassar' AS submitted, (r."verifiedOn" + time '08:50') AT TIME ZONE 'Asia/Makassar' AS decided) m`,
      rows,
      [ACCOUNTS.petugas.id, ACCOUNTS.kepala.id, ACCOUNTS.blk.id],
    );
  }

  // Month by month of the stage's beginning, so that the figures of earlier months are not empty.
  async cycles(
    people: readonly DemoPerson[],
    papers: readonly DemoPaper[],
    enrolments: readonly DemoEnrolment[],
    today: string,
  ): Promise<void> {
    const trained = new Set(enrolments.filter(({ result }) => result !== null).map(({ candidateId }) => candidateId));
    const files = people.map((person, n) => {
      const held = papers.filter(({ candidateId }) => candidateId === person.id).map(heldDocument);
      const items = checklistFor(factsOf(person, today, trained.has(person.id)), held, [], today);
      return { person, items, row: cycleRow(person, n, items, today) };
    });
    for (const month of [...new Set(files.map(({ row }) => row.stageSince.slice(0, 7)))].sort()) {
      await this.setOfficeDay(`${month}-01`);
      await this.set(
        INSERT_CYCLES,
        files.filter(({ row }) => row.stageSince.startsWith(month)).map(({ row }) => row),
      );
    }
    await this.setOfficeDay(today);
    await this.set(
      `INSERT INTO stage_event (id, cycle_id, candidate_id, area_code, from_stage, to_stage, at, effective_on, actor_id, reason_code, edition)
       SELECT r.id, r."cycleId", r."candidateId", r."areaCode", r.from, r.to, (r.on + time '09:15') AT TIME ZONE 'Asia/Makassar' + make_interval(secs => r.n), r.on, $2, r."reasonCode", $3
         FROM jsonb_to_recordset($1) r (id uuid, "cycleId" uuid, "candidateId" uuid, "areaCode" text, "from" text, "to" text, "on" date, "reasonCode" text, n integer)`,
      people.flatMap(({ id, areaCode, cycle }) =>
        cycle.steps.map((step, n) => ({ ...step, id: stepId(cycle.id, n), cycleId: cycle.id, candidateId: id, areaCode, n })),
      ),
      [ACCOUNTS.petugas.id, EDITION],
    );
    await this.set(
      `INSERT INTO checklist_item (cycle_id, document_code, candidate_id, area_code, rule_id, requirement, state, needed_for, document_id, lapses_on, edition)
       SELECT r."cycleId", r."documentCode", r."candidateId", r."areaCode", r."ruleId", r.requirement, r.state, r."neededFor", r."documentId", r."lapsesOn", $2
         FROM jsonb_to_recordset($1) r ("cycleId" uuid, "documentCode" text, "candidateId" uuid, "areaCode" text, "ruleId" text, requirement text, state text, "neededFor" text, "documentId" uuid, "lapsesOn" date)`,
      files.flatMap(({ person, items }) =>
        items.map((item) => ({ ...item, cycleId: person.cycle.id, candidateId: person.id, areaCode: person.areaCode })),
      ),
      [EDITION],
    );
    await this.set(
      `INSERT INTO document_request (cycle_id, area_code, document_code, issuer, asked_on, expected_on, recorded_by)
       SELECT r."cycleId", r."areaCode", r."documentCode", r.issuer, r."askedOn", r."expectedOn", $2
         FROM jsonb_to_recordset($1) r ("cycleId" uuid, "areaCode" text, "documentCode" text, issuer text, "askedOn" date, "expectedOn" date)`,
      inventedRequests(files, today),
      [ACCOUNTS.petugas.id],
    );
  }

  async relations(people: readonly DemoPerson[]): Promise<void> {
    const { consents, contacts } = inventedRelations(people);
    await this.set(
      `INSERT INTO consent (id, candidate_id, area_code, notice_version, language, channel, given_by, given_at, recorded_by, withdrawn_at, withdrawn_by, withdraw_reason)
       SELECT r.id, r."candidateId", r."areaCode", $2, 'id', r.channel, 'candidate', (r."givenOn" + time '10:00') AT TIME ZONE 'Asia/Makassar', $3,
              (r."withdrawnOn" + time '11:00') AT TIME ZONE 'Asia/Makassar', CASE WHEN r."withdrawnOn" IS NOT NULL THEN $3::uuid END, r."withdrawReason"
         FROM jsonb_to_recordset($1) r (id uuid, "candidateId" uuid, "areaCode" text, channel text, "givenOn" date, "withdrawnOn" date, "withdrawReason" text)`,
      consents,
      [NOTICE_VERSION, ACCOUNTS.petugas.id],
    );
    await this.set(
      `INSERT INTO family_contact (id, candidate_id, area_code, name, relation, phone_sealed, is_emergency, gives_permission, created_by, created_at, updated_at)
       SELECT r.id, r."candidateId", r."areaCode", r.name, r.relation, decode(r."phoneSealed", 'hex'), r."isEmergency", r."givesPermission", $2, m.at, m.at
         FROM jsonb_to_recordset($1) r (id uuid, "candidateId" uuid, "areaCode" text, name text, relation text, "phoneSealed" text, "isEmergency" boolean, "givesPermission" boolean, "addedOn" date)
        CROSS JOIN LATERAL (SELECT (r."addedOn" + time '10:00') AT TIME ZONE 'Asia/Makassar' AS at) m`,
      contacts.map(({ phone, ...contact }) => {
        const place = { table: 'family_contact', column: 'phone_sealed', rowId: contact.id };
        return { ...contact, phoneSealed: hex(phone === null ? null : this.seals.seal(place, phone)) };
      }),
      [ACCOUNTS.petugas.id],
    );
  }

  async handovers(people: readonly DemoPerson[], today: string): Promise<void> {
    const offers = demoHandovers(people, officerOf, today);
    await this.set(
      `INSERT INTO handover (id, area_code, from_officer, to_officer, offered_by, note, state, offered_at, offered_on, due_on, answered_at, answered_on, answered_by, answer_reason, case_count)
       SELECT r.id, r."areaCode", r."fromOfficer", r."toOfficer", r."fromOfficer", r.note, r.state, (r."offeredOn" + time '14:10') AT TIME ZONE 'Asia/Makassar', r."offeredOn", r."dueOn",
              (r."answeredOn" + time '08:40') AT TIME ZONE 'Asia/Makassar', r."answeredOn", CASE WHEN r."answeredOn" IS NOT NULL THEN r."toOfficer" END, r."answerReason", r.count
         FROM jsonb_to_recordset($1) r (id uuid, "areaCode" text, "fromOfficer" uuid, "toOfficer" uuid, note text, state text, "offeredOn" date, "dueOn" date, "answeredOn" date, "answerReason" text, count integer)`,
      offers.map((offer) => ({ ...offer, count: offer.people.length })),
    );
    await this.set(
      `INSERT INTO handover_case (handover_id, candidate_id, area_code, is_open)
       SELECT r."handoverId", r."candidateId", r."areaCode", r."isOpen"
         FROM jsonb_to_recordset($1) r ("handoverId" uuid, "candidateId" uuid, "areaCode" text, "isOpen" boolean)`,
      offers.flatMap(({ id, state, people: cases }) => cases.map((one) => ({ ...one, handoverId: id, isOpen: state === 'offered' }))),
    );
  }

  async partnerships(today: string): Promise<void> {
    await this.set(
      `INSERT INTO visit (id, area_code, type, visited_on, place, hosts, delegation, topics, minutes, minutes_at, next_visit_on, created_by)
       SELECT r.id, r."areaCode", r.type, r."visitedOn", r.place, r.hosts, r.delegation, ARRAY(SELECT jsonb_array_elements_text(r.topics)), r.minutes, CASE WHEN r.minutes IS NOT NULL THEN (r."visitedOn" + time '16:00') AT TIME ZONE 'Asia/Makassar' END, r."nextVisitOn", $2
         FROM jsonb_to_recordset($1) r (id uuid, "areaCode" text, type text, "visitedOn" date, place text, hosts jsonb, delegation text, topics jsonb, minutes text, "nextVisitOn" date)`,
      demoVisits(today),
      [ACCOUNTS.petugas.id],
    );
    await this.set(
      `INSERT INTO commitment (id, area_code, visit_id, agreement_id, promised_by_office, promised_by_person, quote, category, target, legal_basis, due_on, state, evidence, fulfilled_on, created_by)
       SELECT r.id, r."areaCode", r."visitId", r."agreementId", r."promisedByOffice", r."promisedByPerson", r.quote, r.category, r.target, r."legalBasis", r."dueOn", r.state, r.evidence, r."fulfilledOn", $2
         FROM jsonb_to_recordset($1) r (id uuid, "areaCode" text, "visitId" uuid, "agreementId" uuid, "promisedByOffice" text, "promisedByPerson" text, quote text, category text, target text,
                "legalBasis" text, "dueOn" date, state text, evidence text, "fulfilledOn" date)`,
      demoCommitments(today),
      [ACCOUNTS.petugas.id],
    );
    await this.set(
      `INSERT INTO agreement (id, area_code, type, title, number_first_party, number_second_party, counterpart_office, counterpart_person, scope, state, blocked_reason, signed_on, effective_on, expires_on, created_by)
       SELECT r.id, r."areaCode", r.type, r.title, r."numberFirstParty", r."numberSecondParty", r."counterpartOffice", r."counterpartPerson", ARRAY(SELECT jsonb_array_elements_text(r.scope)), r.state, r."blockedReason",
              r."signedOn", r."effectiveOn", r."expiresOn", $2
         FROM jsonb_to_recordset($1) r (id uuid, "areaCode" text, type text, title text, "numberFirstParty" text, "numberSecondParty" text, "counterpartOffice" text, "counterpartPerson" text, scope jsonb,
                state text, "blockedReason" text, "signedOn" date, "effectiveOn" date, "expiresOn" date)`,
      demoAgreements(today),
      [ACCOUNTS.kepala.id],
    );
  }

  private async set(sql: string, rows: readonly object[], params: readonly unknown[] = []): Promise<void> {
    await this.client.query(sql, [JSON.stringify(rows), ...params]);
  }
}

const INSERT_CYCLES = `
  INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, is_current, scheme, destination_country, job_title, job_code, employer_name, employer_kind, placement_agency, stage, resume_stage,
                               stage_since, planned_departure_on, departed_on, arrived_on, returned_on, return_reason, was_procedural, contract_ends_on, officer_id, required_count, submitted_count,
                               verified_count, is_competent, checklist_edition, checklist_on, opened_on, created_at)
  SELECT r.id, r."candidateId", r."areaCode", 1, true, r.scheme, r."destinationCountry", r."jobTitle", r."jobCode", r."employerName", r."employerKind", r."placementAgency", r.stage, r."resumeStage",
         r."stageSince", r."plannedDepartureOn", r."departedOn", r."arrivedOn", r."returnedOn", r."returnReason", r."wasProcedural", r."contractEndsOn", r."officerId", r.required, r.submitted,
         r.verified, r."isCompetent", r.edition, r."checklistOn", r."openedOn", (r."openedOn" + time '10:00') AT TIME ZONE 'Asia/Makassar'
    FROM jsonb_to_recordset($1) r (id uuid, "candidateId" uuid, "areaCode" text, scheme text, "destinationCountry" text, "jobTitle" text, "jobCode" text, "employerName" text, "employerKind" text,
           "placementAgency" text, stage text, "resumeStage" text, "stageSince" date, "plannedDepartureOn" date, "departedOn" date, "arrivedOn" date, "returnedOn" date, "returnReason" text,
           "wasProcedural" boolean, "contractEndsOn" date, "officerId" uuid, required integer, submitted integer, verified integer, "isCompetent" boolean, edition text, "checklistOn" date, "openedOn" date)`;

function cycleRow(person: DemoPerson, n: number, items: ReturnType<typeof checklistFor>, today: string) {
  return {
    ...person.cycle,
    ...summaryOf(items),
    candidateId: person.id,
    areaCode: person.areaCode,
    officerId: officerOf(n),
    edition: EDITION,
    checklistOn: today,
    isCompetent: items.some(
      ({ documentCode, state }) => documentCode === 'competence_certificate' && ['verified', 'expiring'].includes(state),
    ),
  };
}

function officerOf(n: number): string {
  return n % 10 === 9 ? ACCOUNTS.kepala.id : ACCOUNTS.petugas.id;
}

// The steps of a cycle sort as they happened.
function stepId(cycleId: string, n: number): string {
  return `${cycleId.slice(0, 15)}${n.toString(16)}${cycleId.slice(16)}`;
}

function hex(bytes: Buffer | null): string | null {
  return bytes?.toString('hex') ?? null;
}
