import { useQuery } from '@tanstack/react-query';

import { send } from '../../api/client.js';
import type { ApiProblem } from '../../api/problem.js';
import type { ScanLink, WaitingPaper } from '../../api/types.js';
import { useWords } from '../../language.js';
import { Go } from '../../parts/go.js';
import { Empty, Loading, ProblemNotice } from '../../parts/states.js';

export interface View {
  /** Share of the width of the pane. */
  readonly zoom: number;
  /** Quarter turns to the right. */
  readonly turns: number;
}

export const PLAIN_VIEW: View = { zoom: 1, turns: 0 };
const NEAREST = 4;
const FURTHEST = 0.5;
const STEP = 1.25;

export const closer = (view: View): View => ({ ...view, zoom: Math.min(NEAREST, view.zoom * STEP) });
export const further = (view: View): View => ({ ...view, zoom: Math.max(FURTHEST, view.zoom / STEP) });
export const fitted = (view: View): View => ({ ...view, zoom: 1 });
export const turned = (view: View): View => ({ ...view, turns: (view.turns + 1) % 4 });

/** The address of a page opens for a minute only; what is shown was loaded by then. */
const LINK_MS = 55_000;

interface ScanPaneProps {
  readonly paper: WaitingPaper;
  readonly view: View;
  /** The next paper is loaded behind the present one, so that it is there when it is called. */
  readonly isShown: boolean;
}

/** The scanned pages of one paper. */
export function ScanPane({ paper, view, isShown }: ScanPaneProps) {
  const words = useWords();
  const scanId = paper.latestScanId;
  const link = useQuery<ScanLink, ApiProblem>({
    queryKey: ['scan-link', scanId],
    queryFn: ({ signal }) => send<ScanLink>('POST', `/scans/${scanId ?? ''}/link`, { body: {}, signal }),
    enabled: scanId !== null,
    staleTime: LINK_MS,
    gcTime: LINK_MS,
  });
  const quarter = view.turns % 2 === 1;
  return (
    <div
      className="desk-scan"
      hidden={!isShown}
      data-paper={paper.id}
      tabIndex={isShown ? 0 : -1}
      role="region"
      aria-label={words.desk.file}
    >
      {scanId === null && (
        <Empty
          title={words.desk.noScan}
          next={words.desk.noScanNext}
          action={<Go to={`/cpmi/${paper.candidate.id}?bagian=dokumen`}>{words.desk.toFile}</Go>}
        />
      )}
      <ProblemNotice problem={link.error} retry={() => void link.refetch()} />
      {scanId !== null && link.isPending && <Loading lines={12} />}
      {link.data?.pages.map((page) => (
        <img
          key={page.page}
          src={page.href}
          alt={words.desk.page(page.page, link.data.pages.length)}
          className={quarter ? 'desk-page is-quarter' : 'desk-page'}
          style={{ width: `${view.zoom * 100}%`, transform: view.turns === 0 ? undefined : `rotate(${view.turns * 90}deg)` }}
        />
      ))}
    </div>
  );
}
