import type { Database } from '../../db/database.ts';
import { tenants } from '../../db/identity/schema.ts';

/** Every tenant of the installation. */
export const tenantIds = async (db: Database): Promise<string[]> =>
  (await db.withPlatform('key rotation', (tx) => tx.select({ id: tenants.id }).from(tenants))).map((row) => row.id);
