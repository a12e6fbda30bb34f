import { SYSTEM_ACTOR_ID } from '#libs/access';

// Chance in SQL: a whole number from 0 to sides − 1 for each number and salt, the same every time.
const roll = (n: string, salt: number, sides: number): string =>
  `((hashint8extended((${n})::bigint, ${salt}) & 4611686018427387903) % ${sides})::integer`;
const of = (entries: readonly (readonly [string, number])[], n: string, salt: number): string => {
  const all = entries.flatMap(([value, share]) => Array.from({ length: share }, () => (value === '' ? 'NULL' : `'${value}'`)));
  return `(ARRAY[${all.join(', ')}]::text[])[1 + ${roll(n, salt, all.length)}]`;
};
// UUIDv7 of a moment with a tail of its own.
const id = (moment: string, tail: string): string =>
  `(lpad(to_hex((extract(epoch FROM ${moment}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${tail}), 1, 3) || '8' || substr(md5(${tail}), 4, 15))::uuid`;

const STAGES: readonly (readonly [string, number])[] = [
  ['lead', 9],
  ['registered', 5],
  ['selected', 2],
  ['in_preparation', 7],
  ['health_cleared', 2],
  ['placement_agreed', 2],
  ['contracted', 3],
  ['insured', 1],
  ['visa_granted', 2],
  ['opp_completed', 1],
  ['cleared', 1],
  ['departed', 1],
  ['placed', 38],
  ['returned', 8],
  ['closed', 12],
  ['withdrawn', 4],
  ['on_hold', 1],
  ['cancelled', 1],
];
const SCHEMES: readonly (readonly [string, number])[] = [
  ['p_to_p', 60],
  ['independent', 15],
  ['ssw', 10],
  ['g_to_g', 8],
  ['seafarer', 5],
  ['ukps', 2],
];
const COUNTRIES: readonly (readonly [string, number])[] = [
  ['TW', 30],
  ['HK', 25],
  ['MY', 22],
  ['JP', 6],
  ['KR', 6],
  ['SG', 5],
  ['SA', 3],
  ['BN', 3],
];
const PIPELINE = `('registered', 'selected', 'in_preparation', 'health_cleared', 'placement_agreed', 'contracted', 'insured', 'visa_granted', 'opp_completed', 'cleared')`;
const ABROAD = `('departed', 'placed', 'returned', 'closed')`;
const HOME = `('returned', 'closed')`;

/** Numbers of the generated people, kept while the other tables are filled from them. */
export const CROWD_TABLE = `CREATE TEMP TABLE crowd (n integer PRIMARY KEY, id uuid NOT NULL, area_code text NOT NULL, sex text NOT NULL, created_at timestamptz NOT NULL) ON COMMIT DROP`;

export const INSERT_PEOPLE = `
  WITH batch AS MATERIALIZED (
    SELECT b.n, b.id, b.full_name, b.name_key, b.sex, b.birth_date, b.marital_status, b.education, b.area_code, b.nik_sealed, b.nik_index, b.nik_last4, b.created_at
      FROM unnest($1::integer[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[], $9::text[], $10::bytea[], $11::bytea[], $12::text[], $13::timestamptz[])
           AS b (n, id, full_name, name_key, sex, birth_date, marital_status, education, area_code, nik_sealed, nik_index, nik_last4, created_at)),
  people AS (
    INSERT INTO candidate (id, case_no, full_name, name_key, sex, birth_date, marital_status, education, area_code, nik_sealed, nik_index, nik_last4, source, notice_version,
                           notice_given_at, created_by, created_at, updated_at)
    SELECT b.id, 'K-' || to_char(b.n + 1, 'FM999999000000'), b.full_name, b.name_key, b.sex, b.birth_date, b.marital_status, b.education, b.area_code, b.nik_sealed, b.nik_index, b.nik_last4,
           'generator', 'generator', b.created_at, '${SYSTEM_ACTOR_ID}', b.created_at, b.created_at
      FROM batch b ORDER BY b.n)
  INSERT INTO crowd (n, id, area_code, sex, created_at) SELECT b.n, b.id, b.area_code, b.sex, b.created_at FROM batch b ORDER BY b.n`;

