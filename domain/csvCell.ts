/** A cell: text, a number, or nothing. Amounts are decimal text, such as `-12.50`. */
export type CsvCell = string | number | null;

const NUMBER = /^-?\d+(\.\d+)?$/;
/** What spreadsheets take for the beginning of a formula, in its wide form too (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell of CSV (RFC 4180). Text that a spreadsheet would run gets an apostrophe before it. */
export function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  const text = String(cell);
  if (NUMBER.test(text)) return text;
  const safe = FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
