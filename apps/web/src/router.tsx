import type { QueryClient } from '@tanstack/react-query';
import { Outlet, createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';

import { withQuery } from './api/client.js';
import { ApiProblem } from './api/problem.js';
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

const login = createRoute({
  getParentRoute: () => root,
  path: '/masuk',
  validateSearch: only('kembali', 'berakhir'),
  component: lazyRouteComponent(() => import('./pages/login.page.js'), 'LoginPage'),
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
  component: lazyRouteComponent(() => import('./pages/candidates.page.js'), 'CandidatesPage'),
});

const register = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/baru',
  staticData: { needs: 'candidate.register' },
  validateSearch: only('draf'),
  component: lazyRouteComponent(() => import('./pages/register.page.js'), 'RegisterPage'),
});

const candidate = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/$id',
  staticData: { needs: 'candidate.view' },
  validateSearch: only('bagian'),
  component: lazyRouteComponent(() => import('./pages/candidate.page.js'), 'CandidatePage'),
});

const list = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/$id/daftar',
  component: lazyRouteComponent(() => import('./pages/papers/list.page.js'), 'ListPage'),
});

const messages = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/pesan',
  staticData: { needs: 'cycle.view' },
  validateSearch: only('orang'),
  component: lazyRouteComponent(() => import('./pages/papers/messages.page.js'), 'MessagesPage'),
});

const letter = createRoute({
  getParentRoute: () => office,
  path: '/cpmi/$id/surat/$documentId',
  component: lazyRouteComponent(() => import('./pages/papers/letter.page.js'), 'LetterPage'),
});

const verification = createRoute({
  getParentRoute: () => office,
  path: '/verifikasi',
  validateSearch: only('dokumen', 'wilayah', 'tampil'),
  staticData: { needs: 'document.verify' },
  component: lazyRouteComponent(() => import('./pages/verification.page.js'), 'VerificationPage'),
});

const duplicates = createRoute({
  getParentRoute: () => office,
  path: '/ganda',
  validateSearch: only('keadaan'),
  component: lazyRouteComponent(() => import('./pages/duplicates.page.js'), 'DuplicatesPage'),
});

const duplicatePair = createRoute({
  getParentRoute: () => office,
  path: '/ganda/$id',
  component: lazyRouteComponent(() => import('./pages/duplicate-pair.page.js'), 'DuplicatePairPage'),
});

const imports = createRoute({
  getParentRoute: () => office,
  path: '/impor',
  staticData: { needs: 'import.view' },
  component: lazyRouteComponent(() => import('./pages/imports.page.js'), 'ImportsPage'),
});

const importReport = createRoute({
  getParentRoute: () => office,
  path: '/impor/$id',
  staticData: { needs: 'import.view' },
  component: lazyRouteComponent(() => import('./pages/import.page.js'), 'ImportPage'),
});

const training = createRoute({
  getParentRoute: () => office,
  path: '/pelatihan',
  staticData: { needs: 'training.list' },
  validateSearch: only('state', 'filter'),
  component: lazyRouteComponent(() => import('./pages/training.page.js'), 'TrainingPage'),
});

const batch = createRoute({
  getParentRoute: () => office,
  path: '/pelatihan/$id',
  staticData: { needs: 'training.list' },
  component: lazyRouteComponent(() => import('./pages/batch.page.js'), 'BatchPage'),
});

const partnerships = createRoute({
  getParentRoute: () => office,
  path: '/kemitraan',
  staticData: { needs: 'commitment.list' },
  validateSearch: only('bagian', 'filter', 'area'),
  component: lazyRouteComponent(() => import('./pages/partnerships.page.js'), 'PartnershipsPage'),
});

const visit = createRoute({
  getParentRoute: () => office,
  path: '/kunjungan/$id',
  staticData: { needs: 'visit.list' },
  component: lazyRouteComponent(() => import('./pages/visit.page.js'), 'VisitPage'),
});

const reminders = createRoute({
  getParentRoute: () => office,
  path: '/pengingat',
  staticData: { needs: 'notice.list' },
  validateSearch: only('bagian', 'state', 'rule', 'tampil'),
  component: lazyRouteComponent(() => import('./pages/reminders.page.js'), 'RemindersPage'),
});

const departures = createRoute({
  getParentRoute: () => office,
  path: '/keberangkatan',
  validateSearch: only('area'),
  component: lazyRouteComponent(() => import('./pages/departures.page.js'), 'DeparturesPage'),
});

const departure = createRoute({
  getParentRoute: () => office,
  path: '/keberangkatan/$key',
  component: lazyRouteComponent(() => import('./pages/departure.page.js'), 'DeparturePage'),
});

const handovers = createRoute({
  getParentRoute: () => office,
  path: '/serah-terima',
  validateSearch: only('kotak', 'semua'),
  component: lazyRouteComponent(() => import('./pages/handovers.page.js'), 'HandoversPage'),
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
  component: lazyRouteComponent(() => import('./pages/admin.page.js'), 'AdminPage'),
});

const help = createRoute({
  getParentRoute: () => office,
  path: '/bantuan',
  component: lazyRouteComponent(() => import('./pages/help.page.js'), 'HelpPage'),
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
