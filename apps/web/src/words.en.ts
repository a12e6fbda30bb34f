import { cases } from './words/cases.en.js';
import { desk } from './words/desk.en.js';
import { handover } from './words/handover.en.js';
import { lists } from './words/lists.en.js';
import { office } from './words/office.en.js';
import { papers } from './words/papers.en.js';
import { scans } from './words/scans.en.js';
import { registration } from './words/registration.en.js';
import { terms } from './words/terms.en.js';
import type { Words } from './words.id.js';

/** Everything the application says, in English. Typed as the Indonesian words: a missing or extra key does not compile. */
export const words: Words = {
  terms,
  ...cases,
  ...papers,
  ...scans,
  ...lists,
  ...desk,
  ...office,
  ...handover,
  ...registration,
  common: {
    loading: 'Loading…',
    retry: 'Try again',
    reload: 'Reload',
    loadMore: 'Load more',
    close: 'Close',
    cancel: 'Cancel',
    unsaved: 'This is not saved yet.',
    throwAway: 'Throw it away',
    goOn: 'Go on',
    save: 'Save',
    print: 'Print',
    filter: 'Filter',
    choose: 'Choose…',
    unknown: 'Not known yet',
    notYet: 'None yet',
    yes: 'Yes',
    activeFilters: 'Active filters',
    removeFilter: (label: string) => `Remove filter ${label}`,
    resetFilters: 'Remove all filters',
  },
  nav: {
    skip: 'Skip to content',
    tagline: 'Protecting migrant workers',
    main: 'Main menu',
    mainPhone: 'Bottom menu',
    more: 'More',
    signOut: 'Sign out',
    demoLabel: 'Demo mode',
    demo: 'DEMO MODE: all people and NIK here are invented. Do not enter data of real people.',
    foot: 'Sinergi complements SISKOP2MI and SIAPkerja, it does not replace them. Times are WITA.',
    home: 'Home',
    candidates: 'Candidates',
    verification: 'Verification',
    imports: 'Import',
    training: 'Training',
    partnerships: 'Partnerships',
    reminders: 'Reminders',
    dashboard: 'Dashboard',
    admin: 'Accounts',
    help: 'Help',
  },
  fallback: {
    missingTitle: 'Page not found',
    missing: 'This address does not exist in Sinergi.',
    missingNext: 'Check the link, or start again from home.',
    home: 'To home',
    awayTitle: 'Sinergi cannot be opened yet',
    crashTitle: 'This page could not be shown',
    crash: 'Reload the page. If it happens again, tell the administrator what you were doing. What you typed is kept in this tab.',
  },
  problem: {
    titles: (code: string): string => {
      if (code === 'offline') return 'Sinergi cannot be reached.';
      return code === 'unavailable' ? 'The service is not available right now.' : 'The request did not succeed.';
    },
    advice: (code: string, seconds: number | null): string | null => {
      if (code === 'offline') return 'Check your internet connection and try again. What you typed is kept.';
      if (code === 'not-permitted') return 'If this is part of your work, ask the administrator to check the role of your account.';
      if (code === 'not-found') return 'It does not exist, was removed, or lies outside your area.';
      if (code === 'too-many') return seconds ? `Wait ${seconds} seconds, then try again.` : 'Wait a moment, then try again.';
      if (code === 'wrong-credentials') return 'Check upper and lower case. Password forgotten? Ask the administrator of your office.';
      if (code === 'changed-meanwhile') return 'Close this window, look at the latest version, then repeat.';
      return null;
    },
    request: (id: string) => `Request number: ${id}`,
  },
  conflict: {
    title: 'Somebody else has just changed this',
  },
  area: {
    regency: 'Regency / city',
    district: 'District',
    village: 'Village',
    choose: 'Choose…',
  },
  readiness: {
    none: 'No checklist yet',
    short: (verified: number, submitted: number, required: number) => `${verified} verified · ${submitted} in of ${required}`,
    long: (verified: number, submitted: number, required: number) =>
      `${verified} verified, ${submitted} handed in, of ${required} required`,
  },
  login: {
    title: 'Sign in to Sinergi',
    motto: 'Leave competent, with complete papers, and return well.',
    about:
      'One file for every prospective migrant worker: provincial office, training centres and local government work from the same record, each within its mandate.',
    over: 'Your session is over. Please sign in again; what you had not saved is still in this tab.',
    pick: 'Choose a role to try',
    demo: 'Demo mode: one click signs you in, no password. All data is invented.',
    orPassword: 'Or sign in with a password',
    username: 'User name',
    password: 'Password',
    showPassword: 'Show password',
    enter: 'Sign in',
    notice: 'The data here is personal data (Law 27/2022). Every file that is opened or changed is recorded under your name.',
  },
  home: {
    title: 'Home',
    lead: (name: string, day: string) => `Welcome, ${name}. ${day}.`,
    action: 'Action needed',
    nothing: 'Nothing is waiting.',
    nothingNext: 'Everything is settled for today. New reminders come every morning at 08.00 WITA.',
    settled: 'None:',
    shortcuts: 'Start here',
    register: 'Register a candidate',
    importList: 'Import an Excel list',
    verify: 'Verify documents',
    recordVisit: 'Record a visit',
    batches: 'Open training batches',
    figures: 'See the figures',
    accounts: 'Manage user accounts',
    reminders: 'Latest reminders',
    allReminders: 'All reminders',
    noReminders: 'No reminders for you yet.',
    due: (day: string) => `due ${day}`,
    tone: { urgent: 'Urgent', attention: 'Needs attention', calm: 'For information' },
    code: {
      documents_waiting: 'documents wait for verification',
      duplicates_open: 'files that may be one person',
      identity_mismatches: 'documents with other personal data',
      departures_at_risk: 'departures at risk because of documents',
      candidates_stalled: 'candidates stuck in their stage',
      reminders_open: 'reminders not done',
      handovers_waiting: 'hand-overs waiting for your answer',
      imports_open: 'imports not confirmed',
      batches_without_result: 'batches without complete results',
      batches_low_fill: 'batches with few participants',
      commitments_overdue: 'commitments overdue',
      commitments_due: 'commitments due soon',
      agreements_expiring: 'agreements ending soon',
      registration_drafts: 'your registration drafts',
    },
  },
};
