import type { guide as indonesian } from './guide.id.js';

/** English words of the administration and of the help page. */
export const guide: typeof indonesian = {
  admin: {
    title: 'User accounts',
    lead: 'Who can sign in, with which role and area.',
    empty: 'No account yet.',
    emptyNext: 'New accounts are made with the command "user add" on the server.',
    name: 'Name',
    role: 'Role',
    scope: 'Area',
    center: 'Training centre',
    noScope: 'No area',
    state: 'State',
    active: 'Active',
    inactive: 'Inactive',
    activate: 'Activate',
    deactivate: 'Deactivate',
    activateText: 'This person can sign in again with the same password.',
    deactivateText: 'This person is signed out at once and cannot sign in again. The records stay.',
    saved: 'Account updated.',
  },
  help: {
    title: 'Help',
    lead: 'How Sinergi works, in five minutes.',
    yourWork: 'Your work here',
    byRole: {
      bp3mi_officer: [
        'Begin at home: the cards under "Action needed" open exactly the right list.',
        'Register people with a name and an area only; complete later, or import an Excel list.',
        'In a file, Documents shows what is missing, on which basis, and when to begin.',
        'Steps names everything that is in the way before a stage can be taken.',
        'Record visits and promises under Partnerships; Sinergi reminds before they fall due.',
      ],
      bp3mi_supervisor: [
        'Home shows what is late in the whole province.',
        'Blockers can be passed over or documents waived with a written reason, except age, contract and visa.',
        'The ledger of reminders shows who was reminded and why.',
        'The dashboard compares 17 regencies and cities; every figure says how it is counted.',
      ],
      labour_placement_officer: [
        'You see the candidates who live in your area.',
        'Check registration papers and verify those whose originals you have seen.',
        'Import lists from villages with Excel; every row with a problem is explained.',
      ],
      blk_staff: [
        'Plan batches and enrol people; reserves and the waiting list move up in order.',
        'Record results after the batch. "Competent" becomes a document that waits for verification by BP3MI.',
        'You see the participants of your own centre only.',
      ],
      district_official: [
        'The dashboard shows the figures of your regency by district, without the name of anybody.',
        'Partnerships shows promises, due dates and agreements in force.',
        'Sensitive figures of 1 to 4 are hidden so that nobody can be recognised.',
      ],
      admin: ['Manage accounts on the page Accounts. The administrator sees no file of anybody.'],
    },
    privacy: 'Protecting the data of people',
    privacyPoints: [
      'NIK, family card, phone and passport numbers are masked. Showing one is recorded under your name.',
      'Every file that is opened or changed is recorded in its timeline and cannot be erased.',
      'For health only the verdict is recorded, never the findings.',
      'Do not copy lists elsewhere unless your duty asks for it (Law 27/2022).',
    ],
    glossary: 'What the words mean',
    terms: [
      ['CPMI', 'Prospective Indonesian migrant worker.'],
      ['Cycle', 'One attempt to work abroad; a person can have several.'],
      ['Handed in / verified', 'The paper has come in / an officer saw the original and it is valid. Two numbers, always apart.'],
      ['SSW', 'Specified Skilled Worker, an independent scheme to Japan.'],
      ['OPP', 'Pre-departure orientation.'],
      ['Reserve / waiting list', 'Takes over when a participant drops out / people without a seat, in order of enrolment.'],
      ['Non-procedural', 'Left outside the official way. The person has the same right to protection.'],
      ['Rules edition', 'Mark of the version of the rules on which a decision was based.'],
    ],
  },
};
