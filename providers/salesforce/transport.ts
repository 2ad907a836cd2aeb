import { PassThrough } from 'node:stream';
import type { Connection, HttpRequest, HttpResponse, OAuth2 } from 'jsforce';
import { boundedText } from '../boundedText.ts';

/** From the request to the end of the answer. */
const ANSWER_MS = 8_000;

async function send({ url, method, headers, body }: HttpRequest): Promise<HttpResponse> {
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

/**
 * Sends the requests of jsforce. Its own way follows redirects to any address with the session in their headers, waits half an
 * hour for an answer to begin and for ever for its end, and ends the process where an answer is cut. What fails is thrown.
 */
export function sendBySelf({ _transport: transport }: Pick<Connection | OAuth2, '_transport'>): void {
  // jsforce wants a stream beside the promise; its questions read the promise.
  transport.httpRequest = (request) => Object.assign(send(request), { stream: () => new PassThrough() });
}
