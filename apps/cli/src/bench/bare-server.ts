import { createServer, type IncomingMessage } from 'node:http';

import pg from 'pg';

/** The most that a Node API could do: node:http and pg, one parameterised statement in which PostgreSQL builds the JSON;
 *  no sign-in, no scope, no audit, no validation. It is what our API is measured against, in the same run. */

const LIST = `
  SELECT json_build_object(
    'items', (SELECT coalesce(json_agg(page), '[]') FROM (
       SELECT c.id, p.case_no AS "caseNo", p.full_name AS "fullName", p.sex, p.nik_last4 AS "nikLast4",
              json_build_object('code', a.code, 'name', a.name) AS area, c.stage, c.scheme, c.destination_country AS "destinationCountry",
              c.planned_departure_on AS "plannedDepartureOn", c.required_count AS required, c.submitted_count AS submitted,
              c.verified_count AS verified, c.stage_since AS "stageSince", p.version
         FROM placement_cycle c JOIN candidate p ON p.id = c.candidate_id JOIN area a ON a.code = p.area_code
        WHERE c.is_current AND c.regency_code = $1 AND c.stage = $2
        ORDER BY c.id DESC LIMIT 25) page),
    'total', (SELECT count(*) FROM placement_cycle c WHERE c.is_current AND c.regency_code = $1 AND c.stage = $2))::text AS body`;

const FILE = `
  SELECT json_build_object(
    'id', p.id, 'caseNo', p.case_no, 'fullName', p.full_name, 'sex', p.sex, 'birthDate', p.birth_date, 'maritalStatus', p.marital_status,
    'area', json_build_object('code', a.code, 'name', a.name), 'version', p.version,
    'cycles', (SELECT json_agg(row_to_json(c)) FROM placement_cycle c WHERE c.candidate_id = p.id))::text AS body
    FROM candidate p JOIN area a ON a.code = p.area_code WHERE p.id = $1`;

const TILES = `
  SELECT coalesce(json_agg(t), '[]')::text AS body FROM (
    SELECT indicator, sum(x) AS x, sum(y) AS y FROM (
      SELECT indicator, month, x, y FROM indicator_count WHERE area_code >= $1 AND area_code < $1 || '/'
      UNION ALL
      SELECT indicator, month, x, y FROM indicator_delta WHERE area_code >= $1 AND area_code < $1 || '/') d
     WHERE month <= $2::date GROUP BY indicator) t`;

const CREATE = `
  INSERT INTO candidate (id, full_name, name_key, area_code, nik_sealed, nik_index, source, created_by)
  VALUES ($1, $2, lower($2), $3, $4, $5, 'generator', $6) RETURNING json_build_object('id', id, 'caseNo', case_no)::text AS body`;

/** Serves the four workloads on a free port of this machine. @returns the address and how to stop it */
export async function startBareServer(databaseUrl: string): Promise<{ url: string; stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const answer = async (request: IncomingMessage): Promise<string> => {
    const url = new URL(request.url ?? '/', 'http://bare');
    const ask = async (name: string, text: string, values: unknown[]): Promise<string> =>
      (await pool.query<{ body: string }>({ name, text, values })).rows[0]?.body ?? '{}';
    if (url.pathname === '/list') return ask('list', LIST, [url.searchParams.get('area'), url.searchParams.get('stage')]);
    if (url.pathname === '/file') return ask('file', FILE, [url.searchParams.get('id')]);
    if (url.pathname === '/tiles') return ask('tiles', TILES, [url.searchParams.get('area'), url.searchParams.get('month')]);
    const body: { id: string; fullName: string; areaCode: string; nik: string } = JSON.parse(await textOf(request));
    return ask('create', CREATE, [
      body.id,
      body.fullName,
      body.areaCode,
      Buffer.alloc(46, body.nik),
      Buffer.from(body.nik.padEnd(32)),
      '00000000-0000-7000-8000-000000000001',
    ]);
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (text) => response.writeHead(200, { 'content-type': 'application/json' }).end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
