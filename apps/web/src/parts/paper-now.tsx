import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';

import { read } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { DeskDocument } from '../api/types.js';
import type { Sender } from '../api/use-send.js';
import { useFormat } from '../format.js';
import { nameOf, shortName, useWords } from '../language.js';

import { DocumentBadge } from './badge.js';
import { DialogForm } from './dialog-form.js';
import { Icon } from './icon.js';
import { Facts } from './page.js';

/** A paper on which a decision rests: the version that was seen, and what it said. */
export interface SeenPaper {
  readonly id: string;
  readonly version: number;
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly expiresOn: string | null;
}

export interface PaperNow {
  /** What the decision is about: as it was opened, or as it was looked at again. */
  readonly seen: SeenPaper;
  /** The newest version, while it has not been looked at. */
  readonly newest: DeskDocument | null;
  readonly problem: ApiProblem | null;
  /** To be told what the server said; reads the newest version when somebody else was faster. */
  readonly onProblem: (problem: ApiProblem) => void;
  /** Goes on with the newest version. */
  readonly look: () => void;
  /** Lists behind the dialog are old once somebody else was faster. */
  readonly leave: () => void;
}

/** Watches over the version that a decision is made about. Nothing is decided about a version that nobody has seen. */
export function usePaperNow(paper: SeenPaper, onClose: () => void): PaperNow {
  const client = useQueryClient();
  const [seen, setSeen] = useState(paper);
  const [newest, setNewest] = useState<DeskDocument | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isOld, setOld] = useState(false);
  return {
    seen,
    newest,
    problem,
    onProblem: ({ code }) => {
      if (code !== 'changed-meanwhile') return;
      setOld(true);
      setProblem(null);
      read<DeskDocument>(`/documents/${paper.id}`).then(setNewest, (thrown: unknown) => {
        if (thrown instanceof ApiProblem) setProblem(thrown);
      });
    },
    look: () => {
      if (!newest) return;
      const { id, version, numberMasked, issuedOn, expiresOn } = newest.document;
      setSeen({ id, version, number: numberMasked, issuedOn, expiresOn });
      setNewest(null);
    },
    leave: () => {
      onClose();
      if (isOld) void client.invalidateQueries();
    },
  };
}

/** Who did what to the paper, in one sentence. */
export function useLastDeed(): (desk: DeskDocument) => string {
  const words = useWords();
  const format = useFormat();
  return ({ lastDeed: { deed, byName, at } }) =>
    words.paperNow.deeds[deed](byName === null ? words.paperNow.somebody : shortName(byName), format.moment(at) ?? '');
}

interface PaperDecisionProps {
  readonly title: string;
  readonly action: string;
  readonly tone?: 'sea' | 'brick';
  readonly paper: PaperNow;
  /** In these states of the paper the decision can be made. */
  readonly openWhile: readonly DeskDocument['document']['state'][];
  readonly sending: Sender;
  readonly problem?: ApiProblem | null;
  /** What was typed for the decision; kept in sight when it can no longer be made. */
  readonly typed?: string;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** The form of one decision about a paper. When somebody else was faster it says who and what stands now, and the decision is
 *  made again on that; what was typed stays. */
export function PaperDecision(props: PaperDecisionProps) {
  const { title, action, tone, paper, openWhile, sending, problem = sending.problem, typed, onSubmit, children } = props;
  const words = useWords();
  const { newest } = paper;
  if (newest === null) {
    const isOld = sending.problem?.code === 'changed-meanwhile';
    return (
      <DialogForm
        title={title}
        action={action}
        tone={tone}
        onSubmit={onSubmit}
        onClose={paper.leave}
        isSending={sending.isSending || (isOld && paper.problem === null)}
        problem={isOld ? paper.problem : problem}
      >
        {children}
      </DialogForm>
    );
  }
  const canGoOn = openWhile.includes(newest.document.state);
  const look = () => {
    sending.forget();
    paper.look();
  };
  return (
    <DialogForm
      title={title}
      action={canGoOn ? words.paperNow.look : words.common.close}
      onSubmit={canGoOn ? look : paper.leave}
      onClose={paper.leave}
      isSending={false}
      problem={null}
    >
      <PaperChanged newest={newest} canGoOn={canGoOn} typed={typed} />
    </DialogForm>
  );
}

interface PaperChangedProps {
  readonly newest: DeskDocument;
  readonly canGoOn: boolean;
  readonly typed?: string;
}

function PaperChanged({ newest, canGoOn, typed = '' }: PaperChangedProps) {
  const words = useWords();
  const format = useFormat();
  const lastDeed = useLastDeed();
  const { document } = newest;
  return (
    <>
      <div className="notice notice-sun" role="alert">
        <Icon name="warning" />
        <div>
          <p className="notice-title">{words.paperNow.title}</p>
          <p>{lastDeed(newest)}</p>
        </div>
      </div>
      <h3>{words.paperNow.stands}</h3>
      <Facts
        rows={[
          [words.checklist.state, <DocumentBadge key="state" state={document.state} />],
          [words.document.number, document.numberMasked ?? '–'],
          [words.document.issuedOn, document.issuedOn ? format.day(document.issuedOn) : '–'],
          [words.document.expiresOn, document.expiresOn ? format.day(document.expiresOn) : '–'],
          document.verdict ? [words.document.verdict, nameOf(words.terms.verdict, document.verdict)] : null,
          document.closedReason ? [words.document.reason, document.closedReason] : null,
        ]}
      />
      <p>{canGoOn ? words.paperNow.goOn : words.paperNow.over}</p>
      {!canGoOn && typed.trim() !== '' && (
        <blockquote>
          {words.paperNow.typed} {typed}
        </blockquote>
      )}
    </>
  );
}
