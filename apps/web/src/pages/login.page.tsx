import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { FormEvent } from 'react';

import type { DemoAccount, Me, Page } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useSend } from '../api/use-send.js';
import { claimDrafts } from '../drafts.js';
import { nameOf, shortName, useFirstWords, useLanguage } from '../language.js';
import { Icon } from '../parts/icon.js';
import { pageWasShown } from '../parts/page.js';
import { ProblemNotice } from '../parts/states.js';
import { sessionQuery } from '../session.js';

import { Archipelago } from './archipelago.js';

const DEMO_PASSWORD = 'demo';

export function LoginPage() {
  const words = useFirstWords();
  const language = useLanguage();
  const client = useQueryClient();
  const router = useRouter();
  const { kembali, berakhir } = useSearch({ from: '/masuk' });
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const demo = useRead<Pick<Page<DemoAccount>, 'items'>>('/demo/accounts');
  const login = useSend<Me>({
    onDone: (me) => {
      claimDrafts(me.userId);
      client.setQueryData(sessionQuery.queryKey, me);
      router.history.push(kembali?.startsWith('/') && !kembali.startsWith('//') ? kembali : '/');
    },
  });
  useEffect(pageWasShown, []);
  useEffect(() => {
    document.title = `${words.login.title} · Sinergi`;
  }, [words]);
  const enter = (name: string, secret: string) => login.submit({ path: '/session', body: { username: name, password: secret } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter(username.trim(), password);
  };
  const accounts = demo.data?.items ?? [];
  return (
    <div className="login">
      <header className="login-story">
        <div className="brand">
          <img src="/icon.svg" alt="" width="40" height="40" />
          <strong>Sinergi</strong>
        </div>
        <p className="login-motto">{words.login.motto}</p>
        <p className="login-about">{words.login.about}</p>
        <Archipelago />
      </header>
      <main className="login-door" id="isi">
        <button type="button" className="quiet-button login-language" onClick={() => language.change(language.code === 'id' ? 'en' : 'id')}>
          <Icon name="globe" size={16} />
          {language.code === 'id' ? 'English' : 'Bahasa Indonesia'}
        </button>
        <h1>{words.login.title}</h1>
        {berakhir && !login.problem && <p className="notice notice-plain">{words.login.over}</p>}
        {accounts.length > 0 && (
          <section className="personas" aria-labelledby="personas-title">
            <div className="personas-head">
              <h2 id="personas-title">{words.login.pick}</h2>
              <p>{words.login.demo}</p>
            </div>
            <ul>
              {accounts.map((account) => (
                <li key={account.username}>
                  <button
                    type="button"
                    className="persona"
                    disabled={login.isSending}
                    onClick={() => enter(account.username, DEMO_PASSWORD)}
                  >
                    <span className="persona-mark" aria-hidden="true">
                      {account.displayName.replace(/^(Ibu|Pak|Bapak) /, '').slice(0, 1)}
                    </span>
                    <span className="persona-text">
                      <strong>{shortName(account.displayName)}</strong>
                      <span>
                        {nameOf(words.role, account.role)}
                        {account.areaName && ` · ${account.areaName}`}
                      </span>
                    </span>
                    <Icon name="next" size={18} />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <form className="form" onSubmit={submit}>
          {accounts.length > 0 && <h2>{words.login.orPassword}</h2>}
          <TextInput
            label={words.login.username}
            size="md"
            autoComplete="username"
            required
            value={username}
            onChange={(event) => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            label={words.login.password}
            size="md"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': words.login.showPassword }}
          />
          <ProblemNotice problem={login.problem} />
          <Button type="submit" size="md" loading={login.isSending} fullWidth>
            {words.login.enter}
          </Button>
          <p className="soft">{words.login.notice}</p>
        </form>
      </main>
    </div>
  );
}
