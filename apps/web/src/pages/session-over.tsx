import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent } from 'react';

import type { Me } from '../api/types.js';
import { useSend } from '../api/use-send.js';
import { claimDrafts } from '../drafts.js';
import { nameOf, shortName, useWords } from '../language.js';
import { ProblemNotice } from '../parts/states.js';
import { reportSessionOpened, sessionQuery, useMe } from '../session.js';

/** Lies over the page when the session has ended: the page below keeps everything that was typed, and nobody else reads it. */
export function SessionOver() {
  const words = useWords();
  const me = useMe();
  const client = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [password, setPassword] = useState(me.mode === 'demo' ? 'demo' : '');
  const login = useSend<Me>({
    onDone: (again) => {
      claimDrafts(again.userId);
      client.setQueryData(sessionQuery.queryKey, again);
      reportSessionOpened();
    },
  });
  useEffect(() => {
    const shown = dialog.current;
    // Opened last, so it lies over a dialog that was open.
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.submit({ path: '/session', body: { username: me.username, password } });
  };
  return (
    <dialog ref={dialog} className="dialog session-over" aria-labelledby={titleId} onCancel={(event) => event.preventDefault()}>
      <div className="dialog-head">
        <h2 id={titleId}>{words.sessionOver.title}</h2>
      </div>
      <form className="form dialog-body" onSubmit={submit}>
        <p>{words.sessionOver.text}</p>
        <p>
          <strong>{shortName(me.displayName)}</strong> · {nameOf(words.role, me.role)}
        </p>
        <PasswordInput
          label={words.login.password}
          size="md"
          autoComplete="current-password"
          required
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': words.login.showPassword }}
        />
        <ProblemNotice problem={login.problem} />
        <div className="form-buttons">
          <a className="button button-plain" href="/masuk">
            {words.sessionOver.other}
          </a>
          <Button type="submit" size="md" loading={login.isSending}>
            {words.sessionOver.enter}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
