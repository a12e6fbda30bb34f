import { createHash } from 'node:crypto';

import { LOGIN_OF_ROLE } from '#libs/access';
import { newId } from '#libs/platform';

import { CAST, CENTER_OF, CENTERS, type Person } from '../support/cast.js';
import type { House } from '../support/house.js';

export interface Subject {
  readonly candidateId: string;
  readonly cycleId: string;
  readonly documentId: string;
  readonly scanId: string;
  readonly areaCode: string;
  readonly center: string | null;
}

const AREAS = [
  '74.06',
  '74.06.04',
  '74.06.04.2001',
  '74.06.01',
  '74.07',
  '74.07.01',
  '74.71.02',
  '74.01.03',
  '73.01',
  '73.71.01',
  '72.01',
  '74',
] as const;

/** People in many places, some of them in training, written past every scope. */
export async function populate(house: House, count: number): Promise<Subject[]> {
  const known = await house.sql<{ code: string }>(`SELECT code FROM area WHERE code = ANY ($1) AND length(code) > 2`, [AREAS]);
  const batches = await batchOfEachCenter(house);
  const subjects: Subject[] = [];
  for (let i = 0; i < count; i += 1) {
    const areaCode = known[i % known.length]?.code ?? '74.06';
    const center = centerOf(i);
    const subject: Subject = { candidateId: newId(), cycleId: newId(), documentId: newId(), scanId: newId(), areaCode, center };
    await house.sql(
      `WITH person AS (
         INSERT INTO candidate (id, full_name, name_key, area_code, source, created_by) VALUES ($1, $2, lower($2), $3, 'form', $6) RETURNING id),
       cycle AS (
         INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on)
         SELECT $4, id, $3, 1, 'lead', '2026-01-10', '2026-01-10' FROM person RETURNING id)
       INSERT INTO document (id, candidate_id, area_code, document_code, state, source, submitted_by)
       SELECT $5, person.id, $3, 'identity_card', 'submitted', 'officer', $6 FROM person, cycle`,
      [subject.candidateId, `Orang Rekaan ${i}`, areaCode, subject.cycleId, subject.documentId, CAST.sari.id],
    );
    await house.sql(
      `INSERT INTO scan (id, document_id, area_code, state, size, key_sealed, created_by) VALUES ($1, $2, $3, 'uploading', 9, '', $4)`,
      [subject.scanId, subject.documentId, areaCode, CAST.maria.id],
    );
    await house.sql(`INSERT INTO scan_file (id, scan_id, area_code, role, position, size, sha256) VALUES ($1, $1, $2, 'part', 0, 9, '')`, [
      subject.scanId,
      areaCode,
    ]);
    if (center) {
      await house.sql(`INSERT INTO participant (training_center_id, candidate_id) VALUES ($1, $2)`, [center, subject.candidateId]);
      await house.sql(
        `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, created_by)
         VALUES ($1, $2, $3, $4, $5, 'waiting', 'waiting', $6)`,
        [newId(), batches.get(center), center, subject.candidateId, areaCode, CAST.sari.id],
      );
    }
    subjects.push(subject);
  }
  return subjects;
}

function centerOf(i: number): string | null {
  if (i % 5 === 0) return CENTERS.bombana.id;
  return i % 7 === 0 ? CENTERS.wakatobi.id : null;
}

async function batchOfEachCenter(house: House): Promise<Map<string, string>> {
  const batches = new Map<string, string>();
  for (const center of Object.values(CENTERS)) {
    const [program, batch] = [newId(), newId()];
    await house.sql(
      `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title) VALUES ($1, $2, 'LAS', 'Las', 'Teknik Las', 260, 'Las')`,
      [program, center.id],
    );
    await house.sql(
      `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, funding_source, state)
       VALUES ($1, $2, $3, $4, 'Angkatan I', '2026-02-01', '2026-03-10', 16, 'apbd_kabupaten', 'registration_open')`,
      [batch, center.id, program, center.areaCode],
    );
    batches.set(center.id, batch);
  }
  return batches;
}

/** The second, independent telling of the rule: may this person see that candidate at all? */
export function seesCandidate(person: Person, subject: Pick<Subject, 'areaCode' | 'center'>): boolean {
  const { role, areaCode } = CAST[person];
  if (role === 'blk_staff') return subject.center !== null && subject.center === CENTER_OF[person];
  if (role === 'bp3mi_officer' || role === 'bp3mi_supervisor' || role === 'labour_placement_officer') {
    return areaCode !== null && (subject.areaCode === areaCode || subject.areaCode.startsWith(`${areaCode}.`));
  }
  return false;
}

export function loginOf(person: Person): string {
  return LOGIN_OF_ROLE[CAST[person].role];
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
