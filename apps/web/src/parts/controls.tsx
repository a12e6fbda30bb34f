import '../styles/mantine.css';
import '../styles/forms.css';
import '../styles/door.css';
import '../styles/lists.css';
import '../styles/file.css';
import '../styles/history.css';
import '../styles/registration.css';
import '../styles/papers.css';
import '../styles/import.css';
import '../styles/scans.css';
import '../styles/office.css';

import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';

import { theme } from '../theme.js';

import { useOwnProblems } from './own-problems.js';

/** What the form controls need around them. Whoever brings them brings all words too. */
export function Controls({ children }: { readonly children: ReactNode }) {
  useOwnProblems();
  return (
    <MantineProvider theme={theme} forceColorScheme="light">
      {children}
    </MantineProvider>
  );
}
