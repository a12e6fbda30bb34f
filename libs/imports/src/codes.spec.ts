import { FILE_FAULTS, hintFor, ROW_CODES, type RowCode } from './codes.js';

const FACTS = { row: '8', nik: '05/07/1999', registered: 'Dewi Contoh' };

test('every fault of a file is told in both languages, and says what to do next', () => {
  for (const [fault, { id, en }] of Object.entries(FILE_FAULTS)) {
    expect([fault, id.length > 15 && en.length > 15]).toEqual([fault, true]);
    expect([fault, /null|undefined|error/i.test(id + en)]).toEqual([fault, false]);
  }
});

test.each(Object.keys(ROW_CODES) as RowCode[])('the hint of %s is a whole sentence in both languages, with nothing left open', (code) => {
  for (const language of ['id', 'en'] as const) {
    const hint = hintFor(code, FACTS, language);
    expect(hint).toMatch(/^\p{Lu}.{10,}[.)]$/u);
    expect(hint).not.toMatch(/…|\{|null|undefined/);
  }
});
