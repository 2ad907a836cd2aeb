import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { users } from '../../db/identity/schema.ts';
import { moneyOfRuns, type ShownMoney } from '../../db/money/moneyStates.ts';
import { moneyCommands } from '../../db/money/schema.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';

const myDisputeSchema = z
  .object({
    dispute_id: z.uuid(),
    case_id: z.string(),
    disputed_minor: z.int().describe('Minor units of the currency'),
    currency: z.string(),
    tone: z.enum(['plain', 'good', 'warn', 'info']),
    text: z.string().describe('Where it stands, in words'),
    refunded_minor: z.int().nullable().describe('What was really paid back'),
    created_at: z.string(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'MyDispute' });

type Row = typeof workflowStates.$inferSelect;

/** Where a dispute stands, for the customer: never green before the money is sent. */
function stateFor(row: Row, money: ShownMoney | undefined, refundedMinor: number | null) {
  if (refundedMinor !== null) return { tone: 'good', text: 'Paid back' } as const;
  if (money && ['waiting', 'sending', 'unclear'].includes(money.state))
    return { tone: 'info', text: 'Approved; the money is not sent yet' } as const;
  if (money?.state === 'failed' || row.status === 'failed')
    return row.currentStep === 'invalid'
      ? ({ tone: 'plain', text: 'It does not fit our records; write to us' } as const)
      : ({ tone: 'warn', text: 'The money could not be sent; a person checks why' } as const);
  if (row.completedAt === null) return { tone: 'info', text: 'It is being checked' } as const;
  return row.currentStep === 'expired'
    ? ({ tone: 'warn', text: 'Not decided yet; write to us' } as const)
    : ({ tone: 'plain', text: 'Closed without a payment' } as const);
}

/** What was paid back by each run, where a refund was applied and has not failed since. */
async function refundsOf(tx: Transaction, processIds: string[]): Promise<Map<string, number>> {
  if (processIds.length === 0) return new Map();
  const rows = await tx
    .select({ processId: moneyCommands.processId, minor: sql<string>`sum(amount_minor)` })
    .from(moneyCommands)
    .where(
      and(
        inArray(moneyCommands.processId, processIds),
        eq(moneyCommands.leg, 'refund'),
        eq(moneyCommands.state, 'applied'),
        isNull(moneyCommands.failedLaterAt),
      ),
    )
    .groupBy(moneyCommands.processId);
  return new Map(rows.map(({ processId, minor }) => [processId, Number(minor)]));
}

/** A customer's own disputes: those whose case names the address that the account has proved to be theirs. */
export function myDisputeRoutes(db: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/my/disputes',
      area: 'disputes',
      summary: 'Your own disputes, newest first: cases opened with the proved address of your account',
      access: 'user',
      query: listQuery(['created_at'], '-created_at', {}),
      responses: { 200: { description: 'A page', schema: listSchema('disputes', myDisputeSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const list = keyset(query, { created_at: workflowStates.createdAt }, workflowStates.id);
        const body = await db.withTenant(principal.tenantId, async (tx) => {
          const rows = await tx
            .select({ run: workflowStates, ...list.columns })
            .from(workflowStates)
            .innerJoin(
              users,
              and(eq(users.id, principal.userId), eq(users.address, 'proved'), isNull(users.disabledAt)),
            )
            .where(
              and(
                sql`lower(${workflowStates.crmData} #>> '{dispute,contactEmail}') = ${users.email}`,
                // A case that was run again stands here once, as it is now.
                sql`not exists (select 1 from workflow_states later where later.tenant_id = ${workflowStates.tenantId}
                  and later.case_id = ${workflowStates.caseId} and later.id > ${workflowStates.id})`,
                list.where,
              ),
            )
            .orderBy(...list.orderBy)
            .limit(list.limit);
          const { rows: shown, ...page } = list.page(rows);
          const ids = shown.map(({ run }) => run.processId);
          const money = await moneyOfRuns(tx, ids);
          const refunds = await refundsOf(tx, ids);
          const disputes = shown.map(({ run }) => {
            const { dispute } = run.crmData as { dispute: { amountMinor: number; currency: string } };
            const refundedMinor = refunds.get(run.processId) ?? null;
            return {
              dispute_id: run.processId,
              case_id: run.caseId,
              disputed_minor: dispute.amountMinor,
              currency: dispute.currency,
              ...stateFor(run, money.get(run.processId), refundedMinor),
              refunded_minor: refundedMinor,
              created_at: run.createdAt.toISOString(),
              ended_at: run.completedAt?.toISOString() ?? null,
            };
          });
          return { disputes, ...page };
        });
        return { status: 200, body };
      },
    }),
  ];
}
