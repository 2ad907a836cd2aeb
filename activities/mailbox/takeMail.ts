import { createHash } from 'node:crypto';
import { writeMailPayment } from '../../books/bookings/writeMailPayment.ts';
import { setMailAside, settleMail } from '../../books/mailbox/settleMail.ts';
import type { Transaction } from '../../db/database.ts';
import { addressesOf, type MailboxRow } from '../../db/mailbox/sealed.ts';
import { proveMail, providerRule } from '../../domain/bookings/mailAuthentication.ts';
import { ignoredFor, isAddressedTo } from '../../domain/bookings/mailFacts.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import { ParseRefused } from '../../domain/parsing.ts';
import { storableText } from '../../domain/storable.ts';
import { claimsToBeFrom } from '../../providers/gmail/mailBounds.ts';
import type { ReadMail } from '../../providers/gmail/mailParser.ts';
import type { GmailReader } from '../../providers/gmail/reader.ts';
import type { InboxDeps } from './deps.ts';

const REASON_CHARS = 100;

export type Taken = 'payment' | 'other' | 'ignored' | 'gone' | 'set_aside';
type Message = NonNullable<Awaited<ReturnType<GmailReader['raw']>>>;
type Facts = Pick<ReadMail, 'subject' | 'mail' | 'proof'>;
type Outcome = Parameters<typeof writeMailPayment>[2]['outcome'];

/** Writes the payment of a mail, with what the mailbox knows of it. */
function keep(
  tx: Transaction,
  { cipher }: InboxDeps,
  box: MailboxRow,
  received: { messageId: string; message: Message | null; facts: Facts; outcome: Outcome },
  { currency }: BookingSettings,
): Promise<void> {
  const { messageId, message, outcome } = received;
  const { subject, proof } = received.facts;
  const { recipients, ...known } = received.facts.mail;
  const facts = {
    ...known,
    receivedAtMs: message?.receivedAtMs ?? Date.now(),
    addressed: isAddressedTo(recipients, addressesOf(cipher, box)),
    labels: message?.labels ?? [],
  };
  const { tenantId, id: mailboxId } = box;
  const raw = message?.raw ?? null;
  return writeMailPayment(tx, cipher, {
    tenantId,
    mailboxId,
    messageId,
    subject,
    raw,
    facts,
    proof,
    outcome,
    currency,
  });
}

/** What is known of a mail that was not taken apart: nothing that proves it. */
const unknownFacts = (settings: BookingSettings, content: string | Buffer): Facts => ({
  subject: '',
  mail: {
    recipients: [],
    dateMs: null,
    messageId: null,
    contentDigest: createHash('sha256').update(content).digest('hex'),
  },
  proof: proveMail({ from: settings.providerEmail, authenticationResults: [] }, providerRule(settings)),
});

/**
 * Sets a message aside for good. One that says it comes from the provider is an unmatched payment besides, with a task:
 * money may have come.
 */
async function setAside(
  deps: InboxDeps,
  box: MailboxRow,
  seen: { messageId: string; message: Message | null; fromProvider: boolean; reason: string },
  settings: BookingSettings,
): Promise<'set_aside'> {
  const { messageId, message, fromProvider } = seen;
  const reason = storableText(seen.reason).slice(0, REASON_CHARS);
  await deps.db.withTenant(box.tenantId, async (tx) => {
    if (fromProvider) {
      const facts = unknownFacts(settings, message?.raw ?? messageId);
      await keep(tx, deps, box, { messageId, message, facts, outcome: { unreadable: reason, found: [] } }, settings);
    }
    const receivedAt = message ? new Date(message.receivedAtMs) : null;
    await setMailAside(tx, box, { messageId, reason, receivedAt, payment: fromProvider });
  });
  return 'set_aside';
}

/** Writes what a parsed message is, with its payment, in one transaction. */
async function write(
  deps: InboxDeps,
  box: MailboxRow,
  received: { messageId: string; message: Message; facts: Facts },
  parsed: ReadMail['parsed'],
  settings: BookingSettings,
): Promise<'payment' | 'other'> {
  const { messageId, message } = received;
  const receivedAt = new Date(message.receivedAtMs);
  if (parsed.kind === 'other') {
    const reason = parsed.why;
    await deps.db.withTenant(box.tenantId, (tx) => settleMail(tx, box, messageId, 'other', { reason, receivedAt }));
    return 'other';
  }
  const outcome: Outcome =
    parsed.kind === 'payment' ? { payment: parsed.payment } : { unreadable: parsed.reason, found: parsed.found };
  await deps.db.withTenant(box.tenantId, (tx) =>
    Promise.all([
      settleMail(tx, box, messageId, 'payment', { markRead: true, receivedAt }),
      keep(tx, deps, box, { ...received, outcome }, settings),
    ]),
  );
  return 'payment';
}

/** Reads one message and writes what it is, with its payment, in transactions of its own. Throws what stops it. */
export async function takeMail(
  deps: InboxDeps,
  box: MailboxRow,
  reader: GmailReader,
  messageId: string,
  settings: BookingSettings,
): Promise<Taken> {
  const message = await reader.raw(messageId);
  const passedOver = message ? ignoredFor(message.labels) : null;
  if (!message || passedOver) {
    const state = message ? ('ignored' as const) : ('gone' as const);
    const receivedAt = message && new Date(message.receivedAtMs);
    await deps.db.withTenant(box.tenantId, (tx) =>
      settleMail(tx, box, messageId, state, { reason: passedOver, receivedAt }),
    );
    return state;
  }
  try {
    const input = { raw: message.raw, rules: settings, provider: providerRule(settings) };
    const { parsed, ...facts } = await deps.child.parse('mail', input);
    return await write(deps, box, { messageId, message, facts }, parsed, settings);
  } catch (error) {
    if (!(error instanceof ParseRefused)) throw error;
    const fromProvider = claimsToBeFrom(message.raw, settings.providerEmail);
    return setAside(deps, box, { messageId, message, fromProvider, reason: error.reason }, settings);
  }
}

/** Sets aside what could not be taken; asks Gmail from whom it is, if Gmail says. */
export async function giveUpMail(
  deps: InboxDeps,
  box: MailboxRow,
  reader: GmailReader,
  messageId: string,
  reason: string,
  settings: BookingSettings,
): Promise<Taken> {
  const envelope = await reader.metadata(messageId).catch(() => null);
  const passedOver = envelope && ignoredFor(envelope.labels);
  if (passedOver) {
    await deps.db.withTenant(box.tenantId, (tx) => settleMail(tx, box, messageId, 'ignored', { reason: passedOver }));
    return 'ignored';
  }
  // Where Gmail does not say, somebody should look.
  const domain = settings.providerEmail.toLowerCase().split('@').at(-1);
  const fromProvider = envelope === null || envelope.fromDomain === domain;
  return setAside(deps, box, { messageId, message: null, fromProvider, reason }, settings);
}
