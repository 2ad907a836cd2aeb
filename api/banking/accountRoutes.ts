import { asc, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type AccountRow, ensureAccount } from '../../books/banking/ensureAccount.ts';
import { bankAccounts } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { type DayRange, gapsOf } from '../../domain/banking/coverage.ts';
import { nameAccount } from '../../domain/banking/naming.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import { amountSchema, type BankingRouteDeps, currency, maybeAmount } from './fields.ts';

const range = z.object({ from: z.iso.date(), to: z.iso.date() });
const accountSchema = z
  .object({
    account_id: z.uuid(),
    name: z.string(),
    institution: z.string().nullable(),
    last_four: z.string().nullable(),
    type: z.string().nullable(),
    currency: z.string(),
    balance: amountSchema.nullable().describe('What the bank last said is on it'),
    balance_on: z.iso.date().nullable(),
    transactions: z.int(),
    open: z.int().describe('Transactions that are neither matched nor ignored'),
    first_day: z.iso.date().nullable(),
    last_day: z.iso.date().nullable(),
    gaps: z.array(range).describe('More than a week of which no statement and no connection tells'),
    mock: z.boolean(),
  })
  .meta({ id: 'BankAccount' });

interface Counts {
  account_id: string;
  lines: number;
  open: number;
  first_day: string | null;
  last_day: string | null;
  told: DayRange[];
}
const NOTHING: Omit<Counts, 'account_id'> = { lines: 0, open: 0, first_day: null, last_day: null, told: [] };

/** What is held of each account, and the days that files and connections have told of. */
const countsOf = async (tx: Transaction): Promise<Map<string, Counts>> => {
  // drizzle types raw rows as unknown records; the statement returns exactly these columns.
  const rows = (await tx.execute(sql`
    select a.id as account_id, coalesce(t.lines, 0)::int as lines, coalesce(t.open, 0)::int as open, t.first_day::text, t.last_day::text,
      coalesce((select jsonb_agg(jsonb_build_object('from', r.first_day, 'to', r.last_day)) from (
        select first_day, last_day from statement_files where account_id = a.id and first_day is not null
        union all select covered_from, covered_to from bank_account_links where account_id = a.id and covered_from is not null and covered_to is not null
      ) r), '[]'::jsonb) as told
    from bank_accounts a left join (select account_id, count(*) as lines, count(*) filter (where match_state in ('new', 'proposed', 'unmatched')) as open,
      min(booked_on) as first_day, max(booked_on) as last_day from bank_transactions where removed_at is null group by account_id) t on t.account_id = a.id
    limit 1000`)) as unknown as Counts[];
  return new Map(rows.map((row) => [row.account_id, row]));
};

const accountJson = (row: AccountRow, counts: Omit<Counts, 'account_id'> = NOTHING): z.infer<typeof accountSchema> => ({
  account_id: row.id,
  name: nameAccount(row),
  institution: row.institutionName,
  last_four: row.lastFour,
  type: row.type,
  currency: row.currency,
  balance: maybeAmount(row.balanceMinor, row.currency),
  balance_on: row.balanceOn,
  transactions: counts.lines,
  open: counts.open,
  first_day: counts.first_day,
  last_day: counts.last_day,
  gaps: gapsOf(counts.told),
  mock: row.mock,
});

const listAccounts = ({ db }: BankingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/accounts',
    area: 'banking',
    summary: 'Bank accounts with their balances, and days of which nothing tells',
    access: 'banking:read',
    responses: {
      200: { description: 'All of them', schema: z.object({ accounts: z.array(accountSchema), count: z.int() }) },
    },
    errors: [],
    async handle(_context, principal) {
      const accounts = await db.withTenant(principal.tenantId, async (tx) => {
        const rows = await tx
          .select()
          .from(bankAccounts)
          .orderBy(asc(bankAccounts.name), asc(bankAccounts.id))
          .limit(1000);
        const counts = await countsOf(tx);
        return rows.map((row) => accountJson(row, counts.get(row.id)));
      });
      return { status: 200, body: { accounts, count: accounts.length } };
    },
  });

const addAccount = ({ db, cipher }: BankingRouteDeps) =>
  defineRoute({
    method: 'post',
    path: '/reconciliation/accounts',
    area: 'banking',
    summary: 'Add an account of a bank without an API; the same number or name again gives the account that is there',
    access: 'banking:manage',
    idempotent: true,
    body: z.strictObject({
      name: plainText(120).pipe(z.string().min(1)),
      currency,
      number: plainText(50).pipe(z.string().min(4)).optional().describe('IBAN or account number; kept encrypted'),
      institution: plainText(200).optional(),
    }),
    responses: { 201: { description: 'The account', schema: accountSchema } },
    errors: ['BANKING_FULL'],
    example: {
      name: 'Current account',
      currency: 'EUR',
      number: 'DE02120300000000202051',
      institution: 'Example Bank',
    },
    async handle(context, { tenantId, actor }, { body }) {
      const { account } = await db.withTenant(tenantId, (tx) =>
        ensureAccount(
          tx,
          cipher,
          {
            tenantId,
            name: body.name,
            currency: body.currency,
            number: body.number ?? null,
            institutionName: body.institution ?? null,
            mock: false,
          },
          { actor, requestId: context.requestId },
        ),
      );
      return { status: 201, body: accountJson(account) };
    },
  });

export const accountRoutes = (deps: BankingRouteDeps): Route[] => [listAccounts(deps), addAccount(deps)];
