import { type FieldCipher, UnreadableFieldError } from '../encryption/fieldCipher.ts';
import type { billingClients, whmcsInstances } from './schema.ts';
import type { stripeConnections, stripePayments } from './stripeSchema.ts';

export type WhmcsInstance = typeof whmcsInstances.$inferSelect;
export type BillingClient = typeof billingClients.$inferSelect;
export type StripeConnection = typeof stripeConnections.$inferSelect;
export type StripePayment = typeof stripePayments.$inferSelect;

/** Encrypted columns of the area, by table. */
interface Sealed {
  whmcs_instances: 'identifier' | 'secret' | 'access_key' | 'hook_secret';
  billing_clients: 'name' | 'company' | 'email';
  stripe_connections: 'access_token' | 'refresh_token' | 'auth_code';
  stripe_payments: 'payer' | 'email' | 'description';
}
type Row = { id: string; tenantId: string };

const placeOf = <Table extends keyof Sealed>(table: Table, row: Row, column: Sealed[Table]) => ({
  tenantId: row.tenantId,
  table,
  column,
  rowId: row.id,
});

/** Encrypts a column of a row; what is null or empty is null. */
export const seal = <Table extends keyof Sealed>(
  cipher: FieldCipher,
  table: Table,
  row: Row,
  column: Sealed[Table],
  text: string | null | undefined,
): string | null => (text ? cipher.encrypt(placeOf(table, row, column), text) : null);

/** Reads an encrypted column of a row; null where nothing stands. Throws UnreadableFieldError when its key is gone. */
export const unseal = <Table extends keyof Sealed>(
  cipher: FieldCipher,
  table: Table,
  row: Row,
  column: Sealed[Table],
  text: string | null,
): string | null => (text === null ? null : cipher.decrypt(placeOf(table, row, column), text));

/** The same for what people read and what names are compared by: null where it can't be read any more, so that no other row is held up. */
export function legible<Table extends keyof Sealed>(...place: Parameters<typeof unseal<Table>>): string | null {
  try {
    return unseal<Table>(...place);
  } catch (error) {
    if (error instanceof UnreadableFieldError) return null;
    throw error;
  }
}
