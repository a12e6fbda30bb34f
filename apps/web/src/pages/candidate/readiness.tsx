import type { Cycle, ReadinessAnswer } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useFormat } from '../../format.js';
import { nameOf, useWords } from '../../language.js';
import { DocumentBadge } from '../../parts/badge.js';
import { Section } from '../../parts/page.js';
import { useDocumentNames } from '../../parts/rules.js';
import { Loading, ProblemNotice } from '../../parts/states.js';

import { ReadinessTimeline } from './readiness-timeline.js';
import { RequestedFacts } from './requested.js';

/** Whoever has left, or will not, has nothing to get ready for. */
const NOT_LEAVING = ['departed', 'placed', 'returned', 'closed', 'withdrawn', 'rejected', 'cancelled', 'deceased', 'merged'];

export function ReadinessPart({ cycle }: { readonly cycle: Cycle }) {
  return NOT_LEAVING.includes(cycle.stage) ? null : <ReadinessSection cycle={cycle} />;
}

/** What stands between this person and departure, who must act, and from which day on it is possible. */
function ReadinessSection({ cycle }: { readonly cycle: Cycle }) {
  const words = useWords();
  const format = useFormat();
  const readiness = useRead<ReadinessAnswer>(`/cycles/${cycle.id}/readiness`);
  if (!readiness.data) {
    return readiness.problem ? <ProblemNotice problem={readiness.problem} retry={readiness.retry} /> : <Loading lines={3} />;
  }
  const { isReady, open, earliestReadyOn, asOf } = readiness.data;
  return (
    <Section title={words.ready.title} note={words.ready.asOf(format.day(asOf))} className="ready no-print">
      <p className="ready-headline">
        {isReady ? words.ready.complete : words.ready.earliest(format.day(earliestReadyOn), open.length, earliestReadyOn === asOf)}
      </p>
      <PlanSentence readiness={readiness.data} />
      {open.length > 0 && (
        <>
          <ReadinessTimeline readiness={readiness.data} />
          <details className="ready-table">
            <summary>{words.ready.asTable(open.length)}</summary>
            <OpenPapers readiness={readiness.data} />
          </details>
          <p className="as-of">{words.ready.note}</p>
        </>
      )}
    </Section>
  );
}

function PlanSentence({ readiness }: { readonly readiness: ReadinessAnswer }) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  const { plannedDepartureOn, planHolds, firstToAsk, asOf, open } = readiness;
  if (plannedDepartureOn === null) return <p className="soft">{words.ready.noPlan}</p>;
  if (firstToAsk === null) return null;
  const isHandedIn = open.find((paper) => paper.documentCode === firstToAsk.documentCode)?.state === 'submitted';
  const sentence = words.ready.mustAsk(
    nameOfDocument(firstToAsk.documentCode),
    format.day(firstToAsk.by),
    format.day(plannedDepartureOn),
    isHandedIn,
    firstToAsk.by < asOf,
  );
  return (
    <p className={planHolds === false ? 'ready-plan-text is-late' : 'ready-plan-text'}>
      {planHolds === false && <strong>{words.ready.planLost(format.day(plannedDepartureOn))} </strong>}
      {sentence}
    </p>
  );
}

function OpenPapers({ readiness }: { readonly readiness: ReadinessAnswer }) {
  const words = useWords();
  const format = useFormat();
  const { nameOfDocument } = useDocumentNames();
  return (
    <table className="table table-stacks">
      <caption>{words.ready.tableTitle}</caption>
      <thead>
        <tr>
          <th scope="col">{words.checklist.document}</th>
          <th scope="col">{words.ready.who}</th>
          <th scope="col">{words.ready.when}</th>
          <th scope="col">{words.ready.lastDay}</th>
        </tr>
      </thead>
      <tbody>
        {readiness.open.map((paper) => (
          <tr key={paper.documentCode}>
            <th scope="row">
              {nameOfDocument(paper.documentCode)}
              {paper.after.length > 0 && <span className="under">{words.ready.after(paper.after.map(nameOfDocument).join(', '))}</span>}
            </th>
            <td>
              <DocumentBadge state={paper.state} />
              {paper.requested ? (
                <RequestedFacts item={paper} />
              ) : (
                <span className="under">
                  {paper.state === 'submitted'
                    ? words.ready.verifier(nameOf(words.role, paper.verifierRole))
                    : words.ready.issuer(paper.issuer)}
                </span>
              )}
            </td>
            <td data-label={words.ready.when}>
              {paper.finishesOn === paper.startsOn
                ? format.shortDay(paper.startsOn)
                : words.ready.span(format.shortDay(paper.startsOn), format.shortDay(paper.finishesOn))}
            </td>
            <td
              data-label={words.ready.lastDay}
              className={paper.lastDayToAsk !== null && paper.lastDayToAsk < paper.startsOn ? 'is-late' : ''}
            >
              {format.shortDay(paper.lastDayToAsk)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
