import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

import pg from 'pg';

import { AUDIT, CREATE, FILE, LIST, NAIVE_SEARCH, TILES } from './bare-statements.js';

/** The most that a Node API could do: node:http and pg in a process of its own. Started by the benchmark with DATABASE_URL,
 *  PORT, BARE_TODAY, BARE_ACTOR; it answers the same content as our routes. */

const POOL_SIZE = 4;
const { DATABASE_URL: connectionString, PORT, BARE_TODAY: today = '', BARE_ACTOR: actor = '' } = process.env;
const pool = new pg.Pool({ connectionString, max: POOL_SIZE, options: '-c jit=off -c session_replication_role=replica' });

async function ask(name: string, text: string, values: unknown[]): Promise<string> {
  const { rows } = await pool.query<{ body: string }>({ name, text, values });
  return rows[0]?.body ?? '{}';
}

async function answer(request: IncomingMessage): Promise<string> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bare');
  const given = (name: string): string | null => searchParams.get(name);
  if (pathname === '/ready') return ask('ready', `SELECT '{}' AS body`, []);
  if (pathname === '/list') return ask('list', LIST, [given('area'), given('stage'), today]);
  if (pathname === '/file') return ask('file', FILE, [given('id')]);
  if (pathname === '/audited-file') return auditedFile(given('id') ?? '');
  if (pathname === '/tiles') return ask('tiles', TILES, [given('area'), `${given('period')}-01`, given('period')]);
  if (pathname === '/search') return ask('search', NAIVE_SEARCH, [given('area'), given('q'), today]);
  const body: { id: string; cycleId: string; fullName: string; areaCode: string; nik: string } = JSON.parse(await textOf(request));
  const { id, fullName, areaCode, nik, cycleId } = body;
  const [sealed, index] = [Buffer.alloc(46, nik), Buffer.from(nik.padEnd(32))];
  return ask('create', CREATE, [id, fullName, areaCode, sealed, index, actor, cycleId, randomUUID(), today, nik.slice(-4)]);
}

// The same file with the same durable row of its view: what the trail itself costs anybody.
async function auditedFile(id: string): Promise<string> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ body: string }>({ name: 'file', text: FILE, values: [id] });
    await client.query({ name: 'audit', text: AUDIT, values: [actor, id, '52', randomUUID()] });
    await client.query('COMMIT');
    return rows[0]?.body ?? '{}';
  } finally {
    client.release();
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

createServer((request, response) => {
  answer(request).then(
    (text) => response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
}).listen(Number(PORT), '127.0.0.1');
