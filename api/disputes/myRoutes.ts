import { and } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { inCustomersWords, isOf } from './myDisputes.ts';

const myDisputeSchema = z
  .object({
    dispute_id: z.uuid(),
    case_id: z.string(),
    title: z.string().describe('What was disputed, in words'),
    disputed_minor: z.int().describe('Minor units of the currency'),
    currency: z.string(),
    tone: z.enum(['plain', 'good', 'warn', 'info']),
    text: z.string().describe('Where it stands, in words'),
    next: z.string().describe('What happens next, or what the customer can do'),
    due: z.string().nullable().describe('Until when somebody decides'),
    refunded_minor: z.int().nullable().describe('What was really paid back'),
    steps: z.array(z.object({ at: z.string(), text: z.string() })).describe('What happened, oldest first'),
    created_at: z.string(),
    ended_at: z.string().nullable(),
  })
  .meta({ id: 'MyDispute' });

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
            .where(and(isOf(principal.userId), list.where))
            .orderBy(...list.orderBy)
            .limit(list.limit);
          const { rows: shown, ...page } = list.page(rows);
          const runs = shown.map(({ run }) => run);
          return { disputes: await inCustomersWords(tx, runs), ...page };
        });
        return { status: 200, body };
      },
    }),
  ];
}
