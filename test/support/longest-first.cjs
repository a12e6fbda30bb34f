// Order of the test files: the longest first, because one that starts last keeps a whole core waiting. Without figures of an
// earlier run (a fresh checkout) Jest would go by the size of the file.
const path = require('node:path');

const Sequencer = require('@jest/test-sequencer').default;

// Seconds on two cores; those not named take less than ten.
const SECONDS = require('./long-specs.json');

module.exports = class extends Sequencer {
  sort(tests) {
    const seconds = (test) => SECONDS[path.relative(test.context.config.rootDir, test.path)] ?? 0;
    return [...super.sort(tests)].sort((one, other) => seconds(other) - seconds(one));
  }
};
