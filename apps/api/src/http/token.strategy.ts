import { createHash } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport';
import type { FastifyRequest } from 'fastify';

import { Sessions, type Repeat } from '#libs/access';
import { Config, problem, Problem, type Mode } from '#libs/platform';

export const COOKIE_NAME = { demo: 'sinergi', production: '__Host-sinergi' } as const;

/** The passport scheme for opaque session tokens, from `Authorization: Bearer` or from the session cookie. */
class OpaqueTokenStrategy extends Strategy {
  override name = 'token';
}

/** Both ways in end in the same actor. A cookie is accepted for changes only from our own pages. */
@Injectable()
export class TokenStrategy extends PassportStrategy(OpaqueTokenStrategy, 'token') {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(Config) private readonly config: Config,
  ) {
    super();
  }

  // passport types Express's request; under this adapter it hands over Fastify's.
  override async authenticate(given: unknown): Promise<void> {
    const request = given as FastifyRequest;
    try {
      const token = tokenIn(request, this.config.settings.mode);
      const actor = token ? await this.sessions.find(token) : null;
      if (!actor) throw problem('not-authenticated');
      const repeat = repeatIn(request);
      const via = bearerIn(request) ? 'api' : 'form';
      this.success({ ...actor, requestId: request.id, via, ...(repeat && { repeat }) });
    } catch (error) {
      this.error(error);
    }
  }

  validate(): never {
    throw new Problem('not-authenticated');
  }
}

/** The session token of a request, or null. Only the cookie of this mode counts: the name that production uses is one that a
 *  neighbouring host cannot plant. */
export function tokenIn(request: FastifyRequest, mode: Mode): string | null {
  const bearer = bearerIn(request);
  if (bearer) return bearer;
  const cookie = request.cookies[COOKIE_NAME[mode]];
  if (!cookie || !/^[A-Za-z0-9_-]{20,100}$/.test(cookie)) return null;
  const site = request.headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (isForeign && request.method !== 'GET' && request.method !== 'HEAD') throw problem('not-permitted');
  return cookie;
}

function bearerIn(request: FastifyRequest): string | null {
  return /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function repeatIn(request: FastifyRequest): Repeat | null {
  const key = request.headers['idempotency-key'];
  if (request.method !== 'POST' || typeof key !== 'string') return null;
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(key)) {
    throw problem('invalid', { errors: [{ pointer: '', code: 'idempotency-key-invalid', detail: 'Idempotency-Key harus berupa UUID.' }] });
  }
  const body = typeof request.body === 'object' ? JSON.stringify(request.body) : '';
  // The database compares keys as UUIDs, so the case they are written in must not matter to the seal of the answer either.
  return { key: key.toLowerCase(), requestHash: createHash('sha256').update(`${request.method} ${request.url}\n${body}`).digest('hex') };
}
