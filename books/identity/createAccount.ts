import type { Transaction } from '../../db/database.ts';
import { users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Role } from '../../domain/identity/permissions.ts';
import { OPERATOR, widensPerson } from '../../domain/identity/power.ts';
import { invitationSummary } from '../../domain/identity/powerSummary.ts';
import { appendEvent } from '../events.ts';
import { operatorPowerChange } from './operatorPowerChange.ts';

/**
 * Writes an account that somebody at the machine itself makes: the way to the first super user. All admins hear of a role
 * that decides about money. Throws EMAIL_TAKEN.
 */
export async function createAccount(
  tx: Transaction,
  account: { tenantId: string; email: string; role: Role; passwordHash: string },
): Promise<void> {
  const { tenantId, email, role, passwordHash } = account;
  const displayName = email.split('@')[0] ?? email;
  const roles = [role];
  if (widensPerson(null, { roles, active: true, reviewLimitMinor: null }))
    await operatorPowerChange(tx, {
      tenantId,
      kind: 'invitation',
      subject: `invitation:${email}`,
      after: { email, display_name: displayName, roles },
      summary: invitationSummary(displayName, email, roles),
    });
  const [made] = await tx
    .insert(users)
    .values({ tenantId, email, displayName, passwordHash, roles })
    .onConflictDoNothing()
    .returning();
  if (!made) throw new CodedError('EMAIL_TAKEN', 'there is an account with this e-mail');
  await appendEvent(tx, { type: 'user_registered', actor: OPERATOR, subject: `user:${made.id}`, data: { roles } });
}
