import { and, eq, inArray, sql } from 'drizzle-orm';
import { startStripeSync } from '../../books/reconciliation/startStripeRun.ts';
import { startWhmcsSync } from '../../books/reconciliation/startWhmcsSync.ts';
import type { Database } from '../../db/database.ts';
import { licenseKeys, whmcsInstances } from '../../db/reconciliation/schema.ts';
import { stripeConnections } from '../../db/reconciliation/stripeSchema.ts';
import type { BillingActivities } from '../../workflows/reconciliation/contract.ts';

/** Instances of a tenant that one round begins with; those that were read longest ago come first. */
const AT_ONCE = 50;
/** A failed access is tried again this rarely by itself. */
const REAUTH_HOURS = 6;

/** Instances whose licence holds, and that are due. */
const dueInstances = and(
  eq(licenseKeys.state, 'active'),
  sql`(${licenseKeys.expiresAt} is null or ${licenseKeys.expiresAt} > now())`,
  inArray(whmcsInstances.status, ['active', 'requires_reauth']),
  sql`(${whmcsInstances.status} = 'active' or ${whmcsInstances.updatedAt} < now() - make_interval(hours => ${REAUTH_HOURS}))`,
);

/** A Stripe account tells of changes by itself, so that its lists are read every hour. */
const dueAccounts = and(
  eq(stripeConnections.status, 'active'),
  sql`(${stripeConnections.checkedAt} is null or ${stripeConnections.checkedAt} < now() - interval '55 minutes')`,
);

export const startBillingSyncs =
  ({ db }: { db: Database }): BillingActivities['startBillingSyncs'] =>
  ({ tenantId }) =>
    db.withTenant(tenantId, async (tx) => {
      const due = await tx
        .select({ instance: whmcsInstances })
        .from(whmcsInstances)
        .innerJoin(licenseKeys, eq(licenseKeys.id, whmcsInstances.licenseId))
        .where(dueInstances)
        .orderBy(sql`${whmcsInstances.checkedAt} nulls first`)
        .limit(AT_ONCE);
      let started = 0;
      for (const { instance } of due) {
        const { created } = await startWhmcsSync(tx, { instance, mode: 'lists', startedBy: 'schedule' });
        if (created) started += 1;
      }
      const accounts = await tx
        .select()
        .from(stripeConnections)
        .where(dueAccounts)
        .orderBy(sql`${stripeConnections.checkedAt} nulls first`)
        .limit(AT_ONCE);
      for (const connection of accounts) {
        const { created } = await startStripeSync(tx, { connection, mode: 'lists', startedBy: 'schedule' });
        if (created) started += 1;
      }
      return { started };
    });
