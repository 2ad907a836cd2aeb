import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { LicenseKey } from '../../db/reconciliation/licenses.ts';
import { licenseKeys } from '../../db/reconciliation/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';

/** A key as it is kept: never the key itself. */
interface KeptKey {
  prefix: string;
  keyHash: string;
}

/** Writes a licence key of a tenant, with its event. The key itself was shown to whoever issues it, and is nowhere. */
export async function issueLicense(
  tx: Transaction,
  wanted: KeptKey & { tenantId: string; name: string; instanceLimit: number; expiresAt: Date | null },
  by: By,
): Promise<LicenseKey> {
  const [made] = await tx
    .insert(licenseKeys)
    .values({ ...wanted, issuedBy: by.actor })
    .returning();
  if (!made) throw new Error('licence key not written');
  await appendEvent(tx, {
    type: 'license_key_issued',
    actor: by.actor,
    subject: `license:${made.id}`,
    data: { instanceLimit: made.instanceLimit, expiresAt: made.expiresAt?.toISOString() ?? null },
    requestId: by.requestId,
  });
  return made;
}

/** A licence key, locked until the transaction ends. Throws NOT_FOUND. */
export async function lockLicense(tx: Transaction, id: string): Promise<LicenseKey> {
  const [row] = await tx.select().from(licenseKeys).where(eq(licenseKeys.id, id)).for('update');
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

const write = async (tx: Transaction, id: string, set: object): Promise<LicenseKey> => {
  const [row] = await tx
    .update(licenseKeys)
    .set({ ...set, version: sql`version + 1` })
    .where(eq(licenseKeys.id, id))
    .returning();
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
};

/** Another key takes the place of this one, at once; the instances that are registered stay so. */
export async function rotateLicense(tx: Transaction, before: LicenseKey, kept: KeptKey, by: By): Promise<LicenseKey> {
  const row = await write(tx, before.id, { ...kept, rotatedAt: sql`now()` });
  const { actor, requestId } = by;
  await appendEvent(tx, { type: 'license_key_rotated', actor, subject: `license:${row.id}`, requestId });
  return row;
}

/** Changes state, day or number of instances of a licence key. */
export async function changeLicense(
  tx: Transaction,
  before: LicenseKey,
  changes: Partial<Pick<LicenseKey, 'state' | 'expiresAt' | 'instanceLimit' | 'name'>>,
  by: By,
): Promise<LicenseKey> {
  const row = await write(tx, before.id, changes);
  await appendEvent(tx, {
    type: 'license_key_changed',
    actor: by.actor,
    subject: `license:${row.id}`,
    data: {
      ...(row.state === before.state ? {} : { state: row.state }),
      instanceLimit: row.instanceLimit,
      expiresAt: row.expiresAt?.toISOString() ?? null,
    },
    requestId: by.requestId,
  });
  return row;
}
