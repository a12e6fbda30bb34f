import type { QueryClient } from '@tanstack/react-query';
import { Outlet, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';

import type { ComponentType } from 'react';

import { withQuery } from './api/client.js';
import { ApiProblem } from './api/problem.js';
import { equipped } from './equipped.js';
import { CrashPage, MissingPage, WaitingPage } from './pages/fallback.page.js';
import { HomePage } from './pages/home.page.js';
import { Shell } from './pages/shell.js';
import { sessionQuery } from './session.js';

interface Context {
  readonly client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Outlet, notFoundComponent: MissingPage });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Keeps the named parameters of an address and drops everything else. */
function only<Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>): Partial<Record<Name, string>> => {
    const kept: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = text(search[name]);
      if (value !== undefined) kept[name] = value;
    }
    return kept;
  };
}

/** A page that is fetched when somebody goes there, with its words and controls. */
function page(load: () => Promise<ComponentType>) {
  return lazyRouteComponent(() => equipped(load));
}

const login = createRoute({
  getParentRoute: () => root,
  path: '/masuk',
  validateSearch: only('kembali', 'berakhir'),
  component: page(() => import('./pages/login.page.js').then(({ LoginPage }) => LoginPage)),
});

const office = createRoute({
  getParentRoute: () => root,
  id: 'office',
  beforeLoad: async ({ context, location }) => {
    await context.client.ensureQueryData(sessionQuery).catch((problem: unknown) => {
      if (problem instanceof ApiProblem && problem.status === 401) throw redirect({ to: '/masuk', search: { kembali: location.href } });
      throw problem;
    });
  },
  component: Shell,
});

const home = createRoute({
  getParentRoute: () => office,
  path: '/',
  // The page everybody begins with comes along; one more trip to the server is half a second on a slow line.
  component: HomePage,
});

const candidates = createRoute({
  getParentRoute: () => office,
  path: '/cpmi',
  staticData: { needs: 'candidate.list' },
  validateSearch: only('area', 'stage', 'scheme', 'country', 'officer', 'readiness', 'q', 'near', 'sort', 'stalled', 'departure', 'source'),
  component: page(() => import('./pages/candidates.page.js').then(({ CandidatesPage }) => CandidatesPage)),
});

const register = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/baru',
  staticData: { needs: 'candidate.register' },
  validateSearch: only('draf'),
  component: page(() => import('./pages/register.page.js').then(({ RegisterPage }) => RegisterPage)),
});

const candidate = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/$id',
  staticData: { needs: 'candidate.view' },
  validateSearch: only('bagian'),
  component: page(() => import('./pages/candidate.page.js').then(({ CandidatePage }) => CandidatePage)),
});

const list = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/$id/daftar',
  component: page(() => import('./pages/papers/list.page.js').then(({ ListPage }) => ListPage)),
});

const messages = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/pesan',
  staticData: { needs: 'cycle.view' },
  validateSearch: only('orang'),
  component: page(() => import('./pages/papers/messages.page.js').then(({ MessagesPage }) => MessagesPage)),
});

const letter = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/$id/surat/$documentId',
  component: page(() => import('./pages/papers/letter.page.js').then(({ LetterPage }) => LetterPage)),
});

const verification = createRoute({
  getParentRoute: () => office,
  path: '/verifikasi',
  validateSearch: only('dokumen', 'wilayah', 'tampil'),
  staticData: { needs: 'document.verify' },
  component: page(() => import('./pages/verification.page.js').then(({ VerificationPage }) => VerificationPage)),
});

const duplicates = createRoute({
  getParentRoute: () => office,
  path: '/ganda',
  staticData: { needs: 'duplicate.list' },
  validateSearch: only('keadaan'),
  component: page(() => import('./pages/duplicates.page.js').then(({ DuplicatesPage }) => DuplicatesPage)),
});

const duplicatePair = createRoute({
  getParentRoute: () => office,
  path: '/ganda/$id',
  staticData: { needs: 'duplicate.view' },
  component: page(() => import('./pages/duplicate-pair.page.js').then(({ DuplicatePairPage }) => DuplicatePairPage)),
});

const imports = createRoute({
  getParentRoute: () => office,
  path: '/impor',
  staticData: { needs: 'import.view' },
  component: page(() => import('./pages/imports.page.js').then(({ ImportsPage }) => ImportsPage)),
});

