import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { newKey, read, send } from '../../api/client.js';
import { ApiProblem } from '../../api/problem.js';
import type { DeskDocument, Paper, WaitingPaper } from '../../api/types.js';

/** How long a slip of the finger can be taken back before it is sent. */
const GRACE_MS = 5000;

export interface Decision {
  readonly paper: WaitingPaper;
  readonly deed: 'verify' | 'reject';
  readonly body: object;
  /** Facts typed at the desk; they are saved before the decision. */
  readonly correction: object | null;
}

/** The note that was written for a refusal. */
export function typedNote({ body }: Decision): string {
  return 'reason' in body && typeof body.reason === 'string' ? body.reason : '';
}

export interface Failure {
  readonly paper: WaitingPaper;
  /** What was to be decided, with everything that was typed for it. */
  readonly decision: Decision;
  readonly problem: ApiProblem;
  /** The paper as it stands now, when somebody else changed it since it was put on the desk. */
  readonly newest: DeskDocument | null;
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
        async (thrown: unknown) => {
          const failed = await failureOf(held.decision, thrown);
          // The paper comes back to the desk as it stands now.
          if (failed.newest) client.setQueryData([`/documents/${failed.paper.id}`], failed.newest);
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

async function failureOf(decision: Decision, thrown: unknown): Promise<Failure> {
  const problem = thrown instanceof ApiProblem ? thrown : new ApiProblem(0, { type: '/problems/internal' });
  const { paper } = decision;
  const isOld = problem.status === 412;
  const found = isOld || problem.code === 'wrong-state' ? await read<DeskDocument>(`/documents/${paper.id}`).catch(() => null) : null;
  // Not there any more, or decided already; what was only changed comes back.
  const isDecided = found !== null && found.document.state !== 'submitted';
  return { paper, decision, problem, newest: isOld || isDecided ? found : null, isTaken: problem.status === 404 || isDecided };
}
