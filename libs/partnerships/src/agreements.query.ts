import type { Rows } from '#libs/access';

import type { AgreementType } from './agreement.entity.js';
import { agreementDeadline, EXPIRY_NOTICE_DAYS, type AgreementDeadline } from './deadlines.js';
import type { AgreementState } from './partnership-states.js';

interface AgreementRow {
  readonly id: string;
  readonly version: number;
  readonly areaCode: string;
  readonly areaName: string;
  readonly type: AgreementType;
  readonly title: string;
  readonly numberFirstParty: string | null;
  readonly numberSecondParty: string | null;
  readonly counterpartOffice: string;
  readonly counterpartPerson: string | null;
  readonly scope: readonly string[];
  readonly state: AgreementState;
  readonly blockedReason: string | null;
  readonly signedOn: string | null;
  readonly effectiveOn: string | null;
  readonly expiresOn: string | null;
  readonly createdAt: string;
}

/** An agreement as people see it, with its deadline as of today. */
export interface AgreementView extends AgreementRow, AgreementDeadline {}

/** Newest record first; `area` includes everything below it; `isExpiring` keeps those that end within 90 days. */
export interface AgreementFilter {
  readonly area?: string;
  readonly type?: AgreementType;
  readonly state?: AgreementState;
  readonly isExpiring?: boolean;
  readonly after?: string;
  readonly limit: number;
}

const AGREEMENT = `
  SELECT g.id, g.version, g.area_code AS "areaCode", a.name AS "areaName", g.type, g.title, g.number_first_party AS "numberFirstParty",
         g.number_second_party AS "numberSecondParty", g.counterpart_office AS "counterpartOffice",
         g.counterpart_person AS "counterpartPerson", g.scope, g.state, g.blocked_reason AS "blockedReason", g.signed_on AS "signedOn",
         g.effective_on AS "effectiveOn", g.expires_on AS "expiresOn", g.created_at AS "createdAt"
    FROM agreement g
    JOIN area a ON a.code = g.area_code`;

/** One agreement, or null when it is absent or out of scope. */
export async function findAgreement(rows: Rows, id: string): Promise<AgreementView | null> {
  const [found] = await rows.query<AgreementRow>(`${AGREEMENT} WHERE g.id = $1`, [id]);
  return found ? withDeadline(found, rows.today) : null;
}

/** Up to `limit + 1` agreements, so that the caller knows whether there are more. */
export async function listAgreements(
  rows: Rows,
  { area, type, state, isExpiring = false, after, limit }: AgreementFilter,
): Promise<AgreementView[]> {
  const found = await rows.query<AgreementRow>(
    `${AGREEMENT}
      WHERE ($1::text IS NULL OR (g.area_code >= $1 AND g.area_code < $1 || '/'))
        AND ($2::text IS NULL OR g.type = $2)
        AND ($3::text IS NULL OR g.state = $3)
        AND (NOT $4::boolean OR (g.state = 'active' AND g.expires_on BETWEEN auth.today() AND auth.today() + ${EXPIRY_NOTICE_DAYS}))
        AND ($5::uuid IS NULL OR g.id < $5)
      ORDER BY g.id DESC
      LIMIT $6`,
    [area ?? null, type ?? null, state ?? null, isExpiring, after ?? null, limit + 1],
  );
  return found.map((agreement) => withDeadline(agreement, rows.today));
}

function withDeadline(agreement: AgreementRow, today: string): AgreementView {
  return { ...agreement, ...agreementDeadline(agreement, today) };
}
