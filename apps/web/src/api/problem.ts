import type { components } from './schema.js';

/** One field of a form that the server refused. */
export type FieldError = components['schemas']['FieldErrorView'];

/** One reason why a step cannot be taken yet, in words of the server. */
export type Blocker = components['schemas']['BlockerView'];

interface ProblemBody {
  readonly type?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly instance?: string;
  readonly errors?: readonly FieldError[];
  readonly blockers?: readonly Blocker[];
  readonly retryAfterSeconds?: number;
  readonly waitingPosition?: number;
  readonly existingId?: string | null;
  readonly received?: number;
}

/** A refusal of the server as RFC 9457 problem+json, or `offline` when the server could not be reached. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly requestId: string | null;
  readonly errors: readonly FieldError[];
  readonly blockers: readonly Blocker[];
  readonly retryAfterSeconds: number | null;
  readonly waitingPosition: number | null;
  readonly existingId: string | null;
  /** Bytes of an upload that the server holds. */
  readonly received: number | null;

  constructor(
    readonly status: number,
    body: ProblemBody,
  ) {
    super(body.title ?? `HTTP ${status}`);
    this.code = body.type?.split('/').at(-1) ?? 'internal';
    this.title = body.title ?? '';
    this.detail = body.detail ?? null;
    this.requestId = body.instance ?? null;
    this.errors = body.errors ?? [];
    this.blockers = body.blockers ?? [];
    this.retryAfterSeconds = body.retryAfterSeconds ?? null;
    this.waitingPosition = body.waitingPosition ?? null;
    this.existingId = body.existingId ?? null;
    this.received = body.received ?? null;
  }

  /** What the server says about one field, or null; `field` without the leading slash. */
  fieldError(field: string): string | null {
    return this.errors.find((error) => error.pointer === `/${field}`)?.detail ?? null;
  }
}
