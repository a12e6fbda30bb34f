import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

import { newKey, send } from './client.js';
import type { ApiProblem } from './problem.js';

interface Order {
  readonly method?: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object | FormData;
  readonly version?: number;
}

interface After<Answer> {
  readonly onDone?: (answer: Answer) => void;
  readonly onProblem?: (problem: ApiProblem) => void;
}

export interface Sender {
  readonly submit: (order: Order) => void;
  readonly isSending: boolean;
  readonly problem: ApiProblem | null;
  readonly forget: () => void;
}

/** A change on the server. The same order sent again after a lost answer carries the same Idempotency-Key; everything shown
 *  is read again afterwards, because one change moves counts, checklists and timelines on several pages. */
export function useSend<Answer>(after: After<Answer> = {}): Sender {
  const client = useQueryClient();
  // Two clicks may come before the button has been drawn again as disabled.
  const isBusy = useRef(false);
  const last = useRef<{ text: string; key: string } | null>(null);
  const mutation = useMutation<Answer, ApiProblem, Order>({
    mutationFn: ({ method = 'POST', path, body, version }) => {
      if (body instanceof FormData) return send<Answer>(method, path, { body, key: newKey(), version });
      const text = JSON.stringify([method, path, body, version]);
      if (last.current?.text !== text) last.current = { text, key: newKey() };
      return send<Answer>(method, path, {
        body: body ?? (method === 'POST' ? {} : undefined),
        version,
        key: method === 'POST' ? last.current.key : undefined,
      });
    },
    onSuccess: async (answer) => {
      last.current = null;
      isBusy.current = false;
      after.onDone?.(answer);
      await client.invalidateQueries();
    },
    onError: (problem) => {
      isBusy.current = false;
      // An answer was given, so the order is settled: trying again is a new order.
      if (problem.status !== 0) last.current = null;
      after.onProblem?.(problem);
      // What is shown is old, and trying again with it would be refused for ever. A form that compares versions reads for itself.
      if (!after.onProblem && (problem.status === 412 || problem.code === 'wrong-state')) void client.invalidateQueries();
    },
  });
  return {
    submit: (order) => {
      if (isBusy.current) return;
      isBusy.current = true;
      mutation.mutate(order);
    },
    isSending: mutation.isPending,
    problem: mutation.error,
    forget: () => mutation.reset(),
  };
}
