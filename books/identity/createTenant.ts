import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { tenantSettings, tenants } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';
import { inviteUser } from './inviteUser.ts';

export type TenantRow = typeof tenants.$inferSelect;

/**
 * Begins a tenant, suspended: a creation that breaks off leaves a suspended tenant, not half a one. For the platform's login;
 * `fillTenant` and `openTenant` follow, each in a transaction of its own login. Throws SLUG_TAKEN.
 */
export async function beginTenant(tx: Transaction, wanted: { slug: string; name: string }): Promise<TenantRow> {
  const [tenant] = await tx
    .insert(tenants)
    .values({ ...wanted, status: 'suspended' })
    .onConflictDoNothing()
    .returning();
  if (!tenant) throw new CodedError('SLUG_TAKEN');
  return tenant;
}

/** Gives a new tenant its settings and invites its first admin. Throws EMAIL_TAKEN. */
export async function fillTenant(
  tx: Transaction,
  tenant: { id: string; slug: string },
  first: { adminEmail: string; passwordHash: string; dailyBudgetNano: number },
  by: By,
): Promise<void> {
  await tx.insert(tenantSettings).values({ tenantId: tenant.id, llmDailyBudgetNano: first.dailyBudgetNano });
  await inviteUser(
    tx,
    {
      tenantId: tenant.id,
      email: first.adminEmail,
      displayName: 'Administrator',
      roles: ['admin'],
      passwordHash: first.passwordHash,
    },
    by,
  );
  await appendEvent(tx, {
    type: 'tenant_created',
    actor: by.actor,
    subject: `tenant:${tenant.id}`,
    data: { slug: tenant.slug },
    requestId: by.requestId,
  });
}

/** Opens a tenant that was begun. For the platform's login. */
export async function openTenant(tx: Transaction, tenantId: string): Promise<TenantRow> {
  const [opened] = await tx
    .update(tenants)
    .set({ status: 'active' })
    .where(and(eq(tenants.id, tenantId), eq(tenants.status, 'suspended')))
    .returning();
  if (!opened) throw new Error('tenant not opened');
  return opened;
}
