import noticesFile from '../rules/privacy-notices.json' with { type: 'json' };
import { Entry, type LegalBasis } from './rule-file.js';

export const NOTICE_LANGUAGES = ['id', 'en'] as const;
export type NoticeLanguage = (typeof NOTICE_LANGUAGES)[number];

/** What a person is told about the own data before it is recorded, in one version and language. */
export interface PrivacyNotice {
  readonly version: string;
  readonly language: NoticeLanguage;
  readonly effectiveFrom: string;
  readonly legalBasis: LegalBasis;
  readonly title: string;
  readonly sections: readonly { readonly heading: string; readonly text: string }[];
}

/** Every notice that was ever in force, oldest first; a published version is never edited, because consents point at it.
 *  Texts: rules/privacy-notices.json. Basis: UU 27/2022 art 21. */
export const PRIVACY_NOTICES: readonly PrivacyNotice[] = Entry.of(noticesFile, 'privacy notices')
  .entries('notices')
  .flatMap((notice) =>
    notice.entries('texts').map((text) => ({
      version: notice.text('version'),
      language: text.oneOf('language', NOTICE_LANGUAGES),
      effectiveFrom: notice.day('effectiveFrom'),
      legalBasis: notice.legalBasis(),
      title: text.text('title'),
      sections: text.entries('sections').map((section) => ({ heading: section.text('heading'), text: section.text('text') })),
    })),
  )
  .sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));

/** The notice that is given on that day; before the first one came into force, the first. @throws never for a known language */
export function noticeOn(day: string, language: NoticeLanguage): PrivacyNotice {
  const spoken = PRIVACY_NOTICES.filter((notice) => notice.language === language);
  const notice = spoken.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? spoken[0];
  if (!notice) throw new Error(`no privacy notice in ${language}`);
  return notice;
}

/** Was this ever a notice? */
export function isKnownNotice(version: string, language: NoticeLanguage): boolean {
  return PRIVACY_NOTICES.some((notice) => notice.version === version && notice.language === language);
}
