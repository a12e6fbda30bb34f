import { createHash, randomBytes } from 'node:crypto';

import pg from 'pg';

import { newId } from '#libs/platform';

/** What the benchmark asks about: a busy regency with its most frequent stage, and sample ids in it. */
export interface Subjects {
  readonly regency: string;
  readonly regencies: readonly string[];
  readonly stage: string;
  readonly month: string;
  readonly candidateIds: readonly string[];
  readonly token: string;
}

/** Chooses the subjects and seats one officer of the province, signed in. */
export async function chooseSubjects(client: pg.Client): Promise<Subjects> {
  const { rows: busy } = await client.query<{ regency: string; stage: string }>(
    `SELECT regency_code AS regency, stage FROM placement_cycle WHERE is_current GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 LIMIT 1`,
  );
  const { regency, stage } = busy[0] ?? { regency: '74.06', stage: 'lead' };
  const province = regency.slice(0, 2);
  const { rows: candidates } = await client.query<{ id: string }>(
    `SELECT candidate_id AS id FROM placement_cycle WHERE is_current AND regency_code = $1 ORDER BY id LIMIT 2000`,
    [regency],
  );
  const { rows: regencies } = await client.query<{ code: string }>(
    `SELECT code FROM area WHERE level = 'regency' AND parent_code = $1 ORDER BY code`,
    [province],
  );
  const { rows: months } = await client.query<{ month: string }>(`SELECT max(month)::text AS month FROM indicator_count`);
  return {
    regency,
    stage,
    month: months[0]?.month ?? '2026-01-01',
    regencies: regencies.map((r) => r.code),
    candidateIds: candidates.map((c) => c.id),
    token: await seatOfficer(client, province),
  };
}

async function seatOfficer(client: pg.Client, province: string): Promise<string> {
  const [id, token] = [newId(), randomBytes(32).toString('base64url')];
  await client.query(
    `INSERT INTO auth.app_user (id, username, display_name, role, area_code) VALUES ($1, $2, 'Petugas pengukuran', 'bp3mi_officer', $3)`,
    [id, `bench-${id}`, province],
  );
  await client.query(
    `INSERT INTO auth.session (token_hash, user_id, kind, expires_at, idle_seconds) VALUES ($1, $2, 'bearer', now() + interval '12 hours', 43200)`,
    [createHash('sha256').update(token).digest(), id],
  );
  return token;
}

/** New people with valid, invented NIKs (serial 9000 and above), a different one each time. */
export function peopleOf(areaOf: (n: number) => string, offset: number): () => { fullName: string; areaCode: string; nik: string } {
  let n = offset;
  return () => {
    n += 1;
    const day = String(1 + (n % 28)).padStart(2, '0');
    const month = String(1 + (Math.floor(n / 28) % 12)).padStart(2, '0');
    const year = String(60 + (Math.floor(n / 336) % 40)).padStart(2, '0');
    const serial = String(9000 + (Math.floor(n / 13_440) % 1000)).padStart(4, '0');
    return { fullName: `Orang Ukur ${n}`, areaCode: areaOf(n), nik: `740604${day}${month}${year}${serial}` };
  };
}
