import { desc, eq } from 'drizzle-orm';
import { createPasswords } from '../../api/identity/passwords.ts';
import { powerChangeJson } from '../../api/identity/powerChanges.ts';
import { approvePowerChange } from '../../books/identity/approvePowerChange.ts';
import { lockPowerChange } from '../../books/identity/closePowerChange.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { peopleBehind } from '../../db/identity/people.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { tenants } from '../../db/identity/schema.ts';
import { OPERATOR } from '../../domain/identity/power.ts';
import { type Shown, show } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { withDatabase } from '../environment/withDatabase.ts';
import { Failure } from '../terminal/failure.ts';
import { type Column, line, printTable } from '../terminal/print.ts';
import { ago, until } from '../terminal/text.ts';

async function tenantOf(db: Database, slug: string): Promise<string> {
  const [tenant] = await db.withPlatform('admin changes', (tx) =>
    tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, slug)),
  );
  if (!tenant) throw new Failure('missing', `--tenant: there is no tenant ${slug}`);
  return tenant.id;
}

const COLUMNS: readonly Column<ReturnType<typeof powerChangeJson>>[] = [
  { head: 'CHANGE', of: (change) => change.summary },
  { head: 'ASKED BY', of: (change) => change.requested_by_name ?? '' },
  { head: 'ASKED', of: (change) => ago(change.requested_at) },
  { head: 'ENDS', of: (change) => until(change.expires_at) },
  { head: 'ID', of: (change) => change.change_id, id: true },
];

/** Changes of rights that wait for a second person. */
export async function listChanges(configuration: Configuration, slug: string, shown: Shown): Promise<void> {
  await withDatabase(configuration, async (db) => {
    const tenantId = await tenantOf(db, slug);
    const changes = await db.withTenant(tenantId, async (tx) => {
      const rows = await tx
        .select()
        .from(powerChanges)
        .where(eq(powerChanges.state, 'pending'))
        .orderBy(desc(powerChanges.createdAt));
      const people = await peopleBehind(
        tx,
        rows.map(({ requestedBy }) => requestedBy),
      );
      return rows.map((row) => powerChangeJson(row, people)).filter(({ state }) => state === 'pending');
    });
    show({ power_changes: changes, count: changes.length, next_cursor: null }, shown, () => {
      if (changes.length === 0) return line('no change waits for a second person');
      printTable(COLUMNS, changes);
      line('approve one: countersign admin approve ID');
    });
  });
}

/** The operator of the machine as the second person: for a tenant with a single admin. All admins hear of it. */
export async function approveChange(configuration: Configuration, slug: string, changeId: string): Promise<void> {
  if (!isUuid(changeId))
    throw new Failure('usage', `${changeId} is not the id of a change`, { next: 'countersign admin changes' });
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
    line(`approved: ${closed.summary}`);
  });
}
