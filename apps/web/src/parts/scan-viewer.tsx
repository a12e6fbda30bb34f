import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';

import { send } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { Scan, ScanLink } from '../api/types.js';
import { useRead } from '../api/use-read.js';
import { useWords } from '../language.js';

import { Icon } from './icon.js';
import { Loading, ProblemNotice } from './states.js';

const ZOOMS = [1, 1.5, 2, 3, 4] as const;
const QUARTER = 90;
/** A new link is asked for when the present one has less than this to live. */
const SPARE_MS = 5_000;

interface ScanViewerProps {
  readonly scanId: string;
  /** What is shown, e.g. "Paspor, Dewi Anggraini"; becomes the alternative text of each page. */
  readonly title: string;
}

/** The pages of one clean scan: zoom, turn, leaf, with buttons and with keys. Opening it is written to the audit trail. */
export function ScanViewer({ scanId, title }: ScanViewerProps) {
  const scan = useRead<Scan>(`/scans/${scanId}`);
  if (!scan.data) return scan.problem ? <ProblemNotice problem={scan.problem} retry={scan.retry} /> : <Loading lines={6} />;
  return <Pages key={scanId} scan={scan.data} title={title} />;
}

function Pages({ scan, title }: { readonly scan: Scan; readonly title: string }) {
  const words = useWords();
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(0);
  const [turn, setTurn] = useState(0);
  const { href, problem, renew } = usePageHref(scan.id, page);
  const shown = scan.pages.find((one) => one.page === page);
  const count = scan.pages.length;
  if (!shown) return null;
  const isLying = turn % 2 === 1;
  const deeds = {
    previous: () => setPage((before) => Math.max(1, before - 1)),
    next: () => setPage((before) => Math.min(count, before + 1)),
    larger: () => setZoom((before) => Math.min(ZOOMS.length - 1, before + 1)),
    smaller: () => setZoom((before) => Math.max(0, before - 1)),
    fit: () => setZoom(0),
    turn: () => setTurn((before) => (before + 1) % 4),
  };
  const keys: Readonly<Record<string, () => void>> = {
    PageUp: deeds.previous,
    PageDown: deeds.next,
    '+': deeds.larger,
    '=': deeds.larger,
    '-': deeds.smaller,
    '0': deeds.fit,
    p: deeds.turn,
    P: deeds.turn,
  };
  const press = (event: KeyboardEvent): void => {
    const deed = keys[event.key];
    if (!deed || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    deed();
  };
  return (
    <section className="scan-viewer" aria-label={words.scans.viewer(title)} onKeyDown={press}>
      <div className="scan-tools" role="toolbar" aria-label={words.scans.tools}>
        <span className="scan-tools-group">
          <Tool icon="back" label={words.scans.previous} onPress={deeds.previous} isOff={page === 1} />
          <span className="scan-page-no" role="status">
            {words.scans.pageOf(page, count)}
          </span>
          <Tool icon="next" label={words.scans.next} onPress={deeds.next} isOff={page === count} />
        </span>
        <span className="scan-tools-group">
          <Tool icon="minus" label={words.scans.smaller} onPress={deeds.smaller} isOff={zoom === 0} />
          <span className="scan-zoom">{Math.round((ZOOMS[zoom] ?? 1) * 100)}%</span>
          <Tool icon="plus" label={words.scans.larger} onPress={deeds.larger} isOff={zoom === ZOOMS.length - 1} />
          <Tool icon="turn" label={words.scans.turn} onPress={deeds.turn} />
        </span>
      </div>
      <ProblemNotice problem={problem} retry={renew} />
      {/* Scrolled by arrow keys like any page, so it takes the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="scan-stage" tabIndex={0} role="group" aria-label={words.scans.stage}>
        <div
          className="scan-sheet"
          style={{
            width: `${(ZOOMS[zoom] ?? 1) * 100}%`,
            aspectRatio: isLying ? `${shown.height} / ${shown.width}` : `${shown.width} / ${shown.height}`,
          }}
        >
          {href && (
            <img
              key={href}
              src={href}
              alt={words.scans.alt(title, page, count)}
              onError={renew}
              style={{
                width: isLying ? `${(100 * shown.width) / shown.height}%` : '100%',
                transform: `translate(-50%, -50%) rotate(${turn * QUARTER}deg)`,
              }}
            />
          )}
        </div>
      </div>
      <p className="scan-keys soft">{words.scans.keys}</p>
    </section>
  );
}

interface ToolProps {
  readonly icon: 'back' | 'next' | 'minus' | 'plus' | 'turn';
  readonly label: string;
  readonly onPress: () => void;
  readonly isOff?: boolean;
}

function Tool({ icon, label, onPress, isOff = false }: ToolProps) {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} aria-disabled={isOff} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}

/** Where a page can be fetched now. Each page that was fetched keeps its address, so that it is not fetched again; for the next
 *  one a new link is asked for before the present one runs out. */
function usePageHref(scanId: string, page: number) {
  const link = useRef<ScanLink | null>(null);
  const failures = useRef(0);
  const [hrefs, setHrefs] = useState<ReadonlyMap<number, string>>(new Map());
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [round, setRound] = useState(0);
  const href = hrefs.get(page) ?? null;

  useEffect(() => {
    if (href) return undefined;
    const controller = new AbortController();
    const ask = async (): Promise<void> => {
      const isFresh = link.current && Date.parse(link.current.expiresAt) - Date.now() > SPARE_MS;
      if (!isFresh) link.current = await send<ScanLink>('POST', `/scans/${scanId}/link`, { signal: controller.signal });
      const found = link.current?.pages.find((one) => one.page === page)?.href;
      if (found) setHrefs((before) => new Map(before).set(page, found));
    };
    ask().catch((failure: unknown) => {
      if (failure instanceof ApiProblem) setProblem(failure);
    });
    return () => controller.abort();
  }, [scanId, page, href, round]);

  const renew = useCallback(() => {
    failures.current += 1;
    link.current = null;
    // A page that fails again and again is no matter of the link; the notice lets a person decide.
    if (failures.current > 3) return setProblem(new ApiProblem(0, { type: '/problems/offline' }));
    setProblem(null);
    setHrefs((before) => new Map([...before].filter(([known]) => known !== page)));
    setRound((before) => before + 1);
    return undefined;
  }, [page]);
  const retry = useCallback(() => {
    failures.current = 0;
    renew();
  }, [renew]);
  return { href, problem, renew: problem ? retry : renew };
}
