import type { StatementAnswers } from '../../api/banking/fields.ts';
import type { StatementRead } from '../../domain/banking/statement.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { type LimitReason, ParseRefused } from '../../domain/parsing.ts';
import { ChildUnavailable, createLimitedChild } from '../../providers/parsing/limitedChild.ts';
import { PARSE_LIMITS } from '../../providers/parsing/limits.ts';

/** What the limits of the child say of a file. */
const LIMITS: Record<LimitReason, string> = {
  too_large: 'the file is too large',
  too_slow: 'reading the file takes too long',
  too_much_memory: 'reading the file takes too much memory',
  too_much_output: 'the file holds too much text',
  parser_failed: 'the file is not what it seems to be',
};
const isLimit = (reason: string): reason is LimitReason => Object.hasOwn(LIMITS, reason);

/** Reads statement files of the API's callers in a limited child: a year of a busy account is more than a mail. One bad file does not keep the others. */
export function createStatementReader() {
  const child = createLimitedChild(2, { ...PARSE_LIMITS, cpuMs: 8_000, outputChars: 16_000_000 });
  return async (bytes: Buffer, answers: StatementAnswers): Promise<StatementRead> => {
    try {
      return await child.parse('statement', { bytes, answers });
    } catch (error) {
      if (error instanceof ChildUnavailable) throw new CodedError('STATEMENT_READER_BUSY');
      if (!(error instanceof ParseRefused)) throw error;
      const reason = isLimit(error.reason) ? LIMITS[error.reason] : error.reason;
      throw new CodedError('STATEMENT_REFUSED', reason.slice(0, 1).toUpperCase() + reason.slice(1));
    }
  };
}