/** $1 office day, $2 rulebook edition. Everybody has a current cycle; one in five came home from an earlier one. Of those who plan
 *  a departure and lack papers, one in thirty has missed the last day to ask for the first of them. */
export const INSERT_CYCLES = `
  INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, is_current, scheme, destination_country, job_title, job_code, employer_kind, is_reentry, stage, stage_since, planned_departure_on,
                               departed_on, arrived_on, returned_on, return_reason, was_procedural, contract_ends_on, required_count, submitted_count, verified_count, is_competent,
                               checklist_edition, checklist_on, ask_by, ask_papers, opened_on, created_at)
  SELECT ${id('s.created_at', `'c' || s.n`)}, s.id, s.area_code, 1 + (s.again)::integer, true, s.scheme, s.country, 'Pekerja', '9329', ${of(
    [
      ['individual', 7],
      ['legal_entity', 3],
    ],
    's.n',
    31,
  )}, s.again,
         s.stage, d.since, coalesce(a.planned, CASE WHEN s.stage IN ${ABROAD} THEN d.departed END),
         CASE WHEN s.stage IN ${ABROAD} THEN d.departed END, CASE WHEN s.stage IN ('placed', 'returned', 'closed') THEN d.departed + 3 END, CASE WHEN s.stage IN ${HOME} THEN d.returned END,
         CASE WHEN s.stage IN ${HOME} THEN ${of(
           [
             ['contract_finished', 6],
             ['deportation', 3],
             ['leave', 1],
           ],
           's.n',
           34,
         )} END,
         CASE WHEN s.stage IN ${ABROAD} THEN ${roll('s.n', 35, 100)} < 78 WHEN s.stage = 'lead' THEN NULL END, CASE WHEN s.stage IN ${ABROAD} THEN d.departed + 730 END,
         CASE WHEN s.stage <> 'lead' THEN 20 ELSE 0 END, c.submitted, least(c.submitted, c.submitted - ${roll('s.n', 36, 4)} + 1), s.stage IN ${ABROAD} OR ${roll('s.n', 37, 10)} < 5,
         $2, $1::date, k.ask_by, CASE WHEN k.ask_by IS NOT NULL THEN '{work_visa}'::text[] END, s.created_at::date, s.created_at
    FROM (SELECT p.n, p.id, p.area_code, p.created_at, ${of(STAGES, 'p.n', 21)} AS stage, ${of(SCHEMES, 'p.n', 22)} AS scheme, ${of(COUNTRIES, 'p.n', 23)} AS country, ${roll('p.n', 24, 5)} = 0 AS again FROM crowd p) s
   CROSS JOIN LATERAL (SELECT least(s.created_at::date + 60 + ${roll('s.n', 41, 240)}, $1::date - 1) AS departed) e
   CROSS JOIN LATERAL (
     SELECT e.departed, least(e.departed + 200 + ${roll('s.n', 42, 700)}, $1::date) AS returned,
            CASE WHEN s.stage IN ${HOME} THEN least(e.departed + 200 + ${roll('s.n', 42, 700)}, $1::date) WHEN s.stage IN ${ABROAD} THEN e.departed
                 WHEN ${roll('s.n', 43, 10)} = 0 THEN greatest($1::date - 20 - ${roll('s.n', 44, 60)}, s.created_at::date) ELSE greatest($1::date - ${roll('s.n', 44, 18)}, s.created_at::date) END AS since) d
   CROSS JOIN LATERAL (SELECT CASE WHEN s.stage = 'lead' THEN 0 WHEN s.stage IN ${ABROAD} THEN 20 ELSE 5 + ${roll('s.n', 45, 16)} END AS submitted) c
   CROSS JOIN LATERAL (SELECT CASE WHEN s.stage IN ${PIPELINE} AND ${roll('s.n', 32, 10)} < 4 THEN $1::date + ${roll('s.n', 33, 150)} END AS planned) a
   CROSS JOIN LATERAL (SELECT CASE WHEN c.submitted < 20 THEN least(a.planned - 1, $1::date - 5 + ${roll('s.n', 46, 150)}) END AS ask_by) k
   ORDER BY s.n`;

