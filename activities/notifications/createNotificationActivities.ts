import { createHash, randomBytes } from 'node:crypto';
import { heartbeat } from '@temporalio/activity';
import { and, eq, sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { closeProcess } from '../../db/processes.ts';
import { passwordResets } from '../../db/schema/identity.ts';
import { notifications } from '../../db/schema/notifications.ts';
import type { MailSender } from '../../providers/smtp/client.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { NotificationInput } from '../../workflows/notifications/contract.ts';
import { renderMail } from './templates.ts';

export interface NotificationDeps {
  db: Database;
  /** null when no mail account is configured: then messages are recorded as logged. */
  mail: MailSender | null;
  /** Publishes to the review queue; null when no queue is configured. */
  publish: ((body: string) => Promise<string>) | null;
  baseUrl: string;
}

const ATTEMPTS_PER_MESSAGE = 5;
const RESET_LIFE_SECONDS = 1800;

type Row = typeof notifications.$inferSelect;

/** Delivers message rows one by one, each with its own attempts; the fixed Message-ID makes a repeat recognisable. */
export function createNotificationActivities({ db, mail, publish, baseUrl }: NotificationDeps) {
  async function newResetToken(tenantId: string, userId: string): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const [row] = await db.withTenant(tenantId, (tx) =>
      tx
        .insert(passwordResets)
        .values({
          tenantId,
          userId,
          tokenHash: createHash('sha256').update(secret).digest('hex'),
          expiresAt: sql`now() + make_interval(secs => ${RESET_LIFE_SECONDS})`,
        })
        .returning({ id: passwordResets.id }),
    );
    return `${row?.id}.${secret}`;
  }

  async function deliver(row: Row): Promise<'sent' | 'logged'> {
    const variables = { ...(row.variables as Record<string, unknown>) };
    if (row.channel === 'queue') {
      if (!publish) return 'logged';
      await publish(JSON.stringify({ ...variables, link: `${baseUrl}/api/v1/reviews/${String(variables.taskId)}` }));
      return 'sent';
    }
    if (!mail) return 'logged';
    // The only secret a mail carries is made here, so that it is kept nowhere else, in clear or otherwise.
    if (row.template === 'password_reset')
      variables.token = await newResetToken(row.tenantId, String(variables.userId));
    await mail.send({
      to: row.recipient,
      messageId: `<${row.id}@countersign.invalid>`,
      ...renderMail(row.template, variables, baseUrl),
    });
    return 'sent';
  }

  async function attempt(row: Row): Promise<'done' | 'again'> {
    let outcome: { status: Row['status']; lastError: string | null };
    try {
      outcome = { status: await deliver(row), lastError: null };
    } catch (error) {
      const type = error instanceof VendorError ? error.type : 'DELIVERY_FAILED';
      const final =
        (error instanceof VendorError && error.kind === 'terminal') || row.attempts + 1 >= ATTEMPTS_PER_MESSAGE;
      outcome = { status: final ? 'undeliverable' : 'queued', lastError: type };
    }
    await db.withTenant(row.tenantId, async (tx) => {
      await tx
        .update(notifications)
        .set({ ...outcome, attempts: sql`attempts + 1`, sentAt: outcome.lastError ? null : sql`now()` })
        .where(eq(notifications.id, row.id));
      if (outcome.status !== 'queued') {
        const type = outcome.status === 'undeliverable' ? 'notification_undeliverable' : 'notification_sent';
        await appendEvent(tx, {
          type,
          actor: 'workflow',
          subject: `notification:${row.id}`,
          data: { template: row.template, channel: row.channel, status: outcome.status },
        });
      }
    });
    return outcome.status === 'queued' ? 'again' : 'done';
  }

  return {
    async deliverNotifications(input: NotificationInput): Promise<void> {
      const rows = await db.withTenant(input.tenantId, (tx) =>
        tx
          .select()
          .from(notifications)
          .where(and(eq(notifications.batchId, input.batchId), eq(notifications.status, 'queued'))),
      );
      let left = 0;
      for (const row of rows) {
        if ((await attempt(row)) === 'again') left += 1;
        heartbeat(row.id);
      }
      if (left > 0) throw new VendorError('notifications', 'NOTIFICATIONS_LEFT', 'retryable');
      await db.withTenant(input.tenantId, (tx) => closeProcess(tx, input.processId));
    },
  };
}
