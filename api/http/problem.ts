import type { Duplex } from 'node:stream';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CodedError, ERROR_CODES, type ErrorCode } from '../../domain/errors/codes.ts';
import { validationProblem } from './input.ts';
import type { Reply } from './route.ts';

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    permission: z.string().optional().describe('Of FORBIDDEN: the permission that is missing, where it is one'),
    next: z.string().describe('What to do now, for a person'),
    success: z.literal(false),
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.unknown()),
      timestamp: z.string(),
    }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem with a stable error code' });

/** Any thrown value as a code and what may be told about it; never a stack, a query or a vendor's text. */
function asCoded(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  if (error instanceof z.ZodError) return validationProblem(error);
  if (error instanceof URIError) return new CodedError('NOT_FOUND');
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const code = cause && typeof cause === 'object' && 'code' in cause ? String(cause.code) : '';
  // 40…: two transactions stood in each other's way twice; nothing of this one is left.
  if (/^(ECONN|EPIPE|CONNECT|57P0|08|40001|40P01)/.test(code)) return new CodedError('DATABASE_UNAVAILABLE');
  // Class 22: a value no column can hold, such as a NUL character or a number beyond its type.
  if (/^22[0-9A-Z]{3}$/.test(code)) return new CodedError('VALIDATION_FAILED', 'a value is outside what can be stored');
  return new CodedError('INTERNAL_ERROR');
}

function problemBody(code: ErrorCode, message: string, details: Record<string, unknown>, instance: string) {
  const { status, title, next } = ERROR_CODES[code];
  return {
    type: `urn:countersign:error:${code.toLowerCase()}`,
    title,
    status,
    detail: message,
    instance,
    ...(typeof details.permission === 'string' ? { permission: details.permission } : {}),
    next,
    success: false as const,
    error: { code, message, details, timestamp: new Date().toISOString() },
  };
}

/** Answers what never became a request: unreadable, too slow or too large heads. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const code: ErrorCode =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'HEADERS_TOO_LARGE'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'REQUEST_TIMEOUT'
        : 'INVALID_JSON';
  const { status, title } = ERROR_CODES[code];
  const message = code === 'INVALID_JSON' ? 'This is not an HTTP request' : title;
  const body = JSON.stringify(problemBody(code, message, {}, ''));
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** A refusal with another status than its code has by itself, where a route says so in its documentation. */
export const problemReply = ({ code, message, details }: CodedError, status: number, path: string): Reply => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ ...problemBody(code, message, details, path), status }),
});

const REALM = 'Bearer realm="countersign"';
/** What RFC 6750 has a refused caller told: nothing to who sent no token, and else what is wrong with it. */
function challenge({ code, message, details }: CodedError): string | null {
  if (code === 'FORBIDDEN' && typeof details.permission === 'string')
    return `${REALM}, error="insufficient_scope", scope="${details.permission}"`;
  if (ERROR_CODES[code].status !== 401) return null;
  const ofToken = code === 'TOKEN_INVALID' || code === 'TOKEN_EXPIRED' || code === 'TOKEN_REVOKED';
  // Only what a header may hold between quotes.
  const description = message.replaceAll(/[^ !#-[\]-~]/g, '');
  return ofToken ? `${REALM}, error="invalid_token", error_description="${description}"` : REALM;
}

/** The one error handler: every error becomes problem+json. */
export function problemHandler(logger: Pick<Logger, 'info' | 'warn' | 'error'>) {
  return (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const coded = asCoded(error);
    if (coded.code === 'INTERNAL_ERROR' || coded.code === 'DATABASE_UNAVAILABLE')
      logger.error(
        {
          code: error instanceof Error ? error.constructor.name : 'UNKNOWN',
          route: String(request.route?.path ?? 'unmatched'),
        },
        'request failed',
      );
    if (coded.code === 'INTERNAL_ERROR' && process.env.COUNTERSIGN_DEBUG_ERRORS)
      process.stderr.write(
        `${error instanceof Error ? `${error.stack}\n${String(error.cause ?? '')}` : String(error)}\n`,
      );
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const { status } = ERROR_CODES[coded.code];
    if (status === 503) response.set('retry-after', '2');
    if (status === 429) response.set('retry-after', String(coded.details.retry_after_seconds ?? 60));
    const asked = challenge(coded);
    if (asked) response.set('www-authenticate', asked);
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify(problemBody(coded.code, coded.message, coded.details, request.path)));
  };
}
