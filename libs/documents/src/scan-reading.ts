import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { lookIntoScan, MOST_PAGES, MOST_PIXELS, type ScanKind } from './scan-look.js';
import { refusalNamed, type ScanRefusal } from './scan-refusals.js';

/** One page as pixels only, WebP. */
export interface ReadPage {
  readonly width: number;
  readonly height: number;
  readonly webp: Buffer;
}

export type ScanRead =
  | { readonly ok: true; readonly kind: ScanKind; readonly pages: readonly ReadPage[] }
  | { readonly ok: false; readonly refusal: ScanRefusal };

/** How much one reading may take. `longSide` in pixels of a page: an A4 page at about 205 dpi, where small print is legible. */
export const READING_LIMITS = {
  longSide: 2_400,
  mostDpi: 300,
  quality: 78,
  milliseconds: 60_000,
  residentMb: 700,
} as const;

export type ReadingLimits = { readonly [name in keyof typeof READING_LIMITS]: number };

const LOOK_EVERY_MS = 50;
const HEAP_MB = 192;
const READER = fileURLToPath(new URL('./scan-reader.mjs', import.meta.url));
/** 30 pages of dense print stay far below; more is a decoder run wild. */
const MOST_ANSWER_BYTES = 96 * 1024 * 1024;

/** Turns a scan into page pictures, in a process of its own that is killed when it takes too long or too much memory.
 *  @returns the pages in order, or why the file is refused. @throws only when no process can be started */
export async function readScan(file: Buffer, limits: ReadingLimits = READING_LIMITS): Promise<ScanRead> {
  const look = lookIntoScan(file);
  if (!look.ok) return look;
  const told = JSON.stringify({ ...limits, mostPixels: MOST_PIXELS, mostPages: MOST_PAGES });
  // Nothing of our environment: no keys, no addresses. Decoders get the file and a pipe.
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, READER, look.kind, told], {
    env: {},
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answer = await guarded(child, file, limits);
  if (answer === null) return { ok: false, refusal: 'scan-too-hard' };
  return pagesIn(answer, look.kind);
}

/** @returns everything the process wrote, or null when it had to be killed */
function guarded(child: ChildProcess, file: Buffer, limits: ReadingLimits): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isKilled = false;
    const kill = (): void => {
      isKilled = true;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(kill, limits.milliseconds);
    const watch = setInterval(() => {
      if (child.pid !== undefined) void residentMb(child.pid).then((mb) => mb > limits.residentMb && kill());
    }, LOOK_EVERY_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_ANSWER_BYTES) kill();
      else chunks.push(chunk);
    });
    const stop = (): void => {
      clearTimeout(timer);
      clearInterval(watch);
    };
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('close', () => {
      stop();
      resolve(isKilled ? null : Buffer.concat(chunks));
    });
    // A reader that ends early closes its side; what it answered, or did not, says the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(file);
  });
}

// WebAssembly keeps its memory outside the heap that Node limits, so the process as a whole is watched where the system tells.
async function residentMb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
}

function pagesIn(answer: Buffer, kind: ScanKind): ScanRead {
  const pages: ReadPage[] = [];
  for (let at = 0; at < answer.length;) {
    const lineEnd = answer.indexOf('\n', at);
    if (lineEnd < 0) break;
    const head = headIn(answer.subarray(at, lineEnd));
    if (head.refusal !== undefined) return { ok: false, refusal: refusalNamed(head.refusal) ?? 'scan-broken' };
    if (head.end === true) return pages.length > 0 ? { ok: true, kind, pages } : { ok: false, refusal: 'scan-broken' };
    const { width = 0, height = 0, size = 0 } = head;
    pages.push({ width, height, webp: answer.subarray(lineEnd + 1, lineEnd + 1 + size) });
    at = lineEnd + 1 + size;
  }
  // It ended without a word: its decoder crashed, or ran out of the memory that it may have.
  return { ok: false, refusal: 'scan-too-hard' };
}

interface AnswerHead {
  readonly width?: number;
  readonly height?: number;
  readonly size?: number;
  readonly refusal?: string;
  readonly end?: boolean;
}

function headIn(line: Buffer): AnswerHead {
  const head: AnswerHead = JSON.parse(line.toString('utf8'));
  return head;
}
