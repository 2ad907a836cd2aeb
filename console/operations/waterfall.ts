/** One bar: a step, or a wait of the books. Times in ms since the epoch; `to` null = it still runs. */
export interface Span {
  from: number;
  to: number | null;
}

/** Where a bar lies, in per cent of the whole width. */
interface Bar {
  left: number;
  width: number;
}

/** A stretch of time in which nothing but one long wait went on; drawn short, and said in words. */
interface Gap {
  from: number;
  to: number;
  /** Where its mark lies, in per cent. */
  at: number;
}

export interface Waterfall {
  bars: Bar[];
  gaps: Gap[];
  from: number;
  to: number;
}

/** A stretch without a beginning or an end that is longer than this share of all work is drawn short. */
const LONG_SHARE = 4;
/** Nothing shorter is worth to be cut out. */
const SHORTEST_GAP_MS = 10_000;
/** What a gap takes of the width, beside the work. */
const GAP_WEIGHT = 0.12;
/** A bar is never thinner: it must be seen. In per cent. */
const THINNEST = 0.8;

/** Distinct instants at which something begins or ends, in order. */
function edgesOf(spans: readonly Span[], now: number): number[] {
  const times = spans.flatMap(({ from, to }) => [from, Math.max(from, to ?? now)]);
  return [...new Set(times)].toSorted((one, other) => one - other);
}

/**
 * Stretches between two neighbouring edges that are much longer than all the others together: waits of hours between
 * steps of milliseconds would leave the steps no width.
 */
function longStretches(edges: readonly number[]): Set<number> {
  const lengths = edges.slice(1).map((edge, index) => edge - (edges[index] ?? edge));
  const long = new Set<number>();
  const byLength = lengths
    .map((_, index) => index)
    .toSorted((one, other) => (lengths[other] ?? 0) - (lengths[one] ?? 0));
  let left = lengths.reduce((sum, length) => sum + length, 0);
  for (const index of byLength) {
    const length = lengths[index] ?? 0;
    left -= length;
    if (length < SHORTEST_GAP_MS || length < left * LONG_SHARE) break;
    long.add(index);
  }
  return long;
}

/** Places of spans on a line of time; stretches in which nothing begins or ends for long are drawn short. */
export function layOut(spans: readonly Span[], now: number): Waterfall {
  const edges = edgesOf(spans, now);
  const [first = now, last = now] = [edges[0], edges.at(-1)];
  const long = longStretches(edges);
  const lengths = edges.slice(1).map((edge, index) => edge - (edges[index] ?? edge));
  const work = lengths.reduce((sum, length, index) => (long.has(index) ? sum : sum + length), 0);
  const gapWidth = long.size > 0 ? Math.min(GAP_WEIGHT, 0.6 / long.size) * 100 : 0;
  const workWidth = 100 - gapWidth * long.size;
  const places = new Map<number, number>([[first, 0]]);
  const gaps: Gap[] = [];
  let at = 0;
  for (const [index, length] of lengths.entries()) {
    const [from = first, to = last] = [edges[index], edges[index + 1]];
    const isGap = long.has(index);
    const width = isGap
      ? gapWidth
      : work === 0
        ? workWidth / (lengths.length - long.size)
        : (length / work) * workWidth;
    if (isGap) gaps.push({ from, to, at: at + width / 2 });
    at += width;
    places.set(to, at);
  }
  const bars = spans.map(({ from, to }) => {
    const left = places.get(from) ?? 0;
    const width = Math.max((places.get(Math.max(from, to ?? now)) ?? left) - left, THINNEST);
    // A thin bar at the end still lies inside.
    return { left: Math.min(left, 100 - Math.min(width, 100)), width: Math.min(width, 100) };
  });
  return { bars, gaps, from: first, to: last };
}
