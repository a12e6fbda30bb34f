import '../styles/desk.css';

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import type { WaitingPaper } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useFormat } from '../format.js';
import { useWords } from '../language.js';
import { AreaPicker } from '../parts/area-picker.js';
import { Choice } from '../parts/choice.js';
import { Go } from '../parts/go.js';
import { Page } from '../parts/page.js';
import { useLastDeed } from '../parts/paper-now.js';
import { useDocumentNames } from '../parts/rules.js';
import { Empty, Loading, ProblemNotice } from '../parts/states.js';

import { typedNote, useDecisions } from './verification/decisions.js';
import type { Decision, Decisions, Failure } from './verification/decisions.js';
import { Desk } from './verification/desk.js';
import { KeysHelp } from './verification/keys-help.js';
import { useQueue } from './verification/queue.js';
import type { Queue } from './verification/queue.js';
import { closer, fitted, further, PLAIN_VIEW, ScanPane, turned } from './verification/scan-pane.js';
import type { View } from './verification/scan-pane.js';

/** The verification desk: the file on the left, what it should say on the right, one key for each decision. */
export function VerificationPage() {
  const words = useWords();
  const { dokumen, wilayah, tampil } = useSearch({ from: '/office/verifikasi' });
  const isDiffering = tampil === 'beda';
  const key = [dokumen, wilayah, tampil].join('|');
  return (
    <Page title={words.verification.title} lead={isDiffering ? words.desk.leadDiffers : words.desk.lead}>
      <Filters />
      <Workplace key={key} documentCode={dokumen} area={wilayah} isDiffering={isDiffering} />
    </Page>
  );
}

