const DAY_MS = 86_400_000;

/** A consent is asked for as long as the law lets a bank give it. */
export const CONSENT_DAYS = 90;
/** A person is told this long before a consent ends. */
export const CONSENT_WARNING_DAYS = 7;

/** Where a consent stands: its end is far, near, or past; null without an end. */
export type ConsentNearness = 'far' | 'near' | 'past';

/** How near the end of a consent is. Instants in ms since the epoch; null where the vendor says no end. */
export function consentNearness(endsAtMs: number | null, nowMs: number): ConsentNearness {
  if (endsAtMs === null) return 'far';
  if (endsAtMs <= nowMs) return 'past';
  return endsAtMs - nowMs <= CONSENT_WARNING_DAYS * DAY_MS ? 'near' : 'far';
}

/** When a consent of so many days ends that is given now, in ms since the epoch. */
export const consentEndMs = (nowMs: number, days: number = CONSENT_DAYS): number => nowMs + days * DAY_MS;
