/** Whose money a stop holds: one tenant's, or that of all. */
export const STOP_REACHES = ['tenant', 'all'] as const;
export type StopReach = (typeof STOP_REACHES)[number];
