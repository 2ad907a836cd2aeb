/**
 * How far a list that pages by offset has been read. Pages overlap by one item, so that a list which loses items while it is
 * read is noticed: then the reading steps back instead of leaving out what has slipped to an earlier page.
 */
export interface Pass {
  /** When this reading of the list began (ISO 8601). */
  startedAt: string;
  /** Whether it began at the first item; else at the first one that could still change. */
  full: boolean;
  offset: number;
  /** The last item that was taken; null at the beginning. */
  lastId: number | null;
  /** Where the first item stands that may still change, as far as this reading has come; null while none was seen. */
  firstOpen: number | null;
  /** Pages in a row that have brought nothing new. */
  idle?: number;
}

/** A list that gives nothing new for so many pages has ended, whatever it says of its length: else a reading goes on for ever. */
const MOST_IDLE_PAGES = 100;

/** One page of such a list, by ids that rise. `mayChange`: that item is not settled for good. */
export interface PageItem {
  id: number;
  mayChange: boolean;
}

export type PageVerdict =
  /** `fresh` is where the new items begin within the page; `done`: it was the last page. */
  | { kind: 'take'; fresh: number; next: Pass; done: boolean }
  /** The list has shrunk before this place: read again from an earlier offset. */
  | { kind: 'back'; next: Pass };

/** Begins a reading. `from`: the offset of the first item that could still change, of the reading before; null = all. */
export const beginPass = (startedAt: string, from: number | null): Pass => ({
  startedAt,
  full: from === null || from === 0,
  offset: from ?? 0,
  lastId: null,
  firstOpen: null,
});

/**
 * What a page means. `size` is how many items were asked for, `total` how many the list says it has. `lowestOpenId`: of what the books hold, the lowest id that could
 * still change; a partial reading that begins behind it has begun too late.
 */
export function readPage(
  pass: Pass,
  items: readonly PageItem[],
  { size, total }: { size: number; total: number },
  lowestOpenId: number | null,
): PageVerdict {
  const idle = (pass.idle ?? 0) + 1;
  const back = (): PageVerdict => ({
    kind: 'back',
    next: { ...pass, offset: Math.max(0, pass.offset - size), full: pass.full || pass.offset <= size, idle },
  });
  const [first] = items;
  if (pass.offset > 0 && idle <= MOST_IDLE_PAGES) {
    // Ids rise: a page that begins behind what was taken last, or behind what may still change, has left items out.
    const behind = pass.lastId ?? lowestOpenId;
    if (!first || (behind !== null && first.id > behind)) return back();
  }
  const fresh = items.findIndex(({ id }) => pass.lastId === null || id > pass.lastId);
  const begins = fresh < 0 ? items.length : fresh;
  const open = items.findIndex(({ mayChange }, index) => index >= begins && mayChange);
  const last = items.at(-1);
  const brings = begins < items.length;
  // Nothing follows what was taken, or the list goes nowhere.
  const isOver = !brings && (items.length <= 1 || idle > MOST_IDLE_PAGES);
  return {
    kind: 'take',
    fresh: begins,
    done: pass.offset + items.length >= total || isOver,
    next: {
      ...pass,
      lastId: last?.id ?? pass.lastId,
      // The last item comes once more with the next page.
      offset: pass.offset + Math.max(0, items.length - 1),
      firstOpen: pass.firstOpen ?? (open < 0 ? null : pass.offset + open),
      idle: brings ? 0 : idle,
    },
  };
}
