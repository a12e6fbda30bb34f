import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { read } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { Draft } from '../api/types.js';
import { useWords } from '../language.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';
import { useMe } from '../session.js';

import { DraftList } from './register/draft-list.js';
import { takePending } from './register/pending.js';
import { startOf } from './register/use-kept-draft.js';
import type { Start } from './register/use-kept-draft.js';
import { EMPTY } from './register/values.js';
import { Wizard } from './register/wizard.js';

const NOTHING: Start = { draftId: null, version: 0, base: EMPTY, values: EMPTY, step: 1, keptAt: null };

interface Opened {
  /** A wizard with another key starts anew. */
  readonly key: string;
  /** The addresses that this wizard belongs to: its draft, and none while the address does not name the draft yet. */
  readonly addresses: readonly (string | null)[];
  readonly start: Start | ApiProblem;
}

/** Registration: a new one, or a draft that the address names. What could not be sent before is taken up first. */
export function RegisterPage() {
  const words = useWords();
  const router = useRouter();
  const me = useMe();
  const { draf = null } = useSearch({ from: '/office/cpmi/baru' });
  const [opened, setOpened] = useState<Opened | null>(null);
  const isOpen = opened !== null && opened.addresses.includes(draf);
  useEffect(() => {
    if (isOpen) {
      // The address names the draft now, so an address without one means a new registration again.
      if (draf !== null) setOpened((before) => before && (before.addresses.length > 1 ? { ...before, addresses: [draf] } : before));
      return undefined;
    }
    const pending = takePending(me.userId);
    if (pending && (draf === null || pending.draftId === draf)) {
      const start = { ...pending, keptAt: null };
      setOpened({ key: `pending ${Date.now()}`, addresses: [draf, pending.draftId], start });
      if (draf === null && pending.draftId) router.history.replace(`/cpmi/baru?draf=${pending.draftId}`);
      return undefined;
    }
    if (draf === null) {
      setOpened({ key: `new ${Date.now()}`, addresses: [null], start: NOTHING });
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
  return (
    <Page title={words.register.title} lead={words.register.lead} back={{ to: '/cpmi', label: words.candidates.title }}>
      {!isOpen && <Loading lines={6} />}
      {isOpen && opened.start instanceof ApiProblem && <Gone problem={opened.start} />}
      {isOpen && !(opened.start instanceof ApiProblem) && (
        <Wizard key={opened.key} ownerId={me.userId} start={opened.start} onBegun={begun} />
      )}
      <DraftList current={draf} />
    </Page>
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
