import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

import pg from 'pg';

import { hashPassword, ROLES } from '#libs/access';
import { newId, type Settings } from '#libs/platform';

const USAGE = `user add --username NAME --role ${ROLES.join('|')} [--name "Display name"] [--area 74] [--center UUID] [--email A@B]\n`;

/** Adds an account with a random first password, shown once. The first administrator of an office is made this way. */
export async function run(args: readonly string[], settings: Settings): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      username: { type: 'string' },
      role: { type: 'string' },
      name: { type: 'string' },
      area: { type: 'string' },
      center: { type: 'string' },
      email: { type: 'string' },
    },
  });
  const role = ROLES.find((known) => known === values.role);
  if (positionals[0] !== 'add' || !values.username || !role) {
    process.stderr.write(USAGE);
    return 2;
  }
  const password = randomBytes(12).toString('base64url');
  const client = new pg.Client(settings.ownerUrl);
  await client.connect();
  try {
    await client.query(
      `INSERT INTO auth.app_user (id, username, display_name, email, role, area_code, training_center_id, password_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        newId(),
        values.username,
        values.name ?? values.username,
        values.email ?? null,
        role,
        values.area ?? null,
        values.center ?? null,
        await hashPassword(password),
      ],
    );
  } catch (error) {
    process.stderr.write(`${explain(error)}\n${USAGE}`);
    return 1;
  } finally {
    await client.end();
  }
  process.stdout.write(`Akun ${values.username} dibuat / created. Kata sandi pertama / first password: ${password}\n`);
  return 0;
}

function explain(error: unknown): string {
  const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : '';
  const known: Readonly<Record<string, string>> = {
    app_user_username_unique: 'Nama pengguna sudah dipakai / user name is taken.',
    app_user_has_its_scope:
      'Peran ini memerlukan --area (petugas, dinas, pejabat) atau --center (BLK) / this role needs --area or --center.',
    app_user_area_fk: 'Kode wilayah tidak dikenal / unknown area code.',
  };
  return known[constraint] ?? String(error);
}
