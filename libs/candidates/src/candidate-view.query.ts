import type { Rows } from '#libs/access';
import { problem, type Seals } from '#libs/platform';

import { areaPathSql } from './areas.service.js';
import type { CandidateSource, MaritalStatus, Sex } from './candidate.entity.js';
import { openIdentity } from './identity-seals.js';
import { maskNik, maskNikEnd, maskPhone } from './masks.js';

/** One person as a screen shows it, numbers masked. Staff of a training centre see identity and training only:
 *  for them everything else is null (UU 27/2022; decision 009). */
export interface CandidateView {
  readonly id: string;
  readonly caseNo: string;
  readonly version: number;
  readonly fullName: string;
  readonly sex: Sex | null;
  readonly birthDate: string | null;
  readonly birthPlace: string | null;
  readonly maritalStatus: MaritalStatus | null;
  readonly education: string | null;
  readonly area: { readonly code: string; readonly name: string; readonly path: string };
  readonly address: string | null;
  readonly nikMasked: string | null;
  readonly kkMasked: string | null;
  readonly phoneMasked: string | null;
  readonly hasNik: boolean;
  readonly source: CandidateSource | null;
  readonly officer: { readonly id: string; readonly name: string } | null;
  readonly noticeGivenAt: string | null;
  readonly createdAt: string;
}

interface SealedNumbers {
  readonly nikSealed: Buffer | null;
  readonly nikLast4: string | null;
  readonly kkSealed: Buffer | null;
  readonly phoneSealed: Buffer | null;
}

type CandidateRow = Omit<CandidateView, 'nikMasked' | 'kkMasked' | 'phoneMasked' | 'hasNik'> & SealedNumbers;

const OPEN_COLUMNS = `
       c.id, c.case_no AS "caseNo", c.version, c.full_name AS "fullName", c.sex, c.birth_date AS "birthDate", c.education,
       c.created_at AS "createdAt", c.nik_last4 AS "nikLast4",
       json_build_object('code', a.code, 'name', a.name, 'path', ${areaPathSql('a.code')}) AS area`;

const OFFICE_SQL = `
SELECT ${OPEN_COLUMNS},
       c.birth_place AS "birthPlace", c.marital_status AS "maritalStatus", c.address, c.source, c.notice_given_at AS "noticeGivenAt",
       c.nik_sealed AS "nikSealed", c.kk_sealed AS "kkSealed", c.phone_sealed AS "phoneSealed",
       (SELECT json_build_object('id', n.id, 'name', n.display_name) FROM auth.colleague_names(ARRAY[c.officer_id]) n) AS officer
  FROM candidate c
  JOIN area a ON a.code = c.area_code
 WHERE c.id = $1`;

// The training centre's role holds no grant on the other columns, so naming one here would be refused by the database.
const CENTER_SQL = `
SELECT ${OPEN_COLUMNS},
       NULL AS "birthPlace", NULL AS "maritalStatus", NULL AS address, NULL AS source, NULL AS "noticeGivenAt",
       NULL AS "nikSealed", NULL AS "kkSealed", NULL AS "phoneSealed", NULL AS officer
  FROM candidate c
  JOIN area a ON a.code = c.area_code
 WHERE c.id = $1`;

/** @throws Problem not-found, the same for absent and for out of scope */
export async function candidateView(rows: Rows, seals: Seals, candidateId: string): Promise<CandidateView> {
  const sql = rows.actor?.role === 'blk_staff' ? CENTER_SQL : OFFICE_SQL;
  const [row] = await rows.query<CandidateRow>(sql, [candidateId]);
  if (!row) throw problem('not-found');
  const { nikSealed, nikLast4, kkSealed, phoneSealed, ...shown } = row;
  const kk = openIdentity(seals, row.id, 'kk', kkSealed);
  const phone = openIdentity(seals, row.id, 'phone', phoneSealed);
  return {
    ...shown,
    nikMasked: nikMaskOf(seals, row.id, nikSealed, nikLast4),
    kkMasked: kk && maskNik(kk),
    phoneMasked: phone && maskPhone(phone),
    hasNik: nikLast4 !== null,
  };
}

function nikMaskOf(seals: Seals, candidateId: string, sealed: Buffer | null, last4: string | null): string | null {
  const nik = openIdentity(seals, candidateId, 'nik', sealed);
  if (nik) return maskNik(nik);
  return last4 && maskNikEnd(last4);
}
