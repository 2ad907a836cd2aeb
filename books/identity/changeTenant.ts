import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { tenants } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { appendEvent } from '../events.ts';
import type { TenantRow } from './createTenant.ts';
import { revoke } from './revoke.ts';

export interface TenantChanges {
  name?: string | undefined;
  status?: TenantRow['status'] | undefined;
}

/** Renames, suspends or opens a tenant. For the platform's login; `tellTenantChange` follows. Throws PRECONDITION_FAILED. */
export async function changeTenant(tx: Transaction, before: TenantRow, changes: TenantChanges): Promise<TenantRow> {
  const [after] = await tx
    .update(tenants)
    .set({ ...changes, version: sql`version + 1` })
    .where(and(eq(tenants.id, before.id), eq(tenants.version, before.version)))
    .returning();
  if (!after) throw new CodedError('PRECONDITION_FAILED');
  return after;
}

/** The tenant's own part of its change: a suspension ends all its tokens at once. */
export async function tellTenantChange(
  tx: Transaction,
  tenantId: string,
  changes: TenantChanges,
  by: { actor: string; requestId: string },
): Promise<void> {
  if (changes.status === 'suspended') await revoke(tx, { tenantId, kind: 'tenant', subject: tenantId });
  await appendEvent(tx, { type: 'tenant_changed', subject: `tenant:${tenantId}`, data: { ...changes }, ...by });
}
