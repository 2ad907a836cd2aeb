import { parse } from 'csv-parse/sync';
import { DELIMITERS } from '../../domain/banking/csvMapping.ts';
import { refuse } from './refuse.ts';

export interface CsvRow {
  cells: string[];
  /** Line of the file where it ends. */
  line: number;
}

const ROWS_AT_MOST = 50_000;
const COLUMNS_AT_MOST = 200;
const CELL_AT_MOST = 5_000;

/** Rows of a text, without those that are empty. Refuses what is no table. */
export function rowsOf(text: string, delimiter: string, atMost = ROWS_AT_MOST + 1): CsvRow[] {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    // csv-parse types what `info` gives only through overloads that do not know `to`.
    records = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      to: atMost,
      max_record_size: 200_000,
    }) as unknown as typeof records;
  } catch (error) {
    const lines = typeof error === 'object' && error && 'lines' in error ? Number(error.lines) : null;
    return refuse('the table is broken here: a quote is not closed or a row is too long', lines);
  }
  if (records.length > ROWS_AT_MOST) return refuse(`the file has more than ${ROWS_AT_MOST} rows`);
  return records.map(({ record, info }) => {
    if (record.length > COLUMNS_AT_MOST) return refuse(`the row has more than ${COLUMNS_AT_MOST} columns`, info.lines);
    if (record.some((cell) => cell.length > CELL_AT_MOST)) return refuse('a cell is too long', info.lines);
    return { cells: record, line: info.lines };
  });
}

const SAMPLE = 60;

/** The delimiter under which most rows have the same number of columns, and many. */
export function delimiterOf(text: string): (typeof DELIMITERS)[number] | null {
  // Quoted line breaks may cut the sample in a row; what is broken there is judged by what stands before.
  const scores = DELIMITERS.map((delimiter) => {
    try {
      const counts = rowsOf(text, delimiter, SAMPLE).map(({ cells }) => cells.length);
      const times = new Map<number, number>();
      for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1);
      const [width = 1, same = 0] = [...times].sort(([, one], [, other]) => other - one)[0] ?? [];
      return { delimiter, score: width < 2 ? 0 : (same / counts.length) * Math.log(width + 1) };
    } catch {
      return { delimiter, score: 0 };
    }
  }).sort((one, other) => other.score - one.score);
  const [best] = scores;
  return best && best.score > 0 ? best.delimiter : null;
}
