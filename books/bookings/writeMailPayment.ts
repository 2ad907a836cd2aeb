import { payments } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { MailProof } from '../../domain/bookings/mailAuthentication.ts';
import type { MailFacts } from '../../domain/bookings/mailFacts.ts';
import type { ParsedMail } from '../../domain/bookings/paymentMail.ts';
import { appendEvent } from '../events.ts';
import { startUnmatchedRun } from './startUnmatchedRun.ts';

const MAXIMUM_BODY = 200_000;
const SUBJECT_CHARS = 500;

type Payment = Extract<ParsedMail, { kind: 'payment' }>['payment'];

/** A mail that tells of money. */
export interface PaymentMail {
  tenantId: string;
  mailboxId: string;
  /** Gmail's id. */
  messageId: string;
  subject: string;
  /** As it came; null where Gmail did not give it. */
  raw: Buffer | null;
  facts: MailFacts;
  proof: MailProof;
  /** A payment, or why none could be read. */
  outcome: { payment: Payment } | { unreadable: string; found: Payment['found'] };
  /** Where none could be read. */
  currency: string;
}

/** Writes the payment a mail tells of; a mail that has one already gets no second. One that can't be read asks a person. */
export async function writeMailPayment(tx: Transaction, cipher: FieldCipher, mail: PaymentMail): Promise<void> {
  const { tenantId, mailboxId, messageId, raw, facts, proof, outcome } = mail;
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
      currency: read?.currency ?? mail.currency,
      senderName: read?.senderName ?? null,
      senderPhone: read?.senderPhone == null ? null : sealed('sender_phone', read.senderPhone),
      mailboxId,
      emailId: messageId,
      emailSubject: mail.subject.slice(0, SUBJECT_CHARS),
      emailBody: raw && sealed('email_body', raw.subarray(0, MAXIMUM_BODY).toString('base64')),
      evidence: {
        proof,
        fields: 'payment' in outcome ? outcome.payment.found : outcome.found,
        unreadable: 'unreadable' in outcome ? outcome.unreadable : null,
        mail: facts,
      },
      ...(read ? {} : { status: 'unmatched' as const, reason: 'unreadable' as const }),
      paidAt: new Date(facts.receivedAtMs),
    })
    .onConflictDoNothing()
    .returning();
  if (!written) return;
  if (written.status === 'unmatched') await startUnmatchedRun(tx, written);
  await appendEvent(tx, {
    type: 'payment_created',
    actor: 'mailbox',
    subject: `payment:${written.id}`,
    data: { source: 'gmail', authenticated: proof.authenticated, readable: read !== null },
  });
}
