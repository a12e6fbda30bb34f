import type { Rows } from '#libs/access';

/** A person of the register as far as a list can compare with or change; numbers only as blind indexes. */
export interface Registered {
  readonly id: string;
  readonly areaCode: string;
  readonly nikIndex: Buffer | null;
  readonly fullName: string;
  readonly nameKey: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly birthPlace: string | null;
  readonly maritalStatus: string | null;
  readonly education: string | null;
  readonly address: string | null;
  readonly phoneIndex: Buffer | null;
  readonly kkIndex: Buffer | null;
  readonly passportIndexes: readonly Buffer[];
  readonly hasCycles: boolean;
  readonly cycleId: string | null;
  readonly stage: string | null;
  readonly scheme: string | null;
  readonly destinationCountry: string | null;
  readonly jobTitle: string | null;
  readonly plannedDepartureOn: string | null;
}

/** A person of a list whom only name, birth date and domicile can identify. */
export interface NamedPerson {
  readonly nameKey: string;
  readonly birthDate: string;
  readonly areaCode: string;
}

// A number that a merged file holds stands for the file that goes on.
const registered = (nikIndex: string): string => `
  SELECT c.id,
         c.area_code AS "areaCode",
         ${nikIndex} AS "nikIndex",
         c.full_name AS "fullName",
         c.name_key AS "nameKey",
         c.sex,
         c.birth_date AS "birthDate",
         c.birth_place AS "birthPlace",
         c.marital_status AS "maritalStatus",
         c.education,
         c.address,
         c.phone_index AS "phoneIndex",
         c.kk_index AS "kkIndex",
         ARRAY(SELECT d.number_index FROM document d
                WHERE d.candidate_id = c.id AND d.document_code = 'passport' AND d.number_index IS NOT NULL) AS "passportIndexes",
         EXISTS (SELECT FROM placement_cycle past WHERE past.candidate_id = c.id) AS "hasCycles",
         y.id AS "cycleId",
         y.stage,
         y.scheme,
         y.destination_country AS "destinationCountry",
         y.job_title AS "jobTitle",
         y.planned_departure_on AS "plannedDepartureOn"
    FROM candidate c
    LEFT JOIN placement_cycle y ON y.candidate_id = c.id AND y.is_current`;

/** The registered people behind these NIKs, as far as the caller sees them. */
export function registeredByNik(rows: Rows, nikIndexes: readonly Buffer[]): Promise<Registered[]> {
  return rows.query<Registered>(
    `${registered('k.nik_index')} JOIN candidate k ON c.id = coalesce(k.merged_into, k.id) WHERE k.nik_index = ANY ($1::bytea[])`,
    [nikIndexes],
  );
}

/** The registered people with exactly this name, birth date and domicile, as far as the caller sees them. */
export function registeredByName(rows: Rows, people: readonly NamedPerson[]): Promise<Registered[]> {
  return rows.query<Registered>(
    `${registered('c.nik_index')}
     WHERE c.merged_into IS NULL AND c.id IN (
       SELECT alike.id
         FROM jsonb_to_recordset($1::jsonb) AS p ("nameKey" text, "birthDate" date, "areaCode" text)
         JOIN candidate alike ON alike.area_code = p."areaCode" COLLATE "C" AND alike.name_key = p."nameKey" AND alike.birth_date = p."birthDate")`,
    [JSON.stringify(people)],
  );
}

/** Which of these people have the name and the day of birth of somebody in the register, as far as the caller sees them: for the
 *  system wherever that person lives, so nothing else is told. The same name in the same folded form only; likenesses are weighed
 *  by the worker after the list is in. Read from the index of birth dates alone. @returns the rows of the list */
export async function sameNameAndDay(
  rows: Rows,
  people: ReadonlyArray<{ readonly n: number; readonly nameKey: string; readonly bornOn: string }>,
): Promise<Set<number>> {
  if (people.length === 0) return new Set();
  const found = await rows.query<{ n: number }>(
    // Fenced off by OFFSET 0: otherwise everybody is walked through for each row to ask whether the file was merged.
    `SELECT DISTINCT p.n
       FROM unnest($1::integer[], $2::text[], $3::date[]) AS p (n, name_key, born_on)
      CROSS JOIN LATERAL (SELECT i.id FROM candidate i WHERE i.birth_date = p.born_on AND i.name_key = p.name_key OFFSET 0) alike
       JOIN candidate c ON c.id = alike.id
      WHERE c.merged_into IS NULL`,
    [people.map(({ n }) => n), people.map(({ nameKey }) => nameKey), people.map(({ bornOn }) => bornOn)],
  );
  return new Set(found.map(({ n }) => n));
}

/** Locks people in one order for everybody, so that imports of the same people wait in a line and never in a circle. */
export async function lockRegistered(rows: Rows, ids: readonly string[]): Promise<void> {
  await rows.query(`SELECT c.id FROM candidate c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.nik_index NULLS LAST, c.id FOR NO KEY UPDATE`, [
    ids,
  ]);
}

/** Two imports that bring the same person without a NIK have no unique index between them; they take turns instead. */
export async function takeTurns(rows: Rows, people: readonly NamedPerson[]): Promise<void> {
  await rows.query(
    `SELECT pg_advisory_xact_lock(hashtextextended(turns.person, 0))
       FROM (SELECT DISTINCT p."nameKey" || '|' || p."birthDate" || '|' || p."areaCode" AS person
               FROM jsonb_to_recordset($1::jsonb) AS p ("nameKey" text, "birthDate" text, "areaCode" text)
              ORDER BY 1) turns`,
    [JSON.stringify(people)],
  );
}
