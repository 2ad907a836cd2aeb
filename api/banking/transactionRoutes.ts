import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { ignoreLine, type LineRow, noteLine, takeLineBack } from '../../books/banking/changeLine.ts';
import { bankAccounts, bankTransactions } from '../../db/banking/schema.ts';
import { isUuid, type Transaction } from '../../db/database.ts';
import { MATCH_STATES } from '../../domain/banking/line.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type RequestContext, type Route } from '../http/route.ts';
import { dayText, escapeLike, plainText } from '../http/text.ts';
import type { Principal } from '../http/tokens.ts';
import type { BankingRouteDeps } from './fields.ts';
import { historyOf, historySchema, type NamedLine, transactionJson, transactionSchema } from './transactionJson.ts';

const lineId = z.object({ transaction_id: z.string().max(100) });
const named = { line: bankTransactions, name: bankAccounts.name, lastFour: bankAccounts.lastFour };

const filters = {
  status: z.enum(MATCH_STATES).optional(),
  posting: z.enum(['pending', 'posted']).optional(),
  direction: z.enum(['in', 'out']).optional(),
  account_id: z.uuid().optional(),
  connection_id: z.uuid().optional().describe('Of the accounts that this bank connection tells of'),
  from: dayText().optional().describe('Booked on this day or later'),
  to: dayText().optional().describe('Booked on this day or earlier'),
  search: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Words of the counterparty, reference or description, or an amount'),
};
type Filters = z.infer<z.ZodObject<typeof filters>>;

/** Lines with these letters, or of this amount, whatever its currency and sign. */
function found(search: string): SQL {
  const like = `%${escapeLike(search)}%`;
  const texts = sql`(counterparty ilike ${like} or reference ilike ${like} or description ilike ${like} or note ilike ${like})`;
  const amount = /^-?(\d{1,12})(?:[.,](\d{1,3}))?$/.exec(search.trim());
  if (!amount) return texts;
  const decimal = `${amount[1]}.${amount[2] ?? '0'}`;
  return sql`(${texts} or abs(amount_minor) = ${decimal}::numeric * 10 ^ minor_exponent(bank_transactions.currency))`;
}

const matching = (query: Filters) =>
  and(
    isNull(bankTransactions.removedAt),
    query.status ? eq(bankTransactions.matchState, query.status) : undefined,
    query.posting ? eq(bankTransactions.status, query.posting) : undefined,
    query.direction ? (query.direction === 'in' ? sql`amount_minor > 0` : sql`amount_minor < 0`) : undefined,
    query.account_id ? eq(bankTransactions.accountId, query.account_id) : undefined,
    query.connection_id
      ? sql`account_id in (select account_id from bank_account_links where connection_id = ${query.connection_id})`
      : undefined,
    query.from ? sql`booked_on >= ${query.from}::date` : undefined,
    query.to ? sql`booked_on <= ${query.to}::date` : undefined,
    query.search ? found(query.search) : undefined,
  );

const listTransactions = ({ db }: BankingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/transactions',
    area: 'banking',
    summary: 'Lines of bank accounts, newest first',
    access: 'banking:read',
    query: listQuery(['booked_on'], '-booked_on', filters),
    responses: { 200: { description: 'A page', schema: listSchema('transactions', transactionSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { booked_on: bankTransactions.bookedOn }, bankTransactions.id);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ ...named, ...list.columns })
          .from(bankTransactions)
          .innerJoin(bankAccounts, eq(bankAccounts.id, bankTransactions.accountId))
          .where(and(matching(query), list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { transactions: shown.map(transactionJson), ...page } };
    },
  });

async function namedLine(tx: Transaction, id: string): Promise<NamedLine> {
  const [row] = isUuid(id)
    ? await tx
        .select(named)
        .from(bankTransactions)
        .innerJoin(bankAccounts, eq(bankAccounts.id, bankTransactions.accountId))
        .where(eq(bankTransactions.id, id))
    : [];
  if (!row) throw new CodedError('BANK_LINE_NOT_FOUND');
  return row;
}

const shownSchema = transactionSchema.extend({ history: historySchema }).meta({ id: 'ShownBankTransaction' });
const shown = async (tx: Transaction, id: string) => ({
  ...transactionJson(await namedLine(tx, id)),
  history: await historyOf(tx, id),
});

const showTransaction = ({ db }: BankingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/transactions/:transaction_id',
    area: 'banking',
    summary: 'One line of a bank account, and what happened to it in sentences',
    access: 'banking:read',
    params: lineId,
    responses: { 200: { description: 'The line', schema: shownSchema } },
    errors: ['BANK_LINE_NOT_FOUND'],
    handle: async (_context, principal, { params }) => ({
      status: 200,
      body: await db.withTenant(principal.tenantId, (tx) => shown(tx, params.transaction_id)),
    }),
  });

/** Changes a line and answers with it. */
const changed = async (
  { db }: BankingRouteDeps,
  context: RequestContext,
  { tenantId, actor }: Principal,
  id: string,
  change: (tx: Transaction, by: { actor: string; requestId: string }) => Promise<LineRow>,
) => ({
  status: 200,
  body: await db.withTenant(tenantId, async (tx) => {
    await namedLine(tx, id);
    await change(tx, { actor, requestId: context.requestId });
    return shown(tx, id);
  }),
});

const edits = (deps: BankingRouteDeps): Route[] => [
  defineRoute({
    method: 'post',
    path: '/reconciliation/transactions/:transaction_id/ignore',
    area: 'banking',
    summary: 'Set a line aside: it belongs to no invoice',
    access: 'banking:manage',
    params: lineId,
    body: z.strictObject({ reason: plainText(200).pipe(z.string().min(1)) }),
    responses: { 200: { description: 'The line', schema: shownSchema } },
    errors: ['BANK_LINE_NOT_FOUND', 'BANK_LINE_MATCHED'],
    handle: (context, principal, { params, body }) =>
      changed(deps, context, principal, params.transaction_id, (tx, by) =>
        ignoreLine(tx, params.transaction_id, body.reason, by),
      ),
  }),
  defineRoute({
    method: 'post',
    path: '/reconciliation/transactions/:transaction_id/unignore',
    area: 'banking',
    summary: 'Take a line up again that was set aside',
    access: 'banking:manage',
    params: lineId,
    responses: { 200: { description: 'The line', schema: shownSchema } },
    errors: ['BANK_LINE_NOT_FOUND'],
    handle: (context, principal, { params }) =>
      changed(deps, context, principal, params.transaction_id, (tx, by) => takeLineBack(tx, params.transaction_id, by)),
  }),
  defineRoute({
    method: 'put',
    path: '/reconciliation/transactions/:transaction_id/note',
    area: 'banking',
    summary: 'Write a note on a line; an empty one takes it away',
    access: 'banking:manage',
    params: lineId,
    body: z.strictObject({ note: plainText(2000) }),
    responses: { 200: { description: 'The line', schema: shownSchema } },
    errors: ['BANK_LINE_NOT_FOUND'],
    handle: (context, principal, { params, body }) =>
      changed(deps, context, principal, params.transaction_id, (tx, by) =>
        noteLine(tx, params.transaction_id, body.note || null, by),
      ),
  }),
];

export const transactionRoutes = (deps: BankingRouteDeps): Route[] => [
  listTransactions(deps),
  showTransaction(deps),
  ...edits(deps),
];
