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

/** A person's numbers as the table keeps them. */
export interface SealedNumbers {
  readonly nikSealed: Buffer | null;
  readonly nikLast4: string | null;
  readonly kkSealed: Buffer | null;
  readonly phoneSealed: Buffer | null;
}

/** A person's numbers as a screen shows them. */
export type ShownNumbers = Pick<CandidateView, 'nikMasked' | 'kkMasked' | 'phoneMasked' | 'hasNik'>;

type CandidateRow = Omit<CandidateView, keyof ShownNumbers> & SealedNumbers;

/** A moment as text, as the driver gives it. */
export const isoSql = (moment: string): string => `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const OPEN_COLUMNS = `
       c.id, c.case_no AS "caseNo", c.version, c.full_name AS "fullName", c.sex, c.birth_date AS "birthDate", c.education,
       ${isoSql('c.created_at')} AS "createdAt",
       json_build_object('code', a.code, 'name', a.name, 'path', ${areaPathSql('a.code')}) AS area`;

interface PersonSql {
  /** Columns of `candidate c` and `area a` under the names of CandidateView. */
  readonly shown: string;
  readonly numbers: string;
}

const OFFICE = {
  shown: `${OPEN_COLUMNS},
       c.birth_place AS "birthPlace", c.marital_status AS "maritalStatus", c.address, c.source, ${isoSql('c.notice_given_at')} AS "noticeGivenAt",
       (SELECT json_build_object('id', n.id, 'name', n.display_name) FROM auth.colleague_names(ARRAY[c.officer_id]) n) AS officer`,
  numbers: `c.nik_last4 AS "nikLast4", c.nik_sealed AS "nikSealed", c.kk_sealed AS "kkSealed", c.phone_sealed AS "phoneSealed"`,
} as const satisfies PersonSql;

// The training centre's role holds no grant on the other columns, so naming one here would be refused by the database.
const CENTER = {
  shown: `${OPEN_COLUMNS},
       NULL AS "birthPlace", NULL AS "maritalStatus", NULL AS address, NULL AS source, NULL AS "noticeGivenAt", NULL AS officer`,
  numbers: `c.nik_last4 AS "nikLast4", NULL AS "nikSealed", NULL AS "kkSealed", NULL AS "phoneSealed"`,
} as const satisfies PersonSql;

/** What the caller may see of a person, as columns for a statement over `candidate c` and `area a`. */
export function personSql(rows: Rows): PersonSql {
  return rows.actor?.role === 'blk_staff' ? CENTER : OFFICE;
}

/** @throws Problem not-found, the same for absent and for out of scope */
export async function candidateView(rows: Rows, seals: Seals, candidateId: string): Promise<CandidateView> {
  const { shown, numbers } = personSql(rows);
  const [row] = await rows.query<CandidateRow>(
    `SELECT ${shown}, ${numbers} FROM candidate c JOIN area a ON a.code = c.area_code WHERE c.id = $1`,
    [candidateId],
  );
  if (!row) throw problem('not-found');
  const { nikSealed, nikLast4, kkSealed, phoneSealed, ...person } = row;
  return { ...person, ...shownNumbers(seals, row.id, { nikSealed, nikLast4, kkSealed, phoneSealed }) };
}

/** Opens the seals and shows the ends of the numbers. Masks are not stored: a stolen copy of the tables holds no more of a NIK than
 *  its last four digits. */
export function shownNumbers(seals: Seals, candidateId: string, sealed: SealedNumbers): ShownNumbers {
  const nik = openIdentity(seals, candidateId, 'nik', sealed.nikSealed);
  const kk = openIdentity(seals, candidateId, 'kk', sealed.kkSealed);
  const phone = openIdentity(seals, candidateId, 'phone', sealed.phoneSealed);
  return {
    nikMasked: nik === null ? sealed.nikLast4 && maskNikEnd(sealed.nikLast4) : maskNik(nik),
    kkMasked: kk && maskNik(kk),
    phoneMasked: phone && maskPhone(phone),
    hasNik: sealed.nikLast4 !== null,
  };
}
