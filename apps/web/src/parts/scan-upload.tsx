import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';

import { send } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import { useWords } from '../language.js';

import { Icon } from './icon.js';
import { smallerPhoto } from './scan-photo.js';
import { transferScan } from './scan-transfer.js';

const ACCEPTED = '.pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,application/pdf,image/*';
export const MOST_SCAN_BYTES = 15 * 1024 * 1024;

type Stage = 'preparing' | 'sending' | 'waiting' | 'checking' | 'clean' | 'refused' | 'failed';

interface Item {
  readonly key: number;
  /** Only shown here; names are never sent, because they are full of people's names and numbers. */
  readonly name: string;
  readonly file: File;
  readonly stage: Stage;
  readonly sent: number;
  readonly size: number;
  readonly scanId: string | null;
  readonly trouble: string | null;
}

interface ScanUploadProps {
  readonly documentId: string;
  /** Name of the paper, for screen readers. */
  readonly title: string;
  readonly onClean?: (scanId: string) => void;
}

/** Takes scans of one paper by drag and drop, from the disk or from the camera; each file becomes a scan of its own. Photographs
 *  are made small first. An outage is waited out, and everything that is refused says what to do. */
export function ScanUpload({ documentId, title, onClean }: ScanUploadProps) {
  const words = useWords();
  const [isOver, setOver] = useState(false);
  const { items, add, retry, dismiss } = useUploads(documentId, onClean);
  return (
    <div className="scan-upload">
      <div
        className={isOver ? 'drop-zone is-over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add(event.dataTransfer.files);
        }}
      >
        <Icon name="upload" size={32} />
        <p className="drop-title">{words.scans.drop}</p>
        <p className="soft">{words.scans.limits}</p>
        <div className="drop-actions">
          <FileButton label={words.scans.choose} about={title} accept={ACCEPTED} isMany onFiles={add} />
          <FileButton label={words.scans.camera} about={title} accept="image/*" isCamera onFiles={add} />
        </div>
      </div>
      {items.length > 0 && (
        <ul className="scan-items" aria-label={words.scans.uploads}>
          {items.map((item) => (
            <UploadLine key={item.key} item={item} onRetry={() => retry(item)} onDismiss={() => dismiss(item)} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly about: string;
  readonly accept: string;
  readonly isMany?: boolean;
  readonly isCamera?: boolean;
  readonly onFiles: (files: FileList) => void;
}

// Where there is no camera, the browser offers its files instead.
function FileButton({ label, about, accept, isMany = false, isCamera = false, onFiles }: FileButtonProps) {
  const id = useId();
  return (
    <span className="file-button">
      <label className="button" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept={accept}
        multiple={isMany}
        capture={isCamera ? 'environment' : undefined}
        aria-label={`${label}: ${about}`}
        onChange={(event) => {
          if (event.currentTarget.files) onFiles(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </span>
  );
}

interface UploadLineProps {
  readonly item: Item;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}

function UploadLine({ item, onRetry, onDismiss }: UploadLineProps) {
  const words = useWords();
  const percent = Math.floor((100 * item.sent) / Math.max(1, item.size));
  const isOver = item.stage === 'clean' || item.stage === 'refused' || item.stage === 'failed';
  const isStopped = item.stage === 'refused' || item.stage === 'failed';
  return (
    <li className={`scan-item is-${item.stage}`}>
      <div className="scan-item-text">
        <strong className="scan-item-name">{item.name}</strong>
        {/* Tens only, so that a screen reader hears ten steps and not a hundred. */}
        <span role={isStopped ? 'alert' : 'status'}>
          {words.scans.stages[item.stage]}
          {item.stage === 'sending' && ` ${Math.floor(percent / 10) * 10}%`}
          {item.trouble && ` ${item.trouble}`}
        </span>
      </div>
      <div className="scan-item-actions">
        {item.stage === 'failed' && (
          <button type="button" className="small-button" onClick={onRetry} aria-label={`${words.common.retry}: ${item.name}`}>
            {words.common.retry}
          </button>
        )}
        <button type="button" className="link-button" onClick={onDismiss} aria-label={`${words.scans.dismiss(isOver)}: ${item.name}`}>
          {words.scans.dismiss(isOver)}
        </button>
      </div>
      {!isOver && (
        <div
          className="progress"
          role="progressbar"
          aria-label={`${words.scans.stages[item.stage]} ${item.name}`}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${Math.max(4, percent)}%` }} />
        </div>
      )}
    </li>
  );
}

function useUploads(documentId: string, onClean: ((scanId: string) => void) | undefined) {
  const words = useWords();
  const client = useQueryClient();
  const [items, setItems] = useState<readonly Item[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const nextKey = useRef(1);
  // Whoever leaves the page gives up what is on its way; the server forgets it within a day.
  useEffect(() => {
    const started = running.current;
    return () => started.forEach((controller) => controller.abort());
  }, []);

  const change = (key: number, changed: Partial<Item>): void =>
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...changed } : item)));

  const run = async (item: Item): Promise<void> => {
    const { key } = item;
    const controller = new AbortController();
    running.current.set(key, controller);
    let { scanId } = item;
    try {
      const bytes = await smallerPhoto(item.file);
      if (bytes.size === 0) return change(key, { stage: 'refused', trouble: words.scans.empty });
      if (bytes.size > MOST_SCAN_BYTES) return change(key, { stage: 'refused', trouble: words.scans.tooLarge });
      change(key, { stage: 'sending', size: bytes.size, trouble: null });
      const scan = await transferScan(documentId, bytes, item.scanId, {
        signal: controller.signal,
        onOpened: (opened) => {
          scanId = opened;
          change(key, { scanId });
        },
        onProgress: (sent) => change(key, { sent }),
        onWaiting: (isWaiting) => change(key, { stage: isWaiting ? 'waiting' : 'sending' }),
        onChecking: () => change(key, { stage: 'checking' }),
      });
      if (scan.state === 'clean') {
        change(key, { stage: 'clean' });
        onClean?.(scan.id);
      } else change(key, { stage: 'refused', trouble: adviceOn(scan.refusal?.code, scan.refusal?.detail) });
      await client.invalidateQueries();
    } catch (problem) {
      if (problem instanceof ApiProblem) {
        const trouble = troubleOf(problem);
        change(key, trouble);
        if (trouble.stage === 'refused') forget(scanId);
      } else if (!controller.signal.aborted) throw problem;
    } finally {
      running.current.delete(key);
    }
  };

  const adviceOn = (code: string | undefined, detail: string | undefined): string => {
    const known: Readonly<Record<string, string>> = words.scans.refusals;
    return (code && known[code]) ?? detail ?? '';
  };
  const troubleOf = (problem: ApiProblem): Partial<Item> => {
    const advice = words.problem.advice(problem.code, problem.retryAfterSeconds) ?? '';
    const trouble = problem.detail ?? `${problem.title || words.problem.titles(problem.code)} ${advice}`.trim();
    return problem.status === 415 || problem.status === 413
      ? { stage: 'refused', trouble: problem.status === 415 ? words.scans.refusals['scan-unknown-kind'] : words.scans.tooLarge }
      : { stage: 'failed', trouble };
  };

  const add = (files: FileList): void => {
    const added = Array.from(files, (file): Item => ({
      key: nextKey.current++,
      name: file.name,
      file,
      stage: 'preparing',
      sent: 0,
      size: file.size,
      scanId: null,
      trouble: null,
    }));
    setItems((before) => [...before, ...added]);
    // One after another: on a thin line three halves are worth less than one whole.
    void added.reduce((before, item) => before.then(() => run(item)), Promise.resolve());
  };

  return {
    items,
    add,
    retry: (item: Item) => void run({ ...item, stage: 'sending' }),
    dismiss: (item: Item) => {
      running.current.get(item.key)?.abort();
      setItems((before) => before.filter(({ key }) => key !== item.key));
      if (item.stage !== 'clean' && item.stage !== 'checking') forget(item.scanId);
    },
  };
}

// Best effort: what the server does not hear about now, it sweeps away within a day.
function forget(scanId: string | null): void {
  if (scanId !== null) void send('DELETE', `/scans/${scanId}`).catch(() => undefined);
}
