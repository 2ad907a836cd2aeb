import { asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { ledgerAccounts, ledgerEntries, ledgerTransactions } from '../../db/money/schema.ts';
import { formatAmount } from '../../domain/money/money.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute } from '../http/route.ts';
import { instantText } from '../http/text.ts';

const entrySchema = z
  .object({
    entry_id: z.uuid(),
    transaction_id: z.uuid(),
    command_id: z.uuid(),
    phase: z.string(),
    occurred_at: z.string(),
    account: z.string(),
    amount_minor: z.int(),
    amount: z.string(),
    currency: z.string(),
  })
  .meta({ id: 'JournalEntry' });
type Entry = z.infer<typeof entrySchema>;

const csv = (entries: Entry[]) =>
  [
    'entry_id,transaction_id,command_id,phase,occurred_at,account,amount_minor,amount,currency',
    ...entries.map((entry) => Object.values(entry).join(',')),
  ].join('\r\n');

/** Entries at or after `from`, oldest first. */
async function journalOf(
  db: Database,
  tenantId: string,
  { from, limit }: { from?: string | undefined; limit: number },
): Promise<Entry[]> {
  const rows = await db.readTenant(tenantId, (tx) =>
    tx
      .select({ entry: ledgerEntries, transaction: ledgerTransactions, account: ledgerAccounts.code })
      .from(ledgerEntries)
      .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
      .innerJoin(ledgerAccounts, eq(ledgerAccounts.id, ledgerEntries.accountId))
      .where(from ? sql`${ledgerTransactions.occurredAt} >= ${from}::timestamptz` : undefined)
      .orderBy(asc(ledgerTransactions.occurredAt), asc(ledgerTransactions.id), asc(ledgerAccounts.code))
      .limit(limit),
  );
  return rows.map(({ entry, transaction, account }) => ({
    entry_id: entry.id,
    transaction_id: transaction.id,
    command_id: transaction.commandId,
    phase: transaction.phase,
    occurred_at: transaction.occurredAt.toISOString(),
    account,
    amount_minor: entry.amountMinor,
    amount: formatAmount(entry.amountMinor, entry.currency),
    currency: entry.currency,
  }));
}

/** The journal of the double-entry ledger. */
export const journalRoute = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/ledger/journal',
    area: 'money',
    summary: 'Journal of the double-entry ledger, oldest first, as JSON or CSV',
    access: 'ledger:read',
    query: z.strictObject({
      format: z.enum(['json', 'csv']).default('json'),
      limit: queryInteger(1, 10_000).default(1000),
      from: instantText().optional().describe('Only entries at or after this instant'),
    }),
    responses: {
      200: {
        description: 'Entries',
        schema: z.object({ entries: z.array(entrySchema), count: z.int() }),
        orText: 'text/csv',
      },
    },
    errors: [],
    async handle(_context, principal, { query }) {
      const entries = await journalOf(db, principal.tenantId, query);
      if (query.format === 'csv') return { status: 200, type: 'text/csv', body: csv(entries) };
      return { status: 200, body: { entries, count: entries.length } };
    },
  });
