/**
 * Limits of tests count the time this machine was its own (tests/run/ownTime.ts). The runner knows wall time only: its limit
 * is so many times as long, and ends what hangs.
 */
export const STRETCH = 5;

/** The runner's limit for a test that may take `ms` of the machine's own time. */
export const ownTime = (ms: number): number => ms * STRETCH;
