import { type LineText, lineText } from './sameLine.ts';
import type { HeldLine, Sighting } from './sighting.ts';

/** A sighting that stands, and the row that it is held under until now. */
export class LiveSighting {
  readonly told: Sighting;
  readonly currency: string;
  readonly row: HeldLine | null;
  /** Whether its source said something new of it now. */
  readonly isNews: boolean;
  /** A source with its scope: it tells each line once. */
  readonly column: string;
  /** Equal for sightings of a column that nothing tells apart. */
  readonly sign: string;
  #text: LineText | null = null;
  constructor(told: Sighting, currency: string, row: HeldLine | null, isNews: boolean) {
    this.told = told;
    this.currency = currency;
    this.row = row;
    this.isNews = isNews;
    this.column = columnOf(told);
    this.sign = `${this.column} ${told.said} ${told.status}`;
  }
  get text(): LineText {
    this.#text ??= lineText(this.told);
    return this.#text;
  }
}

export const columnOf = ({ source, scope }: Pick<Sighting, 'source' | 'scope'>): string => `${source} ${scope}`;

/** Whether a source (with its scope) has told all lines of a day. */
export type IsWhole = (column: string, day: string) => boolean;

/** What is taken for one line. */
export interface Cluster {
  members: LiveSighting[];
}
export const signOf = ({ members }: Cluster): string => members.map(({ sign }) => sign).join(' | ');
