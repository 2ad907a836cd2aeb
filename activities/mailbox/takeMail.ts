import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { appendEvent } from '../../books/events.ts';
import { unmatchedProcess } from '../../db/bookings/bookings.ts';
import { payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { gmailMessages } from '../../db/mailbox/schema.ts';
import { proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { ignoredFor, isAddressedTo, type MailFacts } from '../../domain/bookings/mailFacts.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { storableText } from '../../domain/storable.ts';
import type { GmailReader } from '../../providers/gmail/client.ts';
import { claimsToBeFrom } from '../../providers/gmail/mailBounds.ts';
import type { ReadMail } from '../../providers/gmail/mailParser.ts';
import type { LimitedChild } from '../../providers/parsing/limitedChild.ts';
import { addressesOf, type MailboxDeps, type MailboxRow } from './openMailbox.ts';

/** Gmail writes this name into its Authentication-Results. */
const TRUSTED_SERVER = 'mx.google.com';
const MAXIMUM_BODY = 200_000;
const SUBJECT_CHARS = 500;

export type Taken = 'payment' | 'other' | 'ignored' | 'gone' | 'set_aside';
type Message = NonNullable<Awaited<ReturnType<GmailReader['raw']>>>;
type Facts = Pick<ReadMail, 'subject' | 'mail' | 'proof'>;
type Payment = Extract<ReadMail['parsed'], { kind: 'payment' }>['payment'];
/** A payment, or why none could be read. */
type Outcome = { payment: Payment } | { unreadable: string; found: Payment['found'] };

/** Takes single messages into the books: each in transactions of its own, so that one which fails is alone. */
export function createMailTaker(deps: MailboxDeps & { child: LimitedChild }) {
  const { db, cipher } = deps;

  const note = (tx: Transaction, box: MailboxRow, messageId: string, set: Partial<typeof gmailMessages.$inferInsert>) =>
    tx
      .update(gmailMessages)
      .set(set)
      .where(and(eq(gmailMessages.mailboxId, box.id), eq(gmailMessages.messageId, messageId)))
      .execute();

  /** Writes the payment a mail tells of; a mail that has one already gets no second. */
  async function keep(
    tx: Transaction,
    box: MailboxRow,
    received: { messageId: string; message: Message | null; facts: Facts; outcome: Outcome },
    settings: BookingSettings,
  ): Promise<void> {
    const { message, outcome } = received;
    const { subject, mail, proof } = received.facts;
    const { id: mailboxId, tenantId } = box;
    const { recipients, ...known } = mail;
    const mailFacts: MailFacts = {
      ...known,
      receivedAtMs: message?.receivedAtMs ?? Date.now(),
      addressed: isAddressedTo(recipients, addressesOf(cipher, box)),
      labels: message?.labels ?? [],
    };
    const id = crypto.randomUUID();
    const sealed = (column: string, text: string) =>
      cipher.encrypt({ tenantId, table: 'payments', rowId: id, column }, text);
    const read = 'payment' in outcome ? outcome.payment : null;
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
        senderPhone: read?.senderPhone == null ? null : sealed('sender_phone', read.senderPhone),
        mailboxId,
        emailId: received.messageId,
        emailSubject: subject.slice(0, SUBJECT_CHARS),
        emailBody: message && sealed('email_body', message.raw.subarray(0, MAXIMUM_BODY).toString('base64')),
        evidence: {
          proof,
          fields: 'payment' in outcome ? outcome.payment.found : outcome.found,
          unreadable: 'unreadable' in outcome ? outcome.unreadable : null,
          mail: mailFacts,
        },
        ...(read ? {} : { status: 'unmatched' as const, reason: 'unreadable' as const }),
        paidAt: new Date(mailFacts.receivedAtMs),
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

  const providerOf = (settings: BookingSettings) => ({
    email: settings.providerEmail,
    trusted: TRUSTED_SERVER,
    domains: settings.providerDomains,
  });

  /** What is known of a mail that was not taken apart: nothing that proves it. */
  const unknownFacts = (settings: BookingSettings, content: string | Buffer): Facts => ({
    subject: '',
    mail: {
      recipients: [],
      dateMs: null,
      messageId: null,
      contentDigest: createHash('sha256').update(content).digest('hex'),
    },
    proof: proveMail({ from: settings.providerEmail, authenticationResults: [] }, providerOf(settings)),
  });

  /**
   * Sets a message aside for good. One that says it comes from the provider is an unmatched payment besides, with a task:
   * money may have come.
   */
  async function setAside(
    box: MailboxRow,
    seen: { messageId: string; message: Message | null; fromProvider: boolean; reason: string },
    settings: BookingSettings,
  ): Promise<'set_aside'> {
    const { messageId, message, fromProvider } = seen;
    const reason = storableText(seen.reason).slice(0, 100);
    await db.withTenant(box.tenantId, async (tx) => {
      await note(tx, box, messageId, {
        state: 'set_aside',
        reason,
        receivedAt: message ? new Date(message.receivedAtMs) : null,
      });
      if (fromProvider) {
        const facts = unknownFacts(settings, message?.raw ?? messageId);
        await keep(tx, box, { messageId, message, facts, outcome: { unreadable: reason, found: [] } }, settings);
      }
      await appendEvent(tx, {
        type: 'mail_set_aside',
        actor: 'mailbox',
        subject: `mailbox:${box.id}`,
        data: { messageId, reason, payment: fromProvider },
      });
    });
    return 'set_aside';
  }

  return {
    /** Reads one message and writes what it is, with its payment, in one transaction. Throws what stops it. */
    async take(box: MailboxRow, reader: GmailReader, messageId: string, settings: BookingSettings): Promise<Taken> {
      const message = await reader.raw(messageId);
      const receivedAt = message ? new Date(message.receivedAtMs) : null;
      const passedOver = message ? ignoredFor(message.labels) : null;
      if (!message || passedOver) {
        const state = message ? ('ignored' as const) : ('gone' as const);
        await db.withTenant(box.tenantId, (tx) => note(tx, box, messageId, { state, reason: passedOver, receivedAt }));
        return state;
      }
      try {
        const { parsed, ...facts } = await deps.child.parse('mail', {
          raw: message.raw,
          rules: settings,
          provider: providerOf(settings),
        });
        const state = parsed.kind === 'other' ? 'other' : 'payment';
        const reason = parsed.kind === 'other' ? parsed.why : null;
        await db.withTenant(box.tenantId, (tx) =>
          Promise.all([
            note(tx, box, messageId, { state, reason, markRead: state === 'payment', receivedAt }),
            parsed.kind !== 'other' &&
              keep(
                tx,
                box,
                {
                  messageId,
                  message,
                  facts,
                  outcome:
                    parsed.kind === 'payment'
                      ? { payment: parsed.payment }
                      : { unreadable: parsed.reason, found: parsed.found },
                },
                settings,
              ),
          ]),
        );
        return state;
      } catch (error) {
        if (!(error instanceof ParseRefused)) throw error;
        const fromProvider = claimsToBeFrom(message.raw, settings.providerEmail);
        return setAside(box, { messageId, message, fromProvider, reason: error.reason }, settings);
      }
    },

    /** Sets aside what could not be taken; asks Gmail from whom it is, if Gmail says. */
    async giveUp(
      box: MailboxRow,
      reader: GmailReader,
      messageId: string,
      reason: string,
      settings: BookingSettings,
    ): Promise<Taken> {
      const envelope = await reader.metadata(messageId).catch(() => null);
      const passedOver = envelope && ignoredFor(envelope.labels);
      if (passedOver) {
        await db.withTenant(box.tenantId, (tx) => note(tx, box, messageId, { state: 'ignored', reason: passedOver }));
        return 'ignored';
      }
      // Where Gmail does not say, somebody should look.
      const domain = settings.providerEmail.toLowerCase().split('@').at(-1);
      const fromProvider = envelope === null || envelope.fromDomain === domain;
      return setAside(box, { messageId, message: null, fromProvider, reason }, settings);
    },
  };
}
