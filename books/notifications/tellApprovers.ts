import type { Transaction } from '../../db/database.ts';
import { approvers } from '../../db/notifications/approvers.ts';
import { type Message, queueNotifications } from './queueNotifications.ts';

/** Writes one mail to everybody who hears of reviews; the same batch key again adds nothing. */
export async function tellApprovers(
  tx: Transaction,
  mail: { tenantId: string; batchKey: string; causeId?: string; configured: string[] } & Pick<
    Message,
    'template' | 'variables'
  >,
): Promise<void> {
  const { configured, template, variables, ...batch } = mail;
  const recipients = await approvers(tx, configured);
  const messages = recipients.map((recipient) => ({ channel: 'email' as const, recipient, template, variables }));
  await queueNotifications(tx, { ...batch, messages });
}
