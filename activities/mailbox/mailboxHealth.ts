import { eq, sql } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { queueNotifications } from '../../books/notifications/queueNotifications.ts';
import { applyReading } from '../../books/operations/applyReading.ts';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from './openMailbox.ts';

/** A person must consent again. */
const GRANT_ENDED = new Set(['GMAIL_REVOKED', 'GMAIL_PERMISSION', 'GMAIL_SCOPE_MISSING']);

/** Pause after the third failed reading; doubling, at most four hours. */
const FAILURES_TO_PAUSE = 3;
const PAUSE_MINUTES = { first: 15, last: 240 };

/** All mail that had arrived by `startedAt` has been seen; what was wrong with the mailbox is over. */
export async function readingSucceeded(tx: Transaction, box: MailboxRow, startedAt: Date): Promise<void> {
  await tx
    .update(mailboxes)
    .set({
      checkedAt: startedAt,
      failures: 0,
      pausedUntil: null,
      lastCode: null,
      updatedAt: sql`now()`,
    })
    .where(eq(mailboxes.id, box.id));
  if (box.failures > 0)
    await applyReading(tx, {
      tenantId: box.tenantId,
      rule: 'mailbox_unreadable',
      reading: { subject: `mailbox:${box.id}`, value: 0, items: null },
      configured: [],
    });
  if (box.failures >= FAILURES_TO_PAUSE)
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
 * their own its user is told, when the grant has ended.
 */
export async function readingFailed(
  tx: Transaction,
  failed: { tenantId: string; mailboxId: string; code: string },
  approvers: string[],
): Promise<void> {
  const { tenantId, mailboxId, code } = failed;
  const [box] = await tx.select().from(mailboxes).where(eq(mailboxes.id, mailboxId)).for('update');
  if (box?.status !== 'active') return;
  const revoked = GRANT_ENDED.has(code);
  const failures = box.failures + 1;
  const pauses = failures >= FAILURES_TO_PAUSE;
  const minutes = Math.min(PAUSE_MINUTES.first * 2 ** (failures - FAILURES_TO_PAUSE), PAUSE_MINUTES.last);
  await tx
    .update(mailboxes)
    .set({
      failures,
      lastCode: code,
      ...(revoked ? { status: 'requires_reauth' as const, accessToken: null } : {}),
      ...(pauses ? { pausedUntil: sql`now() + make_interval(mins => ${minutes})` } : {}),
      updatedAt: sql`now()`,
    })
    .where(eq(mailboxes.id, box.id));
  if (box.purpose === 'payment_inbox')
    await applyReading(tx, {
      tenantId,
      rule: revoked ? 'mailbox_reauth' : 'mailbox_unreadable',
      reading: { subject: `mailbox:${box.id}`, value: revoked ? 1 : failures, items: null },
      configured: approvers,
    });
  else if (revoked) await tellOwner(tx, box);
  await appendEvent(tx, {
    type: revoked ? 'gmail_oauth_revoked' : pauses ? 'mailbox_paused' : 'mailbox_read_failed',
    actor: 'workflow',
    subject: `mailbox:${box.id}`,
    data: { code, failures },
  });
}
