import type { Logger } from 'pino';
import { onStopSignal } from '../environment/signals.ts';

/** Resolves when the process is told to stop; told once more, it ends at once. */
export function untilStopped(logger: Pick<Logger, 'info'>): Promise<void> {
  return new Promise((resolve) => {
    onStopSignal(
      (signal) => {
        logger.info({ signal }, 'stopping');
        resolve();
      },
      () => process.exit(1),
    );
  });
}
