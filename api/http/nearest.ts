/** Longer names are compared with nothing: what somebody sends must not cost much. */
const LONGEST = 60;

/** Letters to add, drop, change or swap with the next, to make one name of another. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const row = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const changed = (last[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      const swapped =
        at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]
          ? (before[to - 2] ?? 0) + 1
          : Number.POSITIVE_INFINITY;
      row.push(Math.min((last[to] ?? 0) + 1, (row[to - 1] ?? 0) + 1, changed, swapped));
    }
    [before, last] = [last, row];
  }
  return last.at(-1) ?? 0;
}

/** The known name that somebody has likely meant; null where none is near. */
export function nearest(name: string, known: readonly string[]): string | null {
  if (name.length > LONGEST) return null;
  const allowed = Math.max(1, Math.floor(name.length * 0.4));
  let found: { name: string; distance: number } | null = null;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const far = distance(name.toLowerCase(), candidate.toLowerCase());
    if (far <= allowed && far < (found?.distance ?? Number.POSITIVE_INFINITY))
      found = { name: candidate, distance: far };
  }
  return found?.name ?? null;
}
