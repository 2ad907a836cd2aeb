const DAY_MS = 86_400_000;
/** Days that are read once more: banks book late, and change what they have booked. */
const OVERLAP_DAYS = 3;
/** The longest history that is asked for. */
const LONGEST_DAYS = 730;
const USUAL_DAYS = 90;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * Which days of an account are read now (ISO dates, both included): from some days before the last one that was read in full,
 * without one as far back as the bank gives.
 */
export function readingDays(known: { coveredTo: string | null; historyDays: number | null; nowMs: number }): {
  from: string;
  to: string;
} {
  const { coveredTo, historyDays, nowMs } = known;
  const to = isoDay(nowMs);
  // One day less: for a bank that counts today as one of them.
  const earliest = isoDay(nowMs - (Math.min(historyDays ?? USUAL_DAYS, LONGEST_DAYS) - 1) * DAY_MS);
  const overlapping = coveredTo === null ? earliest : isoDay(Date.parse(coveredTo) - OVERLAP_DAYS * DAY_MS);
  // ISO dates sort as days do.
  const [, from = to] = [earliest, overlapping].toSorted();
  const [first = to] = [from, to].toSorted();
  return { from: first, to };
}
