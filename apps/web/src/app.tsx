import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo, useState } from 'react';

import { answerIn } from './api/client.js';
import { ApiProblem } from './api/problem.js';
import { LanguageContext } from './language.js';
import { ToastRegion } from './parts/toast.js';
import { makeRouter } from './router.js';
import { reportSessionOver } from './session.js';
import { rememberLanguage } from './stored-language.js';
import type { LanguageCode } from './stored-language.js';
import { fetchWords, firstWordsFor } from './words.js';
import type { FirstWords } from './words/first.id.js';

function makeClient(onSessionOver: () => void): QueryClient {
  const watch = (problem: Error) => {
    if (problem instanceof ApiProblem && problem.status === 401) onSessionOver();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError: watch }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        // Opening a file is written to its timeline; coming back to the tab is no opening.
        refetchOnWindowFocus: false,
        // A refusal stays a refusal; only a lost connection or a server that is away is worth asking again.
        retry: (count, problem) => count < 2 && problem instanceof ApiProblem && (problem.status === 0 || problem.status === 503),
      },
    },
  });
}

function makeOffice() {
  const client = makeClient(() => {
    if (location.pathname !== '/masuk') reportSessionOver();
  });
  const router = makeRouter(client);
  return { client, router };
}

interface AppProps {
  readonly firstLanguage: LanguageCode;
  readonly firstWords: FirstWords;
}

export function App({ firstLanguage, firstWords }: AppProps) {
  const [language, setLanguage] = useState({ code: firstLanguage, words: firstWords });
  const [{ client, router }] = useState(() => {
    answerIn(firstLanguage);
    document.documentElement.lang = firstLanguage;
    return makeOffice();
  });
  const value = useMemo(
    () => ({
      ...language,
      change: (code: LanguageCode) => {
        void Promise.all([firstWordsFor(code), fetchWords(code)]).then(([words]) => {
          answerIn(code);
          rememberLanguage(code);
          document.documentElement.lang = code;
          setLanguage({ code, words });
          void client.invalidateQueries();
        });
      },
    }),
    [language, client],
  );
  return (
    <LanguageContext value={value}>
      <QueryClientProvider client={client}>
        <ToastRegion>
          <RouterProvider router={router} />
        </ToastRegion>
      </QueryClientProvider>
    </LanguageContext>
  );
}
