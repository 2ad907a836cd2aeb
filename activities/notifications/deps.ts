import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { notifications } from '../../db/notifications/schema.ts';
import type { MailTemplate } from '../../domain/notifications/mailTemplates.ts';
import type { Log } from '../../domain/operations/logLevels.ts';
import type { MailSender } from '../../providers/smtp/client.ts';
import type { WhatsAppSender } from '../../providers/whatsapp/client.ts';
import type { RenderedMail } from '../mailText.ts';

/** What the delivery of messages is handed. */
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

export type Row = typeof notifications.$inferSelect;

/** WhatsApp: one retry, then the other channel. */
export const ATTEMPTS: Record<Row['channel'], number> = { email: 5, queue: 5, web: 5, whatsapp: 2 };
