import type { Database } from '../../db/database.ts';
import { tenantSettings, type users } from '../../db/identity/schema.ts';
import { handlesMoney, type Permission, permissionsOf } from '../../domain/identity/permissions.ts';

type Holder = Pick<typeof users.$inferSelect, 'tenantId' | 'roles' | 'disabledAt' | 'secondFactorConfirmedAt'>;

/**
 * What somebody may do now, whatever was true when they made a key or got a token: nothing when their account is disabled,
 * and nothing where the tenant demands a second factor of their roles and they have none.
 */
export async function presentRights(db: Database, holder: Holder): Promise<Permission[]> {
  if (holder.disabledAt) return [];
  if (handlesMoney(holder.roles) && !holder.secondFactorConfirmedAt) {
    const [settings] = await db.readTenant(holder.tenantId, (tx) =>
      tx.select({ demanded: tenantSettings.secondFactorRequired }).from(tenantSettings),
    );
    if (settings?.demanded) return [];
  }
  return permissionsOf(holder.roles);
}
