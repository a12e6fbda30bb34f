import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

import { newKey, read } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { Draft } from '../api/types.js';
import { useWords } from '../language.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import { Page } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { useMe } from '../session.js';
import { useRegisterWords } from '../words/register.js';

import { DraftList } from './register/draft-list.js';
import { allPending } from './register/pending.js';
import type { Pending } from './register/pending.js';
import { Unsent } from './register/unsent.js';
import { startOf } from './register/use-kept-draft.js';
import type { Start } from './register/use-kept-draft.js';
import { EMPTY } from './register/values.js';
import { Wizard } from './register/wizard.js';

const NOTHING: Omit<Start, 'slot'> = { draftId: null, version: 0, base: EMPTY, values: EMPTY, step: 1, keptAt: null };

interface Opened {
  /** A wizard with another key starts anew. */
  readonly key: string;
  /** The addresses that this wizard belongs to: its draft, and none while the address does not name the draft yet. */
  readonly addresses: readonly (string | null)[];
  readonly start: Start | ApiProblem;
  /** Taken up although the address asked for a new one, because it could not be sent yet. */
  readonly wasUnsent?: boolean;
}

/** Registration: a new one, or a draft that the address names. What could not be sent before is taken up first. */
export function RegisterPage() {
  const words = useWords();
  const router = useRouter();
  const me = useMe();
  const { draf = null } = useSearch({ from: '/office/cpmi/baru' });
  const [opened, setOpened] = useState<Opened | null>(null);
  // Unsent ones that the officer does not want to go on with now.
  const setAside = useRef(new Set<string>());
  const isOpen = opened !== null && opened.addresses.includes(draf);
  useEffect(() => {
    if (isOpen) {
      // The address names the draft now, so an address without one means a new registration again.
      if (draf !== null) setOpened((before) => before && (before.addresses.length > 1 ? { ...before, addresses: [draf] } : before));
      return undefined;
    }
    const unsent = allPending(me.userId).filter(({ slot }) => !setAside.current.has(slot));
    const pending = draf === null ? unsent[0] : unsent.find(({ draftId }) => draftId === draf);
    if (pending) {
      setOpened(takenUp(pending, [draf, pending.draftId]));
      if (draf === null && pending.draftId) router.history.replace(`/cpmi/baru?draf=${pending.draftId}`);
      return undefined;
    }
    if (draf === null) {
      const slot = newKey();
      setOpened({ key: slot, addresses: [null], start: { ...NOTHING, slot } });
      return undefined;
    }
    const asking = new AbortController();
    const key = `draft ${draf}`;
    read<Draft>(`/registration-drafts/${draf}`, asking.signal).then(
      (draft) => setOpened({ key, addresses: [draf], start: startOf(draft) }),
      (failure: unknown) => {
        if (failure instanceof ApiProblem) setOpened({ key, addresses: [draf], start: failure });
      },
    );
    return () => asking.abort();
  }, [isOpen, draf, me.userId, router]);
  const begun = (draftId: string) => {
    setOpened((before) => before && { ...before, addresses: [...before.addresses, draftId] });
    // Whoever is on the way to another page already must not be called back.
    if (router.history.location.pathname === '/cpmi/baru') router.history.replace(`/cpmi/baru?draf=${draftId}`);
  };
  const beginNew = () => {
    for (const { slot } of allPending(me.userId)) setAside.current.add(slot);
    setOpened(null);
    router.history.replace('/cpmi/baru');
  };
  const current = isOpen && !(opened.start instanceof ApiProblem) ? opened.start.slot : null;
  return (
    <Page title={words.register.title} lead={words.register.lead} back={{ to: '/cpmi', label: words.candidates.title }}>
      {!isOpen && <Loading lines={6} />}
      {isOpen && opened.wasUnsent && <TakenUp onNew={beginNew} />}
      {isOpen && opened.start instanceof ApiProblem && <Gone problem={opened.start} />}
      {isOpen && !(opened.start instanceof ApiProblem) && (
        <Wizard key={opened.key} ownerId={me.userId} start={opened.start} onBegun={begun} />
      )}
      <Unsent ownerId={me.userId} current={current} onResume={(pending) => setOpened(takenUp(pending, [draf, pending.draftId]))} />
      <DraftList current={draf} />
    </Page>
  );
}

function takenUp(pending: Pending, addresses: Opened['addresses']): Opened {
  return { key: `pending ${pending.slot} ${Date.now()}`, addresses, start: { ...pending, keptAt: null }, wasUnsent: true };
}

/** What could not be sent yet stands in the form; a new registration leaves it as it is. */
function TakenUp({ onNew }: { readonly onNew: () => void }) {
  const words = useRegisterWords();
  return (
    <div className="notice notice-sun" role="status">
      <Icon name="warning" />
      <p>
        {words.unsent.takenUp}{' '}
        <button type="button" className="link-button" onClick={onNew}>
          {words.draft.startNew}
        </button>
      </p>
    </div>
  );
}

function Gone({ problem }: { readonly problem: ApiProblem }) {
  const words = useWords();
  if (problem.status !== 404) return <ProblemNotice problem={problem} retry={() => location.reload()} />;
  return (
    <Empty
      title={words.draft.gone}
      next={words.draft.goneText}
      action={
        <Go className="button" to="/cpmi/baru">
          {words.draft.startNew}
        </Go>
      }
    />
  );
}
