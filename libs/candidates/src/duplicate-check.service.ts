import { Inject, Injectable } from '@nestjs/common';

import { Access, type Rows } from '#libs/access';
import { newId, Seals } from '#libs/platform';

import { birthDateVariants, likeness, POSSIBLE, type AlikeReason } from './alike.js';
import { openIdentity } from './identity-seals.js';
import { neighboursOf, type Neighbour } from './matches.query.js';

interface Checked extends Neighbour {
  readonly nameKey: string;
}

interface FoundPair {
  readonly id: string;
  readonly one: string;
  readonly other: string;
  readonly score: number;
  readonly reasons: readonly AlikeReason[];
}

/** One at a time, so that two workers never write the same pairs in a different order. */
const TURN = `SELECT pg_try_advisory_xact_lock(hashtextextended('duplicate-check', 0)) AS mine`;

// Digest of what a decision was made on; least and greatest of the ids come first and second.
const FINGERPRINT = `sha256(convert_to(concat_ws('|',
  encode(a.nik_index, 'hex'), a.name_key, a.birth_date, a.area_code, '/', encode(b.nik_index, 'hex'), b.name_key, b.birth_date, b.area_code), 'UTF8'))`;

/** Compares whoever was added or changed with the rest of the register, whatever the path was, and keeps the pairs that an officer
 *  should look at. A decision stays until NIK, name, birth date or domicile of either changes. */
@Injectable()
export class DuplicateCheck {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(Seals) private readonly seals: Seals,
  ) {}

  /** Compares at most `limit` of the people who wait. Running twice changes nothing. @returns how many were compared */
  checkWaiting(limit: number): Promise<number> {
    return this.access.system(
      'duplicate.check',
      async (rows) => {
        const [turn] = await rows.query<{ mine: boolean }>(TURN);
        if (!turn?.mine) return 0;
        const marks = await rows.query<{ candidateId: string }>(
          `DELETE FROM duplicate_check
            WHERE id IN (SELECT id FROM duplicate_check ORDER BY id LIMIT $1)
           RETURNING candidate_id AS "candidateId"`,
          [limit],
        );
        if (marks.length === 0) return 0;
        const ids = [...new Set(marks.map((mark) => mark.candidateId))];
        const pairs = (await Promise.all((await checkedPeople(rows, ids)).map((person) => this.pairsOf(rows, person)))).flat();
        await keepPairs(rows, ids, pairs);
        return marks.length;
      },
      { audited: false },
    );
  }

  private async pairsOf(rows: Rows, person: Checked): Promise<FoundPair[]> {
    const near = await neighboursOf(rows, {
      nikIndex: person.nikIndex,
      nameKey: person.nameKey,
      birthDates: person.birthDate ? birthDateVariants(person.birthDate) : [],
      areaCode: person.areaCode,
      exceptId: person.id,
    });
    const known = this.comparable(person);
    return near.flatMap((neighbour): FoundPair[] => {
      const { score, reasons } = likeness(known, this.comparable(neighbour));
      return score >= POSSIBLE ? [{ id: newId(), one: person.id, other: neighbour.id, score, reasons }] : [];
    });
  }

  private comparable(person: Neighbour) {
    return { ...person, nik: openIdentity(this.seals, person.id, 'nik', person.nikSealed) };
  }
}

function checkedPeople(rows: Rows, ids: readonly string[]): Promise<Checked[]> {
  return rows.query<Checked>(
    `SELECT c.id, c.case_no AS "caseNo", c.full_name AS "fullName", c.name_key AS "nameKey", c.birth_date AS "birthDate", c.sex,
            c.area_code AS "areaCode", '' AS "areaName", c.nik_sealed AS "nikSealed", c.nik_index AS "nikIndex", NULL AS stage
       FROM candidate c
      WHERE c.id = ANY ($1::uuid[]) AND c.merged_into IS NULL`,
    [ids],
  );
}

async function keepPairs(rows: Rows, checked: readonly string[], pairs: readonly FoundPair[]): Promise<void> {
  const found = JSON.stringify(pairs);
  // In the order in which imports lock people, so that nobody waits in a circle.
  await rows.query(`SELECT c.id FROM candidate c WHERE c.id = ANY ($1::uuid[]) ORDER BY c.nik_index NULLS LAST, c.id FOR KEY SHARE`, [
    [...new Set(pairs.flatMap(({ one, other }) => [one, other]))],
  ]);
  await rows.query(
    `DELETE FROM duplicate_pair d
      WHERE d.state = 'open' AND (d.first_id = ANY ($1::uuid[]) OR d.second_id = ANY ($1::uuid[]))
        AND NOT EXISTS (SELECT FROM jsonb_to_recordset($2::jsonb) AS p (one uuid, other uuid)
                         WHERE least(p.one, p.other) = d.first_id AND greatest(p.one, p.other) = d.second_id)`,
    [checked, found],
  );
  await rows.query(
    `INSERT INTO duplicate_pair AS d (id, first_id, first_area, second_id, second_area, score, reasons, fingerprint)
     SELECT DISTINCT ON (a.id, b.id) p.id, a.id, a.area_code, b.id, b.area_code, p.score,
            ARRAY(SELECT jsonb_array_elements_text(p.reasons)), ${FINGERPRINT}
       FROM jsonb_to_recordset($1::jsonb) AS p (id uuid, one uuid, other uuid, score real, reasons jsonb)
       JOIN candidate a ON a.id = least(p.one, p.other)
       JOIN candidate b ON b.id = greatest(p.one, p.other)
      ORDER BY a.id, b.id, p.id
     ON CONFLICT (first_id, second_id) DO UPDATE
        SET score = excluded.score, reasons = excluded.reasons, fingerprint = excluded.fingerprint, state = 'open', detected_at = now(),
            decided_at = NULL, decided_by = NULL, decide_reason = NULL, version = d.version + 1
      WHERE d.state <> 'merged' AND d.fingerprint <> excluded.fingerprint`,
    [found],
  );
}
