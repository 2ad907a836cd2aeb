import { asc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { askToResume, STOP_REACHES, type StopReach } from '../../books/money/endMoneyStops.ts';
import type { Database } from '../../db/database.ts';
import { moneyStops } from '../../db/identity/schema.ts';
import { ledgerAccounts, ledgerEntries, ledgerTransactions } from '../../db/money/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { formatAmount } from '../../domain/money/money.ts';
import { queryInteger } from '../http/numbers.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { instantText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import { powerChangeReply, powerChangeSchema } from '../identity/powerChanges.ts';

/** Stops that are shown; one is enough to stop. */
const MAXIMUM_STOPS = 100;
const scope = z.enum(STOP_REACHES).default('tenant');
const stopSchema = z
  .object({
    stopped: z.boolean(),
    stops: z.array(z.object({ scope: z.string(), reason: z.string(), started_by: z.string(), started_at: z.string() })),
  })
  .meta({ id: 'MoneyStop' });
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

function assertScope(principal: Principal, wanted: StopReach): void {
  if (wanted === 'all' && !principal.permissions.includes('money:stop-all')) throw new CodedError('FORBIDDEN');
}

/** The money stop and the journal. */
export function moneyRoutes(db: Database): Route[] {
  const current = async (tenantId: string) => {
    const rows = await db.withTenant(tenantId, (tx) =>
      tx
        .select()
        .from(moneyStops)
        .where(isNull(moneyStops.endedAt))
        .orderBy(asc(moneyStops.startedAt))
        .limit(MAXIMUM_STOPS),
    );
    return {
      stopped: rows.length > 0,
      stops: rows.map((row) => ({
        scope: row.tenantId ? 'tenant' : 'all',
        reason: row.reason,
        started_by: row.startedBy,
        started_at: row.startedAt.toISOString(),
      })),
    };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/admin/money-stop',
      budget: 'admin',
      area: 'money',
      summary: 'Whether money is stopped, by whom and why',
      access: 'money:stop',
      responses: { 200: { description: 'State', schema: stopSchema } },
      errors: [],
      handle: async (_context, principal) => ({ status: 200, body: await current(principal.tenantId) }),
    }),
    defineRoute({
      method: 'post',
      path: '/admin/money-stop',
      budget: 'admin',
      area: 'money',
      summary: 'Stop every outward money call of the tenant, or of all; workflows wait, nothing is lost',
      access: 'money:stop',
      urgent: true,
      body: z.strictObject({ reason: z.string().min(3).max(500), scope }),
      responses: { 200: { description: 'State', schema: stopSchema } },
      errors: [],
      example: { reason: 'refunds look wrong, checking', scope: 'tenant' },
      async handle(context, principal, { body }) {
        assertScope(principal, body.scope);
        const { tenantId, actor } = principal;
        const row = {
          tenantId: body.scope === 'all' ? null : tenantId,
          reason: body.reason,
          startedBy: actor,
        };
        if (body.scope === 'all') await db.withPlatform('money stop', (tx) => tx.insert(moneyStops).values(row));
        await db.withTenant(tenantId, async (tx) => {
          if (body.scope === 'tenant') await tx.insert(moneyStops).values(row);
          await appendEvent(tx, {
            type: 'money_stopped',
            actor,
            subject: `money-stop:${body.scope}`,
            data: { reason: body.reason },
            requestId: context.requestId,
          });
        });
        return { status: 200, body: await current(tenantId) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/admin/money-stop',
      budget: 'admin',
      area: 'money',
      summary: 'Ask that money moves again; it does once a second person has approved. Without a stop nothing is asked',
      access: 'money:stop',
      query: z.strictObject({ scope }),
      responses: {
        200: { description: 'Money is not stopped', schema: stopSchema },
        202: { description: 'It waits for a second person', schema: powerChangeSchema },
      },
      errors: ['RATE_LIMITED'],
      async handle(context, principal, { query }) {
        assertScope(principal, query.scope);
        const { tenantId } = principal;
        const asked = await db.withTenant(tenantId, (tx) => askToResume(tx, principal, query.scope, context.requestId));
        return asked ? powerChangeReply(asked) : { status: 200, body: await current(tenantId) };
      },
    }),
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
        const rows = await db.withTenant(principal.tenantId, (tx) =>
          tx
            .select({ entry: ledgerEntries, transaction: ledgerTransactions, account: ledgerAccounts.code })
            .from(ledgerEntries)
            .innerJoin(ledgerTransactions, eq(ledgerTransactions.id, ledgerEntries.transactionId))
            .innerJoin(ledgerAccounts, eq(ledgerAccounts.id, ledgerEntries.accountId))
            .where(query.from ? sql`${ledgerTransactions.occurredAt} >= ${query.from}::timestamptz` : undefined)
            .orderBy(asc(ledgerTransactions.occurredAt), asc(ledgerTransactions.id), asc(ledgerAccounts.code))
            .limit(query.limit),
        );
        const entries: Entry[] = rows.map(({ entry, transaction, account }) => ({
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
        if (query.format === 'csv') return { status: 200, type: 'text/csv', body: csv(entries) };
        return { status: 200, body: { entries, count: entries.length } };
      },
    }),
  ];
}
