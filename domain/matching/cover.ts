/** Something with an amount above 0, in minor units of one currency. */
export interface CoverItem {
  id: string;
  amountMinor: number;
}

export interface CoverBounds {
  /** Fewest and most members of a cover. */
  atLeast: number;
  atMost: number;
  /** Most steps of the search before it is given up. */
  effort: number;
}

export type Cover =
  | { kind: 'none' }
  /** Proved: the whole search found no second one. Ids in ascending order. */
  | { kind: 'unique'; members: string[] }
  /** At least these; the search ends at the second. */
  | { kind: 'ambiguous'; covers: string[][] }
  /** Given up: what was found until then proves nothing. */
  | { kind: 'too_large'; covers: string[][] };

interface Search extends CoverBounds {
  items: readonly CoverItem[];
  /** Sum of the first n items, largest first. */
  sums: readonly number[];
  /** Places of an amount in `items`, ascending. */
  places: ReadonlyMap<number, readonly number[]>;
  steps: number;
  found: number[][];
}

/** The last member is looked up by its amount: no search for it. */
function closeWith(search: Search, chosen: readonly number[], from: number, restMinor: number): void {
  for (const place of search.places.get(restMinor) ?? []) {
    if (search.found.length > 1) return;
    if (place >= from) search.found.push([...chosen, place]);
  }
}

/** Adds items from `from` on until they sum to `restMinor`; ends at the second cover or when the effort is used up. */
function extend(search: Search, chosen: readonly number[], from: number, restMinor: number): void {
  const { items, sums, atLeast, atMost } = search;
  if (chosen.length + 1 >= atLeast) closeWith(search, chosen, from, restMinor);
  const slots = atMost - chosen.length;
  if (slots < 2) return;
  for (let place = from; place < items.length; place += 1) {
    if (search.found.length > 1 || search.steps > search.effort) return;
    search.steps += 1;
    // Even the largest that are left do not reach the rest: none after them does.
    if ((sums[Math.min(items.length, place + slots)] as number) - (sums[place] as number) < restMinor) return;
    const { amountMinor } = items[place] as CoverItem;
    if (amountMinor < restMinor) extend(search, [...chosen, place], place + 1, restMinor - amountMinor);
  }
}

/**
 * Items that sum exactly to `targetMinor`, proved to be the only ones, or why not. Two items of the same amount are two
 * covers. Items without a positive amount are never members.
 */
export function findCover(items: readonly CoverItem[], targetMinor: number, bounds: CoverBounds): Cover {
  const usable = items
    .filter(({ amountMinor }) => amountMinor > 0 && amountMinor <= targetMinor)
    .toSorted((left, right) => right.amountMinor - left.amountMinor || (left.id < right.id ? -1 : 1));
  const sums = [0];
  const places = new Map<number, number[]>();
  for (const [place, { amountMinor }] of usable.entries()) {
    sums.push((sums[place] as number) + amountMinor);
    const same = places.get(amountMinor);
    if (same) same.push(place);
    else places.set(amountMinor, [place]);
  }
  const search: Search = { ...bounds, items: usable, sums, places, steps: 0, found: [] };
  if (targetMinor > 0) extend(search, [], 0, targetMinor);
  const covers = search.found.map((cover) => cover.map((place) => (usable[place] as CoverItem).id).toSorted());
  if (covers.length > 1) return { kind: 'ambiguous', covers };
  if (search.steps > search.effort) return { kind: 'too_large', covers };
  return covers[0] ? { kind: 'unique', members: covers[0] } : { kind: 'none' };
}
