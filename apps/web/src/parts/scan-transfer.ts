import { read, send } from '../api/client.js';
import { ApiProblem } from '../api/problem.js';
import type { Scan } from '../api/types.js';

const PART_BYTES = 256 * 1024;
const LOOK_EVERY_MS = 1_000;
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000] as const;
/** After this long without one part getting through, a person decides whether to go on. */
const PATIENCE_MS = 10 * 60_000;

export interface Transfer {
  readonly signal: AbortSignal;
  /** The upload exists on the server from now on. */
  readonly onOpened: (scanId: string) => void;
  readonly onProgress: (sent: number) => void;
  /** The network is away; null when it is back. */
  readonly onWaiting: (isWaiting: boolean) => void;
  readonly onChecking: () => void;
}

/** Sends a scan in parts and waits for its check. An outage or a restart of the server costs time and nothing else: each part is
 *  repeated until it is known to be stored. @param scanId of an upload to go on with
 *  @throws ApiProblem for a refusal, AbortError when it was cancelled */
export async function transferScan(documentId: string, bytes: Blob, scanId: string | null, transfer: Transfer): Promise<Scan> {
  const patient = <Answer>(attempt: () => Promise<Answer>): Promise<Answer> => patiently(attempt, transfer);
  let scan = scanId
    ? await patient(() => read<Scan>(`/scans/${scanId}`, transfer.signal))
    : await patient(async () => {
        const body = { size: bytes.size, sha256: await digestOf(bytes) };
        return send<Scan>('POST', `/documents/${documentId}/scans`, { body, signal: transfer.signal });
      });
  transfer.onOpened(scan.id);
  while (scan.state === 'uploading' && scan.received < bytes.size) {
    transfer.onProgress(scan.received);
    scan = await patient(() => sendPart(scan, bytes, transfer.signal));
  }
  transfer.onProgress(bytes.size);
  if (scan.state === 'uploading') scan = await patient(() => send<Scan>('POST', `/scans/${scan.id}/complete`, { signal: transfer.signal }));
  transfer.onChecking();
  while (scan.state === 'checking') {
    await pause(LOOK_EVERY_MS, transfer.signal);
    scan = await patient(() => read<Scan>(`/scans/${scan.id}`, transfer.signal));
  }
  return scan;
}

async function sendPart(scan: Scan, bytes: Blob, signal: AbortSignal): Promise<Scan> {
  const body = bytes.slice(scan.received, scan.received + PART_BYTES);
  try {
    return await send<Scan>('PUT', `/scans/${scan.id}/parts/${scan.received}`, { body, signal });
  } catch (problem) {
    // Another tab, or an answer that was lost, has brought it further than we know.
    if (problem instanceof ApiProblem && problem.received !== null && problem.received !== scan.received)
      return { ...scan, received: problem.received };
    throw problem;
  }
}

async function patiently<Answer>(attempt: () => Promise<Answer>, { signal, onWaiting }: Transfer): Promise<Answer> {
  const startedAt = performance.now();
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await attempt();
      if (tries > 0) onWaiting(false);
      return answer;
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || !mayPass(problem) || performance.now() - startedAt > PATIENCE_MS) throw problem;
      onWaiting(true);
      const wait = PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 1_000;
      await pause(Math.max(wait, (problem.retryAfterSeconds ?? 0) * 1_000), signal);
    }
  }
}

/** What another try may cure: no network, a server that starts again, too many at once. */
function mayPass({ status }: ApiProblem): boolean {
  return status === 0 || status === 429 || status >= 500;
}

// Ends early when the browser says that the network is back.
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const timer = setTimeout(() => finish(resolve), ms);
    const finish = (done: () => void): void => {
      clearTimeout(timer);
      stop.abort();
      done();
    };
    const cancel = (): void => finish(() => reject(new DOMException('cancelled', 'AbortError')));
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel, { signal: stop.signal });
    window.addEventListener('online', () => finish(resolve), { signal: stop.signal });
    return undefined;
  });
}

// An office network without TLS offers no digest; the server then compares nothing and checks the rest as always.
async function digestOf(bytes: Blob): Promise<string | undefined> {
  if (!globalThis.crypto.subtle) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
