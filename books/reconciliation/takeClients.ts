import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { billingClients } from '../../db/reconciliation/schema.ts';
import { type BillingClient, seal, unseal, type WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import type { ClientFacts } from '../../domain/reconciliation/invoices.ts';
import { storableText } from '../../domain/storable.ts';

/** Who a client is, as it is kept; a key that is gone makes it new. */
function isSame(cipher: FieldCipher, row: BillingClient, client: ClientFacts): boolean {
  const read = (column: 'name' | 'company' | 'email', text: string | null) =>
    unseal(cipher, 'billing_clients', row, column, text) ?? '';
  try {
    return (
      row.status === client.status &&
      read('name', row.name || null) === client.name &&
      read('company', row.company) === client.company &&
      read('email', row.email) === client.email
    );
  } catch {
    return false;
  }
}

/** Writes clients as WHMCS tells them, new ones and those that differ; who they are is encrypted. Returns how many. */
export async function takeClients(
  tx: Transaction,
  cipher: FieldCipher,
  instance: Pick<WhmcsInstance, 'id' | 'tenantId'>,
  told: readonly ClientFacts[],
): Promise<number> {
  if (told.length === 0) return 0;
  const ids = told.map((client) => client.clientId);
  const rows = await tx
    .select()
    .from(billingClients)
    .where(and(eq(billingClients.instanceId, instance.id), inArray(billingClients.clientId, ids)));
  const known = new Map(rows.map((row) => [row.clientId, row]));
  const values = told.flatMap((given) => {
    const client = {
      clientId: given.clientId,
      name: storableText(given.name),
      company: storableText(given.company),
      email: storableText(given.email),
      status: storableText(given.status),
    };
    const before = known.get(client.clientId);
    if (before && isSame(cipher, before, client)) return [];
    const row = { id: before?.id ?? randomUUID(), tenantId: instance.tenantId };
    return {
      ...row,
      instanceId: instance.id,
      clientId: client.clientId,
      name: seal(cipher, 'billing_clients', row, 'name', client.name) ?? '',
      company: seal(cipher, 'billing_clients', row, 'company', client.company),
      email: seal(cipher, 'billing_clients', row, 'email', client.email),
      status: client.status,
    };
  });
  if (values.length === 0) return 0;
  await tx
    .insert(billingClients)
    .values(values)
    .onConflictDoUpdate({
      target: [billingClients.tenantId, billingClients.instanceId, billingClients.clientId],
      set: {
        name: sql`excluded.name`,
        company: sql`excluded.company`,
        email: sql`excluded.email`,
        status: sql`excluded.status`,
        updatedAt: sql`now()`,
      },
      // Written by another reading meanwhile, the row has another id, and its texts could not be read there.
      setWhere: sql`billing_clients.id = excluded.id`,
    });
  return values.length;
}
