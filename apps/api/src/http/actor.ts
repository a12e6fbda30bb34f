import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { Actor } from '#libs/access';
import { problem } from '#libs/platform';

export interface ActingRequest extends FastifyRequest {
  user?: Actor;
}

/** Who acts: put there by the authentication guard. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { user } = context.switchToHttp().getRequest<ActingRequest>();
  if (!user) throw problem('not-authenticated');
  return user;
});

/** The version that a change is based on, from `If-Match: "3"`. @throws Problem version-missing, invalid */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) throw problem('version-missing');
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header);
  if (!match)
    throw problem('invalid', {
      errors: [{ pointer: '', code: 'if-match-invalid', detail: 'If-Match harus berisi nomor versi, mis. "3".' }],
    });
  return Number(match[1]);
});
