import type { Rows } from '#libs/access';
import { sealIdentity } from '#libs/candidates';
import { sealNumber } from '#libs/documents';
import { newId, type Seals } from '#libs/platform';
import { EDITION } from '#libs/rulebook';

import type { ListedPerson } from './check-row.js';
import type { Merge, NumberIndexes } from './merge.js';
import type { Registered } from './registered.query.js';

/** In whose name a batch is written. */
export interface Writer {
  readonly batchId: string;
  readonly confirmedBy: string;
  /** The officer in charge of new people: whoever confirmed, when that is an officer of BP3MI. */
  readonly officerId: string | null;
}

export interface NewPersonRow {
  readonly n: number;
  readonly candidateId: string;
  readonly person: ListedPerson;
}

export interface ChangedPersonRow {
  readonly n: number;
  readonly person: ListedPerson;
  readonly indexes: NumberIndexes;
  readonly registered: Registered;
  readonly merge: Merge;
}

/** Adds people in one statement, in the order of their blind index.
 *  @returns the ids that were really added; a NIK that somebody else registered meanwhile is left out */
export async function addPeople(rows: Rows, seals: Seals, writer: Writer, people: readonly NewPersonRow[]): Promise<Set<string>> {
  // Field by field, so that no plain number ever travels in a statement.
  const values = people.map(({ candidateId, person }) => ({
    id: candidateId,
    fullName: person.fullName,
    nameKey: person.nameKey,
    sex: person.sex ?? person.sexByNik,
    birthDate: person.birthDate ?? person.birthDateByNik,
    birthPlace: person.birthPlace,
    maritalStatus: person.maritalStatus,
    education: person.education,
    areaCode: person.areaCode,
    address: person.address,
    ...inBase64(sealIdentity(seals, candidateId, person)),
  }));
  const added = await rows.query<{ id: string }>(
    `INSERT INTO candidate (id, full_name, name_key, sex, birth_date, birth_place, marital_status, education, area_code, address,
                            nik_sealed, nik_index, nik_last4, kk_sealed, kk_index, phone_sealed, phone_index, source, officer_id, created_by)
     SELECT p.id, p."fullName", p."nameKey", p.sex, p."birthDate", p."birthPlace", p."maritalStatus", p.education, p."areaCode", p.address,
            decode(p."nikSealed", 'base64'), decode(p."nikIndex", 'base64'), p."nikLast4", decode(p."kkSealed", 'base64'), decode(p."kkIndex", 'base64'),
            decode(p."phoneSealed", 'base64'), decode(p."phoneIndex", 'base64'), 'import', $2, $3
       FROM json_to_recordset($1::json) AS p (
              id uuid, "fullName" text, "nameKey" text, sex text, "birthDate" date, "birthPlace" text, "maritalStatus" text, education text,
              "areaCode" text, address text, "nikSealed" text, "nikIndex" text, "nikLast4" text, "kkSealed" text, "kkIndex" text,
              "phoneSealed" text, "phoneIndex" text)
      ORDER BY decode(p."nikIndex", 'base64') NULLS LAST, p.id
     ON CONFLICT (nik_index) DO NOTHING
     RETURNING id`,
    [JSON.stringify(values), writer.officerId, writer.confirmedBy],
  );
  return new Set(added.map(({ id }) => id));
}

/** Brings people that the caller has locked up to date; what a merge does not name stays as it is. */
export async function changePeople(rows: Rows, seals: Seals, people: readonly ChangedPersonRow[]): Promise<void> {
  const values = people.map(({ person, registered, merge }) => {
    const brought = (field: string) => merge.fields.includes(field);
    const numbers = sealIdentity(seals, registered.id, {
      nik: brought('nik') ? person.nik : null,
      kk: brought('kk') ? person.kk : null,
      phone: brought('phone') ? person.phone : null,
    });
    return {
      id: registered.id,
      sex: brought('sex') ? person.sex : null,
      birthDate: brought('birthDate') ? person.birthDate : null,
      birthPlace: person.birthPlace,
      maritalStatus: person.maritalStatus,
      education: person.education,
      address: person.address,
      areaCode: brought('areaCode') ? person.areaCode : null,
      ...inBase64(numbers),
    };
  });
  await rows.query(
    `UPDATE candidate c
        SET sex = coalesce(p.sex, c.sex),
            birth_date = coalesce(p."birthDate", c.birth_date),
            birth_place = coalesce(p."birthPlace", c.birth_place),
            marital_status = coalesce(p."maritalStatus", c.marital_status),
            education = coalesce(p.education, c.education),
            address = coalesce(p.address, c.address),
            area_code = coalesce(p."areaCode", c.area_code),
            nik_sealed = coalesce(decode(p."nikSealed", 'base64'), c.nik_sealed),
            nik_index = coalesce(decode(p."nikIndex", 'base64'), c.nik_index),
            nik_last4 = coalesce(p."nikLast4", c.nik_last4),
            kk_sealed = coalesce(decode(p."kkSealed", 'base64'), c.kk_sealed),
            kk_index = coalesce(decode(p."kkIndex", 'base64'), c.kk_index),
            phone_sealed = coalesce(decode(p."phoneSealed", 'base64'), c.phone_sealed),
            phone_index = coalesce(decode(p."phoneIndex", 'base64'), c.phone_index),
            updated_at = now(),
            version = c.version + 1
       FROM json_to_recordset($1::json) AS p (
              id uuid, sex text, "birthDate" date, "birthPlace" text, "maritalStatus" text, education text, address text, "areaCode" text,
              "nikSealed" text, "nikIndex" text, "nikLast4" text, "kkSealed" text, "kkIndex" text, "phoneSealed" text, "phoneIndex" text)
      WHERE c.id = p.id`,
    [JSON.stringify(values)],
  );
}

