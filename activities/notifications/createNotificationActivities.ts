import { createHash, randomBytes } from 'node:crypto';
import { heartbeat } from '@temporalio/activity';
import { eq, sql } from 'drizzle-orm';
import { makeMailToken } from '../../books/identity/makeMailToken.ts';
import type { MailTokenPurpose } from '../../books/identity/takeMailToken.ts';
import { countTry } from '../../books/notifications/countTry.ts';
import { endDelivery } from '../../books/notifications/endDelivery.ts';
import { leavesBooks, settleTry, type TryEnd } from '../../books/notifications/settleTry.ts';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookings } from '../../db/bookings/schema.ts';
import type { Database, Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { queuedOf } from '../../db/notifications/queuedOf.ts';
import { notifications } from '../../db/notifications/schema.ts';
import type { MailTemplate } from '../../domain/notifications/mailTemplates.ts';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { MailSender } from '../../providers/smtp/client.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { WhatsAppSender } from '../../providers/whatsapp/client.ts';
import type { NotificationInput } from '../../workflows/notifications/contract.ts';
import type { RenderedMail } from '../mailText.ts';

export interface NotificationDeps {
  db: Database;
  /** null when no mail account is configured: then messages are recorded as logged. */
  mail: MailSender | null;
  /** Publishes to the review queue; null when no queue is configured. */
  publish: ((body: string) => Promise<string>) | null;
  /** null when WhatsApp is not configured: then its messages go to their fallback. */
  whatsapp: () => WhatsAppSender | null;
  cipher: FieldCipher;
  baseUrl: string;
  /** The mail of a template; links in it begin with the last argument. */
  renderMail(template: MailTemplate, variables: Record<string, unknown>, baseUrl: string): RenderedMail;
  log: Log;
}

/** WhatsApp: one retry, then the other channel. */
const ATTEMPTS: Record<Row['channel'], number> = { email: 5, queue: 5, web: 5, whatsapp: 2 };
/** How long a notice of the vendor is waited for when its answer was lost. */
const UNANSWERED_WAIT_MS = 10_000;
/** One attempt delivers for so long at most, well below its time-out, and so many messages at once. */
const ROUND_MS = 30_000;
const ROUND_ROWS = 200;
/** The run looks again after that at what is left. */
const AGAIN_MS = 1_000;
/** Pause after the first try; each further one is four times as long, so that a server that restarts costs no mail. */
const PAUSE_MS = 1_000;
const pauseAfter = (attempts: number): number => PAUSE_MS * 4 ** attempts;

/** Mails that carry a single-use token, and what it is for. */
const TOKEN_OF_TEMPLATE: Record<string, MailTokenPurpose> = { password_reset: 'password', address_proof: 'address' };

type Row = typeof notifications.$inferSelect;
interface Outcome {
  status: Row['status'];
  lastError: string | null;
}

function outcomeOf(row: Row, error: unknown): Outcome {
  const type = error instanceof VendorError ? error.type : 'DELIVERY_FAILED';
  const final =
    (error instanceof VendorError && error.kind === 'terminal') || row.attempts + 1 >= ATTEMPTS[row.channel];
  const given = row.fallback ? 'failed' : 'undeliverable';
  return { status: final && type !== 'WHATSAPP_UNANSWERED' ? given : 'queued', lastError: type };
}

/** When a row that stays queued is tried again. */
function retryAtOf(row: Row, { status, lastError }: Outcome): Date | null {
  if (status !== 'queued') return null;
  return new Date(Date.now() + (lastError === 'WHATSAPP_UNANSWERED' ? UNANSWERED_WAIT_MS : pauseAfter(row.attempts)));
}

/** Delivers message rows one by one, each with its own attempts; the fixed Message-ID makes a repeat recognisable. */
export function createNotificationActivities(deps: NotificationDeps) {
  const { db, mail, publish, baseUrl, cipher } = deps;
  const customerOf = async (tx: Transaction, row: Row): Promise<BookingRow> => {
    const bookingId = row.recipient.replace(/^booking:/, '');
    const [booking] = await tx.select().from(bookings).where(eq(bookings.bookingId, bookingId));
    if (!booking) throw new VendorError('notifications', 'RECIPIENT_UNKNOWN', 'terminal');
    return booking;
  };

  async function sendWhatsApp(row: Row): Promise<void> {
    const sender = deps.whatsapp();
    if (!sender) throw new VendorError('whatsapp', 'INTEGRATION_NOT_CONFIGURED', 'terminal');
    const booking = await db.withTenant(row.tenantId, (tx) => customerOf(tx, row));
    if (!booking.customerPhone) throw new VendorError('whatsapp', 'WHATSAPP_NO_NUMBER', 'terminal');
    const place = { tenantId: row.tenantId, table: 'bookings', column: 'customer_phone', rowId: booking.id };
    const { text } = deps.renderMail(row.template, row.variables as Record<string, unknown>, baseUrl);
    await sender.send(cipher.decrypt(place, booking.customerPhone), text, `${row.tenantId}:${row.id}`);
  }

  /** The message that the web chat shows; null for one that goes elsewhere. */
  async function chatOf(tx: Transaction, row: Row): Promise<TryEnd['chat']> {
    if (row.channel !== 'web') return null;
    const { userId, bookingId } = await customerOf(tx, row);
    const { text } = deps.renderMail(row.template, row.variables as Record<string, unknown>, baseUrl);
    return { userId, bookingId, body: text };
  }

  async function newMailToken(tenantId: string, userId: string, purpose: MailTokenPurpose): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const tokenHash = createHash('sha256').update(secret).digest('hex');
    const id = await db.withTenant(tenantId, (tx) => makeMailToken(tx, { tenantId, userId, purpose, tokenHash }));
    return `${id}.${secret}`;
  }

  async function deliver(row: Row): Promise<'sent' | 'logged'> {
    const variables = { ...(row.variables as Record<string, unknown>) };
    // Every try was made and what became of the last is not written down: one more might be one more copy.
    const used = row.attempts >= ATTEMPTS[row.channel] && !row.noticedAt && row.lastError !== 'WHATSAPP_UNANSWERED';
    if (used) throw new VendorError('notifications', 'DELIVERY_NOT_SETTLED', 'terminal');
    if (row.channel === 'queue') {
      if (!publish) return 'logged';
      await publish(JSON.stringify({ ...variables, link: `${baseUrl}/api/v1/reviews/${String(variables.taskId)}` }));
      return 'sent';
    }
    if (row.channel === 'whatsapp') {
      if (row.noticedAt) return 'sent';
      // Its answer was lost and the vendor has said nothing since: whether it arrived stays open, so it is not repeated.
      if (row.lastError === 'WHATSAPP_UNANSWERED') throw new VendorError('whatsapp', 'WHATSAPP_SILENT', 'terminal');
      await sendWhatsApp(row);
      return 'sent';
    }
    if (row.channel === 'web') return 'sent';
    if (!mail) return 'logged';
    // The only secret a mail carries is made here, so that it is kept nowhere else, in clear or otherwise.
    const purpose = TOKEN_OF_TEMPLATE[row.template];
    if (purpose) variables.token = await newMailToken(row.tenantId, String(variables.userId), purpose);
    await mail.send({
      to: row.recipient,
      messageId: `<${row.id}@countersign.invalid>`,
      ...deps.renderMail(row.template, variables, baseUrl),
    });
    return 'sent';
  }

  const count = (row: Row): Promise<boolean> =>
    db.withTenant(row.tenantId, (tx) => countTry(tx, row.id, new Date(Date.now() + pauseAfter(row.attempts))));

  const settle = (row: Row, outcome: Outcome): Promise<Row | null> =>
    db.withTenant(row.tenantId, async (tx) => {
      const chat = outcome.status === 'sent' ? await chatOf(tx, row) : null;
      return settleTry(tx, row, { ...outcome, retryAt: retryAtOf(row, outcome), chat });
    });

  async function attempt(row: Row): Promise<'done' | 'again'> {
    if (leavesBooks(row) && !(await count(row))) return 'done';
    let outcome: Outcome;
    try {
      outcome = { status: await deliver(row), lastError: null };
    } catch (error) {
      outcome = outcomeOf(row, error);
    }
    let fallback: Row | null;
    try {
      fallback = await settle(row, outcome);
    } catch (error) {
      // A message of the chat is delivered by being written, so this is its own failure; a mail is out already.
      if (leavesBooks(row)) throw error;
      outcome = outcomeOf(row, error);
      fallback = await settle(row, outcome);
    }
    if (outcome.status === 'undeliverable')
      deps.log('notification undeliverable', { template: row.template, channel: row.channel, code: outcome.lastError });
    if (fallback) return attempt(fallback);
    return outcome.status === 'queued' ? 'again' : 'done';
  }

  /** An error of one row is that row's own and never ends the run of all. */
  async function attemptAlone(row: Row): Promise<'done' | 'again'> {
    try {
      return await attempt(row);
    } catch (error) {
      const code = error instanceof VendorError ? error.type : 'DELIVERY_NOT_SETTLED';
      deps.log('notification not settled', { template: row.template, channel: row.channel, code });
      return 'again';
    }
  }

  return {
    /** Delivers what waits, also what comes meanwhile, and ends the run. Comes again for what could not be delivered yet. */
    async deliverNotifications(input: NotificationInput): Promise<void> {
      const until = Date.now() + ROUND_MS;
      for (let ended = false; !ended; ) {
        const rows = await db.withTenant(input.tenantId, (tx) =>
          tx
            .select()
            .from(notifications)
            .where(queuedOf(input))
            .orderBy(sql`coalesce(${notifications.retryAt}, ${notifications.createdAt})`)
            .limit(ROUND_ROWS),
        );
        let left = 0;
        for (const row of rows) {
          const waits = !row.noticedAt && Date.now() < (row.retryAt?.getTime() ?? 0);
          if (waits || Date.now() > until || (await attemptAlone(row)) === 'again') left += 1;
          heartbeat(row.id);
        }
        // Another attempt must not begin while this one still sends.
        if (left > 0 || Date.now() > until)
          throw new VendorError('notifications', 'NOTIFICATIONS_LEFT', 'retryable', AGAIN_MS);
        ended = await db.withTenant(input.tenantId, (tx) => endDelivery(tx, input));
      }
    },
  };
}
