import { newId } from '#libs/platform';
import { DOCUMENT_CODES, nameKey } from '#libs/rulebook';

import { CAST, CENTERS } from '../support/cast.js';
import type { House } from '../support/house.js';

interface PersonGiven {
  readonly fullName?: string;
  readonly area?: string;
  readonly officer?: string | null;
  readonly stage?: string;
  readonly stageSince?: string;
  readonly departs?: string | null;
  /** The papers that are missing; all others are waived. Without it a person with a plan lacks the photo, which takes a day. */
  readonly lacks?: readonly string[] | 'everything';
}

export interface Arranged {
  readonly candidateId: string;
  readonly cycleId: string;
}

/** People and papers put into the tables past the doors, so that a test says only what its story needs. */
export class Arrange {
  private count = 0;

  constructor(private readonly house: House) {}

  /** A person on the way abroad, in Sari's charge. */
  async person({
    fullName,
    area = '74.06.04',
    officer = CAST.sari.id,
    stage = 'in_preparation',
    stageSince = '2026-01-10',
    departs = null,
    lacks = departs === null ? 'everything' : ['photo'],
  }: PersonGiven = {}): Promise<Arranged> {
    this.count += 1;
    const [candidateId, cycleId, name] = [newId(), newId(), fullName ?? `Dewi Contoh ${this.count}`];
    await this.house.sql(
      `INSERT INTO candidate (id, full_name, name_key, sex, birth_date, area_code, source, created_by) VALUES ($1, $2, $3, 'female', '1999-07-05', $4, 'form', $5)`,
      [candidateId, name, nameKey(name), area, CAST.sari.id],
    );
    await this.house.sql(
      `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, scheme, destination_country, stage, stage_since, planned_departure_on, officer_id, opened_on)
       VALUES ($1, $2, $3, 1, 'p_to_p', 'MY', $4, $5, $6, $7, '2025-12-01')`,
      [cycleId, candidateId, area, stage, stageSince, departs, officer],
    );
    if (lacks !== 'everything') {
      await this.house.sql(
        `INSERT INTO document_waiver (cycle_id, candidate_id, area_code, document_code, reason, waived_by)
         SELECT $1, $2, $3, code, 'contoh', $5 FROM unnest($4::text[]) code`,
        [cycleId, candidateId, area, DOCUMENT_CODES.filter((code) => !lacks.includes(code)), CAST.hasan.id],
      );
    }
    return { candidateId, cycleId };
  }

  async paper(
    person: Arranged,
    documentCode: string,
    dates: { issued?: string; expires?: string; submitted?: string; state?: 'submitted' | 'verified' } = {},
  ): Promise<string> {
    const id = newId();
    const { issued = null, expires = null, submitted = '2026-01-12', state = 'verified' } = dates;
    await this.house.sql(
      `INSERT INTO document (id, candidate_id, area_code, document_code, state, issued_on, expires_on, source, submitted_at, submitted_by, verified_at, verified_by)
       SELECT $1, c.id, c.area_code, $3, $4, $5, $6, 'officer', ($7::date + time '02:00') AT TIME ZONE 'UTC', $8,
              CASE WHEN $4 = 'verified' THEN now() END, CASE WHEN $4 = 'verified' THEN $8::uuid END
         FROM candidate c WHERE c.id = $2`,
      [id, person.candidateId, documentCode, state, issued, expires, submitted, CAST.sari.id],
    );
    return id;
  }

  /** A paper that was asked for ten days before it is expected. */
  async requested({ cycleId }: Arranged, documentCode: string, expectedOn: string): Promise<void> {
    await this.house.sql(
      `INSERT INTO document_request (cycle_id, area_code, document_code, issuer, asked_on, expected_on, recorded_by)
       SELECT p.id, p.area_code, $2, 'Penerbit', $3::date - 10, $3, $4 FROM placement_cycle p WHERE p.id = $1`,
      [cycleId, documentCode, expectedOn, CAST.sari.id],
    );
  }

