import { useEffect, useState } from 'react';

import { send } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';

/** Somebody who is recorded already and may be the person at the counter. */
export interface Match {
  readonly candidateId: string;
  readonly caseNo: string;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly sex: string | null;
  readonly nikMasked: string | null;
  readonly areaName: string | null;
  readonly stage: string | null;
  readonly certainty: 'found' | 'possible';
  readonly reasons: readonly string[];
}

export interface Matches {
  readonly items: readonly Match[];
  /** Somebody outside the own area, of whom nothing may be told. */
  readonly outsideScope: boolean;
}

/** What is known of the person so far; as soon as one part of it changes, it is asked again. */
export interface Criteria {
  readonly nik?: string;
  readonly fullName?: string;
  readonly birthDate?: string;
  readonly sex?: string;
  readonly areaCode?: string;
}

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
