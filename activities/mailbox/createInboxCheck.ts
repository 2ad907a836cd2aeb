import { heartbeat, sleep } from '@temporalio/activity';
import { asc, sql } from 'drizzle-orm';
import { waitsForMatch } from '../../db/bookings/bookings.ts';
import { payments } from '../../db/bookings/schema.ts';
import type { Database } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { createMatchActivities } from '../bookings/createMatchActivities.ts';
import { type createMailboxActivities, LEASE_SECONDS } from './createMailboxActivities.ts';

const WAIT_MS = 20_000;
const LOOK_EVERY_MS = 100;

export interface InboxCheckDeps {
  db: Database;
  mailbox: ReturnType<typeof createMailboxActivities>;
  match: ReturnType<typeof createMatchActivities>;
}

/** Reads the inboxes once more before bookings expire. Many bookings that end together share one reading. */
export function createInboxCheck({ db, mailbox, match }: InboxCheckDeps) {
  /** Takes the mailbox for one reading; false while somebody else has it. */
  const take = async (tenantId: string, mailboxId: string): Promise<boolean> => {
    const rows = await db.withTenant(tenantId, (tx) =>
      tx
        .update(mailboxes)
        .set({ checkingUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
        .where(sql`id = ${mailboxId} and coalesce(checking_until, '-infinity') <= now()`)
        .returning({ id: mailboxes.id }),
    );
    return rows.length > 0;
  };
  const checkedSince = async (tenantId: string, mailboxId: string, since: Date): Promise<boolean> => {
    const rows = await db.withTenant(tenantId, (tx) =>
      tx
        .select({ id: mailboxes.id })
        .from(mailboxes)
        .where(sql`id = ${mailboxId} and checked_at >= ${since.toISOString()}::timestamptz`),
    );
    return rows.length > 0;
  };

  async function check(tenantId: string, mailboxId: string, since: Date): Promise<void> {
    for (const until = Date.now() + WAIT_MS; Date.now() < until; heartbeat()) {
      if (await checkedSince(tenantId, mailboxId, since)) return;
      if (await take(tenantId, mailboxId)) {
        await mailbox.readPaymentMails({ tenantId, mailboxId });
        return;
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  return {
    /** Makes sure that all mail which had arrived by `sinceMs` has been read and matched. */
    async checkBeforeExpiry(input: { tenantId: string; sinceMs: number }): Promise<void> {
      const { tenantId } = input;
      try {
        for (const mailboxId of await mailbox.dueMailboxes(input))
          await check(tenantId, mailboxId, new Date(input.sinceMs));
      } finally {
        // Also what another reader has read and not matched yet: a payment that is in the books never comes too late.
        const read = await db.withTenant(tenantId, (tx) =>
          tx.select({ id: payments.id }).from(payments).where(waitsForMatch()).orderBy(asc(payments.paidAt)),
        );
        await match.matchPayments({ tenantId, paymentIds: read.map(({ id }) => id) });
      }
    },
  };
}
