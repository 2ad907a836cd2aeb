import type { BankLine, LineSource } from './line.ts';

/** What a source says of a line. */
export type Facts = Omit<BankLine, 'currency' | 'externalId' | 'pendingExternalId'>;

/** A line as one source tells it, and how that source knows it. Its words are its own; they never become those of another source. */
export interface Sighting extends Facts {
  source: LineSource;
  /** Where its id holds. */
  scope: string;
  key: string;
  /** Digest of what the source says of it, without its status. */
  said: string;
  /** It came with all lines of its day. */
  wholeDay: boolean;
  /** When the source last said something new of it, as text that sorts. */
  toldAt: string;
}

/** A line that is held: what it shows, and what each source says of it. */
export interface HeldLine extends Facts {
  id: string;
  source: LineSource;
  currency: string;
  removed: boolean;
  /** What somebody did with it: 0 nothing, 1 a note, 2 set aside or proposed, 3 matched. */
  edits: number;
  sightings: readonly Sighting[];
}

/** A line that came, with its key and digest (`said`). */
export interface KeyedLine {
  line: BankLine;
  key: string;
  said: string;
  wholeDay: boolean;
  /** Key of the pending line that it replaces. */
  replaces: string | null;
}

export interface Delivery {
  source: LineSource;
  scope: string;
  lines: readonly KeyedLine[];
  /** Keys that this source no longer has. */
  freed: ReadonlySet<string>;
  /** Whether all lines of a day are in it. */
  isWhole(day: string): boolean;
}

const FACTS = [
  'status',
  'bookedOn',
  'valueOn',
  'amountMinor',
  'counterparty',
  'reference',
  'description',
  'endToEndId',
  'bankReference',
] as const satisfies (keyof Facts)[];

/** The facts of a line, without its ids. */
export const factsOf = (line: Facts): Facts => ({
  status: line.status,
  bookedOn: line.bookedOn,
  valueOn: line.valueOn,
  amountMinor: line.amountMinor,
  counterparty: line.counterparty,
  reference: line.reference,
  description: line.description,
  endToEndId: line.endToEndId,
  bankReference: line.bankReference,
});
export const sameFacts = (one: Facts, other: Facts): boolean => FACTS.every((fact) => one[fact] === other[fact]);

export function grouped<Item, Name>(items: Iterable<Item>, nameOf: (item: Item) => Name): Map<Name, Item[]> {
  const groups = new Map<Name, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
