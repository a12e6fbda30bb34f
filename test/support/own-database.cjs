// Test environment: each test file gets a database of its own, cloned from the template, and drops it at the end.
const { rmSync } = require('node:fs');
const path = require('node:path');

const { TestEnvironment } = require('jest-environment-node');
const { Client } = require('pg');

const keys = require('./test-keys.cjs');

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.database = `test_${process.pid}_${Math.random().toString(36).slice(2, 8)}`;
    this.files = path.resolve('.sinergi/test-files', this.database);
    await this.onServer([
      'SELECT pg_advisory_lock(744109)',
      `CREATE DATABASE ${this.database} TEMPLATE ${process.env.TEST_TEMPLATE} STRATEGY FILE_COPY`,
      // Grants on the database itself are not copied with the template.
      `REVOKE ALL ON DATABASE ${this.database} FROM PUBLIC`,
      `GRANT CONNECT ON DATABASE ${this.database} TO sinergi_door_login, sinergi_bp3mi_login, sinergi_labour_login, sinergi_blk_login, sinergi_district_login, sinergi_admin_login, sinergi_system_login, sinergi_queue_login`,
      `GRANT CREATE ON DATABASE ${this.database} TO sinergi_owner`,
      `GRANT TEMPORARY ON DATABASE ${this.database} TO sinergi_queue_login`,
    ]);
    Object.assign(this.global.process.env, keys, {
      DATABASE_URL: `${process.env.TEST_PG}/${this.database}`,
      FILES_URL: this.files,
      SINERGI_MODE: 'demo',
      SINERGI_TODAY: '2026-01-16',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    });
  }

  async teardown() {
    await super.teardown();
    rmSync(this.files, { recursive: true, force: true });
    await this.onServer([`DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`]);
  }

  async onServer(statements) {
    const client = new Client(`${process.env.TEST_PG}/postgres`);
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
};
