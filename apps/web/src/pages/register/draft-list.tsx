import type { DraftSummary, Page } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { Go } from '../../parts/go.js';
import { Section } from '../../parts/page.js';
import { useToast } from '../../parts/toast.js';

/** Registrations that this person began and did not finish. Nothing is shown when there are none. */
export function DraftList({ current }: { readonly current: string | null }) {
  const words = useWords();
  const format = useFormat();
  const toast = useToast();
  const drafts = useRead<Pick<Page<DraftSummary>, 'items'>>('/registration-drafts');
  const discarding = useSend<null>({ onDone: () => toast(words.draft.discarded) });
  const others = (drafts.data?.items ?? []).filter(({ id }) => id !== current);
  if (others.length === 0) return null;
  return (
    <Section title={words.draft.mine} note={words.draft.sweep} className="drafts">
      <ul className="lines">
        {others.map((draft) => {
          const name = draft.label ?? words.draft.unnamed;
          return (
            <li key={draft.id}>
              <span>
                <strong>{name}</strong>
                <span className="soft line">{words.draft.at(draft.step, format.moment(draft.updatedAt))}</span>
              </span>
              <span className="draft-actions">
                <Go to={`/cpmi/baru?draf=${draft.id}`} aria-label={words.draft.resumeLabel(name)}>
                  {words.draft.resume}
                </Go>
                <button
                  type="button"
                  className="link-button"
                  aria-label={words.draft.discardLabel(name)}
                  onClick={() => discarding.submit({ method: 'DELETE', path: `/registration-drafts/${draft.id}` })}
                >
                  {words.draft.discard}
                </button>
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
