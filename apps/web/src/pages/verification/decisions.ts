import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { newKey, send } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { Paper, WaitingPaper } from '../../api/types.js';

/** How long a slip of the finger can be taken back before it is sent. */
const GRACE_MS = 5000;

export interface Decision {
  readonly paper: WaitingPaper;
  readonly deed: 'verify' | 'reject';
  readonly body: object;
  /** Facts typed at the desk; they are saved before the decision. */
  readonly correction: object | null;
}

export interface Failure {
  readonly paper: WaitingPaper;
  readonly problem: ApiProblem;
  /** Somebody else was faster: there is nothing left to decide. */
  readonly isTaken: boolean;
}

export interface Decisions {
  readonly pending: Decision | null;
  readonly failure: Failure | null;
  readonly sent: number;
  readonly decide: (decision: Decision) => void;
  readonly undo: () => Decision | null;
  readonly forgetFailure: () => void;
}

/** Decisions are sent one after the other, each some seconds after it was made, and the screen does not wait for them. The next
 *  decision, or leaving the page, sends the one before at once. */
export function useDecisions(onFailure: (failure: Failure) => void): Decisions {
  const client = useQueryClient();
  const [pending, setPending] = useState<Decision | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [sent, setSent] = useState(0);
  const waiting = useRef<{ decision: Decision; timer: number } | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());
  const tell = useRef(onFailure);
  tell.current = onFailure;

  const flush = () => {
    const held = waiting.current;
    if (!held) return;
    clearTimeout(held.timer);
    waiting.current = null;
    setPending(null);
    line.current = line.current.then(() =>
      deliver(held.decision).then(
        () => setSent((count) => count + 1),
        (thrown: unknown) => {
          const problem = thrown instanceof ApiProblem ? thrown : new ApiProblem(0, { type: '/problems/internal' });
          const failed = { paper: held.decision.paper, problem, isTaken: isTaken(problem) };
          setFailure(failed);
          tell.current(failed);
        },
      ),
    );
  };
  const flushLater = useRef(flush);
  flushLater.current = flush;

  useEffect(() => {
    const leave = () => flushLater.current();
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
      // Everything else on screen moved with the decisions.
      void line.current.then(() => client.invalidateQueries());
    };
  }, [client]);

  return {
    pending,
    failure,
    sent,
    decide: (decision) => {
      flush();
      setFailure(null);
      waiting.current = { decision, timer: window.setTimeout(() => flushLater.current(), GRACE_MS) };
      setPending(decision);
    },
    undo: () => {
      const held = waiting.current;
      if (!held) return null;
      clearTimeout(held.timer);
      waiting.current = null;
      setPending(null);
      return held.decision;
    },
    forgetFailure: () => setFailure(null),
  };
}

async function deliver({ paper, deed, body, correction }: Decision): Promise<void> {
  const path = `/documents/${paper.id}`;
  const version = correction ? (await send<Paper>('PATCH', path, { body: correction, version: paper.version })).version : paper.version;
  await send<Paper>('POST', `${path}/${deed}`, { body, version, key: newKey() });
}

// Not there any more, decided already, or changed since it was put on the desk.
function isTaken(problem: ApiProblem): boolean {
  return problem.status === 404 || problem.status === 412;
}
