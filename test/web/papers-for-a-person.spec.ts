import type { ChecklistItem } from '../../apps/web/src/api/types.js';
import { listMessage, LONGEST_MESSAGE } from '../../apps/web/src/pages/papers/list-message.js';
import { groupsOf } from '../../apps/web/src/pages/papers/open-papers.js';
import { letterMessage, letterOf } from '../../apps/web/src/pages/papers/refusal-letter.js';
import { papers as english } from '../../apps/web/src/words/papers.en.js';
import { papers as indonesian } from '../../apps/web/src/words/papers.id.js';
import { requests as requestsEn } from '../../apps/web/src/words/requests.en.js';
import { requests as requestsId } from '../../apps/web/src/words/requests.id.js';
import { DOCUMENT_CODES, documentName, REJECTION_REASONS, type RejectionReason } from '../../libs/rulebook/src/index.js';

/** Any run of digits that could be a NIK, a passport, a telephone or a file number; days and years are shorter. */
const NUMBER = /\d{5,}|[A-Z]\d{4,}/;

function line(documentCode: string, over: Partial<ChecklistItem> = {}): ChecklistItem {
  return {
    documentCode,
    requirement: 'required',
    state: 'missing',
    ruleId: `doc.${documentCode}`,
    legalBasis: { text: 'UU 18/2017 Pasal 13', confidence: 'verified' },
    issuer: 'Kantor Imigrasi',
    neededFor: null,
    coverDepartureFrom: null,
    lastUsefulOn: null,
    leadTimeDays: 14,
    actBy: null,
    after: [],
    lapsesOn: null,
    documentId: null,
    documentVersion: null,
    number: '****9012',
    issuedOn: null,
    expiresOn: null,
    hasMismatch: false,
    requested: null,
    reason: 'Nomor 7471 0190 0001 tidak cocok',
    ...over,
  };
}

const said = (items: readonly ChecklistItem[], words = indonesian, language: 'id' | 'en' = 'id') =>
  listMessage(
    { name: 'Dewi Rekaan', items, today: '2026-01-16', plannedDepartureOn: '2026-04-01', officerName: 'Sari Wulandari' },
    {
      words: words.list,
      requested: (language === 'en' ? requestsEn : requestsId).requested,
      nameOfDocument: (code) => documentName(code, language),
      day: (day) => day,
    },
  );

test('the message for WhatsApp names what to bring, where and until when', () => {
  const items = [line('passport', { actBy: '2026-02-20' }), line('police_clearance', { actBy: '2026-01-10', issuer: 'Polres atau Polda' })];
  expect(said(items)).toMatchInlineSnapshot(`
   "Yth. Dewi Rekaan,
   Masih ada 2 dokumen yang perlu Anda urus untuk berangkat 2026-04-01:
   1. SKCK (Polres atau Polda): urus sekarang juga
   2. Paspor RI (Kantor Imigrasi): paling lambat 2026-02-20
   Bawa dokumen asli ke kantor kami. Petugas Anda: Sari Wulandari.
   Jangan kirim foto KTP, NIK, atau paspor lewat WhatsApp."
  `);
});

