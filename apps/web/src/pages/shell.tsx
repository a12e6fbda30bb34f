import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useMatches, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';

import { send } from '../api/client.js';
import { forgetDrafts } from '../drafts.js';
import { equipped } from '../equipped.js';
import { nameOf, shortName, useFirstWords, useLanguage } from '../language.js';
import { Dialog } from '../parts/dialog.js';
import { keepFocus } from '../parts/focus.js';
import { Go } from '../parts/go.js';
import { Icon } from '../parts/icon.js';
import type { IconName } from '../parts/icon.js';
import { useIsSessionOver, useMay, useMe } from '../session.js';

import { RefusedPage } from './fallback.page.js';

import { PaletteGate } from './palette/palette-gate.js';

// The first page does not wait for it; it comes soon after, while the line is still good.
const sessionOver = () => equipped(() => import('./session-over.js').then(({ SessionOver: part }) => part));
const SessionOver = lazy(sessionOver);
const FETCHED_AFTER_MS = 5_000;

interface NavItem {
  readonly to: string;
  readonly label: string;
  readonly icon: IconName;
}

function useNavigation(): readonly NavItem[] {
  const words = useFirstWords();
  const may = useMay();
  const items: readonly (NavItem & { readonly needs: string })[] = [
    { to: '/', label: words.nav.home, icon: 'home', needs: 'home.view' },
    { to: '/cpmi', label: words.nav.candidates, icon: 'people', needs: 'candidate.list' },
    { to: '/verifikasi', label: words.nav.verification, icon: 'check', needs: 'document.verify' },
    { to: '/impor', label: words.nav.imports, icon: 'upload', needs: 'import.view' },
    { to: '/pelatihan', label: words.nav.training, icon: 'cap', needs: 'training.list' },
    { to: '/kemitraan', label: words.nav.partnerships, icon: 'handshake', needs: 'commitment.list' },
    { to: '/pengingat', label: words.nav.reminders, icon: 'bell', needs: 'notice.list' },
    { to: '/keberangkatan', label: words.nav.departures, icon: 'flag', needs: 'departure.list' },
    { to: '/serah-terima', label: words.nav.handovers, icon: 'swap', needs: 'handover.list' },
    { to: '/dasbor', label: words.nav.dashboard, icon: 'chart', needs: 'dashboard.view' },
    { to: '/admin', label: words.nav.admin, icon: 'lock', needs: 'user.list' },
  ];
  return items.filter((item) => may(item.needs));
}

function isHere(pathname: string, to: string): boolean {
  if (to === '/') return pathname === '/';
  const family = to === '/kemitraan' && pathname.startsWith('/kunjungan');
  return family || pathname === to || pathname.startsWith(`${to}/`);
}

/** Rail on a laptop, bar at the bottom on a phone, the page between. */
export function Shell() {
  const words = useFirstWords();
  const me = useMe();
  const navigation = useNavigation();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const [isMoreOpen, setMoreOpen] = useState(false);
  const isSessionOver = useIsSessionOver();
  useEffect(() => {
    const timer = setTimeout(() => void sessionOver().catch(() => undefined), FETCHED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(keepFocus, []);
  const may = useMay();
  const { needs, shown } = useMatches({
    select: (matches) => ({ needs: matches.at(-1)?.staticData.needs, shown: matches.at(-1)?.pathname }),
    structuralSharing: true,
  });
  const bar = navigation.length > 5 ? navigation.slice(0, 4) : navigation.slice(0, 5);
  const link = (item: NavItem) => (
    <Go
      key={item.to}
      to={item.to}
      className="nav-link"
      aria-current={isHere(pathname, item.to) ? 'page' : undefined}
      onClick={() => setMoreOpen(false)}
    >
      <Icon name={item.icon} />
      <span>{item.label}</span>
    </Go>
  );
  return (
    <div className="shell">
      <a className="skip-link" href="#isi">
        {words.nav.skip}
      </a>
      <header className="rail">
        <Go to="/" className="brand">
          <img src="/icon.svg" alt="" width="36" height="36" />
          <span>
            <strong>Sinergi</strong>
            <small>{words.nav.tagline}</small>
          </span>
        </Go>
        <PaletteGate />
        <nav className="rail-nav" aria-label={words.nav.main}>
          {navigation.map(link)}
        </nav>
        <Account />
      </header>
      <div className="stage">
        {me.mode === 'demo' && (
          <aside className="demo-strip" aria-label={words.nav.demoLabel}>
            {words.nav.demo}
          </aside>
        )}
        <main id="isi" tabIndex={-1} key={shown}>
          {needs === undefined || may(needs) ? <Outlet /> : <RefusedPage />}
        </main>
        <footer className="foot">{words.nav.foot}</footer>
      </div>
      <nav className="bottom-bar" aria-label={words.nav.mainPhone}>
        {bar.map(link)}
        <button type="button" className="nav-link" onClick={() => setMoreOpen(true)} aria-haspopup="dialog">
          <Icon name="more" />
          <span>{words.nav.more}</span>
        </button>
      </nav>
      {isMoreOpen && (
        <Dialog title={words.nav.more} onClose={() => setMoreOpen(false)}>
          <nav className="more-nav" aria-label={words.nav.more}>
            {navigation.filter((item) => !bar.includes(item)).map(link)}
          </nav>
          <Account onGo={() => setMoreOpen(false)} />
        </Dialog>
      )}
      {isSessionOver && (
        <Suspense>
          <SessionOver />
        </Suspense>
      )}
    </div>
  );
}

function Account({ onGo }: { readonly onGo?: () => void }) {
  const words = useFirstWords();
  const me = useMe();
  const language = useLanguage();
  const client = useQueryClient();
  const router = useRouter();
  const leave = () => {
    const goToLogin = () => {
      forgetDrafts();
      client.clear();
      void router.navigate({ to: '/masuk', search: {} });
    };
    // Leaving must work with the server away too; the cookie then ends by itself.
    send('DELETE', '/session').then(goToLogin, goToLogin);
  };
  return (
    <div className="account">
      <p className="account-name">{shortName(me.displayName)}</p>
      <p className="account-role">
        {nameOf(words.role, me.role)}
        {me.area && ` · ${me.area.name}`}
      </p>
      <div className="account-buttons">
        <Go to="/bantuan" className="quiet-button" onClick={onGo}>
          <Icon name="info" size={16} />
          {words.nav.help}
        </Go>
        <button
          type="button"
          className="quiet-button"
          lang={language.code === 'id' ? 'en' : 'id'}
          onClick={() => language.change(language.code === 'id' ? 'en' : 'id')}
        >
          <Icon name="globe" size={16} />
          {language.code === 'id' ? 'English' : 'Bahasa Indonesia'}
        </button>
        <button type="button" className="quiet-button" onClick={leave}>
          <Icon name="out" size={16} />
          {words.nav.signOut}
        </button>
      </div>
    </div>
  );
}
