import { and, eq } from 'drizzle-orm';
import { statementFiles } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { StatementFormat } from '../../domain/banking/line.ts';
import { daysOf, differenceOf, type Statement } from '../../domain/banking/statement.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { keepBalance } from './ensureAccount.ts';
import { type TakenCounts, takeLines } from './takeLines.ts';

export type StatementRow = typeof statementFiles.$inferSelect;

/** One statement of a file, and the account that it is of. */
export interface ImportedStatement {
  tenantId: string;
  accountId: string;
  /** Of the account where the statement has no line and no balance. */
  currency: string;
  mappingId: string | null;
  fileName: string;
  format: StatementFormat;
  fileHash: string;
  /** Which statement of the file, from 0. */
  part: number;
  statement: Statement;
  mock: boolean;
}

/** Imports one statement into its account. The same file again writes nothing and gives its first row. */
export async function importStatement(
  tx: Transaction,
  one: ImportedStatement,
  by: By,
): Promise<{ row: StatementRow; taken: TakenCounts }> {
  const { tenantId, accountId, fileHash, part, statement, format } = one;
  const taken = await takeLines(tx, {
    tenantId,
    accountId,
    source: format,
    scope: '',
    lines: statement.lines,
    mock: one.mock,
    by,
  });
  const same = and(
    eq(statementFiles.accountId, accountId),
    eq(statementFiles.fileHash, fileHash),
    eq(statementFiles.part, part),
  );
  const [earlier] = await tx.select().from(statementFiles).where(same);
  if (earlier) return { row: earlier, taken };
  const { opening, closing } = statement;
  const difference = differenceOf(statement);
  const [row] = await tx
    .insert(statementFiles)
    .values({
      tenantId,
      accountId,
      mappingId: one.mappingId,
      fileName: one.fileName,
      format,
      fileHash,
      part,
      ...daysOf(statement),
      currency: statement.currency ?? one.currency,
      openingMinor: opening?.amountMinor ?? null,
      closingMinor: closing?.amountMinor ?? null,
      differenceMinor: difference,
      lines: statement.lines.length,
      added: taken.added,
      changed: taken.changed,
      importedBy: by.actor,
    })
    .returning();
  if (!row) throw new Error('statement not written');
  if (closing?.on && closing.currency === one.currency)
    await keepBalance(tx, accountId, { amountMinor: closing.amountMinor, on: closing.on });
  await appendEvent(tx, {
    type: 'bank_statement_imported',
    actor: by.actor,
    subject: `bank-account:${accountId}`,
    data: {
      source: format,
      fileHash,
      part,
      lines: statement.lines.length,
      added: taken.added,
      difference: Boolean(difference),
    },
    requestId: by.requestId,
  });
  return { row, taken };
}
