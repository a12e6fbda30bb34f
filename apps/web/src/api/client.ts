import { ApiProblem } from './problem.js';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Sending {
  /** Bytes (Blob) are one part of an upload. */
  readonly body?: object | FormData | Blob;
  /** Version the change is based on; sent as If-Match. */
  readonly version?: number;
  /** Makes a repeated POST harmless; the same key must go with the same body. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

let language = 'id';

const AHEAD_FOR_MS = 30_000;
const ahead = new Map<string, Promise<Response>>();

/** Asks before the page that will read it is there: its reading of the same path then takes this answer, once. An answer that
 *  nobody takes is forgotten soon, and at once when something is changed.
 *  @returns what was answered, null when it was refused; never rejects */
export function readAhead<Answer>(path: string): Promise<Answer | null> {
  const response = ask('GET', path, readHeaders());
  ahead.set(path, response);
  setTimeout(() => ahead.delete(path), AHEAD_FOR_MS);
  return response.then(
    (answer) => (answer.ok ? answer.clone().json() : null),
    () => null,
  );
}

/** Language in which the server answers from now on. */
export function answerIn(code: string): void {
  language = code;
}

/** A random uuid, also on plain http in an office network where crypto.randomUUID does not exist. */
export function newKey(): string {
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte, at) => {
    if (at === 6) return (byte & 0x0f) | 0x40;
    return at === 8 ? (byte & 0x3f) | 0x80 : byte;
  }).map((byte) => byte.toString(16).padStart(2, '0'));
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)].map((part) => part.join('')).join('-');
}

/** `/candidates` + `{ area: '74.06', q: undefined }` → `/candidates?area=74.06` */
export function withQuery(path: string, query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** The only way to the server. @throws ApiProblem for every refusal and when the server cannot be reached. */
export async function send<Answer>(method: Method, path: string, sending: Sending = {}): Promise<Answer> {
  if (method !== 'GET') ahead.clear();
  const headers = readHeaders();
  if (sending.version !== undefined) headers.set('If-Match', `"${sending.version}"`);
  if (sending.key) headers.set('Idempotency-Key', sending.key);
  let body: BodyInit | undefined;
  if (sending.body instanceof FormData) {
    body = sending.body;
  } else if (sending.body instanceof Blob) {
    headers.set('Content-Type', 'application/octet-stream');
    body = sending.body;
  } else if (sending.body) {
    headers.set('Content-Type', 'application/json');
    body = JSON.stringify(sending.body);
  }

  const response = await (takeAhead(path) ?? ask(method, path, headers, body, sending.signal)).catch((failure: unknown) => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new ApiProblem(0, { type: '/problems/offline' });
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw new ApiProblem(response.status, answer ?? { type: response.status >= 500 ? '/problems/unavailable' : undefined });
  return answer;
}

function readHeaders(): Headers {
  return new Headers({ Accept: 'application/json, application/problem+json', 'Accept-Language': language });
}

function ask(method: Method, path: string, headers: Headers, body?: BodyInit, signal?: AbortSignal): Promise<Response> {
  return fetch(`/api/v1${path}`, { method, headers, body, signal, credentials: 'same-origin' });
}

function takeAhead(path: string): Promise<Response> | undefined {
  const begun = ahead.get(path);
  ahead.delete(path);
  return begun;
}

export interface DownloadedFile {
  readonly name: string;
  readonly content: Blob;
}

/** A file that the server makes while it is fetched; `onBytes` tells how much has come. A file that breaks off is refused.
 *  @throws ApiProblem */
export async function download(path: string, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<DownloadedFile> {
  const offline = (failure: unknown): never => {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    throw new ApiProblem(0, { type: '/problems/offline' });
  };
  const headers = { 'Accept-Language': language };
  const response = await fetch(`/api/v1${path}`, { headers, signal, credentials: 'same-origin' }).catch(offline);
  if (!response.ok || !response.body) throw new ApiProblem(response.status, (await response.json().catch(() => null)) ?? {});
  const reader = response.body.getReader();
  const parts: BlobPart[] = [];
  let bytes = 0;
  for (let part = await reader.read().catch(offline); !part.done; part = await reader.read().catch(offline)) {
    parts.push(part.value);
    bytes += part.value.byteLength;
    onBytes(bytes);
  }
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'sinergi';
  return { name, content: new Blob(parts, { type: response.headers.get('content-type') ?? '' }) };
}

export function read<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return send<Answer>('GET', path, { signal });
}