const importReport = createRoute({
  getParentRoute: () => office,
  path: '/impor/$id',
  staticData: { needs: 'import.view' },
  component: page(() => import('./pages/import.page.js').then(({ ImportPage }) => ImportPage)),
});

const training = createRoute({
  getParentRoute: () => office,
  path: '/pelatihan',
  staticData: { needs: 'training.list' },
  validateSearch: only('state', 'filter'),
  component: page(() => import('./pages/training.page.js').then(({ TrainingPage }) => TrainingPage)),
});

const batch = createRoute({
  getParentRoute: () => office,
  path: '/pelatihan/$id',
  staticData: { needs: 'training.list' },
  component: page(() => import('./pages/batch.page.js').then(({ BatchPage }) => BatchPage)),
});

const partnerships = createRoute({
  getParentRoute: () => office,
  path: '/kemitraan',
  staticData: { needs: 'commitment.list' },
  validateSearch: only('bagian', 'filter', 'area'),
  component: page(() => import('./pages/partnerships.page.js').then(({ PartnershipsPage }) => PartnershipsPage)),
});

const visit = createRoute({
  getParentRoute: () => office,
  path: '/kunjungan/$id',
  staticData: { needs: 'visit.list' },
  component: page(() => import('./pages/visit.page.js').then(({ VisitPage }) => VisitPage)),
});

const reminders = createRoute({
  getParentRoute: () => office,
  path: '/pengingat',
  staticData: { needs: 'notice.list' },
  validateSearch: only('bagian', 'state', 'rule', 'tampil'),
  component: page(() => import('./pages/reminders.page.js').then(({ RemindersPage }) => RemindersPage)),
});

const departures = createRoute({
  getParentRoute: () => office,
  path: '/keberangkatan',
  staticData: { needs: 'departure.list' },
  validateSearch: only('area'),
  component: page(() => import('./pages/departures.page.js').then(({ DeparturesPage }) => DeparturesPage)),
});

const departure = createRoute({
  getParentRoute: () => office,
  path: '/keberangkatan/$key',
  staticData: { needs: 'departure.list' },
  component: page(() => import('./pages/departure.page.js').then(({ DeparturePage }) => DeparturePage)),
});

const handovers = createRoute({
  getParentRoute: () => office,
  path: '/serah-terima',
  staticData: { needs: 'handover.list' },
  validateSearch: only('kotak', 'semua'),
  component: page(() => import('./pages/handovers.page.js').then(({ HandoversPage }) => HandoversPage)),
});

const dashboard = createRoute({
  getParentRoute: () => office,
  path: '/dasbor',
  staticData: { needs: 'dashboard.view' },
  validateSearch: only('period', 'ukuran'),
  component: lazyRouteComponent(() => import('./pages/dashboard.page.js'), 'DashboardPage'),
});

const areaDashboard = createRoute({
  getParentRoute: () => office,
  path: '/dasbor/$area',
  staticData: { needs: 'dashboard.view' },
  validateSearch: only('period', 'ukuran'),
  component: lazyRouteComponent(() => import('./pages/dashboard.page.js'), 'DashboardPage'),
});

const admin = createRoute({
  getParentRoute: () => office,
  path: '/admin',
  staticData: { needs: 'user.list' },
  component: page(() => import('./pages/admin.page.js').then(({ AdminPage }) => AdminPage)),
});

const help = createRoute({
  getParentRoute: () => office,
  path: '/bantuan',
  component: page(() => import('./pages/help.page.js').then(({ HelpPage }) => HelpPage)),
});

/** Whoever is signed in keeps the menu at an address that does not exist. */
const missing = createRoute({
  getParentRoute: () => office,
  path: '$',
  component: MissingPage,
});

const routeTree = root.addChildren([
  login,
  office.addChildren([
    home,
    candidates,
    register,
    candidate,
    list,
    messages,
    letter,
    verification,
    duplicates,
    duplicatePair,
    imports,
    importReport,
    training,
    batch,
    partnerships,
    visit,
    reminders,
    departures,
    departure,
    handovers,
    dashboard,
    areaDashboard,
    admin,
    help,
    missing,
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingComponent: WaitingPage,
    defaultErrorComponent: CrashPage,
    defaultNotFoundComponent: MissingPage,
    // Plain text both ways: the default would read the area code 74.10 as the number 74.1.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => withQuery('', search),
  });
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** What somebody must be allowed to do to stand on this page at all; the server decides again. */
    readonly needs?: string;
  }

  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
