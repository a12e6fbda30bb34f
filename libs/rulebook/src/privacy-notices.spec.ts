import { createHash } from 'node:crypto';

import { isKnownNotice, noticeOn, NOTICE_LANGUAGES, PRIVACY_NOTICES } from './privacy-notices.js';

/** SHA-256 of each published text. People agreed to exactly these words: a changed text needs a new version, never a new hash. */
const PUBLISHED: Readonly<Record<string, string>> = {
  '2026-01 id': '3d669954b873b01f',
  '2026-01 en': '3d917826c9b495b0',
};

test('a published notice is never edited, because people agreed to its words', () => {
  const hashes = PRIVACY_NOTICES.map(({ version, language, title, sections }) => [
    `${version} ${language}`,
    createHash('sha256')
      .update(JSON.stringify([title, sections]))
      .digest('hex')
      .slice(0, 16),
  ]);
  expect(Object.fromEntries(hashes)).toEqual(PUBLISHED);
});

test('every version speaks every language, with the same parts in the same order', () => {
  for (const version of new Set(PRIVACY_NOTICES.map((notice) => notice.version))) {
    const texts = NOTICE_LANGUAGES.map((language) => PRIVACY_NOTICES.find((one) => one.version === version && one.language === language));
    expect(texts.map((text) => text?.sections.length)).toEqual([texts[0]?.sections.length, texts[0]?.sections.length]);
  }
});

test('the notice tells what is stored, why, who sees it, the rights under UU 27/2022 and how long', () => {
  const { sections } = noticeOn('2026-01-16', 'id');
  expect(sections.map(({ heading }) => heading)).toEqual([
    'Apa yang dicatat',
    'Untuk apa',
    'Siapa yang melihat',
    'Hak Anda',
    'Berapa lama',
  ]);
  expect(sections.map(({ text }) => text).join(' ')).toContain('menarik persetujuan');
});

test('before the first notice the first one is given, and an unknown version is none', () => {
  expect(noticeOn('2020-01-01', 'id').version).toBe('2026-01');
  expect(isKnownNotice('2026-01', 'en')).toBe(true);
  expect(isKnownNotice('2019-01', 'id')).toBe(false);
});
