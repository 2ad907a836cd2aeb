import { sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';

/** What is deleted and when. Events, decisions, money and revoked API keys are kept for ever. */
const RULES = [
  { table: 'token_revocations', when: sql`expires_at < now()` },
  { table: 'user_sessions', when: sql`coalesce(revoked_at, expires_at) < now() - interval '90 days'` },
  { table: 'password_resets', when: sql`expires_at < now() - interval '1 day'` },
  { table: 'oauth_states', when: sql`expires_at < now()` },
  { table: 'idempotency_keys', when: sql`created_at < now() - interval '24 hours'` },
  // Bulk decisions that were looked at and never started; their items go with them.
  { table: 'bulk_decisions', when: sql`status = 'preview' and created_at < now() - interval '1 day'` },
  { table: 'counter_minutes', when: sql`minute < now() - interval '2 days'` },
  { table: 'job_runs', when: sql`started_at < now() - interval '90 days'` },
  { table: 'notifications', when: sql`created_at < now() - interval '1 year' and status <> 'queued'` },
] as const;
/** Raw mails are emptied after this; what was read from them stays with the payment. */
const MAIL_DAYS = 90;
const BATCH = 5_000;
const IDLE_BUCKET_DAYS = 2;

export function createRetentionActivities({ db }: { db: Database }) {
  return {
    /** Deletes in batches, so that no lock is held long; returns rows deleted by table. */
    async purgeExpired({ tenantId }: { tenantId: string }): Promise<Record<string, number>> {
      const purged: Record<string, number> = {};
      for (const { table, when } of RULES) {
        for (let deleted = BATCH; deleted === BATCH; ) {
          const name = sql.identifier(table);
          const result = await db.withTenant(tenantId, (tx) =>
            tx.execute(
              sql`delete from ${name} where ctid = any (array (select ctid from ${name} where ${when} limit ${BATCH}))`,
            ),
          );
          deleted = result.count;
          purged[table] = (purged[table] ?? 0) + deleted;
        }
      }
      const emptied = await db.withTenant(tenantId, (tx) =>
        tx.execute(
          sql`update payments set email_body = null where email_body is not null and created_at < now() - make_interval(days => ${MAIL_DAYS})`,
        ),
      );
      purged.mail_bodies = emptied.count;
      // A credential that nobody approved in time is forgotten.
      const dropped = await db.withTenant(tenantId, (tx) =>
        tx.execute(
          sql`update vendor_accounts set state = 'ended', credential = null, webhook_secret = null, ended_at = now() where state = 'waiting'
            and not exists (select 1 from power_changes p where p.id = waits_for and p.state = 'pending' and p.expires_at > now())`,
        ),
      );
      purged.vendor_credentials = dropped.count;
      await db.withPlatform('retention', (tx) =>
        tx.execute(sql`delete from rate_limits where updated_at < now() - make_interval(days => ${IDLE_BUCKET_DAYS})`),
      );
      await db.withTenant(tenantId, (tx) =>
        appendEvent(tx, { type: 'data_purged', actor: 'workflow', subject: `tenant:${tenantId}`, data: purged }),
      );
      return purged;
    },
  };
}
