import { createHash, randomBytes } from 'node:crypto';
import { heartbeat } from '@temporalio/activity';
import { and, eq, sql } from 'drizzle-orm';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookings, messages } from '../../db/bookings/schema.ts';
import type { Database, Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { appendEvent } from '../../db/events.ts';
import type { MailTokenPurpose } from '../../db/identity/mailTokens.ts';
import { passwordResets } from '../../db/identity/schema.ts';
import { endDelivery, queuedOf } from '../../db/notifications/notifications.ts';
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
const RESET_LIFE_SECONDS = 1800;
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

/** Only what leaves the books can hang or be lost, so only that is counted before it is tried. */
const leavesBooks = (row: Row): boolean => row.channel !== 'web';

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

  /** The web chat is in the books: its message and the row's state are one transaction, so it arrives exactly once. */
  async function saveWebMessage(tx: Transaction, row: Row): Promise<void> {
    const booking = await customerOf(tx, row);
    const { text } = deps.renderMail(row.template, row.variables as Record<string, unknown>, baseUrl);
    await tx
      .insert(messages)
      .values({
        tenantId: row.tenantId,
        userId: booking.userId,
        bookingId: booking.bookingId,
        direction: 'out',
        body: text,
        notificationId: row.id,
      })
      .onConflictDoNothing();
  }

  async function newMailToken(tenantId: string, userId: string, purpose: MailTokenPurpose): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const [row] = await db.withTenant(tenantId, (tx) =>
      tx
        .insert(passwordResets)
        .values({
          tenantId,
          userId,
          purpose,
          tokenHash: createHash('sha256').update(secret).digest('hex'),
          expiresAt: sql`now() + make_interval(secs => ${RESET_LIFE_SECONDS})`,
        })
        .returning({ id: passwordResets.id }),
    );
    return `${row?.id}.${secret}`;
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

  /** The same message on its other channel; a repeat finds the row that is there. */
  async function fallBack(tx: Transaction, row: Row, channel: 'web'): Promise<Row | null> {
    const { tenantId, batchId, processId, recipient, template, variables } = row;
    const [added] = await tx
      .insert(notifications)
      .values({ tenantId, batchId, processId, channel, recipient, template, variables })
      .onConflictDoNothing()
      .returning();
    return added ?? null;
  }

  /** Counts the try before it is made: a row whose try never ends moves back behind the others. False when it is settled. */
  async function count(row: Row): Promise<boolean> {
    const counted = await db.withTenant(row.tenantId, (tx) =>
      tx
        .update(notifications)
        .set({ attempts: sql`attempts + 1`, retryAt: new Date(Date.now() + pauseAfter(row.attempts)) })
        .where(and(eq(notifications.id, row.id), eq(notifications.status, 'queued')))
        .returning({ id: notifications.id }),
    );
    return counted.length > 0;
  }

  /** Writes what became of a try, and everything that goes with it; returns the row of the other channel, if any. */
  async function settle(row: Row, outcome: Outcome): Promise<Row | null> {
    return db.withTenant(row.tenantId, async (tx) => {
      // A notice of the vendor may have settled the row while its answer was waited for.
      const [current] = await tx.select().from(notifications).where(eq(notifications.id, row.id)).for('update');
      if (current?.status !== 'queued') return null;
      const sent = outcome.status === 'sent';
      if (sent && row.channel === 'web') await saveWebMessage(tx, row);
      if (sent && row.template === 'booking_expired')
        await tx
          .update(bookings)
          .set({ expirationNotifiedAt: sql`now()` })
          .where(sql`booking_id = ${row.recipient.replace(/^booking:/, '')} and expiration_notified_at is null`);
      await tx
        .update(notifications)
        .set({
          ...outcome,
          ...(leavesBooks(row) ? {} : { attempts: sql`attempts + 1` }),
          sentAt: outcome.lastError ? null : sql`now()`,
          retryAt: retryAtOf(row, outcome),
        })
        .where(eq(notifications.id, row.id));
      if (outcome.status !== 'queued' && outcome.status !== 'failed') {
        const type = outcome.status === 'undeliverable' ? 'notification_undeliverable' : 'notification_sent';
        await appendEvent(tx, {
          type,
          actor: 'workflow',
          subject: `notification:${row.id}`,
          data: { template: row.template, channel: row.channel, status: outcome.status },
        });
      }
      return outcome.status === 'failed' && row.fallback ? fallBack(tx, row, row.fallback) : null;
    });
  }

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
