import express, { type Request, type RequestHandler, type Response } from 'express';
import { CodedError } from '../../domain/errors/codes.ts';
import { JsonProblem, parseStrictJson } from '../../domain/json/strictJson.ts';
import type { Route } from './route.ts';

/** Most bytes of a body after it is unpacked, where the route says nothing else. */
const BODY_BYTES = 1_048_576;
const JSON_BOUNDS = { maximumDepth: 64, maximumValues: 20_000 };
const ENCODINGS = new Set(['identity', 'gzip', 'deflate', 'br']);
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json$/;

const unsupported = (message: string) => new CodedError('UNSUPPORTED_MEDIA_TYPE', message);
const header = (request: Request, name: string) => (request.get(name) ?? '').trim().toLowerCase();

const hasBody = (request: Request): boolean =>
  request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;

/** Of `application/json; charset="utf-8"` the type and the charset; a charset twice is no charset. */
function contentType(request: Request): { type: string; charset: string | null } {
  const [type = '', ...parameters] = header(request, 'content-type').split(';');
  const charsets = parameters
    .map((parameter) => parameter.trim().split('='))
    .filter(([name]) => name?.trim() === 'charset')
    .map(([, value = '']) => value.trim().replaceAll(/^"|"$/g, ''));
  return { type: type.trim(), charset: charsets.length === 0 ? null : charsets.join() };
}

function assertReadable(request: Request, raw: boolean): void {
  const encoding = header(request, 'content-encoding') || 'identity';
  if (!ENCODINGS.has(encoding))
    throw unsupported('The body is packed in a way that is not known here: send it plain, or as gzip, deflate or br');
  if (raw) return;
  const { type, charset } = contentType(request);
  if (!JSON_TYPE.test(type)) throw unsupported('This takes JSON: send the body as Content-Type: application/json');
  // Other encodings would be decoded after the checks that read the bytes.
  if (charset !== null && charset !== 'utf-8' && charset !== 'utf8')
    throw unsupported('This takes JSON in UTF-8: send Content-Type: application/json without another charset');
}

function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  try {
    return parseStrictJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes), JSON_BOUNDS);
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw new CodedError('INVALID_JSON', 'The body is not UTF-8');
    if (error.fault === 'unreadable') throw new CodedError('INVALID_JSON');
    if (error.fault === 'too_deep' || error.fault === 'too_many_values')
      throw new CodedError('INVALID_JSON', error.message);
    throw new CodedError('VALIDATION_FAILED', `body: ${error.message}`, {
      fields: [{ field: 'body', rule: error.message }],
    });
  }
}

/** Reads the bytes of a body, unpacked; the bound holds for what comes out. */
async function readBytes(read: RequestHandler, limit: number, request: Request, response: Response): Promise<Buffer> {
  await new Promise<void>((resolve, reject) =>
    read(request, response, (error?: unknown) => (error ? reject(bodyError(error, limit)) : resolve())),
  );
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function bodyError(error: unknown, limit: number): Error {
  const type = error && typeof error === 'object' && 'type' in error ? String(error.type) : '';
  if (type === 'entity.too.large')
    return new CodedError(
      'PAYLOAD_TOO_LARGE',
      `The body may have at most ${limit.toLocaleString('en-US')} bytes, unpacked`,
      { maximum_bytes: limit },
    );
  if (type === 'encoding.unsupported')
    return unsupported('The body is packed in a way that is not known here: send it plain, or as gzip, deflate or br');
  // Cut off, of another length than it said, or not packed as it said.
  return new CodedError('INVALID_JSON', 'The body could not be read');
}

/** Reads the body of a route: its bytes where they are signed, else JSON. What is not JSON in UTF-8 is refused unread. */
export function bodyReader(route: Pick<Route, 'raw' | 'body' | 'bodyBytes'>) {
  const limit = route.bodyBytes ?? BODY_BYTES;
  const read = express.raw({ type: () => true, limit });
  return async (request: Request, response: Response): Promise<{ raw?: Buffer; json?: unknown }> => {
    if (!route.raw && !route.body) return {};
    if (!hasBody(request)) return route.raw ? { raw: Buffer.alloc(0) } : {};
    assertReadable(request, Boolean(route.raw));
    const bytes = await readBytes(read, limit, request, response);
    return route.raw ? { raw: bytes } : { json: parseBody(bytes) };
  };
}
