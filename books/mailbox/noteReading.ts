import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { isGrantEnded, pauseMinutes } from '../../domain/mailbox/readingFailures.ts';
import { appendEvent } from '../events.ts';
import { queueNotifications } from '../notifications/queueNotifications.ts';
import { applyReading } from '../operations/applyReading.ts';
import { withAccountOf } from './accountColumns.ts';
import { moveMailbox } from './moveMailbox.ts';

/**
 * All mail that had arrived by `startedAt` has been seen; what was wrong with the mailbox is over. It says nothing about an
 * account that has taken the place of the one that was read.
 */
export async function readingSucceeded(tx: Transaction, box: MailboxRow, startedAt: Date): Promise<void> {
  const [read] = await tx
    .update(mailboxes)
    .set({
      checkedAt: startedAt,
      failures: 0,
      pausedUntil: null,
      lastCode: null,
      updatedAt: sql`now()`,
    })
    .where(withAccountOf(box))
    .returning({ id: mailboxes.id });
  if (!read) return;
  if (box.failures > 0)
    await applyReading(tx, {
      tenantId: box.tenantId,
      rule: 'mailbox_unreadable',
      reading: { subject: `mailbox:${box.id}`, value: 0, items: null },
      configured: [],
    });
  if (pauseMinutes(box.failures) !== null)
    await appendEvent(tx, { type: 'mailbox_resumed', actor: 'workflow', subject: `mailbox:${box.id}` });
}

async function tellOwner(tx: Transaction, box: MailboxRow): Promise<void> {
  const { tenantId, id } = box;
  const [owner] = await tx.select().from(users).where(eq(users.id, box.userId));
  if (!owner) return;
  await queueNotifications(tx, {
    tenantId,
    batchKey: `mailbox:${id}:reauth:${box.updatedAt.getTime()}`,
    messages: [{ channel: 'email', recipient: owner.email, template: 'mailbox_reauth', variables: { mailboxId: id } }],
  });
}

/**
 * A reading that failed: after the third in a row reading pauses; an ended grant waits for a person. Of an inbox that
 * people share there is one alert an episode, mailed to `approvers` and whoever asked to hear of it; of a mailbox of
 * their own its user is told, when the grant has ended. Of a mailbox that is not connected nothing is written.
 */
export async function readingFailed(
  tx: Transaction,
  failed: { tenantId: string; mailboxId: string; code: string },
  approvers: string[],
): Promise<void> {
  const { tenantId, mailboxId, code } = failed;
  const [box] = await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId)).for('update');
  if (box?.status !== 'active') return;
  const revoked = isGrantEnded(code);
  const failures = box.failures + 1;
  const minutes = pauseMinutes(failures);
  await moveMailbox(tx, box, revoked ? 'requires_reauth' : 'active', {
    failures,
    lastCode: code,
    ...(revoked ? { accessToken: null } : {}),
    ...(minutes === null ? {} : { pausedUntil: sql`now() + make_interval(mins => ${minutes})` }),
  });
  if (box.purpose === 'payment_inbox')
    await applyReading(tx, {
      tenantId,
      rule: revoked ? 'mailbox_reauth' : 'mailbox_unreadable',
      reading: { subject: `mailbox:${box.id}`, value: revoked ? 1 : failures, items: null },
      configured: approvers,
    });
  else if (revoked) await tellOwner(tx, box);
  await appendEvent(tx, {
    type: revoked ? 'gmail_oauth_revoked' : minutes === null ? 'mailbox_read_failed' : 'mailbox_paused',
    actor: 'workflow',
    subject: `mailbox:${box.id}`,
    data: { code, failures },
  });
}
