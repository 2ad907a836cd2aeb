import { heartbeat } from '@temporalio/activity';
import { and, asc, eq, sql } from 'drizzle-orm';
import { holdMailbox } from '../../books/mailbox/holdMailbox.ts';
import { readingSucceeded } from '../../books/mailbox/noteReading.ts';
import { countAttempt } from '../../books/mailbox/settleMail.ts';
import { payments } from '../../db/bookings/schema.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { gmailMessages } from '../../db/mailbox/schema.ts';
import type { MailboxRow } from '../../db/mailbox/sealed.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { InboxResult, MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { InboxDeps } from './deps.ts';
import { discoverMail, listUnread } from './discoverMail.ts';
import { eachMail } from './eachMail.ts';
import { faultOf } from './faultOf.ts';
import { mailboxIn, withAliases, withMailbox } from './openMailbox.ts';
import { giveUpMail, type Taken, takeMail } from './takeMail.ts';

const PARALLEL = 4;
/** A reader that died is replaced after that. */
export const LEASE_SECONDS = 20;
/** A reading that takes longer goes on as the next one. */
const BUDGET_MS = 60_000;
/** Readings in which one message may fail while others do not. */
const ATTEMPTS = 5;

/** One reading of one inbox. */
interface Reading {
  deps: InboxDeps;
  box: MailboxRow;
  settings: BookingSettings;
  reader: GmailReader;
}
type Batch = Awaited<ReturnType<typeof eachMail<Taken>>>;

/** Finds new mail, and what people have marked as unread again. */
async function discover({ deps, box, settings, reader }: Reading): Promise<void> {
  const search = `from:${settings.providerEmail}`;
  // It comes up while Gmail is asked.
  deps.child.warm();
  await discoverMail(deps.db, box, reader, {
    search,
    first: { days: deps.firstDays, maximum: null },
    also: listUnread(reader, search, deps.maximumPerRun),
  });
}

/** Messages to read now, those that have failed last; `more`: there are others. */
async function listed({ deps, box }: Reading): Promise<{ wanted: string[]; more: boolean }> {
  const rows = await deps.db.readTenant(box.tenantId, (tx) =>
    tx
      .select({ messageId: gmailMessages.messageId })
      .from(gmailMessages)
      .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.state, 'listed')))
      .orderBy(asc(gmailMessages.attempts), asc(gmailMessages.createdAt), asc(gmailMessages.messageId))
      .limit(deps.maximumPerRun + 1),
  );
  const wanted = rows.slice(0, deps.maximumPerRun).map(({ messageId }) => messageId);
  return { wanted, more: rows.length > wanted.length };
}

async function takeAll(reading: Reading, wanted: string[]): Promise<Batch> {
  const { deps, box, reader, settings } = reading;
  // To whom mail may be addressed, once a reading, and only where there is mail.
  const own = wanted.length > 0 ? await withAliases(deps, box, reader) : box;
  return eachMail(wanted, (messageId) => takeMail(deps, own, reader, messageId, settings), {
    parallel: PARALLEL,
    budgetMs: BUDGET_MS,
    setAside: (messageId, reason) => giveUpMail(deps, box, reader, messageId, reason, settings),
    onward: async (from) => {
      await deps.db.withTenant(box.tenantId, (tx) => holdMailbox(tx, box.id, LEASE_SECONDS));
      heartbeat(from);
    },
  });
}

/**
 * Counts a failure of messages that may be their own fault: of one that Gmail does not give while it gives others, and of
 * one that our own reading fails at. After some it is set aside. Returns how many are tried again.
 */
async function failedOnes({ deps, box, reader, settings }: Reading, batch: Batch): Promise<number> {
  let again = 0;
  for (const { messageId, error } of batch.failed) {
    const counts = !(error instanceof VendorError) || batch.taken.length > 0;
    const attempts = await deps.db.withTenant(box.tenantId, (tx) => countAttempt(tx, box, messageId, counts));
    if (attempts < ATTEMPTS) again += 1;
    else await giveUpMail(deps, box, reader, messageId, faultOf(error).reason, settings);
  }
  return again;
}

/** Ends a reading: what has to be matched, also of an attempt that was cut off before it could say so. */
async function endReading({ deps, box }: Reading, startedAt: Date, more: boolean): Promise<string[]> {
  const rows = await deps.db.withTenant(box.tenantId, async (tx) => {
    const [pending] = await Promise.all([
      tx
        .select({ id: payments.id })
        .from(payments)
        .where(and(eq(payments.mailboxId, box.id), eq(payments.status, 'pending'), sql`booking_id is null`))
        .orderBy(asc(payments.paidAt))
        .execute(),
      holdMailbox(tx, box.id, 0),
      more ? null : readingSucceeded(tx, box, startedAt),
    ]);
    return pending;
  });
  return rows.map(({ id }) => id);
}

async function read(reading: Reading, startedAt: Date): Promise<InboxResult> {
  await discover(reading);
  const { wanted, more: rest } = await listed(reading);
  const batch = await takeAll(reading, wanted);
  const again = await failedOnes(reading, batch);
  const more = rest || batch.left > 0 || batch.stopped !== null || again > 0;
  const paymentIds = await endReading(reading, startedAt, more);
  // What was read is matched now; a failure that lasts is the next reading's.
  const failure = batch.stopped ?? batch.failed[0];
  if (failure && batch.taken.length === 0 && paymentIds.length === 0) throw failure.error;
  const parsed = batch.taken.filter((state) => state === 'payment').length;
  return { fetched: batch.taken.length, parsed, paymentIds, more };
}

/** What Gmail is asked and what becomes of its mail. A message id in the books is what prevents a second payment. */
export const readPaymentMails =
  (deps: InboxDeps): MailboxActivities['readPaymentMails'] =>
  async ({ tenantId, mailboxId }) => {
    const startedAt = new Date();
    const { db } = deps;
    const [box, settings] = await db.withTenant(tenantId, async (tx) => {
      const [row, [tenant]] = await Promise.all([
        mailboxIn(tx, mailboxId),
        tx.select().from(tenantSettings).execute(),
        holdMailbox(tx, mailboxId, LEASE_SECONDS),
      ]);
      return [row, settingsOf(deps.bookings, tenant)];
    });
    try {
      return await withMailbox(deps, box, (reader) => read({ deps, box, settings, reader }, startedAt));
    } catch (error) {
      await db.withTenant(tenantId, (tx) => holdMailbox(tx, mailboxId, 0)).catch(() => undefined);
      throw error;
    }
  };
