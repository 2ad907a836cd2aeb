import { createConnection } from 'node:net';

const READY_TIMEOUT_MS = 90_000;

/** Waits so many milliseconds. */
export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks until the answer is yes; an error after 90 s names what did not answer. */
export async function until(what: string, check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await check().catch(() => false)) return;
    await pause(100);
  }
  throw new Error(`${what} did not answer within ${READY_TIMEOUT_MS / 1000} s; see the logs below the data folder`);
}

export const httpAnswers = (url: string) => async () => (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;

export const portAnswers = (port: number) => () =>
  new Promise<boolean>((done) => {
    const socket = createConnection(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
