import { newId } from '#libs/platform';
import { nameKey } from '#libs/rulebook';

import { CAST, CENTERS, inventedNik } from '../support/cast.js';
import type { House } from '../support/house.js';

export interface Seen {
  readonly id: string;
  readonly version: number;
  readonly caseNo: string;
}

export interface Count {
  readonly kind: string;
  readonly count: number;
}
export interface Preview {
  readonly fields: readonly { field: string; survivor: string | null; merged: string | null; kept: string; differs: boolean }[];
  readonly moves: readonly (Count & { examples: readonly { code: string | null; label: string | null; state: string | null }[] })[];
  readonly cycle: { goesOn: { id: string } | null; steppedBack: { id: string } | null; from: string | null };
  readonly obstacles: readonly { code: string }[];
  readonly warnings: readonly { code: string }[];
  readonly undoUntil: string;
}
export interface Merge {
  readonly id: string;
  readonly undoneAt: string | null;
  readonly undoUntil: string;
  readonly canUndo: boolean;
  readonly moved: readonly Count[];
  readonly changedSince: readonly Count[];
}
export interface File extends Seen {
  readonly fullName: string;
  readonly nikMasked: string | null;
  readonly isMerged: boolean;
  readonly mergedInto: { id: string; caseNo: string } | null;
  readonly merges: readonly Merge[];
  readonly cycle: { id: string; stage: string; version: number } | null;
  readonly pastCycles: readonly { id: string; stage: string }[];
}

export interface FilePerson {
  readonly fullName?: string;
  readonly nik?: string | null;
  readonly areaCode?: string;
  readonly phone?: string;
  readonly birthDate?: string;
}

/** Tables that move, that keep what was written where it was written, and that the database or the clock fills again. */
export const MOVES = [
  'consent',
  'document',
  'document_waiver',
  'enrolment',
  'family_contact',
  'handover_case',
  'participant',
  'placement_cycle',
  'reminder',
];
const STAYS = ['audit_event', 'candidate_change', 'import_row', 'stage_event'];
const FOLLOWS = ['checklist_item', 'checklist_stale', 'duplicate_check', 'name_word'];
const OF_MERGES = ['candidate', 'candidate_merge', 'duplicate_pair'];
export const GROWS = ['audit_event.candidate_id', 'candidate_change.candidate_id', 'stage_event.candidate_id'];
export const KNOWN_TABLES = [...MOVES, ...STAYS, ...FOLLOWS, ...OF_MERGES].toSorted();

let serial = 9300;

/** Two files of one invented person, written by hand into every table that hangs on a person. */
export class TwoFiles {
  constructor(private readonly house: House) {}

  nik(): string {
    serial += 1;
    return inventedNik(serial, { sex: 'female' });
  }

