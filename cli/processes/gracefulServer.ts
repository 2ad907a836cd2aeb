import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Failure } from '../terminal/failure.ts';

const SWEEP_MS = 50;
const UNUSED_MS = 1_000;
const UNREAD_MS = 200;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Listens, or fails with the reason in words. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const why =
      code === 'EADDRINUSE'
        ? 'another program listens there'
        : code === 'EACCES'
          ? 'this user may not open it'
          : `the address is refused (${code})`;
    throw new Failure('failed', `can't listen on port ${port} of ${host}: ${why}`, { code, next: 'set PORT and HOST' });
  }
}

export interface Graceful {
  isStopping(): boolean;
  /**
   * First only says that it stops, for `noticeMs`, while everything is still served: a balancer reads it from
   * /health/ready and sends nothing new. Then takes nothing new, and waits for what is in flight, `boundMs` at most.
   */
  stop(noticeMs: number, boundMs: number): Promise<void>;
}

const isStream = (answer: ServerResponse) => String(answer.getHeader('content-type')).startsWith('text/event-stream');

/** Makes a server stoppable without cutting an answer off. */
export function graceful(server: Server): Graceful {
  const answers = new Set<ServerResponse>();
  const sockets = new Map<Socket, number>();
  let stopping = false;
  server.on('connection', (socket) => {
    sockets.set(socket, Date.now());
    socket.on('close', () => sockets.delete(socket));
  });
  // Before the application's own listener, so that the header can still be set.
  server.prependListener('request', (_request, answer: ServerResponse) => {
    answers.add(answer);
    if (stopping) answer.setHeader('connection', 'close');
    answer.on('close', () => answers.delete(answer));
  });
  return {
    isStopping: () => stopping,
    async stop(noticeMs, boundMs) {
      stopping = true;
      for (const answer of answers) if (!answer.headersSent) answer.setHeader('connection', 'close');
      // Also without a notice: a request that has arrived on a kept connection and was not read yet would be reset. After
      // this turn of the loop everything that has arrived is read.
      await pause(Math.max(noticeMs, UNREAD_MS));
      await new Promise((resolve) => setImmediate(resolve));
      const ended = once(server, 'close');
      server.close();
      // Streams have no end of their own; whoever reads one comes back to another process.
      for (const answer of answers) if (isStream(answer)) answer.end();
      // A connection that is kept after its answer is idle a moment later.
      const sweep = setInterval(() => {
        server.closeIdleConnections();
        // One that was opened and never used counts as busy for Node; browsers open such ahead of time.
        for (const [socket, openedAt] of sockets)
          if (socket.bytesRead === 0 && Date.now() - openedAt > UNUSED_MS) socket.destroy();
      }, SWEEP_MS);
      // Left running, the timer would keep the process that long.
      let bound: NodeJS.Timeout | undefined;
      const over = new Promise((resolve) => {
        bound = setTimeout(resolve, boundMs);
      });
      await Promise.race([ended, over]);
      clearTimeout(bound);
      clearInterval(sweep);
      server.closeAllConnections();
    },
  };
}
