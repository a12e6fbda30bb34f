// Keys of test databases. They protect nothing: every person in a test is invented.
const key = (text) => Buffer.from(text.padEnd(32, '.')).toString('base64');

module.exports = { SEAL_KEYS: `1:${key('test-seal')}`, INDEX_KEY: key('test-index'), LOGIN_KEY: key('test-login') };