  async register(person: FilePerson): Promise<Seen> {
    const { nik, ...others } = person;
    const body = { fullName: 'Wa Sitti Rahma', areaCode: '74.06.04', ...others, ...(nik && { nik }) };
    const answer = await this.house.as('sari').post<Seen>('/candidates', body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  /** A file with something in every table that can hang on it; one of its papers bears the name `holder`. */
  async fillEverything(candidateId: string, batchId: string, holder: string): Promise<void> {
    const [cycle] = await this.house.sql<{ id: string; area_code: string }>(
      `UPDATE placement_cycle SET stage = 'in_preparation', scheme = 'p_to_p', destination_country = 'MY', officer_id = $2
        WHERE candidate_id = $1 AND is_current RETURNING id, area_code`,
      [candidateId, CAST.sari.id],
    );
    if (!cycle) throw new Error('no cycle');
    await this.house.sql(
      `INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, is_current, stage, stage_since, opened_on, departed_on, returned_on, was_procedural)
       VALUES ($1, $2, $3, 7, false, 'closed', '2024-01-01', '2022-01-01', '2022-06-01', '2024-01-01', true)`,
      [newId(), candidateId, cycle.area_code],
    );
    const enrolment = await this.enrol(candidateId, batchId);
    const documents = await this.house.sql<{ id: string }>(
      `INSERT INTO document (id, candidate_id, area_code, cycle_id, document_code, state, source, submitted_by, verified_at, verified_by, enrolment_id,
                             holder_name, holder_name_key, training_center_id)
       SELECT gen_random_uuid(), $1, $2, d.cycle_id::uuid, d.code, d.state, 'officer', $3, CASE WHEN d.state = 'verified' THEN now() END,
              CASE WHEN d.state = 'verified' THEN $3::uuid END, d.enrolment_id::uuid, CASE WHEN d.is_named THEN $6::text END,
              CASE WHEN d.is_named THEN $7::text END, NULL
         FROM (VALUES ('identity_card', 'submitted', NULL, NULL, true), ('passport', 'verified', NULL, NULL, false),
                      ('medical_certificate', 'verified', $4, NULL, false), ('competence_certificate', 'verified', NULL, $5, false))
              AS d (code, state, cycle_id, enrolment_id, is_named)
       RETURNING id`,
      [candidateId, cycle.area_code, CAST.hasan.id, cycle.id, enrolment, holder, nameKey(holder)],
    );
    await this.house.sql(
      `UPDATE document SET identity_accepted_at = now(), identity_accepted_by = $2, identity_accepted_reason = 'Nama kecil'
        WHERE candidate_id = $1 AND holder_name IS NOT NULL`,
      [candidateId, CAST.hasan.id],
    );
    await this.house.sql(
      `INSERT INTO scan (id, document_id, area_code, state, size, key_sealed, created_by)
       SELECT gen_random_uuid(), $1, $2, 'uploading', 9, '', $3`,
      [documents[0]?.id, cycle.area_code, CAST.sari.id],
    );
    await this.house.sql(
      `INSERT INTO document_waiver (cycle_id, candidate_id, area_code, document_code, reason, waived_by) VALUES ($1, $2, $3, 'birth_certificate', 'Terbakar', $4)`,
      [cycle.id, candidateId, cycle.area_code, CAST.hasan.id],
    );
    await this.house.sql(
      `INSERT INTO consent (id, candidate_id, area_code, notice_version, language, channel, given_by, recorded_by)
       VALUES (gen_random_uuid(), $1, $2, '2026-01', 'id', 'spoken', 'candidate', $3)`,
      [candidateId, cycle.area_code, CAST.sari.id],
    );
    await this.house.sql(
      `INSERT INTO family_contact (id, candidate_id, area_code, name, relation, created_by) VALUES (gen_random_uuid(), $1, $2, 'La Ode Rahman', 'spouse', $3)`,
      [candidateId, cycle.area_code, CAST.sari.id],
    );
    await this.offer(candidateId);
    await this.remind(candidateId, cycle.id);
  }

  async enrol(candidateId: string, batchId: string, state = 'accepted'): Promise<string> {
    const id = newId();
    await this.house.sql(
      `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by)
       SELECT $1, b.id, b.training_center_id, c.id, c.area_code, CASE $5 WHEN 'accepted' THEN 'main' ELSE 'none' END, $5, $4
         FROM training_batch b, candidate c WHERE b.id = $2 AND c.id = $3`,
      [id, batchId, candidateId, CAST.sari.id, state],
    );
    await this.house.sql(`SELECT auth.settle_seats($1)`, [batchId]);
    await this.house.sql(`INSERT INTO participant (training_center_id, candidate_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [
      CENTERS.bombana.id,
      candidateId,
    ]);
    return id;
  }

  async batch(name: string): Promise<string> {
    const program = newId();
    const id = newId();
    await this.house.sql(
      `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title)
       VALUES ($1, $2, $3, 'Tata Graha', 'hospitality', 240, 'Housekeeping')`,
      [program, CENTERS.bombana.id, name],
    );
    await this.house.sql(
      `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, funding_source, state)
       VALUES ($1, $2, $3, '74.06', $4, '2026-02-01', '2026-03-01', 20, 'apbd', 'registration_open')`,
      [id, CENTERS.bombana.id, program, name],
    );
    return id;
  }

  async offer(candidateId: string): Promise<string> {
    const id = newId();
    await this.house.sql(
      `INSERT INTO handover (id, area_code, from_officer, to_officer, offered_by, state, offered_on, due_on, case_count)
       VALUES ($1, '74', $2, $3, $2, 'offered', '2026-01-16', '2026-01-20', 1)`,
      [id, CAST.sari.id, CAST.hasan.id],
    );
    await this.house.sql(
      `INSERT INTO handover_case (handover_id, candidate_id, area_code) SELECT $1, c.id, c.area_code FROM candidate c WHERE c.id = $2`,
      [id, candidateId],
    );
    return id;
  }

  /** Of two subjects, the first one's last. */
  remindersOf(first: string | undefined, second: string | undefined) {
    return this.house.sql<{ candidate_id: string; state: string; settled: boolean }>(
      `SELECT candidate_id, state, settled_at IS NOT NULL AS settled FROM reminder WHERE subject_id IN ($1, $2) ORDER BY subject_id = $1`,
      [first, second],
    );
  }

  async remind(candidateId: string, cycleId: string): Promise<void> {
    await this.house.sql(
      `INSERT INTO reminder (id, rule, subject_kind, subject_id, candidate_id, area_code, due_on, offset_days, recipient_id, recipient_role, state, why, planned_on, edition)
       SELECT gen_random_uuid(), 'candidate_stalled', 'placement_cycle', $2, c.id, c.area_code, '2026-01-16', 0, $3, 'bp3mi_officer', 'pending', '{}', '2026-01-16', 'x'
         FROM candidate c WHERE c.id = $1`,
      [candidateId, cycleId, CAST.sari.id],
    );
  }
}

/** Tables in which a person is named, by the column that names the person: found in the database, never listed. */
export async function tablesOfPeople(house: House): Promise<{ table: string; column: string }[]> {
  return house.sql(
    `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'candidate_id'
     UNION
     SELECT k.conrelid::regclass::text, a.attname
       FROM pg_constraint k
       JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      WHERE k.contype = 'f' AND k.confrelid = 'candidate'::regclass
     UNION ALL SELECT 'candidate', 'id'
     ORDER BY 1, 2`,
  );
}

/** Every row about these people, as text, without what a change always moves. */
export async function everyRow(house: House, files: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const { table, column } of await tablesOfPeople(house)) {
    const rows = await house.sql<{ row: string }>(
      `SELECT (to_jsonb(t) - 'version' - 'updated_at')::text AS row FROM ${table} t WHERE t.${column} = ANY ($1::uuid[]) ORDER BY 1`,
      [files],
    );
    found.set(
      `${table}.${column}`,
      rows.map(({ row }) => row),
    );
  }
  return found;
}

/** Where an officer meets these two, and how often: list, queue, pairs, matches of who is sought, figures. */
export async function whereSeen(house: House, survivor: Seen, merged: Seen, sought: object) {
  const officer = house.as('sari');
  const [list, queue, pairs, matches, tiles] = [
    await officer.get<{ total: number }>('/candidates?area=74.06.04'),
    await officer.get<{ total: number; items: { candidate: { id: string } }[] }>('/verification-queue?limit=100'),
    await officer.get<{ total: number }>(`/duplicate-pairs?candidate=${merged.id}`),
    await officer.post<{ items: { candidateId: string }[] }>('/candidates/matches', sought),
    await officer.get<{ tiles: { code: string; value: { x: number } }[] }>('/dashboards/areas/74.06?period=2026-01'),
  ];
  return {
    listed: list.body.total,
    waiting: queue.body.total,
    ofSurvivor: queue.body.items.filter(({ candidate }) => candidate.id === survivor.id).length,
    pairs: pairs.body.total,
    matches: matches.body.items.map(({ candidateId }) => candidateId).sort(),
    active: tiles.body.tiles.find(({ code }) => code === 'kpi_active')?.value.x,
  };
}
