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
  readonly consentId: string;
  readonly contactId: string;
  /** Of nobody when the person is in no training. */
  readonly enrolmentId: string;
  readonly fullName: string;
  readonly areaCode: string;
  readonly center: string | null;
}

/** Day on which everybody of the world plans to leave; two agencies share them. */
export const LEAVES_ON = '2026-03-02';
const BORN_ON = '1996-04-09';
const SYLLABLES = ['Ba', 'Be', 'Bi', 'Bo', 'Da', 'De', 'Di', 'Do', 'Ga', 'Gi', 'Go', 'Gu', 'Ka', 'Ki', 'Ko', 'Ku'];

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
    const [candidateId, cycleId, documentId, scanId] = [newId(), newId(), newId(), newId()];
    const [consentId, contactId, enrolmentId] = [newId(), newId(), newId()];
    const fullName = `Orang Rekaan ${SYLLABLES[Math.floor(i / 16)]}${SYLLABLES[i % 16]?.toLowerCase()}`;
    const subject: Subject = { candidateId, cycleId, documentId, scanId, consentId, contactId, enrolmentId, fullName, areaCode, center };
    await house.sql(
      `WITH person AS (
         INSERT INTO candidate (id, full_name, name_key, birth_date, area_code, source, created_by)
         VALUES ($1, $2, lower($2), '${BORN_ON}', $3, 'form', $6) RETURNING id),
       cycle AS (
         INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, stage, stage_since, opened_on, destination_country, placement_agency, planned_departure_on)
         SELECT $4, id, $3, 1, 'lead', '2026-01-10', '2026-01-10', 'MY', $7, '${LEAVES_ON}' FROM person RETURNING id)
       INSERT INTO document (id, candidate_id, area_code, document_code, state, source, submitted_by)
       SELECT $5, person.id, $3, 'identity_card', 'submitted', 'officer', $6 FROM person, cycle`,
      [candidateId, fullName, areaCode, cycleId, documentId, CAST.sari.id, i % 2 ? 'PT Contoh Satu' : 'PT Contoh Dua'],
    );
    await house.sql(
      `WITH agreed AS (
         INSERT INTO consent (id, candidate_id, area_code, notice_version, language, channel, given_by, recorded_by)
         VALUES ($1, $2, $3, '2026-01', 'id', 'read', 'candidate', $4))
       INSERT INTO family_contact (id, candidate_id, area_code, name, relation, created_by)
       VALUES ($5, $2, $3, $6, 'parent', $4)`,
      [consentId, candidateId, areaCode, CAST.sari.id, contactId, `Ibu Rekaan ${i}`],
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
        [enrolmentId, batches.get(center), center, subject.candidateId, areaCode, CAST.sari.id],
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
  if (CAST[person].role === 'blk_staff') return subject.center !== null && subject.center === CENTER_OF[person];
  return worksIn(person, subject.areaCode);
}

/** Is this a case worker whose office covers the area? */
export function worksIn(person: Person, area: string): boolean {
  const { role, areaCode } = CAST[person];
  if (role !== 'bp3mi_officer' && role !== 'bp3mi_supervisor' && role !== 'labour_placement_officer') return false;
  return area === areaCode || area.startsWith(`${areaCode}.`);
}

export function loginOf(person: Person): string {
  return LOGIN_OF_ROLE[CAST[person].role];
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
