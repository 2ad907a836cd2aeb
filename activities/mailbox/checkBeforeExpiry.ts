import { heartbeat, sleep } from '@temporalio/activity';
import { asc, sql } from 'drizzle-orm';
import { takeMailbox } from '../../books/mailbox/holdMailbox.ts';
import { waitsForMatch } from '../../db/bookings/bookings.ts';
import { payments } from '../../db/bookings/schema.ts';
import type { Database } from '../../db/database.ts';
import { mailboxes } from '../../db/mailbox/schema.ts';
import type { BookingActivities } from '../../workflows/bookings/contract.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import { LEASE_SECONDS } from './readPaymentMails.ts';

const WAIT_MS = 20_000;
const LOOK_EVERY_MS = 100;

export interface InboxCheckDeps {
  db: Database;
  mailbox: Pick<MailboxActivities, 'dueMailboxes' | 'readPaymentMails'>;
  match: Pick<BookingActivities, 'matchPayments'>;
}

const checkedSince = async (db: Database, tenantId: string, mailboxId: string, since: Date): Promise<boolean> => {
  const rows = await db.withTenant(tenantId, (tx) =>
    tx
      .select({ id: mailboxes.id })
      .from(mailboxes)
      .where(sql`id = ${mailboxId} and checked_at >= ${since.toISOString()}::timestamptz`),
  );
  return rows.length > 0;
};

async function check(deps: InboxCheckDeps, tenantId: string, mailboxId: string, since: Date): Promise<void> {
  const { db, mailbox } = deps;
  for (const until = Date.now() + WAIT_MS; Date.now() < until; heartbeat()) {
    if (await checkedSince(db, tenantId, mailboxId, since)) return;
    if (await db.withTenant(tenantId, (tx) => takeMailbox(tx, mailboxId, LEASE_SECONDS))) {
      await mailbox.readPaymentMails({ tenantId, mailboxId });
      return;
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/** Reads the inboxes once more before bookings expire. Many bookings that end together share one reading. */
export const checkBeforeExpiry =
  (deps: InboxCheckDeps): MailboxActivities['checkBeforeExpiry'] =>
  async ({ tenantId, sinceMs }) => {
    const { db, mailbox, match } = deps;
    try {
      for (const mailboxId of await mailbox.dueMailboxes({ tenantId }))
        await check(deps, tenantId, mailboxId, new Date(sinceMs));
    } finally {
      // Also what another reader has read and not matched yet: a payment that is in the books never comes too late.
      const read = await db.withTenant(tenantId, (tx) =>
        tx.select({ id: payments.id }).from(payments).where(waitsForMatch()).orderBy(asc(payments.paidAt)),
      );
      await match.matchPayments({ tenantId, paymentIds: read.map(({ id }) => id) });
    }
  };
