import { readFileSync } from 'node:fs';

const swcrc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swcrc.$schema;
const toCjs = ['@swc/jest', { ...swcrc, swcrc: false, module: { type: 'commonjs' } }];
// Nest 12 is ESM-only and Jest cannot require it on Node 20, so these packages are down-levelled like our own sources.
const esm = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'libphonenumber-js',
  '@standard-schema',
  'content-disposition',
  'cookie',
  '@fastify/cookie',
];
const withDatabase = process.env.SINERGI_TEST_NO_DB === undefined;

export default {
  ...(withDatabase && {
    testEnvironment: '<rootDir>/test/support/own-database.cjs',
    globalSetup: '<rootDir>/test/support/start-servers.mjs',
    globalTeardown: '<rootDir>/test/support/stop-servers.mjs',
  }),
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.sinergi'],
  testMatch: ['**/*.spec.ts'],
  // It ends what hangs, also on a machine several times slower than the one on which the tests were written.
  testTimeout: 300_000,
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  transform: { '^.+\\.(ts|m?js)$': toCjs },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})(/|$))`],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  reporters: ['default', '<rootDir>/test/support/closing-line.cjs'],
};
