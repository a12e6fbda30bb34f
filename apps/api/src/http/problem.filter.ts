import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { LOGGER, Problem, problem, PROBLEMS, type Logger, type ProblemCode } from '#libs/platform';

export class FieldErrorView {
  @ApiProperty({ description: 'JSON pointer of the field' }) pointer: string;
  @ApiProperty() code: string;
  @ApiProperty() detail: string;
}

/** RFC 9457. */
export class ProblemView {
  @ApiProperty({ example: '/problems/not-found' }) type: string;
  @ApiProperty() title: string;
  @ApiProperty() status: number;
  @ApiPropertyOptional() detail?: string;
  @ApiProperty({ description: 'Number of the request, to tell the administrator' }) instance: string;
  @ApiPropertyOptional({ type: [FieldErrorView] }) errors?: FieldErrorView[];
  @ApiPropertyOptional({ type: 'array', items: { type: 'object', additionalProperties: true } }) blockers?: object[];
  @ApiPropertyOptional() retryAfterSeconds?: number;
  @ApiPropertyOptional() waitingPosition?: number;
  @ApiPropertyOptional({ type: String, nullable: true }) existingId?: string | null;
  @ApiPropertyOptional({ description: 'Bytes of an upload that are already stored' }) received?: number;
}

/** Answers every refusal in one form; what nobody foresaw is logged whole and told as nothing but its number. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const found = this.understand(error, request);
    const isEnglish = /^en\b/i.test(request.headers['accept-language'] ?? '');
    const [status, indonesian, english] = PROBLEMS[found.code];
    if (found.extras.retryAfterSeconds !== undefined) void reply.header('retry-after', found.extras.retryAfterSeconds);
    const body: ProblemView = {
      type: `/problems/${found.code}`,
      title: isEnglish ? english : indonesian,
      status,
      ...writable(found),
      instance: request.id,
    };
    void reply.status(status).header('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(body));
  }

  private understand(error: unknown, request: FastifyRequest): Problem {
    if (error instanceof Problem) return error;
    const code = codeOfStatus(statusOf(error), error);
    if (code === 'internal')
      this.logger.error({ requestId: request.id, method: request.method, url: request.routeOptions.url, err: error }, 'unforeseen failure');
    return problem(code);
  }
}

function writable({ extras }: Problem): Omit<ProblemView, 'type' | 'title' | 'status' | 'instance'> {
  const { errors, blockers, ...rest } = extras;
  return { ...rest, ...(errors && { errors: [...errors] }), ...(blockers && { blockers: [...blockers] }) };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return 500;
}

// What the framework itself refuses: broken JSON, unknown routes, bodies over the limit.
function codeOfStatus(status: number, error: unknown): ProblemCode {
  const known: Readonly<Record<number, ProblemCode>> = {
    400: 'invalid',
    401: 'not-authenticated',
    403: 'not-permitted',
    404: 'not-found',
    405: 'wrong-method',
    413: 'too-large',
    415: 'unsupported',
    422: 'invalid',
    429: 'too-many',
    503: 'unavailable',
  };
  if (status < 500 && error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'unsupported';
  return known[status] ?? (status < 500 ? 'invalid' : 'internal');
}
