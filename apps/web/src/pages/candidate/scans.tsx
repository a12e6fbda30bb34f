import { useState } from 'react';

import type { Scan } from '../../api/types.js';
import { useRead } from '../../api/use-read.js';
import { useSend } from '../../api/use-send.js';
import { useFormat } from '../../format.js';
import { shortName, useWords } from '../../language.js';
import { Badge } from '../../parts/badge.js';
import { Dialog } from '../../parts/dialog.js';
import { ScanUpload } from '../../parts/scan-upload.js';
import { ScanViewer } from '../../parts/scan-viewer.js';
import { Loading, ProblemNotice } from '../../parts/states.js';
import { useToast } from '../../parts/toast.js';
import { useMay } from '../../session.js';

interface ScansOf {
  readonly documentId: string;
  readonly name: string;
  readonly holder: string;
  /** A decided paper keeps its scans. */
  readonly isDecided: boolean;
  /** A rejected or void paper takes no new ones. */
  readonly isClosed: boolean;
}

/** Opens the scans of one paper. @param count when it is known already */
export function ScansButton({ count, ...paper }: ScansOf & { readonly count?: number }) {
  const words = useWords();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const label = count === undefined ? words.scans.open : words.scans.count(count);
  if (!may('scan.view')) return null;
  return (
    <>
      <button type="button" className="link-button" onClick={() => setOpen(true)} aria-label={`${label}: ${paper.name}`}>
        {label}
      </button>
      {isOpen && <ScansDialog {...paper} onClose={() => setOpen(false)} />}
    </>
  );
}

interface ScansDialogProps extends ScansOf {
  readonly onClose: () => void;
}

/** All scans of one paper: look at them, add one, take away what was sent by mistake. */
function ScansDialog({ documentId, name, holder, isDecided, isClosed, onClose }: ScansDialogProps) {
  const words = useWords();
  const may = useMay();
  const scans = useRead<{ readonly items: readonly Scan[] }>(`/documents/${documentId}/scans`, (data) =>
    data?.items.some(({ state }) => state === 'checking') ? 2_000 : false,
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const items = scans.data?.items.filter(({ state }) => state !== 'uploading') ?? [];
  const clean = items.filter(({ state }) => state === 'clean');
  const shown = clean.find(({ id }) => id === chosen) ?? clean.at(-1);
  return (
    <Dialog title={words.scans.title(name)} onClose={onClose} isWide>
      <div className="scans">
        <ProblemNotice problem={scans.problem} retry={scans.retry} />
        {!scans.data && !scans.problem && <Loading lines={3} />}
        {scans.data && items.length === 0 && <p className="soft">{words.scans.none}</p>}
        {items.length > 0 && (
          <ul className="lines scan-list">
            {items.map((scan, index) => (
              <ScanLine
                key={scan.id}
                scan={scan}
                no={index + 1}
                isShown={scan.id === shown?.id}
                mayRemove={may('scan.remove') && scan.state !== 'checking' && (scan.state === 'refused' || !isDecided)}
                onShow={() => setChosen(scan.id)}
              />
            ))}
          </ul>
        )}
        {shown && may('scan.view') && <ScanViewer key={shown.id} scanId={shown.id} title={`${name}, ${holder}`} />}
        {may('document.scan') && !isClosed && <ScanUpload documentId={documentId} title={name} onClean={setChosen} />}
      </div>
    </Dialog>
  );
}

interface ScanLineProps {
  readonly scan: Scan;
  readonly no: number;
  readonly isShown: boolean;
  readonly mayRemove: boolean;
  readonly onShow: () => void;
}

function ScanLine({ scan, no, isShown, mayRemove, onShow }: ScanLineProps) {
  const words = useWords();
  const format = useFormat();
  const toast = useToast();
  const [isSure, setSure] = useState(false);
  const removal = useSend<null>({ onDone: () => toast(words.scans.removed) });
  const label = words.scans.no(no);
  return (
    <li>
      <span>
        <strong>{label}</strong>{' '}
        <Badge tone={({ clean: 'leaf', refused: 'brick', checking: 'sea', uploading: 'plain' } as const)[scan.state]}>
          {words.scans.states[scan.state]}
        </Badge>
        <span className="under">
          {words.scans.sent(format.moment(scan.createdAt), shortName(scan.createdByName ?? '–'))}
          {scan.state === 'clean' && ` · ${words.scans.pages(scan.pages.length)}`}
        </span>
        {scan.refusal && <span className="under is-late">{scan.refusal.detail}</span>}
        <ProblemNotice problem={removal.problem} />
      </span>
      <span className="deeds">
        {scan.state === 'clean' && (
          <button
            type="button"
            className="small-button"
            aria-pressed={isShown}
            onClick={onShow}
            aria-label={`${words.scans.show}: ${label}`}
          >
            {words.scans.show}
          </button>
        )}
        {mayRemove && (
          <button
            type="button"
            className="link-button"
            aria-label={`${isSure ? words.scans.removeSure : words.scans.remove}: ${label}`}
            onBlur={() => setSure(false)}
            onClick={() => (isSure ? removal.submit({ method: 'DELETE', path: `/scans/${scan.id}` }) : setSure(true))}
          >
            {isSure ? words.scans.removeSure : words.scans.remove}
          </button>
        )}
      </span>
    </li>
  );
}
