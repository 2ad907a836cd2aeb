import { heartbeat } from '@temporalio/activity';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { applyReading } from '../../db/alerts.ts';
import { unmatchedProcess } from '../../db/bookings.ts';
import { appendEvent } from '../../db/events.ts';
import { payments } from '../../db/schema/bookings.ts';
import { tenantSettings } from '../../db/schema/identity.ts';
import { gmailMessages, mailboxes } from '../../db/schema/mailbox.ts';
import { proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import type { GmailReader } from '../../providers/gmail/client.ts';
import { readMessage } from '../../providers/gmail/message.ts';
import { discoverMail } from './discoverMail.ts';
import { loadMailbox, type MailboxDeps, type MailboxRow, withMailbox } from './openMailbox.ts';

/** Gmail writes this name into its Authentication-Results. */
const TRUSTED_SERVER = 'mx.google.com';
const PARALLEL = 4;
/** A reader that died is replaced after that. */
export const LEASE_SECONDS = 20;
const MAXIMUM_BODY = 200_000;
/** Pause after the third failed check; doubling, at most four hours (U-71, U-73). */
const FAILURES_TO_PAUSE = 3;
const PAUSE_MINUTES = { first: 15, last: 240 };

export interface InboxDeps extends MailboxDeps {
  bookings: BookingSettings;
  maximumPerRun: number;
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

/** What Gmail is asked and what becomes of its mail. A message id in the books is what prevents a second payment. */
export function createMailboxActivities(deps: InboxDeps) {
  const { db, cipher } = deps;

  /** Reads one message and writes what it is, with its payment, in one transaction. */
  async function take(
    box: MailboxRow,
    reader: GmailReader,
    messageId: string,
    settings: BookingSettings,
  ): Promise<{ state: 'payment' | 'other' | 'gone'; paymentId: string | null }> {
    const message = await reader.raw(messageId);
    const mail = message && (await readMessage(message.raw));
    const parsed = mail && parsePaymentMail(mail, settings);
    const state = !parsed ? 'gone' : parsed.kind === 'other' ? 'other' : 'payment';
    const { tenantId } = box;
    return db.withTenant(tenantId, async (tx) => {
      const isPayment = message && mail && parsed && parsed.kind !== 'other';
      let paymentId: string | null = null;
      if (isPayment) {
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
            mailboxId: box.id,
            emailId: messageId,
            emailSubject: mail.subject.slice(0, 500),
            emailBody: cipher.encrypt(
              { ...place, column: 'email_body' },
              message.raw.subarray(0, MAXIMUM_BODY).toString('base64'),
            ),
            evidence: {
              proof,
              fields: read?.found ?? [],
              unreadable: parsed.kind === 'unreadable' ? parsed.reason : null,
            },
            ...(read ? {} : { status: 'unmatched' as const, reason: 'unreadable' as const }),
            paidAt: new Date(message.receivedAtMs),
          })
          .onConflictDoNothing()
          .returning();
        if (written) {
          if (written.status === 'unmatched') await unmatchedProcess(tx, { tenantId, paymentId: written.id });
          else paymentId = written.id;
          await appendEvent(tx, {
            type: 'payment_created',
            actor: 'mailbox',
            subject: `payment:${written.id}`,
            data: { source: 'gmail', authenticated: proof.authenticated, readable: read !== null },
          });
        }
      }
      await tx
        .update(gmailMessages)
        .set({ state, markRead: state === 'payment', receivedAt: message ? new Date(message.receivedAtMs) : null })
        .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.messageId, messageId)));
      return { state, paymentId };
    });
  }

  /** Says that it is being read, so that a booking about to expire waits for this reading instead of beginning its own. */
  const hold = (box: MailboxRow, seconds = LEASE_SECONDS) =>
    db.withTenant(box.tenantId, (tx) =>
      tx
        .update(mailboxes)
        .set({ checkingUntil: sql`now() + make_interval(secs => ${seconds})` })
        .where(eq(mailboxes.id, box.id)),
    );

  const markChecked = (box: MailboxRow, startedAt: Date) =>
    db.withTenant(box.tenantId, async (tx) => {
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
          configured: deps.approverEmails,
        });
      if (box.failures >= FAILURES_TO_PAUSE)
        await appendEvent(tx, { type: 'mailbox_resumed', actor: 'workflow', subject: `mailbox:${box.id}` });
    });

  return {
    /** Mailboxes of the tenant that are due to be read: active, and not paused after failures. */
    async dueMailboxes({ tenantId }: { tenantId: string }): Promise<string[]> {
      const rows = await db.withTenant(tenantId, (tx) =>
        tx
          .select({ id: mailboxes.id })
          .from(mailboxes)
          .where(
            and(
              eq(mailboxes.purpose, 'payment_inbox'),
              eq(mailboxes.status, 'active'),
              sql`coalesce(paused_until, '-infinity') <= now()`,
            ),
          )
          .orderBy(asc(mailboxes.createdAt)),
      );
      return rows.map((row) => row.id);
    },

    /** Finds new mail, reads at most so many messages, and writes a payment for each that is one. */
    async readPaymentMails(input: Scope): Promise<InboxResult> {
      const startedAt = new Date();
      const box = await loadMailbox(db, input.tenantId, input.mailboxId);
      const [tenant] = await db.withTenant(input.tenantId, (tx) => tx.select().from(tenantSettings));
      const settings = settingsOf(deps.bookings, tenant);
      await hold(box);
      const reading = withMailbox(deps, box, async (reader) => {
        await discoverMail(db, box, reader, settings.providerEmail, deps.maximumPerRun);
        const listed = await db.withTenant(input.tenantId, (tx) =>
          tx
            .select({ messageId: gmailMessages.messageId })
            .from(gmailMessages)
            .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.state, 'listed')))
            .orderBy(asc(gmailMessages.createdAt), asc(gmailMessages.messageId))
            .limit(deps.maximumPerRun + 1),
        );
        const wanted = listed.slice(0, deps.maximumPerRun);
        const result: InboxResult = {
          fetched: wanted.length,
          parsed: 0,
          paymentIds: [],
          more: listed.length > wanted.length,
        };
        for (let from = 0; from < wanted.length; from += PARALLEL) {
          const taken = await Promise.all(
            wanted.slice(from, from + PARALLEL).map(({ messageId }) => take(box, reader, messageId, settings)),
          );
          await hold(box);
          result.parsed += taken.filter(({ state }) => state === 'payment').length;
          heartbeat(from);
        }
        // Also those of an attempt that was cut off before it could say so.
        const pending = await db.withTenant(input.tenantId, (tx) =>
          tx
            .select({ id: payments.id })
            .from(payments)
            .where(and(eq(payments.mailboxId, box.id), eq(payments.status, 'pending'), sql`booking_id is null`))
            .orderBy(asc(payments.paidAt)),
        );
        result.paymentIds = pending.map(({ id }) => id);
        if (!result.more) await markChecked(box, startedAt);
        return result;
      });
      return reading.finally(() => hold(box, 0));
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
      await db.withTenant(input.tenantId, async (tx) => {
        const [box] = await tx.select().from(mailboxes).where(eq(mailboxes.id, input.mailboxId)).for('update');
        if (box?.status !== 'active') return;
        const revoked = input.code === 'GMAIL_REVOKED' || input.code === 'GMAIL_PERMISSION';
        const failures = box.failures + 1;
        const pauses = failures >= FAILURES_TO_PAUSE;
        const minutes = Math.min(PAUSE_MINUTES.first * 2 ** (failures - FAILURES_TO_PAUSE), PAUSE_MINUTES.last);
        await tx
          .update(mailboxes)
          .set({
            failures,
            lastCode: input.code,
            ...(revoked ? { status: 'requires_reauth' as const, accessToken: null } : {}),
            ...(pauses ? { pausedUntil: sql`now() + make_interval(mins => ${minutes})` } : {}),
            updatedAt: sql`now()`,
          })
          .where(eq(mailboxes.id, box.id));
        await applyReading(tx, {
          tenantId: input.tenantId,
          rule: revoked ? 'mailbox_reauth' : 'mailbox_unreadable',
          reading: { subject: `mailbox:${box.id}`, value: revoked ? 1 : failures, items: null },
          configured: deps.approverEmails,
        });
        await appendEvent(tx, {
          type: revoked ? 'gmail_oauth_revoked' : pauses ? 'mailbox_paused' : 'gmail_sync_failed',
          actor: 'workflow',
          subject: `mailbox:${box.id}`,
          data: { code: input.code, failures },
        });
      });
    },
  };
}
