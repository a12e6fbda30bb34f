// Test environment: each test file gets a database of its own, cloned from the template, and drops it at the end.
const { spawn } = require('node:child_process');
const { cpSync, existsSync, rmSync } = require('node:fs');
const path = require('node:path');

const { TestEnvironment } = require('jest-environment-node');
const { Client } = require('pg');

const keys = require('./test-keys.cjs');

const FILES = path.resolve('.sinergi/test-files');
// Two clones of one template cannot be made at the same moment, and the demo office is filled by whoever needs it first.
const CLONING = 744109;
const FILLING = 744110;

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.database = `test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
    await this.clone(process.env.TEST_TEMPLATE, this.database);
    Object.assign(this.global.process.env, this.settings(this.database));
    this.global.moveIntoDemoOffice = (today) => this.moveIntoDemoOffice(today);
  }

  async teardown() {
    await super.teardown();
    rmSync(path.join(FILES, this.database), { recursive: true, force: true });
    await onServer([`DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`]);
  }

  /** Filling takes as long as a whole test file, so it is done once in a run for each day; everybody gets a copy. */
  async moveIntoDemoOffice(today) {
    const office = `demo_${process.env.TEST_RUN}_${today.replace(/\D/g, '')}`;
    await onServer([`SELECT pg_advisory_lock(${FILLING})`, (client) => this.fillOnce(client, office, today)]);
    await onServer([`DROP DATABASE ${this.database} WITH (FORCE)`]);
    await this.clone(office, this.database);
    if (existsSync(path.join(FILES, office))) cpSync(path.join(FILES, office), path.join(FILES, this.database), { recursive: true });
  }

  async fillOnce(client, office, today) {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [office]);
    if (rowCount) return;
    const unfinished = `${office}_new`;
    await client.query(`DROP DATABASE IF EXISTS ${unfinished}`);
    await this.clone(process.env.TEST_TEMPLATE, unfinished);
    await runDemo({ ...process.env, ...this.settings(unfinished), FILES_URL: path.join(FILES, office), SINERGI_TODAY: today });
    await client.query(`ALTER DATABASE ${unfinished} RENAME TO ${office}`);
  }

  clone(template, database) {
    return onServer([
      `SELECT pg_advisory_lock(${CLONING})`,
      `CREATE DATABASE ${database} TEMPLATE ${template} STRATEGY FILE_COPY`,
      // Grants on the database itself are not copied with the template.
      `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
      `GRANT CONNECT ON DATABASE ${database} TO sinergi_door_login, sinergi_bp3mi_login, sinergi_labour_login, sinergi_blk_login, sinergi_district_login, sinergi_admin_login, sinergi_system_login, sinergi_queue_login`,
      `GRANT CREATE ON DATABASE ${database} TO sinergi_owner`,
      `GRANT TEMPORARY ON DATABASE ${database} TO sinergi_queue_login`,
    ]);
  }

  settings(database) {
    return {
      ...keys,
      DATABASE_URL: `${process.env.TEST_PG}/${database}`,
      FILES_URL: path.join(FILES, database),
      SINERGI_MODE: 'demo',
      SINERGI_TODAY: '2026-01-16',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    };
  }
};

async function onServer(steps) {
  const client = new Client(`${process.env.TEST_PG}/postgres`);
  await client.connect();
  try {
    for (const step of steps) await (typeof step === 'string' ? client.query(step) : step(client));
  } finally {
    await client.end();
  }
}

function runDemo(env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/apps/cli/src/main.js', 'demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`demo office failed:\n${output}`))));
  });
}
