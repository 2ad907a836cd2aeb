import { createHash, randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { makeMailToken } from '../../books/identity/makeMailToken.ts';
import type { MailTokenPurpose } from '../../books/identity/takeMailToken.ts';
import type { TryEnd } from '../../books/notifications/settleTry.ts';
import type { BookingRow } from '../../db/bookings/bookings.ts';
import { bookings } from '../../db/bookings/schema.ts';
import type { Database, Transaction } from '../../db/database.ts';
import { VendorError } from '../../providers/vendorError.ts';
import { ATTEMPTS, type NotificationDeps, type Row } from './deps.ts';

/** Mails that carry a single-use token, and what it is for. */
const TOKEN_OF_TEMPLATE: Record<string, MailTokenPurpose> = { password_reset: 'password', address_proof: 'address' };

async function customerOf(tx: Transaction, row: Row): Promise<BookingRow> {
  const bookingId = row.recipient.replace(/^booking:/, '');
  const [booking] = await tx.select().from(bookings).where(eq(bookings.bookingId, bookingId));
  if (!booking) throw new VendorError('notifications', 'RECIPIENT_UNKNOWN', 'terminal');
  return booking;
}

async function sendWhatsApp(deps: NotificationDeps, row: Row): Promise<void> {
  const sender = deps.whatsapp();
  if (!sender) throw new VendorError('whatsapp', 'INTEGRATION_NOT_CONFIGURED', 'terminal');
  const booking = await deps.db.withTenant(row.tenantId, (tx) => customerOf(tx, row));
  if (!booking.customerPhone) throw new VendorError('whatsapp', 'WHATSAPP_NO_NUMBER', 'terminal');
  const place = { tenantId: row.tenantId, table: 'bookings', column: 'customer_phone', rowId: booking.id };
  const { text } = deps.renderMail(row.template, row.variables as Record<string, unknown>, deps.baseUrl);
  await sender.send(deps.cipher.decrypt(place, booking.customerPhone), text, `${row.tenantId}:${row.id}`);
}

/** The message that the web chat shows; null for one that goes elsewhere. */
export async function chatOf(deps: NotificationDeps, tx: Transaction, row: Row): Promise<TryEnd['chat']> {
  if (row.channel !== 'web') return null;
  const { userId, bookingId } = await customerOf(tx, row);
  const { text } = deps.renderMail(row.template, row.variables as Record<string, unknown>, deps.baseUrl);
  return { userId, bookingId, body: text };
}

async function newMailToken(
  db: Database,
  tenantId: string,
  userId: string,
  purpose: MailTokenPurpose,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const tokenHash = createHash('sha256').update(secret).digest('hex');
  const id = await db.withTenant(tenantId, (tx) => makeMailToken(tx, { tenantId, userId, purpose, tokenHash }));
  return `${id}.${secret}`;
}

/** Gives a message to its channel. `logged`: none is configured. Throws VendorError. */
export async function sendMessage(deps: NotificationDeps, row: Row): Promise<'sent' | 'logged'> {
  const { db, mail, publish, baseUrl } = deps;
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
    await sendWhatsApp(deps, row);
    return 'sent';
  }
  if (row.channel === 'web') return 'sent';
  if (!mail) return 'logged';
  // The only secret a mail carries is made here, so that it is kept nowhere else, in clear or otherwise.
  const purpose = TOKEN_OF_TEMPLATE[row.template];
  if (purpose) variables.token = await newMailToken(db, row.tenantId, String(variables.userId), purpose);
  await mail.send({
    to: row.recipient,
    messageId: `<${row.id}@countersign.invalid>`,
    ...deps.renderMail(row.template, variables, baseUrl),
  });
  return 'sent';
}
