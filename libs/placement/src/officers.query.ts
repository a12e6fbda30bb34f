import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';

/** Somebody to whom a person of the caller's area can be given. */
export interface Officer {
  readonly id: string;
  readonly displayName: string;
  readonly role: string;
  readonly areaName: string;
}

/** Active colleagues of the caller's area, of what lies inside it and of what it lies in. */
export function officersInReach(rows: Rows): Promise<Officer[]> {
  return rows.query<Officer>(
    `SELECT o.id, o.display_name AS "displayName", o.role, o.area_name AS "areaName" FROM auth.officers_in_reach() o`,
  );
}

/** @throws Problem invalid */
export async function refuseUnknownOfficer(rows: Rows, officerId: string): Promise<void> {
  const [officer] = await rows.query<{ role: string }>(`SELECT n.role FROM auth.colleague_names(ARRAY[$1::uuid]) n`, [officerId]);
  if (officer && ['bp3mi_officer', 'bp3mi_supervisor', 'labour_placement_officer'].includes(officer.role)) return;
  throw problem('invalid', { errors: [{ pointer: '/officerId', code: 'officer-unknown', detail: 'Pilih petugas dari daftar.' }] });
}