export const INSERT_EARLIER_CYCLES = `
  INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, is_current, scheme, destination_country, stage, stage_since, departed_on, arrived_on, returned_on, return_reason, was_procedural,
                               required_count, submitted_count, verified_count, is_competent, checklist_edition, checklist_on, opened_on, created_at)
  SELECT ${id(`p.created_at - interval '900 days'`, `'e' || p.n`)}, p.id, p.area_code, 1, false, 'p_to_p', ${of(COUNTRIES, 'p.n', 25)}, 'closed', d.departed + 600, d.departed, d.departed + 3, d.departed + 600,
         'contract_finished', ${roll('p.n', 27, 10)} < 8, 20, 20, 20, true, $2, $1::date, d.departed - 90, p.created_at - interval '900 days'
    FROM crowd p CROSS JOIN LATERAL (SELECT p.created_at::date - 700 - ${roll('p.n', 26, 120)} AS departed) d
   WHERE ${roll('p.n', 24, 5)} = 0
   ORDER BY p.n`;

export const INSERT_STAGE_EVENTS = `
  INSERT INTO stage_event (id, cycle_id, candidate_id, area_code, from_stage, to_stage, at, effective_on, actor_id, edition)
  SELECT ${id('c.created_at', `'s' || c.id`)}, c.id, c.candidate_id, c.area_code, NULL, c.stage, c.created_at, c.stage_since, '${SYSTEM_ACTOR_ID}', $1
    FROM placement_cycle c WHERE c.is_current ORDER BY c.id`;

/** Each person was registered by somebody: a trail as long as the register, as in an office, or its plans would be those of an empty one. */
export const INSERT_TRAIL = `
  INSERT INTO audit_event (at, actor_id, actor_role, action, subject_id, candidate_id, area_code, request_id, source)
  SELECT c.created_at, '${SYSTEM_ACTOR_ID}', 'system', 'candidate.register', c.id, c.id, c.area_code, 'generator', 'system'
    FROM candidate c ORDER BY c.created_at`;

const PAPERS = [
  'identity_card',
  'family_card',
  'family_consent_letter',
  'education_certificate',
  'competence_certificate',
  'medical_certificate',
  'passport',
  'pmi_registration_id',
];

/** $1 office day. Eight papers each; one in two hundred waits for verification. */
export const INSERT_PAPERS = `
  INSERT INTO document (id, candidate_id, area_code, document_code, state, issuer, issued_on, expires_on, verdict, source, submitted_at, submitted_by, verified_at, verified_by, closed_reason, created_at)
  SELECT ${id(`s.handed_in`, `'d' || s.k || '-' || s.n`)}, s.id, s.area_code, s.code, s.state, 'Penerbit', s.issued,
         CASE WHEN s.code = 'passport' THEN s.issued + 1826 END, CASE WHEN s.code = 'medical_certificate' THEN 'fit' END, 'generator', s.handed_in, '${SYSTEM_ACTOR_ID}',
         CASE WHEN s.state = 'verified' THEN s.handed_in + interval '1 day' END, CASE WHEN s.state = 'verified' THEN '${SYSTEM_ACTOR_ID}'::uuid END,
         CASE WHEN s.state = 'rejected' THEN 'Tidak terbaca' END, s.handed_in
    FROM (SELECT p.n, p.id, p.area_code, t.k, t.code, least(p.created_at + make_interval(hours => ${roll('p.n * 8 + t.k', 51, 2000)}), $1::date::timestamptz) AS handed_in,
                 least(p.created_at::date + ${roll('p.n * 8 + t.k', 52, 300)}, $1::date - 1) AS issued,
                 CASE ${roll('p.n * 8 + t.k', 53, 200)} WHEN 0 THEN 'submitted' WHEN 1 THEN 'rejected' ELSE 'verified' END AS state
            FROM crowd p CROSS JOIN (VALUES ${PAPERS.map((code, k) => `(${k}, '${code}')`).join(', ')}) t (k, code)) s`;

