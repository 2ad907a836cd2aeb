import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { Connection, HttpRequest, HttpResponse, OAuth2 } from 'jsforce';
import { boundedText } from '../boundedText.ts';

/** From the request to the end of the answer. */
const ANSWER_MS = 8_000;
/** Questions are asked again after half a second, and after twice as long each time: as jsforce does it. */
const FIRST_PAUSE_MS = 500;
const RETRIES = 5;
const ASK_AGAIN: ReadonlySet<number> = new Set([420, 429, 500, 502, 503, 504]);

async function ask({ url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
  const response = await fetch(url, {
    method,
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(headers ? { headers } : {}),
    // Of the kinds that jsforce knows, this client sends text only.
    ...(typeof body === 'string' ? { body } : {}),
  });
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await boundedText(response),
  };
}

/** The connection was refused or ended; a late answer and a redirect have no such code. */
const isCut = (error: unknown): boolean =>
  error instanceof TypeError && typeof error.cause === 'object' && error.cause !== null && 'code' in error.cause;

async function send(request: HttpRequest, retries = request.method === 'GET' ? RETRIES : 0): Promise<HttpResponse> {
  const answer = await ask(request).catch((error: unknown) => {
    if (retries === 0 || !isCut(error)) throw error;
    return null;
  });
  if (answer && (retries === 0 || !ASK_AGAIN.has(answer.statusCode))) return answer;
  await setTimeout(FIRST_PAUSE_MS * 2 ** (RETRIES - retries));
  return send(request, retries - 1);
}

/**
 * Sends the requests of jsforce. Its own way follows redirects to any address with the session in their headers, waits half an
 * hour for an answer to begin and for ever for its end, and ends the process where an answer is cut. What fails is thrown.
 */
export function sendBySelf({ _transport: transport }: Pick<Connection | OAuth2, '_transport'>): void {
  // jsforce wants a stream beside the promise; its questions read the promise.
  transport.httpRequest = (request) => Object.assign(send(request), { stream: () => new PassThrough() });
}
