import type { PrivacyNotice } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useLanguage, useWords } from '../language.js';

import { Loading, ProblemNotice } from './states.js';

/** The notice in the language of the screen, as it is read out and recorded. */
export function useNotice(): { readonly notice: PrivacyNotice | null; readonly shown: React.ReactNode } {
  const words = useWords();
  const { code } = useLanguage();
  const answer = useRead<PrivacyNotice>(`/privacy-notices/current?language=${code}`);
  const notice = answer.data ?? null;
  const shown = (
    <section className="privacy-notice" aria-label={words.consent.notice}>
      <h3>{words.consent.notice}</h3>
      <ProblemNotice problem={answer.problem} retry={answer.retry} />
      {!notice && !answer.problem && <Loading lines={4} />}
      {notice && (
        <>
          <dl>
            {notice.sections.map(({ heading, text }) => (
              <div key={heading}>
                <dt>{heading}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <p className="soft">
            {words.consent.version(notice.version)} · {notice.legalBasis.text}
          </p>
        </>
      )}
    </section>
  );
  return { notice, shown };
}
