import type { Transaction } from '../../db/database.ts';
import type { users } from '../../db/identity/schema.ts';
import { tellAdmins } from '../notifications/tellAdmins.ts';

/** Tells all admins that somebody signs in without a second factor from now on. */
export async function tellSecondFactorOff(tx: Transaction, user: typeof users.$inferSelect, by: string): Promise<void> {
  await tellAdmins(tx, {
    tenantId: user.tenantId,
    batchKey: `second-factor-off:${user.id}:${user.version}`,
    template: 'second_factor_off',
    variables: { name: user.displayName, by },
  });
}
