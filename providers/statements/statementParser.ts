import type { StatementRead } from '../../domain/banking/statement.ts';
import { storable } from '../../domain/storable.ts';
import { readCamt } from './camt.ts';
import { type CsvAnswers, readCsv } from './csv.ts';
import { readMt940 } from './mt940.ts';
import { looksLikeOfx, readOfx } from './ofx.ts';
import { readQif } from './qif.ts';
import { refuse } from './refuse.ts';

/** Of a file; a year of a busy account is below 3 MB. */
export const STATEMENT_BYTES_AT_MOST = 5_000_000;
const LINES_AT_MOST = 20_000;
const TEXT_AT_MOST = 1_000;

export interface StatementInput {
  bytes: Buffer;
  answers: CsvAnswers;
}

/** Which grammar a file is of, by how it begins; its name says little. */
function readByKind({ bytes, answers }: StatementInput): StatementRead {
  const head = bytes.subarray(0, 3_000).toString('latin1').replaceAll('\u0000', '');
  if (looksLikeOfx(head)) return readOfx(bytes);
  if (/^[\s\u00ef\u00bb\u00bf\u00ff\u00fe]*</.test(head)) return readCamt(bytes);
  if (/^\s*(#[^\n]*\s+)*!(type|account|option|clear)/i.test(head))
    return readQif(bytes, answers.currency, answers.dateOrder);
  if (/(^|[\r\n}]):(20|25|28C?|60[FM]|61|62[FM]|86):/.test(head)) return readMt940(bytes, answers.currency);
  return readCsv(bytes, answers);
}

/** Texts as the books can hold them, and no longer than they need. */
const bounded = (text: string | null) => (text === null ? null : storable(text).slice(0, TEXT_AT_MOST));

/** Reads a statement file of whatever kind. Refuses one whole that it can't read to the last line. */
export function parse(input: StatementInput): StatementRead {
  if (input.bytes.length === 0) return refuse('the file is empty');
  if (input.bytes.length > STATEMENT_BYTES_AT_MOST) return refuse('the file is larger than 5 MB');
  const read = readByKind({ ...input, bytes: Buffer.from(input.bytes) });
  const lines = read.statements.reduce((sum, one) => sum + one.lines.length, 0);
  if (lines > LINES_AT_MOST) return refuse(`the file has ${lines} lines; ${LINES_AT_MOST} are taken at once`);
  return {
    ...read,
    notes: read.notes.slice(0, 50),
    statements: read.statements.map((one) => ({
      ...one,
      lines: one.lines.map((line) => ({
        ...line,
        counterparty: bounded(line.counterparty),
        reference: bounded(line.reference),
        description: bounded(line.description),
        endToEndId: bounded(line.endToEndId),
        bankReference: bounded(line.bankReference),
      })),
    })),
  };
}
