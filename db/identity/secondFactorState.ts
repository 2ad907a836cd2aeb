import { handlesMoney } from '../../domain/identity/permissions.ts';
import type { Transaction } from '../database.ts';
import { tenantSettings, type users } from './schema.ts';

export type SecondFactorState = 'off' | 'on' | 'setup_required';

/**
 * State of the user's second factor against what the tenant demands of roles that decide or move money. The demand is held
 * until the transaction ends: whoever makes it meanwhile waits, and then ends the tokens of this transaction.
 */
export async function secondFactorState(
  tx: Transaction,
  user: Pick<typeof users.$inferSelect, 'roles' | 'secondFactorConfirmedAt'>,
): Promise<SecondFactorState> {
  if (user.secondFactorConfirmedAt) return 'on';
  if (!handlesMoney(user.roles)) return 'off';
  const [settings] = await tx
    .select({ required: tenantSettings.secondFactorRequired })
    .from(tenantSettings)
    .for('share');
  return settings?.required ? 'setup_required' : 'off';
}
