import { useEffect, useRef, useState } from 'react';

import { ApiProblem } from '../../api/problem.js';
import type { DeskDocument, Paper, WaitingPaper } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { daysBetween, useFormat } from '../../format.js';
import { shortName, useWords } from '../../language.js';
import { useLastDeed } from '../../parts/paper-now.js';
import { useDocumentNames, useRejectionReasons } from '../../parts/rules.js';
import { Loading, ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useMe } from '../../session.js';

import { DifferencePart, OtherPapers, PersonPart, RulePart } from './beside.js';
import { typedNote } from './decisions.js';
import type { Decision, Failure } from './decisions.js';
import { correctionOf, DeskFields, typedIn } from './fields.js';
import type { Typed } from './fields.js';
import { useKeys } from './keys.js';
import type { KeyDeeds } from './keys.js';
import { keyOf, Reasons } from './reasons.js';

interface DeskProps {
  readonly paper: WaitingPaper;
  /** Null at the end of the pile. */
  readonly onNext: (() => void) | null;
  readonly onDecide: (decision: Decision) => void;
  /** Keys that do not depend on the paper: walking, zooming, taking back. */
  readonly keys: KeyDeeds;
  /** Why this paper came back to the desk. */
  readonly failed: Failure | null;
}

/** What a paper should say, and the decision about it. Mounted anew for every paper. */
export function Desk({ paper, onNext, onDecide, keys, failed }: DeskProps) {
  const words = useWords();
  const toast = useToast();
  const desk = useRead<DeskDocument>(`/documents/${paper.id}`);
  const missing = useMissingDates();
  const reasons = useRejectionReasons();
  // What was typed before it came back is there again.
  const [typed, setTyped] = useState<Typed>(() => typedIn(failed?.decision.correction ?? null));
  const [note, setNote] = useState(failed ? typedNote(failed.decision) : '');
  const [isChoosing, setChoosing] = useState(failed?.decision.deed === 'reject' && failed.newest !== null);
  const [isNoteMissing, setNoteMissing] = useState(false);
  const [problem, setProblem] = useState(failed?.newest ? null : (failed?.problem ?? null));
  const obstacle = desk.data?.obstacle ?? null;
  const isOpen = paper.state === 'submitted';
  const correction = desk.data ? correctionOf(typed, desk.data) : null;
  const now = { ...paper, version: desk.data?.document.version ?? paper.version };

  const verify = () => {
    if (!desk.data || !isOpen) return;
    if (obstacle !== null) {
      toast(words.desk.obstacle[obstacle]);
      return;
    }
    const gap = missing(desk.data, typed);
    if (gap) setProblem(gap);
    else onDecide({ paper: now, deed: 'verify', body: {}, correction });
  };
  const reject = (place: number) => {
    const reason = reasons[place];
    const written = note.trim();
    if (!reason || !isOpen) return;
    if (reason.code === 'other' && written === '') setNoteMissing(true);
    else onDecide({ paper: now, deed: 'reject', body: { reasonCode: reason.code, ...(written && { reason: written }) }, correction: null });
  };
  const choosing = Object.fromEntries(reasons.map((_, place) => [keyOf(place), () => reject(place)]));
  const choose = () => setChoosing(isOpen);
  useKeys(isChoosing ? { ...keys, ...choosing, escape: () => setChoosing(false) } : { ...keys, v: verify, r: choose });
  return (
    <div className="desk-beside">
      <Head paper={paper} />
      <div className="desk-deeds">
        {isOpen && obstacle === null && (
          <button type="button" className="button" onClick={verify} disabled={!desk.data}>
            {words.document.deeds.verify} <kbd>V</kbd>
          </button>
        )}
        {isOpen && (
          <button type="button" className="button button-plain" onClick={choose} aria-expanded={isChoosing}>
            {words.document.deeds.reject} <kbd>R</kbd>
          </button>
        )}
        <button type="button" className="button button-plain" onClick={() => onNext?.()} disabled={!onNext}>
          {words.desk.next} <kbd>N</kbd>
        </button>
      </div>
      {obstacle !== null && isOpen && <p className="notice notice-sun">{words.desk.obstacle[obstacle]}</p>}
      {failed?.newest && <Changed newest={failed.newest} />}
      <ProblemNotice problem={problem} />
      {isChoosing && (
        <Reasons
          note={note}
          onNote={setNote}
          isNoteMissing={isNoteMissing}
          onChoose={(reason) => reject(reasons.indexOf(reason))}
          onClose={() => setChoosing(false)}
        />
      )}
      <ProblemNotice problem={desk.problem} retry={desk.retry} />
      {!desk.data && !desk.problem && <Loading lines={10} />}
      {desk.data && (
        <>
          <DifferencePart desk={desk.data} />
          <PersonPart desk={desk.data} />
          <section className="desk-part">
            <h2>{words.desk.written}</h2>
            <DeskFields desk={desk.data} typed={typed} onType={setTyped} problem={problem} />
            {correction && <SaveFields desk={desk.data} correction={correction} onSaved={() => setTyped({})} onProblem={setProblem} />}
          </section>
          <RulePart desk={desk.data} />
          <OtherPapers desk={desk.data} />
        </>
      )}
    </div>
  );
}

