import { heartbeat } from '@temporalio/activity';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { unmatchedProcess } from '../../db/bookings.ts';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { readable } from '../../db/mailbox.ts';
import { payments } from '../../db/schema/bookings.ts';
import { tenantSettings } from '../../db/schema/identity.ts';
import { gmailMessages, mailboxes } from '../../db/schema/mailbox.ts';
import { proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { ignoredFor, isAddressedTo, type MailFacts } from '../../domain/bookings/mailFacts.ts';
import { type ParsedMail, parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import type { GmailReader } from '../../providers/gmail/client.ts';
import { type ReceivedMail, readMessage } from '../../providers/gmail/message.ts';
import { discoverMail, listUnread } from './discoverMail.ts';
import { readingFailed, readingSucceeded } from './mailboxHealth.ts';
import { loadMailbox, type MailboxDeps, type MailboxRow, mailboxIn, unseal, withMailbox } from './openMailbox.ts';

/** Gmail writes this name into its Authentication-Results. */
const TRUSTED_SERVER = 'mx.google.com';
const PARALLEL = 4;
/** A reader that died is replaced after that. */
export const LEASE_SECONDS = 20;
const MAXIMUM_BODY = 200_000;
export interface InboxDeps extends MailboxDeps {
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

/** What Gmail is asked and what becomes of its mail. A message id in the books is what prevents a second payment. */
export function createMailboxActivities(deps: InboxDeps) {
  const { db, cipher } = deps;

  /** Writes the payment a mail tells of; a mail that has one already gets no second. */
  async function keep(
    tx: Transaction,
    box: MailboxRow,
    received: {
      messageId: string;
      raw: Buffer;
      receivedAtMs: number;
      labels: string[];
      mail: ReceivedMail;
      parsed: Exclude<ParsedMail, { kind: 'other' }>;
    },
    settings: BookingSettings,
  ): Promise<void> {
    const { id: mailboxId, tenantId } = box;
    const { mail, parsed } = received;
    const facts: MailFacts = {
      receivedAtMs: received.receivedAtMs,
      dateMs: mail.dateMs,
      addressed: isAddressedTo(mail.recipients, unseal(cipher, box, 'address', box.address) ?? ''),
      messageId: mail.messageId,
      contentDigest: mail.contentDigest,
      labels: received.labels,
    };
    const proof = proveMail(mail, { email: settings.providerEmail, trusted: TRUSTED_SERVER });
    const id = crypto.randomUUID();
    const place = { tenantId, table: 'payments', rowId: id };
    const read = parsed.kind === 'payment' ? parsed.payment : null;
    const [written] = await tx
      .insert(payments)
      .values({
        id,
        tenantId,
        source: 'gmail',
        transactionId: read?.transactionId ?? null,
        amountMinor: read?.amountMinor ?? 0,
        currency: read?.currency ?? settings.currency,
        senderName: read?.senderName ?? null,
        senderPhone:
          read?.senderPhone == null ? null : cipher.encrypt({ ...place, column: 'sender_phone' }, read.senderPhone),
        mailboxId,
        emailId: received.messageId,
        emailSubject: mail.subject.slice(0, 500),
        emailBody: cipher.encrypt(
          { ...place, column: 'email_body' },
          received.raw.subarray(0, MAXIMUM_BODY).toString('base64'),
        ),
        evidence: {
          proof,
          fields: read?.found ?? [],
          unreadable: parsed.kind === 'unreadable' ? parsed.reason : null,
          mail: facts,
        },
        ...(read ? {} : { status: 'unmatched' as const, reason: 'unreadable' as const }),
        paidAt: new Date(received.receivedAtMs),
      })
      .onConflictDoNothing()
      .returning();
    if (!written) return;
    if (written.status === 'unmatched') await unmatchedProcess(tx, { tenantId, paymentId: written.id });
    await appendEvent(tx, {
      type: 'payment_created',
      actor: 'mailbox',
      subject: `payment:${written.id}`,
      data: { source: 'gmail', authenticated: proof.authenticated, readable: read !== null },
    });
  }

  /** Reads one message and writes what it is, with its payment, in one transaction. */
  async function take(
    box: MailboxRow,
    reader: GmailReader,
    messageId: string,
    settings: BookingSettings,
  ): Promise<'payment' | 'other' | 'ignored' | 'gone'> {
    const message = await reader.raw(messageId);
    const ignored = message !== null && ignoredFor(message.labels) !== null;
    const mail = message && !ignored && (await readMessage(message.raw));
    const parsed = mail && parsePaymentMail(mail, settings);
    const state = ignored ? 'ignored' : !parsed ? 'gone' : parsed.kind === 'other' ? 'other' : 'payment';
    const { tenantId } = box;
    await db.withTenant(tenantId, (tx) =>
      Promise.all([
        tx
          .update(gmailMessages)
          .set({ state, markRead: state === 'payment', receivedAt: message ? new Date(message.receivedAtMs) : null })
          .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.messageId, messageId)))
          .execute(),
        message &&
          mail &&
          parsed &&
          parsed.kind !== 'other' &&
          keep(tx, box, { ...message, messageId, mail, parsed }, settings),
      ]),
    );
    return state;
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
            .orderBy(asc(gmailMessages.createdAt), asc(gmailMessages.messageId))
            .limit(deps.maximumPerRun + 1),
        );
        const wanted = listed.slice(0, deps.maximumPerRun);
        const more = listed.length > wanted.length;
        let parsed = 0;
        for (let from = 0; from < wanted.length; from += PARALLEL) {
          if (from > 0) await lease(LEASE_SECONDS);
          const taken = await Promise.all(
            wanted.slice(from, from + PARALLEL).map(({ messageId }) => take(box, reader, messageId, settings)),
          );
          parsed += taken.filter((state) => state === 'payment').length;
          heartbeat(from);
        }
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
        return { fetched: wanted.length, parsed, paymentIds: pending.map(({ id }) => id), more };
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
      await withMailbox(deps, box, (reader) => reader.markRead(ids));
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