  async commitment(dueOn: string, area = '74.06'): Promise<string> {
    const id = newId();
    await this.house.sql(
      `INSERT INTO commitment (id, area_code, promised_by_office, quote, category, due_on, state, created_by) VALUES ($1, $2, 'Pemerintah Kabupaten Bombana', 'Kami siapkan anggaran pelatihan.', 'budget', $3, 'agreed', $4)`,
      [id, area, dueOn, CAST.sari.id],
    );
    return id;
  }

  /** Hasan hands a case to Sari, or, when it is answered, Sari has given one to Hasan, who took it. */
  async handover(offeredOn: string, answeredOn: string | null = null): Promise<string> {
    const id = newId();
    const [giver, receiver] = answeredOn === null ? [CAST.hasan.id, CAST.sari.id] : [CAST.sari.id, CAST.hasan.id];
    await this.house.sql(
      `INSERT INTO handover (id, area_code, from_officer, to_officer, offered_by, state, offered_on, due_on, answered_on, answered_at, answered_by, case_count)
       VALUES ($1, '74', $2, $3, $2, CASE WHEN $5::date IS NULL THEN 'offered' ELSE 'accepted' END, $4, $4::date + 3, $5,
               CASE WHEN $5::date IS NOT NULL THEN now() END, CASE WHEN $5::date IS NOT NULL THEN $3::uuid END, 1)`,
      [id, giver, receiver, offeredOn, answeredOn],
    );
    return id;
  }

  async agreement(expiresOn: string, area = '74.06'): Promise<string> {
    const id = newId();
    await this.house.sql(
      `INSERT INTO agreement (id, area_code, type, title, counterpart_office, state, signed_on, expires_on, created_by) VALUES ($1, $2, 'synergy_agreement', 'Kesepakatan Bombana', 'Bupati Bombana', 'active', '2023-01-01', $3, $4)`,
      [id, area, expiresOn, CAST.sari.id],
    );
    return id;
  }

  async visit(visitedOn: string, area = '74.06'): Promise<string> {
    const id = newId();
    await this.house.sql(
      `INSERT INTO visit (id, area_code, type, visited_on, place, created_by) VALUES ($1, $2, 'coordination', $3, 'Rumbia', $4)`,
      [id, area, visitedOn, CAST.sari.id],
    );
    return id;
  }

  /** A batch of the Bombana centre with one participant who has no result. */
  async batchWithoutResult(endsOn: string): Promise<string> {
    const [programId, batchId] = [newId(), newId()];
    const { candidateId } = await this.person({ stage: 'registered', stageSince: endsOn });
    await this.house.sql(
      `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title) VALUES ($1, $2, $3, 'Las', 'Las', 240, 'Juru Las')`,
      [programId, CENTERS.bombana.id, `LAS-${programId.slice(-6)}`],
    );
    await this.house.sql(
      `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, seats_taken, funding_source, state)
       VALUES ($1, $2, $3, '74.06', 'Las angkatan 1', $4::date - 30, $4, 16, 1, 'apbn', 'running')`,
      [batchId, CENTERS.bombana.id, programId, endsOn],
    );
    await this.house.sql(
      `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by) VALUES ($1, $2, $3, $4, '74.06.04', 'main', 'accepted', $5)`,
      [newId(), batchId, CENTERS.bombana.id, candidateId, CAST.wayan.id],
    );
    return batchId;
  }
}

export interface LedgerRow {
  readonly rule: string;
  readonly subject_id: string;
  readonly due_on: string;
  readonly offset_days: number;
  readonly username: string;
  readonly is_escalation: boolean;
  readonly state: string;
  readonly settled: boolean;
  readonly mailed: boolean;
}

/** The whole ledger, readable. */
export function ledger(house: House, subjectId: string | null = null): Promise<LedgerRow[]> {
  return house.sql<LedgerRow>(
    `SELECT r.rule, r.subject_id, r.due_on, r.offset_days, u.username, r.is_escalation, r.state, r.settled_at IS NOT NULL AS settled, r.mail_state IS NOT DISTINCT FROM 'sent' AS mailed
       FROM reminder r
       JOIN auth.app_user u ON u.id = r.recipient_id
      WHERE $1::uuid IS NULL OR r.subject_id = $1
      ORDER BY r.rule, r.due_on, r.offset_days, u.username`,
    [subjectId],
  );
}
