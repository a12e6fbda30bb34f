import type { Rows } from '#libs/access';
import { problem } from '#libs/platform';

/** @throws Problem invalid when there is no such area; whether it lies in the caller's scope is decided by the write itself */
export async function mustBeArea(rows: Rows, areaCode: string): Promise<void> {
  const [area] = await rows.query(`SELECT a.code FROM area a WHERE a.code = $1`, [areaCode]);
  if (!area)
    throw problem('invalid', {
      errors: [{ pointer: '/areaCode', code: 'area-unknown', detail: 'Wilayah tidak dikenal. Pilih dari daftar.' }],
    });
}
