import { isNull } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { hasPermission } from '../../domain/identity/permissions.ts';
import { type Message, queueNotifications } from './queueNotifications.ts';

/** Writes one mail to everybody who may manage users of the tenant; the same batch key again adds nothing. */
export async function tellAdmins(
  tx: Transaction,
  mail: { tenantId: string; batchKey: string } & Pick<Message, 'template' | 'variables'>,
): Promise<void> {
  const { tenantId, batchKey, template, variables } = mail;
  const all = await tx.select({ email: users.email, roles: users.roles }).from(users).where(isNull(users.disabledAt));
  const messages = all
    .filter((user) => hasPermission(user.roles, 'admin:users'))
    .map(({ email }) => ({ channel: 'email' as const, recipient: email, template, variables }));
  await queueNotifications(tx, { tenantId, batchKey, messages });
}
