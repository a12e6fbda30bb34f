import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { send } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { DraftSummary } from '../../api/types.js';
import { useRegisterWords } from '../../words/register.js';
import { Section } from '../../parts/page.js';

import { allPending, forgetPending, isHeldBy } from './pending.js';
import type { Pending } from './pending.js';
import { draftBody } from './values.js';

const AGAIN_MS = 10_000;

interface UnsentProps {
  readonly ownerId: string;
  /** The registration on the screen; it sends itself. */
  readonly current: string | null;
  readonly onResume: (pending: Pending) => void;
}

/** Other registrations of this tab that could not be sent: they are sent as soon as the server answers, or gone on with here. */
export function Unsent({ ownerId, current, onResume }: UnsentProps) {
  const words = useRegisterWords();
  const others = useUnsent(ownerId, current);
  if (others.length === 0) return null;
  return (
    <Section title={words.unsent.title} note={words.unsent.note} className="drafts">
      <ul className="lines">
        {others.map((pending) => {
          const name = pending.values.fullName.trim() || words.draft.unnamed;
          return (
            <li key={pending.slot}>
              <strong>{name}</strong>
              <button type="button" className="link-button" aria-label={words.draft.resumeLabel(name)} onClick={() => onResume(pending)}>
                {words.draft.resume}
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function useUnsent(ownerId: string, current: string | null): readonly Pending[] {
  const client = useQueryClient();
  const [others, setOthers] = useState<readonly Pending[]>([]);
  useEffect(() => {
    const read = () => allPending(ownerId).filter(({ slot }) => slot !== current);
    setOthers(read());
    const sendAll = async () => {
      // A form that was closed sends its own; after a reload nobody does.
      for (const pending of read()) if (isHeldBy(pending.slot, null) && (await wasSent(pending))) forgetPending(pending.slot);
      const left = read();
      setOthers((before) => {
        if (left.length < before.length) void client.invalidateQueries({ queryKey: ['/registration-drafts'] });
        return left;
      });
    };
    const timer = setInterval(() => void sendAll(), AGAIN_MS);
    const online = () => void sendAll();
    addEventListener('online', online);
    return () => {
      clearInterval(timer);
      removeEventListener('online', online);
    };
  }, [client, ownerId, current]);
  return others;
}

// A draft that the server holds in a version that this tab does not know must be merged by its writer.
async function wasSent({ draftId, version, step, values }: Pending): Promise<boolean> {
  if (draftId !== null && version === 0) return false;
  const body = draftBody(step, values);
  try {
    if (draftId === null) await send<DraftSummary>('POST', '/registration-drafts', { body });
    else await send<DraftSummary>('PUT', `/registration-drafts/${draftId}`, { body, version });
    return true;
  } catch (failure) {
    if (failure instanceof ApiProblem) return false;
    throw failure;
  }
}
