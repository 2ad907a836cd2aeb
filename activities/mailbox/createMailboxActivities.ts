import { heartbeat } from '@temporalio/activity';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { readable } from '../../db/mailbox/mailbox.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import type { GmailReader } from '../../providers/gmail/client.ts';
import type { LimitedChild } from '../../providers/parsing/limitedChild.ts';
import { VendorError } from '../../providers/vendorError.ts';
import { discoverMail, listUnread } from './discoverMail.ts';
import { eachMail } from './eachMail.ts';
import { faultOf } from './faultOf.ts';
import { readingFailed, readingSucceeded } from './mailboxHealth.ts';
import { loadMailbox, type MailboxDeps, type MailboxRow, mailboxIn, withAliases, withMailbox } from './openMailbox.ts';
import { createMailTaker, type Taken } from './takeMail.ts';

const PARALLEL = 4;
/** A reader that died is replaced after that. */
export const LEASE_SECONDS = 20;
/** A reading that takes longer goes on as the next one. */
const BUDGET_MS = 60_000;
/** Readings in which one message may fail while others do not. */
const ATTEMPTS = 5;
export interface InboxDeps extends MailboxDeps {
  child: LimitedChild;
  bookings: BookingSettings;
  maximumPerRun: number;
  /** The first reading goes back this many days; a payment inbox has no limit of messages. */
  firstDays: number;
  approverEmails: string[];
}

type Scope = { tenantId: string; mailboxId: string };

export interface InboxResult {
  fetched: number;
  parsed: number;
  /** Payments written by this reading that have to be matched. */
  paymentIds: string[];
  /** More mail is known than one reading may fetch. */
  more: boolean;
}