/** Opens the first cycle of people as a lead: a list never registers anybody, whatever it says about scheme or departure. */
export async function openCycles(
  rows: Rows,
  writer: Writer,
  people: ReadonlyArray<{ candidateId: string; areaCode: string; person: ListedPerson }>,
): Promise<void> {
  const values = people.map(({ candidateId, areaCode, person }) => ({
    cycleId: newId(),
    eventId: newId(),
    candidateId,
    areaCode,
    scheme: person.scheme,
    destinationCountry: person.destinationCountry,
    jobTitle: person.jobTitle,
    plannedDepartureOn: person.plannedDepartureOn,
  }));
  await rows.query(
    `WITH listed AS (
       SELECT p."cycleId", p."eventId", p."candidateId", p."areaCode", p.scheme, p."destinationCountry", p."jobTitle", p."plannedDepartureOn"
         FROM json_to_recordset($1::json) AS p (
                "cycleId" uuid, "eventId" uuid, "candidateId" uuid, "areaCode" text, scheme text, "destinationCountry" text, "jobTitle" text,
                "plannedDepartureOn" date)),
     opened AS (
       INSERT INTO placement_cycle (id, candidate_id, area_code, cycle_no, scheme, destination_country, job_title, planned_departure_on,
                                    stage, stage_since, officer_id, opened_on)
       SELECT l."cycleId", l."candidateId", l."areaCode", 1, l.scheme, l."destinationCountry", l."jobTitle", l."plannedDepartureOn",
              'lead', $2::date, $3, $2::date
         FROM listed l
        ORDER BY l."candidateId"
       RETURNING id)
     INSERT INTO stage_event (id, cycle_id, candidate_id, area_code, from_stage, to_stage, effective_on, actor_id, edition)
     SELECT l."eventId", l."cycleId", l."candidateId", l."areaCode", NULL, 'lead', $2::date, $4, $5
       FROM listed l
       JOIN opened o ON o.id = l."cycleId"`,
    [JSON.stringify(values), rows.today, writer.officerId, writer.confirmedBy, EDITION],
  );
}

/** Brings the plan of current cycles up to date. */
export async function changeCycles(rows: Rows, people: readonly ChangedPersonRow[]): Promise<void> {
  const values = people.map(({ person, registered, merge }) => {
    const brought = (field: 'scheme' | 'destinationCountry' | 'jobTitle' | 'plannedDepartureOn') =>
      merge.fields.includes(field) ? person[field] : null;
    return {
      cycleId: registered.cycleId,
      scheme: brought('scheme'),
      destinationCountry: brought('destinationCountry'),
      jobTitle: brought('jobTitle'),
      plannedDepartureOn: brought('plannedDepartureOn'),
    };
  });
  await rows.query(
    `UPDATE placement_cycle y
        SET scheme = coalesce(p.scheme, y.scheme),
            destination_country = coalesce(p."destinationCountry", y.destination_country),
            job_title = coalesce(p."jobTitle", y.job_title),
            planned_departure_on = coalesce(p."plannedDepartureOn", y.planned_departure_on),
            version = y.version + 1
       FROM json_to_recordset($1::json) AS p (
              "cycleId" uuid, scheme text, "destinationCountry" text, "jobTitle" text, "plannedDepartureOn" date)
      WHERE y.id = p."cycleId"`,
    [JSON.stringify(values)],
  );
}

/** A passport number in a list is a paper that somebody still has to see. */
export async function submitPassports(
  rows: Rows,
  seals: Seals,
  writer: Writer,
  people: ReadonlyArray<{ candidateId: string; areaCode: string; number: string }>,
): Promise<void> {
  const values = people.map(({ candidateId, areaCode, number }) => {
    const id = newId();
    return { id, candidateId, areaCode, ...inBase64(sealNumber(seals, id, 'passport', number)) };
  });
  await rows.query(
    `INSERT INTO document (id, candidate_id, area_code, document_code, state, number_sealed, number_index, number_last4, source, submitted_by)
     SELECT p.id, p."candidateId", p."areaCode", 'passport', 'submitted', decode(p."numberSealed", 'base64'), decode(p."numberIndex", 'base64'),
            p."numberLast4", 'import', $2
       FROM json_to_recordset($1::json) AS p (id uuid, "candidateId" uuid, "areaCode" text, "numberSealed" text, "numberIndex" text, "numberLast4" text)
      ORDER BY p."candidateId"`,
    [JSON.stringify(values), writer.confirmedBy],
  );
}

export interface PersonTrail {
  readonly action: 'candidate.register' | 'candidate.change';
  readonly candidateId: string;
  readonly areaCode: string;
  readonly fields: readonly string[];
}

/** One audit row for every person, under the name of whoever confirmed; the request names the batch. */
export async function auditPeople(rows: Rows, writer: Writer, trails: readonly PersonTrail[]): Promise<void> {
  await rows.query(
    `INSERT INTO audit_event (actor_id, actor_role, action, subject_id, candidate_id, area_code, fields, request_id, edition, source)
     SELECT $2, 'system', p.action, p."candidateId", p."candidateId", p."areaCode", p.fields, $3, $4, 'import'
       FROM json_to_recordset($1::json) AS p (action text, "candidateId" uuid, "areaCode" text, fields text[])`,
    [JSON.stringify(trails), writer.confirmedBy, `import ${writer.batchId}`, EDITION],
  );
}

type Written<T> = { readonly [K in keyof T]: T[K] extends Buffer | null ? string | null : T[K] };

/** JSON carries no bytes; the statements decode them. */
function inBase64<T extends object>(values: T): Written<T>;
function inBase64(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('base64') : value]),
  );
}
