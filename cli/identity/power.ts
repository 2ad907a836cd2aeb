import { desc, eq } from 'drizzle-orm';
import { createPasswords } from '../../api/identity/passwords.ts';
import { powerChangeJson } from '../../api/identity/powerChanges.ts';
import { approvePowerChange } from '../../books/identity/approvePowerChange.ts';
import { lockPowerChange } from '../../books/identity/closePowerChange.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { tenants } from '../../db/identity/schema.ts';
import { OPERATOR } from '../../domain/identity/power.ts';
import { say } from '../commands/up.ts';
import type { Configuration } from '../configuration.ts';
import { withDatabase } from '../environment/withDatabase.ts';

async function tenantOf(db: Database, slug: string): Promise<string> {
  const [tenant] = await db.withPlatform('admin changes', (tx) =>
    tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, slug)),
  );
  if (!tenant) throw new Error(`--tenant: there is no tenant ${slug}`);
  return tenant.id;
}

/** Changes of rights that wait for a second person. */
export async function listChanges(configuration: Configuration, slug: string): Promise<void> {
  await withDatabase(configuration, async (db) => {
    const tenantId = await tenantOf(db, slug);
    const rows = await db.withTenant(tenantId, (tx) =>
      tx.select().from(powerChanges).where(eq(powerChanges.state, 'pending')).orderBy(desc(powerChanges.createdAt)),
    );
    for (const change of rows.map((change) => powerChangeJson(change)))
      if (change.state === 'pending') say(`${change.change_id}  ${change.requested_at}  ${change.summary}`);
    if (rows.length === 0) say('no change waits');
  });
}

/** The operator of the machine as the second person: for a tenant with a single admin. All admins hear of it. */
export async function approveChange(configuration: Configuration, slug: string, changeId: string): Promise<void> {
  if (!isUuid(changeId)) throw new Error('not the id of a change');
  await withDatabase(configuration, async (db) => {
    const tenantId = await tenantOf(db, slug);
    const closed = await db.withTenant(tenantId, async (tx) => {
      const change = await lockPowerChange(tx, changeId);
      return approvePowerChange(
        tx,
        change,
        { actor: OPERATOR, userId: null, requestId: 'cli' },
        createPasswords().hashUnknown,
      );
    });
    say(`approved: ${closed.summary}`);
  });
}
