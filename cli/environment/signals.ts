/** One press of Ctrl-C arrives twice: from the terminal, and from the script that started us. */
const SAME_PRESS_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit code of a process that a signal has ended, as shells count it. */
export const exitCodeOf = (signal: (typeof SIGNALS)[number]): number =>
  ({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })[signal];

/** Calls `first` when this process is told to stop, and `again` when it is told once more. */
export function onStopSignal(first: (signal: (typeof SIGNALS)[number]) => void, again: () => void): void {
  let askedAtMs: number | null = null;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (askedAtMs !== null) {
        if (Date.now() - askedAtMs > SAME_PRESS_MS) again();
        return;
      }
      askedAtMs = Date.now();
      first(signal);
    });
}