/** Says that it is being read, so that a booking about to expire waits for this reading instead of beginning its own. */
const hold = (tx: Transaction, mailboxId: string, seconds: number) =>
  tx
    .update(mailboxes)
    .set({ checkingUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(eq(mailboxes.id, mailboxId))
    .execute();

/** Marks what can be marked: of a lot that Gmail refuses, each half alone, down to the one it does not know. */
async function markEach(reader: GmailReader, ids: string[]): Promise<void> {
  try {
    await reader.markRead(ids);
  } catch (error) {
    if (faultOf(error).kind !== 'item') throw error;
    const half = Math.ceil(ids.length / 2);
    if (ids.length > 1) for (const part of [ids.slice(0, half), ids.slice(half)]) await markEach(reader, part);
  }
}

/** What Gmail is asked and what becomes of its mail. A message id in the books is what prevents a second payment. */
export function createMailboxActivities(deps: InboxDeps) {
  const { db } = deps;

  const taker = createMailTaker(deps);

  /**
   * Counts a failure of messages that may be their own fault: of one that Gmail does not give while it gives others, and of
   * one that our own reading fails at. After some it is set aside. Returns how many are tried again.
   */
  async function failedOnes(
    box: MailboxRow,
    reader: GmailReader,
    batch: Awaited<ReturnType<typeof eachMail<Taken>>>,
    settings: BookingSettings,
  ): Promise<number> {
    let again = 0;
    for (const { messageId, error } of batch.failed) {
      const ofGmail = error instanceof VendorError;
      const counts = !ofGmail || batch.taken.length > 0;
      const [row] = await db.withTenant(box.tenantId, (tx) =>
        tx
          .update(gmailMessages)
          .set({ attempts: sql`attempts + ${counts ? 1 : 0}` })
          .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.messageId, messageId)))
          .returning(),
      );
      if ((row?.attempts ?? 0) < ATTEMPTS) again += 1;
      else await taker.giveUp(box, reader, messageId, faultOf(error).reason, settings);
    }
    return again;
  }

  return {
    /** Mailboxes of the tenant that are due to be read: active, and not paused after failures. */
    async dueMailboxes({ tenantId }: { tenantId: string }): Promise<string[]> {
      const rows = await db.readTenant(tenantId, (tx) =>
        tx
          .select({ id: mailboxes.id })
          .from(mailboxes)
          .where(readable('payment_inbox'))
          .orderBy(asc(mailboxes.createdAt)),
      );
      return rows.map((row) => row.id);
    },

    /** Finds new mail, reads at most so many messages, and writes a payment for each that is one. */
    async readPaymentMails(input: Scope): Promise<InboxResult> {
      const startedAt = new Date();
      const { tenantId, mailboxId } = input;
      const [box, settings] = await db.withTenant(tenantId, async (tx) => {
        const [row, [tenant]] = await Promise.all([
          mailboxIn(tx, mailboxId),
          tx.select().from(tenantSettings).execute(),
          hold(tx, mailboxId, LEASE_SECONDS),
        ]);
        return [row, settingsOf(deps.bookings, tenant)];
      });
      const lease = (seconds: number) => db.withTenant(tenantId, (tx) => hold(tx, mailboxId, seconds));
      const reading = withMailbox(deps, box, async (reader) => {
        const search = `from:${settings.providerEmail}`;
        // It comes up while Gmail is asked.
        deps.child.warm();
        await discoverMail(db, box, reader, {
          search,
          first: { days: deps.firstDays, maximum: null },
          also: listUnread(reader, search, deps.maximumPerRun),
        });
        const listed = await db.readTenant(tenantId, (tx) =>
          tx
            .select({ messageId: gmailMessages.messageId })
            .from(gmailMessages)
            .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.state, 'listed')))
            .orderBy(asc(gmailMessages.attempts), asc(gmailMessages.createdAt), asc(gmailMessages.messageId))
            .limit(deps.maximumPerRun + 1),
        );
        const wanted = listed.slice(0, deps.maximumPerRun).map(({ messageId }) => messageId);
        // To whom mail may be addressed, once a reading, and only where there is mail.
        const own = wanted.length > 0 ? await withAliases(deps, box, reader) : box;
        const batch = await eachMail(wanted, (messageId) => taker.take(own, reader, messageId, settings), {
          parallel: PARALLEL,
          budgetMs: BUDGET_MS,
          setAside: (messageId, reason) => taker.giveUp(box, reader, messageId, reason, settings),
          onward: async (from) => {
            await lease(LEASE_SECONDS);
            heartbeat(from);
          },
        });
        const again = await failedOnes(box, reader, batch, settings);
        const more = listed.length > wanted.length || batch.left > 0 || batch.stopped !== null || again > 0;
        const pending = await db.withTenant(tenantId, async (tx) => {
          // Also those of an attempt that was cut off before it could say so.
          const [rows] = await Promise.all([
            tx
              .select({ id: payments.id })
              .from(payments)
              .where(and(eq(payments.mailboxId, box.id), eq(payments.status, 'pending'), sql`booking_id is null`))
              .orderBy(asc(payments.paidAt))
              .execute(),
            hold(tx, mailboxId, 0),
            more ? null : readingSucceeded(tx, box, startedAt),
          ]);
          return rows;
        });
        // What was read is matched now; a failure that lasts is the next reading's.
        const failure = batch.stopped ?? batch.failed[0];
        if (failure && batch.taken.length === 0 && pending.length === 0) throw failure.error;
        const parsed = batch.taken.filter((state) => state === 'payment').length;
        return { fetched: batch.taken.length, parsed, paymentIds: pending.map(({ id }) => id), more };
      });
      return reading.catch(async (error: unknown) => {
        await lease(0).catch(() => undefined);
        throw error;
      });
    },

    /** Takes the unread mark from what became a payment; the books, not this mark, prevent a second reading. */
    async markMailsRead(input: Scope): Promise<number> {
      const box = await loadMailbox(db, input.tenantId, input.mailboxId);
      const rows = await db.withTenant(input.tenantId, (tx) =>
        tx
          .select({ messageId: gmailMessages.messageId })
          .from(gmailMessages)
          .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.markRead, true)))
          .limit(1_000),
      );
      if (rows.length === 0) return 0;
      const ids = rows.map((row) => row.messageId);
      await withMailbox(deps, box, (reader) => markEach(reader, ids));
      await db.withTenant(input.tenantId, (tx) =>
        tx
          .update(gmailMessages)
          .set({ markRead: false })
          .where(and(eq(gmailMessages.mailboxId, box.id), inArray(gmailMessages.messageId, ids))),
      );
      return ids.length;
    },

    /** A check that failed: after the third in a row reading pauses; an ended grant waits for a person. One alert an episode. */
    async mailboxFailed(input: Scope & { code: string }): Promise<void> {
      await db.withTenant(input.tenantId, (tx) => readingFailed(tx, input, deps.approverEmails));
    },
  };
}