export const TRAINING = [
  `INSERT INTO training_center (id, name, kind, area_code) SELECT md5('center' || a.code)::uuid, 'BLK ' || a.name, 'uptd_blk', a.code FROM area a WHERE a.level = 'regency' ON CONFLICT DO NOTHING`,
  `INSERT INTO training_program (id, training_center_id, code, title, vocational_field, lesson_hours, competence_title)
   SELECT md5('program' || t.id)::uuid, t.id, 'UMUM', 'Pelatihan CPMI', 'Umum', 260, 'Pekerja' FROM training_center t`,
  `CREATE TEMP TABLE trainee ON COMMIT DROP AS
   SELECT p.n, p.id, p.area_code, p.created_at, t.id AS center_id, t.area_code AS center_area, (row_number() OVER (PARTITION BY t.id ORDER BY p.n) - 1) / 20 AS batch_no
     FROM crowd p JOIN training_center t ON t.area_code = left(p.area_code, 5) AND t.id = md5('center' || t.area_code)::uuid
    WHERE ${roll('p.n', 61, 10)} < 4`,
  `INSERT INTO training_batch (id, training_center_id, training_program_id, area_code, name, starts_on, ends_on, capacity, seats_taken, funding_source, state)
   SELECT md5('batch' || b.center_id || b.batch_no)::uuid, b.center_id, md5('program' || b.center_id)::uuid, b.center_area, 'Angkatan ' || (b.batch_no + 1), b.starts, b.starts + 40, 20, b.seats, 'apbn',
          CASE WHEN b.starts + 54 < $1::date THEN 'completed' ELSE 'running' END
     FROM (SELECT t.center_id, t.center_area, t.batch_no, count(*) AS seats, max(t.created_at)::date AS starts FROM trainee t GROUP BY 1, 2, 3) b`,
  `INSERT INTO participant (training_center_id, candidate_id) SELECT t.center_id, t.id FROM trainee t`,
  `INSERT INTO enrolment (id, training_batch_id, training_center_id, candidate_id, area_code, seat, state, queued_at, result, result_on, created_by, created_at)
   SELECT ${id('t.created_at', `'t' || t.n`)}, b.id, t.center_id, t.id, t.area_code, 'main', CASE WHEN b.state = 'completed' THEN 'completed' ELSE 'accepted' END, t.created_at,
          CASE WHEN b.state = 'completed' THEN ${of(
            [
              ['competent', 17],
              ['not_yet_competent', 3],
            ],
            't.n',
            62,
          )} END, CASE WHEN b.state = 'completed' THEN b.ends_on END, '${SYSTEM_ACTOR_ID}', t.created_at
     FROM trainee t JOIN training_batch b ON b.id = md5('batch' || t.center_id || t.batch_no)::uuid`,
] as const;

/** $1 office day. Three promises in every regency, due over the past year. */
export const INSERT_PROMISES = `
  INSERT INTO commitment (id, area_code, promised_by_office, quote, category, due_on, state, evidence, fulfilled_on, created_by)
  SELECT md5('promise' || a.code || k)::uuid, a.code, 'Pemerintah ' || a.name, 'siap mendukung', 'training', s.due, s.state, CASE WHEN s.state = 'fulfilled' THEN 'Surat' END, CASE WHEN s.state = 'fulfilled' THEN s.due - 1 END, '${SYSTEM_ACTOR_ID}'
    FROM area a CROSS JOIN generate_series(1, 3) k
   CROSS JOIN LATERAL (SELECT $1::date - 360 + ${roll(`hashtext(a.code)::bigint * 3 + k`, 71, 360)} AS due, CASE ${roll(`hashtext(a.code)::bigint * 3 + k`, 72, 3)} WHEN 0 THEN 'fulfilled' ELSE 'agreed' END AS state) s
   WHERE a.level = 'regency'`;
