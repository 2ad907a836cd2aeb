import { eq } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { tenants, users } from './schema.ts';

/**
 * The account as it stands now, held until the transaction ends; null where nobody may sign in with it any more. Whoever
 * changes its rights waits, and then ends the tokens of this transaction: none carries rights that were gone before it was made.
 */
export async function presentAccount(tx: Transaction, userId: string): Promise<typeof users.$inferSelect | null> {
  const [found] = await tx
    .select({ user: users, tenantStatus: tenants.status })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(eq(users.id, userId))
    // Not shared: of two logins at once each would wait for the other before it takes its code.
    .for('no key update', { of: users });
  return found?.tenantStatus === 'active' && !found.user.disabledAt ? found.user : null;
}
