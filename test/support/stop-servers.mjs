import fs from 'node:fs';

import pg from 'pg';

export default async function stopServers() {
  globalThis.sinergiTestRedis?.kill('SIGTERM');
  const own = globalThis.sinergiTestServer;
  await dropDemoOffices(own === undefined);
  if (!own) return;
  await own.postgres.stop();
  fs.rmSync(own.folder, { recursive: true, force: true });
}

// Their databases die with a server of our own.
async function dropDemoOffices(isServerKept) {
  const mine = `demo_${process.env.TEST_RUN}_`;
  const folders = fs.existsSync('.sinergi/test-files') ? fs.readdirSync('.sinergi/test-files').filter((name) => name.startsWith(mine)) : [];
  for (const name of folders) fs.rmSync(`.sinergi/test-files/${name}`, { recursive: true, force: true });
  if (!isServerKept) return;
  const client = new pg.Client(`${process.env.TEST_PG}/postgres`);
  await client.connect();
  try {
    const { rows } = await client.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [mine]);
    for (const { datname } of rows) await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