/** Somebody changed the paper after it was decided here: the decision was not made and is made again on what stands now. */
function Changed({ newest }: { readonly newest: DeskDocument }) {
  const words = useWords();
  const lastDeed = useLastDeed();
  return (
    <div className="notice notice-sun" role="alert">
      <div>
        <p className="notice-title">{words.paperNow.title}</p>
        <p>
          {lastDeed(newest)} {words.paperNow.goOn}
        </p>
      </div>
    </div>
  );
}

/** Asks for the dates that the server would ask for, before the paper leaves the desk. A printed end serves for both. */
function useMissingDates(): (desk: DeskDocument, typed: Typed) => ApiProblem | null {
  const words = useWords();
  const { kindOf } = useDocumentNames();
  return ({ document }, typed) => {
    const valueOf = (date: 'issuedOn' | 'expiresOn') => typed[date] ?? document[date] ?? '';
    const dates = kindOf(document.documentCode)?.dates ?? [];
    const open = dates.filter((date) => valueOf(date) === '' && (date === 'expiresOn' || valueOf('expiresOn') === ''));
    if (open.length === 0) return null;
    const errors = open.map((date) => ({ pointer: `/${date}`, code: 'missing', detail: words.desk.dateNeeded[date] }));
    return new ApiProblem(422, { type: '/problems/invalid', title: words.desk.factsMissing, errors });
  };
}

function Head({ paper }: { readonly paper: WaitingPaper }) {
  const words = useWords();
  const format = useFormat();
  const { today } = useMe();
  const { nameOfDocument } = useDocumentNames();
  const waited = daysBetween(paper.submittedAt, today);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that decided about the paper before is gone; whoever listens instead of looking goes on here.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="desk-head">
      <h2 ref={heading} tabIndex={-1}>
        {nameOfDocument(paper.documentCode)}
      </h2>
      <p>
        {paper.candidate.fullName}
        <span className="soft">
          {' '}
          · {paper.candidate.caseNo} · {paper.candidate.areaName}
        </span>
      </p>
      <p className={waited > 3 && paper.state === 'submitted' ? 'is-late' : 'soft'}>
        {words.verification.since(waited, format.moment(paper.submittedAt))}
        {paper.submittedByName && ` · ${shortName(paper.submittedByName)}`}
      </p>
    </header>
  );
}

interface SaveFieldsProps {
  readonly desk: DeskDocument;
  readonly correction: object;
  readonly onSaved: () => void;
  readonly onProblem: (problem: ApiProblem) => void;
}

/** Keeps what was typed without deciding yet. */
function SaveFields({ desk: { document }, correction, onSaved, onProblem }: SaveFieldsProps) {
  const words = useWords();
  const toast = useToast();
  const saving = useSend<Paper>({
    onDone: () => {
      toast(words.desk.saved);
      onSaved();
    },
    onProblem,
  });
  return (
    <button
      type="button"
      className="small-button"
      disabled={saving.isSending}
      onClick={() => saving.submit({ method: 'PATCH', path: `/documents/${document.id}`, body: correction, version: document.version })}
    >
      {words.desk.save}
    </button>
  );
}
