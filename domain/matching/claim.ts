/** A scored pair, by index. Indexes stand in the order of ids, so that the outcome does not depend on the order of reading. */
export interface Edge {
  left: number;
  right: number;
  weight: number;
}

export interface Claims<Of extends Edge = Edge> {
  claimed: Of[];
  /** Pairs of equal weight that share an item: none of them is chosen. Groups share no item with each other. */
  contested: Of[][];
}

const heaviestFirst = (one: Edge, other: Edge) =>
  other.weight - one.weight || one.left - other.left || one.right - other.right;

/** Edges that share an item with each other, directly or through others, as groups. */
function groupsOf<Of extends Edge>(edges: readonly Of[]): Of[][] {
  const groupOfLeft = new Map<number, Of[]>();
  const groupOfRight = new Map<number, Of[]>();
  const groups = new Set<Of[]>();
  for (const edge of edges) {
    const [one, other] = [groupOfLeft.get(edge.left), groupOfRight.get(edge.right)];
    const group = one ?? other ?? [];
    if (one && other && one !== other) {
      groups.delete(other);
      for (const moved of other) {
        one.push(moved);
        groupOfLeft.set(moved.left, one);
        groupOfRight.set(moved.right, one);
      }
    }
    group.push(edge);
    groups.add(group);
    groupOfLeft.set(edge.left, group);
    groupOfRight.set(edge.right, group);
  }
  return [...groups];
}

/**
 * Gives each item to at most one other, the heaviest pair first, which is the best for both sides of what is left. Pairs of
 * equal weight that want the same item are contested: they are set aside together and nothing is guessed.
 */
export function claimBestMutual<Of extends Edge>(edges: readonly Of[]): Claims<Of> {
  const sorted = edges.toSorted(heaviestFirst);
  const takenLeft = new Set<number>();
  const takenRight = new Set<number>();
  const claims: Claims<Of> = { claimed: [], contested: [] };
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.weight === sorted[from]?.weight) to += 1;
    const free = sorted.slice(from, to).filter(({ left, right }) => !takenLeft.has(left) && !takenRight.has(right));
    for (const group of free.length === 1 ? [free] : groupsOf(free)) {
      if (group.length === 1) claims.claimed.push(...group);
      else claims.contested.push(group);
      for (const { left, right } of group) {
        takenLeft.add(left);
        takenRight.add(right);
      }
    }
    from = to;
  }
  return claims;
}

/** As `claimBestMutual`, but of equal pairs the first is taken. For figures of a scorer only: what acts never guesses. */
export function claimGreedily<Of extends Edge>(edges: readonly Of[]): Of[] {
  const takenLeft = new Set<number>();
  const takenRight = new Set<number>();
  return edges.toSorted(heaviestFirst).filter(({ left, right }) => {
    if (takenLeft.has(left) || takenRight.has(right)) return false;
    takenLeft.add(left);
    takenRight.add(right);
    return true;
  });
}
