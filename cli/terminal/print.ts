import { stripVTControlCharacters, styleText } from 'node:util';
import { oneLine } from './text.ts';

type Style = Parameters<typeof styleText>[0];

/** Coloured where `stream` is a terminal that wants colour: NO_COLOR, FORCE_COLOR and pipes are heeded by Node. */
export const styled = (style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  styleText(style, text, { stream });

export const line = (text = ''): void => void process.stdout.write(`${text}\n`);

/** What a program reads: the API's own body, unchanged. */
export const printJson = (body: unknown): void => line(typeof body === 'string' ? body : JSON.stringify(body, null, 2));

export interface Column<Row> {
  head: string;
  of(row: Row): string;
  /** Numbers and amounts stand under each other at their ends. */
  right?: boolean;
  /** An id: stands last, small, never cut. */
  id?: boolean;
}

const GAP = '  ';
const LEAST = 12;
const widthOf = (text: string): number => [...text].length;
const cut = (text: string, width: number): string =>
  widthOf(text) <= width ? text : `${[...text].slice(0, width - 1).join('')}…`;

/** Widths of the columns; where the terminal is too narrow the widest texts are cut first, ids never. */
function fitted(widths: number[], cuttable: boolean[], room: number): number[] {
  const fit = [...widths];
  const total = () => fit.reduce((sum, width) => sum + width, 0) + GAP.length * (fit.length - 1);
  while (total() > room) {
    const [widest] = fit
      .map((width, index) => ({ width, index }))
      .filter(({ width, index }) => cuttable[index] && width > LEAST)
      .toSorted((one, other) => other.width - one.width);
    if (!widest) break;
    fit[widest.index] = widest.width - 1;
  }
  return fit;
}

/** Lines of a table with heads. `room`: columns of the terminal; Infinity = nothing is cut. */
export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[], room: number): string[] {
  const cells = rows.map((row) => columns.map((column) => oneLine(column.of(row))));
  // A column that nobody fills says nothing.
  const used = columns.map((_column, index) => cells.some((row) => row[index] !== ''));
  const shown = columns.filter((_column, index) => used[index]);
  const texts = [shown.map(({ head }) => head), ...cells.map((row) => row.filter((_cell, index) => used[index]))];
  const widths = shown.map((_column, index) => Math.max(...texts.map((row) => widthOf(row[index] ?? ''))));
  const fit = fitted(
    widths,
    shown.map(({ id }) => !id),
    room,
  );
  return texts.map((row, at) => {
    const padded = row.map((cell, index) => {
      const text = cut(cell, fit[index] ?? 0);
      const space = ' '.repeat(Math.max(0, (fit[index] ?? 0) - widthOf(text)));
      const placed = shown[index]?.right ? `${space}${text}` : `${text}${space}`;
      if (at === 0) return styled('bold', placed);
      return shown[index]?.id ? styled('dim', placed) : placed;
    });
    return padded.join(GAP).trimEnd();
  });
}

/** How many characters a line has room for; a pipe gets whole lines. */
const roomOf = (stream: NodeJS.WriteStream = process.stdout): number =>
  stream.isTTY ? stream.columns || Number.POSITIVE_INFINITY : Number.POSITIVE_INFINITY;

export function printTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): void {
  for (const text of tableLines(columns, rows, roomOf())) line(text);
}

/** Names and values of one thing; what has no value is left out. */
export function printFields(fields: readonly (readonly [name: string, value: string | null | undefined])[]): void {
  const shown = fields.flatMap(([name, value]) => (value ? [[name, oneLine(value)] as const] : []));
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  for (const [name, value] of shown) line(`  ${styled('dim', name.padEnd(width))}  ${value}`);
}

/** The first line of one thing. */
export const printTitle = (title: string, subtitle = ''): void => {
  line(styled('bold', oneLine(title)));
  if (subtitle) line(oneLine(subtitle));
};

/** Text without colours, for whoever measures it. */
export const plain = stripVTControlCharacters;
