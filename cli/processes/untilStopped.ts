import type { Logger } from 'pino';

/** Resolves on the first SIGINT or SIGTERM; a second one ends the process at once. */
export function untilStopped(logger: Pick<Logger, 'info' | 'warn' | 'error'>): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        logger.info({ signal }, 'stopping');
        resolve();
      });
    }
  });
}
