import { useEffect, useState } from 'react';

import { send } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { components } from '../../api/schema.js';

type Schemas = components['schemas'];
/** Somebody who is recorded already and may be the person at the counter. */
export type Match = Schemas['MatchView'];
export type Matches = Schemas['MatchesView'];

/** What is known of the person so far; as soon as one part of it changes, it is asked again. */
export type Criteria = Schemas['MatchQuestion'];

const PAUSE_MS = 300;

export interface MatchesAnswer {
  readonly matches: Matches | null;
  readonly isLooking: boolean;
  readonly problem: ApiProblem | null;
}

/** Asks who may be this person already. Null criteria: not enough is known to ask. */
export function useMatches(criteria: Criteria | null): MatchesAnswer {
  const wanted = criteria ? JSON.stringify(criteria) : null;
  const [answer, setAnswer] = useState<{ readonly to: string; readonly is: Matches | ApiProblem } | null>(null);
  useEffect(() => {
    if (wanted === null) return undefined;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      send<Matches>('POST', '/candidates/matches', { body: JSON.parse(wanted) as object, signal: asking.signal }).then(
        (is) => setAnswer({ to: wanted, is }),
        (failure: unknown) => {
          if (failure instanceof ApiProblem) setAnswer({ to: wanted, is: failure });
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [wanted]);
  const is = wanted !== null && answer?.to === wanted ? answer.is : null;
  return {
    matches: is instanceof ApiProblem ? null : is,
    isLooking: wanted !== null && is === null,
    problem: is instanceof ApiProblem ? is : null,
  };
}
