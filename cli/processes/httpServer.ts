import { createServer, type RequestListener, type Server } from 'node:http';
import { answerClientError } from '../../api/http/problem.ts';

/** Longer than any request may take and any connection is kept. */
const SILENT_SOCKET_MS = 120_000;
/** What is in flight when the API stops gets as long as a request may take at all. */
export const LONGEST_REQUEST_MS = 30_000;

/**
 * Slow senders are cut off: head within 10 s, whole request within 30 s, looked at every 2 s. Idle connections are kept
 * longer than the usual 60 s of a proxy: whoever closes first must be the client, or a request meets a closing socket.
 */
export function createHttpServer(app: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: LONGEST_REQUEST_MS,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 65_000,
    },
    app,
  );
  // Whoever stops reading an answer is let go; a live stream has a beat every 15 s.
  server.setTimeout(SILENT_SOCKET_MS);
  server.on('clientError', answerClientError);
  return server;
}