test('no NIK, document number or reason of an officer gets into the message, and it stays short, in both languages', () => {
  const all = DOCUMENT_CODES.map((code) => line(code, { state: 'rejected', actBy: '2026-02-01' }));
  for (const text of [said(all), said(all, english, 'en'), said(all.slice(0, 3)), said([])]) {
    expect(text).not.toMatch(NUMBER);
    expect(text).not.toContain('****');
    expect(text.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
  }
});

test('a paper that was asked for is not asked again: the message says when it is expected, and where to ask once that has passed', () => {
  const asked = { askedOn: '2026-01-05', issuer: 'Imigrasi Kendari', recordedByName: 'Sari' };
  const items = [
    line('passport', { requested: { ...asked, expectedOn: '2026-01-20' } }),
    line('police_clearance', { requested: { ...asked, expectedOn: '2026-01-15', issuer: 'Polda' } }),
  ];
  expect(said(items)).toMatchInlineSnapshot(`
   "Yth. Dewi Rekaan,
   Sudah Anda urus; bawa ke kantor kami bila sudah jadi:
   - SKCK: belum jadi, tanyakan di Polda
   - Paspor RI: diharapkan 2026-01-20
   Bawa dokumen asli ke kantor kami. Petugas Anda: Sari Wulandari.
   Jangan kirim foto KTP, NIK, atau paspor lewat WhatsApp."
  `);
  expect(said([line('photo'), ...items])).toContain('Masih ada 1 dokumen');
  const { toBring, requested } = groupsOf(items);
  expect([toBring.length, requested.map((item) => item.documentCode)]).toEqual([0, ['police_clearance', 'passport']]);
});

test('what does not fit is counted, and every paper is either named or counted', () => {
  const all = DOCUMENT_CODES.map((code) => line(code));
  const text = said(all);
  const named = text.split('\n').filter((row) => /^\d+\. /.test(row)).length;
  expect(text).toContain(`Dan ${all.length - named} lagi.`);
});

test('what is handed in is not asked again, and the soonest stands first', () => {
  const { toBring, inHand, inOrder, optional } = groupsOf([
    line('photo'),
    line('passport', { actBy: '2026-03-01' }),
    line('work_visa', { state: 'expired', actBy: '2026-02-01' }),
    line('family_card', { state: 'submitted' }),
    line('identity_card', { state: 'verified' }),
    line('birth_certificate', { requirement: 'optional' }),
  ]);
  const codes = (items: readonly ChecklistItem[]) => items.map((item) => item.documentCode);
  expect(codes(toBring)).toEqual(['work_visa', 'passport', 'photo']);
  expect([codes(inHand), codes(inOrder), codes(optional)]).toEqual([['family_card'], ['identity_card'], ['birth_certificate']]);
});

const refusal = (reason: RejectionReason | null, language: 'id' | 'en', note: string | null = null) => ({
  name: 'Dewi Rekaan',
  documentName: documentName('passport', language),
  issuer: 'Kantor Imigrasi',
  reason,
  note,
  officerName: 'Sari Wulandari',
});

test('every reason becomes a letter in both languages: what is wrong, what to bring, where to go', () => {
  const letters = REJECTION_REASONS.map((reason) => ({
    code: reason.code,
    id: Object.values(letterOf(refusal(reason, 'id'), indonesian.letter, 'id')).filter((text) => text !== null),
    en: Object.values(letterOf(refusal(reason, 'en'), english.letter, 'en')).filter((text) => text !== null),
  }));
  for (const { id, en } of letters) {
    expect(id).toHaveLength(3);
    expect(en).toHaveLength(3);
    expect(id.filter((text) => en.includes(text))).toEqual([]);
  }
  expect(letters).toMatchSnapshot();
});

test('a sentence of a letter can be understood at the first reading', () => {
  const { messageGreeting: _a, messageLead: _b, ...fixed } = indonesian.letter;
  const sentences = Object.values(fixed)
    .filter((text) => typeof text === 'string')
    .concat(REJECTION_REASONS.flatMap((reason) => Object.values(letterOf(refusal(reason, 'id'), indonesian.letter, 'id')).map(String)))
    .flatMap((text) => text.split(/(?<=[.?])\s+/));
  expect(sentences.filter((sentence) => sentence.split(' ').length > 12)).toEqual([]);
});

test('a reason in own words stands on paper as it was written, and never in the message', () => {
  const own = refusal(null, 'id', 'NIK 7471019005010001 tidak cocok');
  expect(letterOf(own, indonesian.letter, 'id')).toMatchObject({ wrong: own.note, note: null });
  for (const reason of [null, ...REJECTION_REASONS]) {
    for (const [words, language] of [[indonesian, 'id'] as const, [english, 'en'] as const]) {
      const text = letterMessage({ ...own, reason }, words.letter, language);
      expect(text).not.toMatch(NUMBER);
      expect(text.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
    }
  }
});