function Filters() {
  const words = useWords();
  const navigate = useNavigate({ from: '/verifikasi' });
  const { dokumen, wilayah, tampil } = useSearch({ from: '/office/verifikasi' });
  const { codes, nameOfDocument } = useDocumentNames();
  const change = (part: { readonly dokumen?: string; readonly wilayah?: string; readonly tampil?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  return (
    <div className="filters desk-filters">
      <Choice
        label={words.desk.show}
        names={words.desk.shows}
        value={tampil === 'beda' ? 'beda' : 'menunggu'}
        onChange={(value) => change({ tampil: value === 'beda' ? 'beda' : undefined })}
      />
      <Choice
        label={words.checklist.document}
        names={Object.fromEntries(codes.map((code) => [code, nameOfDocument(code)]))}
        value={dokumen ?? ''}
        onChange={(value) => change({ dokumen: value || undefined })}
        empty={words.desk.allDocuments}
      />
      <AreaPicker to="regency" value={wilayah ?? ''} onChange={(value) => change({ wilayah: value || undefined })} />
    </div>
  );
}

interface WorkplaceProps {
  readonly documentCode: string | undefined;
  readonly area: string | undefined;
  readonly isDiffering: boolean;
}

function Workplace({ documentCode, area, isDiffering }: WorkplaceProps) {
  const words = useWords();
  const queue = useQueue({ documentCode, area, identity: isDiffering ? 'differs' : undefined });
  const [failed, setFailed] = useState<Failure | null>(null);
  const decisions = useDecisions((failure) => {
    setFailed(failure);
    // What somebody else decided is skipped; what was refused comes back to be mended.
    if (!failure.isTaken) queue.putBack(failure.paper.id);
  });
  const { list, current } = queue;
  const decide = (decision: Decision) => {
    setFailed(null);
    queue.putAway(decision.paper.id);
    decisions.decide(decision);
  };
  const undo = () => {
    const taken = decisions.undo();
    if (taken) queue.putBack(taken.paper.id);
  };
  return (
    <>
      <Slip decisions={decisions} onUndo={undo} />
      {failed?.isTaken && <Taken failed={failed} />}
      <ProblemNotice problem={list.problem} retry={list.retry} />
      {list.isLoading && <Loading lines={10} />}
      {!list.isLoading && !list.problem && !current && (
        <Empty
          title={isDiffering ? words.desk.emptyDiffers : words.verification.empty}
          next={decisions.sent > 0 ? words.desk.emptyDone(decisions.sent) : words.verification.emptyNext}
          action={<Go to="/cpmi?readiness=blocked">{words.verification.toIncomplete}</Go>}
        />
      )}
      {current && <Table queue={queue} current={current} onDecide={decide} onUndo={undo} failed={failed} />}
    </>
  );
}

/** Somebody else was faster: who, what stands now, and what was typed here. */
function Taken({ failed: { paper, decision, newest } }: { readonly failed: Failure }) {
  const words = useWords();
  const lastDeed = useLastDeed();
  const { nameOfDocument } = useDocumentNames();
  const note = typedNote(decision);
  return (
    <div className="notice notice-sun" role="alert">
      <div>
        <p>{words.desk.taken(nameOfDocument(paper.documentCode), paper.candidate.fullName)}</p>
        {newest && <p>{lastDeed(newest)}</p>}
        {note && (
          <p>
            {words.paperNow.typed} {note}
          </p>
        )}
        <Go to={`/cpmi/${paper.candidate.id}?bagian=dokumen`}>{words.desk.toFile}</Go>
      </div>
    </div>
  );
}

/** What was just decided, and five seconds to take it back. */
function Slip({ decisions: { pending }, onUndo }: { readonly decisions: Decisions; readonly onUndo: () => void }) {
  const words = useWords();
  const { nameOfDocument } = useDocumentNames();
  return (
    <div className="desk-slip" role="status">
      {pending && (
        <p className="notice">
          {words.desk.done[pending.deed](nameOfDocument(pending.paper.documentCode), pending.paper.candidate.fullName)}{' '}
          <button type="button" className="link-button" onClick={onUndo}>
            {words.desk.undo} <kbd>Z</kbd>
          </button>
        </p>
      )}
    </div>
  );
}

interface TableProps {
  readonly queue: Queue;
  readonly current: WaitingPaper;
  readonly onDecide: (decision: Decision) => void;
  readonly onUndo: () => void;
  readonly failed: Failure | null;
}

function Table({ queue, current, onDecide, onUndo, failed }: TableProps) {
  const words = useWords();
  const format = useFormat();
  const [shown, setShown] = useState<{ readonly of: string; readonly view: View }>({ of: '', view: PLAIN_VIEW });
  const [isHelping, setHelping] = useState(false);
  const view = shown.of === current.id ? shown.view : PLAIN_VIEW;
  const look = (change: (view: View) => View) => () => setShown({ of: current.id, view: change(view) });
  const { next } = queue;
  // Everything about the next paper is there before it is called.
  useRead(next && `/documents/${next.id}`);
  const onNext = next && (() => queue.step(1));
  const forward = () => queue.step(1);
  const back = () => queue.step(-1);
  const keys = {
    n: forward,
    arrowright: forward,
    p: back,
    arrowleft: back,
    '+': look(closer),
    '=': look(closer),
    '-': look(further),
    '0': look(fitted),
    '.': look(turned),
    z: onUndo,
    '?': () => setHelping(true),
  };
  return (
    <div className="desk">
      <div className="desk-file card">
        <div className="desk-tools" role="toolbar" aria-label={words.desk.tools}>
          <strong className="desk-count">{words.desk.position(format.number(queue.position), format.number(queue.count))}</strong>
          <ToolButton label={words.desk.previous} sign="‹" onPress={back} />
          <ToolButton label={words.desk.next} sign="›" onPress={forward} />
          <ToolButton label={words.desk.further} sign="−" onPress={look(further)} />
          <ToolButton label={words.desk.fit} sign="0" onPress={look(fitted)} />
          <ToolButton label={words.desk.closer} sign="+" onPress={look(closer)} />
          <ToolButton label={words.desk.turn} sign="⟳" onPress={look(turned)} />
          <ToolButton label={words.desk.keysTitle} sign="?" onPress={() => setHelping(true)} />
        </div>
        {[current, ...(next ? [next] : [])].map((paper) => (
          <ScanPane key={paper.id} paper={paper} view={paper === current ? view : PLAIN_VIEW} isShown={paper === current} />
        ))}
      </div>
      <Desk
        key={current.id}
        paper={current}
        onNext={onNext}
        onDecide={onDecide}
        keys={keys}
        failed={failed?.paper.id === current.id ? failed : null}
      />
      {isHelping && <KeysHelp onClose={() => setHelping(false)} />}
    </div>
  );
}

function ToolButton({ label, sign, onPress }: { readonly label: string; readonly sign: string; readonly onPress: () => void }) {
  return (
    <button type="button" className="icon-button desk-tool" aria-label={label} title={label} onClick={onPress}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
