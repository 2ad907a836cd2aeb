import { asc, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { askToResume } from '../../books/money/endMoneyStops.ts';
import { stopMoney } from '../../books/money/stopMoney.ts';
import type { Database } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { moneyStops } from '../../db/identity/schema.ts';
import { STOP_REACHES, type StopReach } from '../../domain/money/stops.ts';
import { missingPermission } from '../http/refusals.ts';
import { defineRoute } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { powerChangeReply, powerChangeSchema } from '../identity/powerChanges.ts';

/** Stops that are shown; one is enough to stop. */
const MAXIMUM_STOPS = 100;
const scope = z.enum(STOP_REACHES).default('tenant');
const stopSchema = z
  .object({
    stopped: z.boolean(),
    stops: z.array(
      z.object({
        scope: z.string(),
        reason: z.string(),
        started_by: z.string(),
        started_by_name: z.string(),
        started_at: z.string(),
      }),
    ),
  })
  .meta({ id: 'MoneyStop' });

function assertScope(principal: Principal, wanted: StopReach): void {
  if (wanted === 'all' && !principal.permissions.includes('money:stop-all'))
    throw missingPermission('money:stop-all', principal);
}

/** The stops that hold for a tenant, its own and those of all. */
async function currentStops(db: Database, tenantId: string): Promise<z.infer<typeof stopSchema>> {
  const { rows, people } = await db.withTenant(tenantId, async (tx) => {
    const found = await tx
      .select()
      .from(moneyStops)
      .where(isNull(moneyStops.endedAt))
      .orderBy(asc(moneyStops.startedAt))
      .limit(MAXIMUM_STOPS);
    const actors = found.map(({ startedBy }) => startedBy);
    return { rows: found, people: await peopleBehind(tx, actors) };
  });
  return {
    stopped: rows.length > 0,
    stops: rows.map((row) => ({
      scope: row.tenantId ? 'tenant' : 'all',
      reason: row.reason,
      started_by: row.startedBy,
      started_by_name: people.get(row.startedBy)?.name ?? row.startedBy,
      started_at: row.startedAt.toISOString(),
    })),
  };
}

const readStop = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/admin/money-stop',
    budget: 'admin',
    area: 'money',
    summary: 'Whether money is stopped, by whom and why',
    access: 'money:stop',
    responses: { 200: { description: 'State', schema: stopSchema } },
    errors: [],
    handle: async (_context, principal) => ({ status: 200, body: await currentStops(db, principal.tenantId) }),
  });

const stop = (db: Database) =>
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
    async handle({ requestId }, principal, { body }) {
      assertScope(principal, body.scope);
      const { tenantId, actor } = principal;
      await stopMoney(db, { tenantId, reach: body.scope, reason: body.reason, actor, requestId });
      return { status: 200, body: await currentStops(db, tenantId) };
    },
  });

const resume = (db: Database) =>
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
      return asked ? powerChangeReply(asked) : { status: 200, body: await currentStops(db, tenantId) };
    },
  });

/** The money stop: anybody who may stops at once, two let money move again. */
export const stopRoutes = (db: Database) => [readStop(db), stop(db), resume(db)];
