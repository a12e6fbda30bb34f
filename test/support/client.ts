import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { PROBLEMS } from '#libs/platform';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

export interface SendOptions {
  readonly version?: number | string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT';

/** An HTTP client inside the process. Every refusal that any test meets is checked here: problem+json, a known type,
 *  a title, the right status and no inner detail. */
export class Client {
  constructor(
    private readonly api: NestFastifyApplication,
    readonly token: string | null,
  ) {}

  get<T = unknown>(path: string, options?: SendOptions): Promise<Answer<T>> {
    return this.send<T>('GET', path, undefined, options);
  }

  post<T = unknown>(path: string, body?: unknown, options?: SendOptions): Promise<Answer<T>> {
    return this.send<T>('POST', path, body, options);
  }

  patch<T = unknown>(path: string, body: unknown, options?: SendOptions): Promise<Answer<T>> {
    return this.send<T>('PATCH', path, body, options);
  }

  put<T = unknown>(path: string, body: unknown, options?: SendOptions): Promise<Answer<T>> {
    return this.send<T>('PUT', path, body, options);
  }

  delete<T = unknown>(path: string, options?: SendOptions): Promise<Answer<T>> {
    return this.send<T>('DELETE', path, undefined, options);
  }

  /** Sends raw bytes, as one part of an upload. */
  putBytes<T = unknown>(path: string, content: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    return this.inject<T>('PUT', path, content, { 'content-type': 'application/octet-stream', ...headers });
  }

  /** Uploads one file as multipart field `file`, behind plain fields. */
  upload<T = unknown>(path: string, fileName: string, content: Buffer, fields: Readonly<Record<string, string>> = {}): Promise<Answer<T>> {
    const boundary = 'sinergi-test-boundary';
    const before = Object.entries(fields).map(
      ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    const head = `${before.join('')}--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const payload = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    return this.inject<T>('POST', path, payload, { 'content-type': `multipart/form-data; boundary=${boundary}` });
  }

  private send<T>(method: Method, path: string, body: unknown, options: SendOptions = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { ...options.headers };
    if (options.version !== undefined) headers['if-match'] = `"${options.version}"`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    return this.inject<T>(method, path, body === undefined ? undefined : JSON.stringify(body), headers);
  }

  private async inject<T>(
    method: Method,
    path: string,
    payload: string | Buffer | undefined,
    headers: Record<string, string>,
  ): Promise<Answer<T>> {
    const url = path.startsWith('/health') || path.startsWith('/api') ? path : `/api/v1${path}`;
    const response = await this.api.inject({
      method,
      url,
      ...(payload !== undefined && { payload }),
      headers: { ...headers, ...(this.token && { authorization: `Bearer ${this.token}` }) },
    });
    const isJson = String(response.headers['content-type']).includes('json');
    const isImage = String(response.headers['content-type']).startsWith('image/');
    const text = isJson && response.body ? JSON.parse(response.body) : response.body;
    const body = isImage ? response.rawPayload : text;
    if (response.statusCode >= 400) refuseOddProblem(response.statusCode, response.headers['content-type'], body);
    return { status: response.statusCode, body: body as T, headers: response.headers };
  }
}

const PROBLEM_FIELDS = new Set([
  'type',
  'title',
  'status',
  'detail',
  'instance',
  'errors',
  'blockers',
  'retryAfterSeconds',
  'waitingPosition',
  'existingId',
  'received',
]);

function refuseOddProblem(status: number, contentType: unknown, body: unknown): void {
  const fail = (why: string): never => {
    throw new Error(`an answer of ${status} is no proper problem: ${why}\n${JSON.stringify(body)}`);
  };
  if (!String(contentType).startsWith('application/problem+json')) fail(`content type ${String(contentType)}`);
  if (typeof body !== 'object' || body === null) return fail('no object');
  const found = body as Record<string, unknown>;
  const code = String(found['type']).replace('/problems/', '');
  const known = Object.entries(PROBLEMS).find(([name]) => name === code);
  if (!known) fail(`unknown type ${String(found['type'])}`);
  if (found['status'] !== status || known?.[1][0] !== status) fail('status differs');
  if (typeof found['title'] !== 'string' || typeof found['instance'] !== 'string') fail('title or instance missing');
  const extra = Object.keys(found).find((name) => !PROBLEM_FIELDS.has(name));
  if (extra) fail(`unknown field ${extra}`);
}
