/** A person must consent again. */
const GRANT_ENDED: ReadonlySet<string> = new Set(['GMAIL_REVOKED', 'GMAIL_PERMISSION', 'GMAIL_SCOPE_MISSING']);

/** Pause after the third failed reading; doubling, at most four hours. */
const FAILURES_TO_PAUSE = 3;
const PAUSE_MINUTES = { first: 15, last: 240 };

/** Whether a reading that failed with this code says that Google has ended the grant. */
export const isGrantEnded = (code: string): boolean => GRANT_ENDED.has(code);

/** How long reading pauses after so many failures in a row; null = it goes on. */
export const pauseMinutes = (failures: number): number | null =>
  failures < FAILURES_TO_PAUSE
    ? null
    : Math.min(PAUSE_MINUTES.first * 2 ** (failures - FAILURES_TO_PAUSE), PAUSE_MINUTES.last);
