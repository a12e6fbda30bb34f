/** Ways in which a NIK is written, and what each is by the form (POST /candidates) and by a list. `kept` is the NIK that is
 *  stored; a code says why it is not. A list forgives what people type around the digits; the form takes digits only. */
export interface NikForm {
  readonly what: string;
  readonly written: string;
  readonly form: string;
  readonly list: string;
  readonly kept?: string;
}

const PROVINCES = [
  11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73, 74, 75, 76, 81, 82, 91, 92,
  93, 94, 95, 96, 97,
];
const NO_PROVINCES = ['00', '01', '05', '09', '10', '98', '99'];
const GOOD = '7406044507999001';
const same = (what: string, written: string, code: string): NikForm => ({ what, written, form: code, list: code });
const good = (what: string, written: string): NikForm => ({ what, written, form: 'kept', list: 'kept', kept: written });
const listOnly = (what: string, written: string, kept = GOOD): NikForm => ({ what, written, form: 'nik-length', list: 'kept', kept });
const serial = (at: number) => String(9000 + at);

const WRITTEN: readonly NikForm[] = [
  ...PROVINCES.map((province, at) => good(`province ${province}`, `${province}01010101${at < 10 ? '90' : '85'}${serial(at)}`)),
  ...NO_PROVINCES.map((province) => same(`no province ${province}`, `${province}01010101909001`, 'nik-invalid-area')),
  ...Array.from({ length: 31 }, (_, at) => good(`woman born on day ${at + 1}`, `740604${41 + at}0190${serial(100 + at)}`)),
  ...Array.from({ length: 31 }, (_, at) =>
    good(`man born on day ${at + 1}`, `740604${String(1 + at).padStart(2, '0')}0190${serial(200 + at)}`),
  ),
  ...['00', '32', '33', '39', '40', '72', '73', '80', '99'].map((day) => same(`day ${day}`, `740604${day}01909001`, 'nik-invalid-date')),
  ...['00', '13', '20', '99'].map((month) => same(`month ${month}`, `74060401${month}909001`, 'nik-invalid-date')),
  ...Array.from({ length: 12 }, (_, at) => good(`month ${at + 1}`, `74060415${String(1 + at).padStart(2, '0')}91${serial(300 + at)}`)),
  ...[
    ['30 February', '300290'],
    ['31 February', '310290'],
    ['29 February of no leap year', '290291'],
    ['31 April', '310490'],
    ['31 June', '310690'],
    ['31 September', '310990'],
    ['31 November', '311190'],
    ['a woman on 30 February', '700290'],
    ['a woman on 31 April', '710490'],
  ].map(([what = '', day = '']) => same(what, `740604${day}9001`, 'nik-invalid-date')),
  good('29 February of a leap year', '7406042902929011'),
  good('a woman on 29 February of a leap year', '7406046902929012'),
  good('29 February 2000', '7406042902009013'),
  good('31 December', '7406043112909014'),
  ...Array.from({ length: 16 }, (_, length) => length).flatMap((length) =>
    length === 0 ? [] : [{ ...same(`${length} digits`, '7406044507999001'.slice(0, length), 'nik-length') }],
  ),
  ...[17, 18, 20, 32].map((length) => same(`${length} digits`, GOOD.repeat(2).slice(0, length), 'nik-length')),
  good('sixteen times 1, born on 11 November 2011', '1'.repeat(16)),
  same('sixteen times 5', '5'.repeat(16), 'nik-invalid-date'),
  same('sixteen times 9', '9'.repeat(16), 'nik-invalid-area'),
  { what: 'sixteen zeros', written: '0'.repeat(16), form: 'nik-invalid-area', list: 'nik-missing' },
  same('serial 0000', '7406044507990000', 'nik-serial-zero'),
  same('serial 0000 of a man', '7406040507990000', 'nik-serial-zero'),
  listOnly('a space after every four digits', '7406 0445 0799 9001'),
  listOnly('points between the parts', '740604.450799.9001'),
  listOnly('hyphens between the parts', '740604-450799-9001'),
  listOnly('a space in the middle', '74060445 07999001'),
  listOnly('a hidden space without a break in it', '74060445\u00A007999001'),
  listOnly('an apostrophe before, as Excel keeps text', `'${GOOD}`),
  listOnly('a zero-width space in it', '74060445\u200B07999001'),
  listOnly('a byte order mark before it', `\uFEFF${GOOD}`),
  listOnly('a tab in it', '74060445\t07999001'),
  listOnly('a line break behind it', `${GOOD}\n`),
  listOnly('spaces around it', `  ${GOOD}  `),
  listOnly('hidden spaces around it', `\u00A0${GOOD}\u00A0`),
  same('full-width digits', '７４０６０４４５０７９９９００１', 'nik-length'),
  same('Arabic-Indic digits', '٧٤٠٦٠٤٤٥٠٧٩٩٩٠٠١', 'nik-length'),
  same('Eastern Arabic digits', '۷۴۰۶۰۴۴۵۰۷۹۹۹۰۰۱', 'nik-length'),
  same('Devanagari digits', '७४०६०४४५०७९९९००१', 'nik-length'),
  same('mathematical digits', '𝟟𝟜𝟘𝟞𝟘𝟜𝟜𝟝𝟘𝟟𝟡𝟡𝟡𝟘𝟘𝟙', 'nik-length'),
  same('the letter O for a zero', '74O6044507999001', 'nik-length'),
  same('the letter l for a one', '740604450799900l', 'nik-length'),
  same('a plus before it', `+${GOOD}`, 'nik-length'),
  same('a star before it', `*${GOOD}`, 'nik-length'),
  same('the word before it', `NIK ${GOOD}`, 'nik-length'),
  same('the word behind it', `${GOOD} (NIK)`, 'nik-length'),
  same('two in one cell', `${GOOD} / ${GOOD}`, 'nik-length'),
  same('hexadecimal', '0x7406044507999001', 'nik-length'),
  same('a comma in it', '7406044507999001,00', 'nik-length'),
  same('points of thousands', '7.406.044.507.999.00', 'nik-length'),
  { what: 'as Excel rounds it in words', written: '7,40604E+15', form: 'nik-length', list: 'nik-precision-lost' },
  { what: 'as Excel rounds it with a point', written: '7.40604E+15', form: 'nik-length', list: 'nik-precision-lost' },
  { what: 'as Excel rounds it in small letters', written: '7.40604e15', form: 'nik-length', list: 'nik-precision-lost' },
  { what: 'a hyphen for nothing', written: '-', form: 'nik-length', list: 'nik-missing' },
  { what: 'a zero for nothing', written: '0', form: 'nik-length', list: 'nik-missing' },
  { what: 'the words for nothing there', written: 'tidak ada', form: 'nik-length', list: 'nik-missing' },
  { what: 'the words for not yet', written: 'belum ada', form: 'nik-length', list: 'nik-missing' },
  { what: 'the word for empty', written: 'kosong', form: 'nik-length', list: 'nik-missing' },
  { what: 'a formula', written: '=7406044507999001', form: 'nik-length', list: 'formula-in-cell' },
  { what: 'an at sign before it', written: '@7406044507999001', form: 'nik-length', list: 'formula-in-cell' },
];

/** Each form with a serial of its own, so that no two of them are the same person. */
export const NIK_FORMS: readonly NikForm[] = WRITTEN.map((form, at) =>
  form.kept === GOOD
    ? { ...form, written: form.written.replace('9001', serial(500 + at)), kept: GOOD.replace('9001', serial(500 + at)) }
    : form,
);
