import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';

import { read } from '../../api/client.js';
import type { ApiProblem } from '../../api/problem.js';
import type { Candidate, Checklist } from '../../api/types.js';
import { useFormat } from '../../format.js';
import { shortName, useWords } from '../../language.js';
import { Icon } from '../../parts/icon.js';
import { Page } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';
import { useMe } from '../../session.js';
import { useRequestWords } from '../../words/requests.js';
import { listMessage } from './list-message.js';
import { MOST_MESSAGES } from './most-messages.js';

interface ForMessage {
  readonly candidate: Candidate;
  /** Null without a cycle: there is nothing to bring yet. */
  readonly checklist: Checklist | null;
}

/** One message for each of the selected people, to be copied one after the other or printed. Nothing is sent from here. */
export function MessagesPage() {
  const words = useWords();
  const { orang } = useSearch({ from: '/office/cpmi/pesan' });
  const ids = (orang ?? '')
    .split(',')
    .filter((id) => id !== '')
    .slice(0, MOST_MESSAGES);
  const [copied, setCopied] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLOListElement>(null);
  const onCopied = (id: string, at: number) => {
    setCopied((before) => new Set([...before, id]));
    // The next message is one key away.
    list.current?.querySelectorAll<HTMLButtonElement>('[data-copy]')[at + 1]?.focus();
  };
  return (
    <Page
      title={words.messages.title}
      lead={words.messages.lead}
      back={{ to: '/cpmi', label: words.messages.back }}
      actions={
        ids.length > 0 && (
          <Button leftSection={<Icon name="print" size={18} />} onClick={() => window.print()}>
            {words.common.print}
          </Button>
        )
      }
    >
      {ids.length === 0 && <Empty title={words.messages.empty} next={words.messages.emptyNext} />}
      {ids.length > 0 && (
        <p role="status" className="no-print">
          {words.messages.copiedOf(copied.size, ids.length)}
        </p>
      )}
      <ol className="messages" ref={list}>
        {ids.map((id, at) => (
          <li key={id} className="card message-card">
            <MessageFor id={id} isCopied={copied.has(id)} onCopied={() => onCopied(id, at)} />
          </li>
        ))}
      </ol>
    </Page>
  );
}

interface MessageForProps {
  readonly id: string;
  readonly isCopied: boolean;
  readonly onCopied: () => void;
}

function MessageFor({ id, isCopied, onCopied }: MessageForProps) {
  const words = useWords();
  const found = useQuery<ForMessage, ApiProblem>({ queryKey: ['message', id], queryFn: ({ signal }) => inTurn(() => readFor(id, signal)) });
  if (!found.data) return found.error ? <ProblemNotice problem={found.error} retry={() => void found.refetch()} /> : <Loading lines={3} />;
  const { candidate, checklist } = found.data;
  return (
    <>
      <h2>{candidate.fullName}</h2>
      {checklist ? (
        <Text candidate={candidate} checklist={checklist} isCopied={isCopied} onCopied={onCopied} />
      ) : (
        <p className="soft">{words.candidate.noCycle}</p>
      )}
    </>
  );
}

function Text({
  candidate,
  checklist,
  isCopied,
  onCopied,
}: Omit<MessageForProps, 'id'> & { readonly candidate: Candidate; readonly checklist: Checklist }) {
  const words = useRequestWords();
  const format = useFormat();
  const { today } = useMe();
  const { nameOfDocument } = useDocumentNames();
  const [hasFailed, setFailed] = useState(false);
  const text = listMessage(
    {
      name: candidate.fullName,
      items: checklist.items,
      today,
      plannedDepartureOn: checklist.plannedDepartureOn,
      officerName: candidate.officer && shortName(candidate.officer.name),
    },
    { words: words.list, requested: words.requested, nameOfDocument, day: format.day },
  );
  const copy = () => {
    if (!navigator.clipboard) return setFailed(true);
    return void navigator.clipboard.writeText(text).then(onCopied, () => setFailed(true));
  };
  return (
    <>
      <p className="message-text">{text}</p>
      {hasFailed && <p role="alert">{words.messages.copyFailed}</p>}
      <div className="no-print">
        <button type="button" className="small-button" data-copy onClick={copy} aria-label={words.messages.copyFor(candidate.fullName)}>
          {isCopied ? words.messages.again : words.list.copy}
        </button>{' '}
        {isCopied && <span className="soft">{words.messages.copied}</span>}
      </div>
    </>
  );
}

async function readFor(id: string, signal: AbortSignal): Promise<ForMessage> {
  const candidate = await read<Candidate>(`/candidates/${id}`, signal);
  const checklist = candidate.cycle ? await read<Checklist>(`/cycles/${candidate.cycle.id}/checklist`, signal) : null;
  return { candidate, checklist };
}

// One file after the other: fifty people must not ask the office's line at once.
let turn: Promise<unknown> = Promise.resolve();
function inTurn<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const mine = turn.then(ask, ask);
  turn = mine.catch(() => undefined);
  return mine;
}
