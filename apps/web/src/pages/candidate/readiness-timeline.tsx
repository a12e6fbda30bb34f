import { useId } from 'react';

import type { ReadinessAnswer } from '../../api/types.js';
import { daysBetween, useFormat } from '../../format.js';
import { useWords } from '../../language.js';
import { useDocumentNames } from '../../parts/rules.js';

const ROW = 20;
const TOP = 26;
const WIDTH = 640;
const NAMES = 210;
const LONGEST_NAME = 30;

/** Bars of the open papers from today on, in the order in which they can be begun, and the planned departure as a line. The
 *  same stands in the table below it, so that nothing is only in the picture. */
export function ReadinessTimeline({ readiness }: { readonly readiness: ReadinessAnswer }) {
  const words = useWords();
  const format = useFormat();
  const titleId = useId();
  const { nameOfDocument } = useDocumentNames();
  const { asOf, plannedDepartureOn, earliestReadyOn, planHolds } = readiness;
  const bars = readiness.open.filter((paper) => paper.finishesOn > paper.startsOn);
  const planned = plannedDepartureOn !== null && plannedDepartureOn >= asOf ? plannedDepartureOn : null;
  const days = Math.max(7, daysBetween(asOf, earliestReadyOn), planned === null ? 0 : daysBetween(asOf, planned));
  // A paper that was asked for before today began to the left of the picture.
  const at = (day: string) => NAMES + (daysBetween(asOf, day) / days) * (WIDTH - NAMES - 8);
  const bottom = TOP + bars.length * ROW;
  const anchorOf = (x: number) => (x > WIDTH - 110 ? 'end' : 'start');
  const short = (name: string) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);
  if (bars.length === 0) return null;
  return (
    <svg className="ready-line" viewBox={`0 0 ${WIDTH} ${bottom + 24}`} role="img" aria-labelledby={titleId}>
      <title id={titleId}>{words.ready.picture(format.day(asOf), format.day(earliestReadyOn))}</title>
      <line className="ready-today" x1={at(asOf)} x2={at(asOf)} y1={TOP - 6} y2={bottom} />
      <text x={at(asOf)} y={14}>
        {words.ready.today}
      </text>
      {bars.map((paper, row) => (
        <g key={paper.documentCode} transform={`translate(0 ${TOP + row * ROW})`}>
          <text x={NAMES - 8} y={13} textAnchor="end">
            {short(nameOfDocument(paper.documentCode))}
          </text>
          <rect
            className={classOf(paper)}
            x={at(beginOf(paper, asOf))}
            y={4}
            width={Math.max(3, at(paper.finishesOn) - at(beginOf(paper, asOf)))}
            height={ROW - 8}
            rx={2}
          />
        </g>
      ))}
      {planned && (
        <>
          <line
            className={planHolds === false ? 'ready-plan is-late' : 'ready-plan'}
            x1={at(planned)}
            x2={at(planned)}
            y1={TOP - 6}
            y2={bottom + 4}
          />
          <text className={planHolds === false ? 'is-late' : ''} x={at(planned)} y={bottom + 18} textAnchor={anchorOf(at(planned))}>
            {words.ready.departs(format.shortDay(planned))}
          </text>
        </>
      )}
    </svg>
  );
}

type OpenPaper = ReadinessAnswer['open'][number];

function beginOf(paper: OpenPaper, asOf: string): string {
  return paper.startsOn < asOf ? asOf : paper.startsOn;
}

function classOf(paper: OpenPaper): string {
  if (paper.lastDayToAsk !== null && paper.lastDayToAsk < paper.startsOn) return 'ready-bar is-late';
  return paper.requested ? 'ready-bar is-requested' : 'ready-bar';
}
