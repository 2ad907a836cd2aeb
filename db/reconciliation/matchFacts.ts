import { sql } from 'drizzle-orm';
import { arrayOf } from '../arrays.ts';
import type { Transaction } from '../database.ts';
import type { FieldCipher } from '../encryption/fieldCipher.ts';
import { legible } from './sealed.ts';

/** A payment as people read it. Amounts in minor units of `currency`. */
export interface PaymentFacts {
  id: string;
  side: 'bank' | 'stripe';
  amount_minor: number;
  currency: string;
  paid_on: string;
  payer: string | null;
  reference: string | null;
  description: string | null;
  /** The bank account or the Stripe account it came in at. */
  account: string | null;
}

/** An invoice as people read it; `counted_minor` is what a match counts at it, where one is asked for. */
export interface InvoiceFacts {
  id: string;
  number: string;
  client: string | null;
  state: string;
  currency: string;
  total_minor: number;
  balance_minor: number;
  issued_on: string | null;
  due_on: string | null;
  instance: string;
  counted_minor: number;
}

const rows = <Row>(tx: Transaction, query: ReturnType<typeof sql>) => tx.execute(query) as unknown as Promise<Row[]>;

/** Payments by id, of the bank and of Stripe, in the order of the ids. */
export async function paymentFacts(
  tx: Transaction,
  cipher: FieldCipher,
  ids: readonly string[],
): Promise<PaymentFacts[]> {
  if (ids.length === 0) return [];
  const lines = await rows<PaymentFacts>(
    tx,
    sql`select t.id, 'bank' as side, t.amount_minor, t.currency, t.booked_on::text as paid_on, t.counterparty as payer, t.reference, t.description,
      a.name as account from bank_transactions t join bank_accounts a on a.tenant_id = t.tenant_id and a.id = t.account_id
      where t.id = any(${arrayOf(ids, 'uuid')})`,
  );
  const charges = await rows<PaymentFacts & { tenant_id: string }>(
    tx,
    sql`select p.id, p.tenant_id, 'stripe' as side, p.amount_minor - p.refunded_minor as amount_minor, p.currency,
      (p.paid_at at time zone 'UTC')::date::text as paid_on, p.payer, p.invoice_hint as reference, p.description, c.account_name as account
      from stripe_payments p join stripe_connections c on c.tenant_id = p.tenant_id and c.id = p.connection_id where p.id = any(${arrayOf(ids, 'uuid')})`,
  );
  const opened = charges.map(({ tenant_id: tenantId, ...charge }) => {
    const read = (column: 'payer' | 'description', text: string | null) =>
      legible(cipher, 'stripe_payments', { id: charge.id, tenantId }, column, text);
    return { ...charge, payer: read('payer', charge.payer), description: read('description', charge.description) };
  });
  const found = new Map(
    [...lines, ...opened].map((one) => [one.id, { ...one, amount_minor: Number(one.amount_minor) }]),
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Invoices by id, in the order of the ids. */
export async function invoiceFacts(
  tx: Transaction,
  cipher: FieldCipher,
  ids: readonly string[],
  counted: ReadonlyMap<string, number> = new Map(),
): Promise<InvoiceFacts[]> {
  if (ids.length === 0) return [];
  type Read = InvoiceFacts & {
    client_row: string | null;
    tenant_id: string;
    name: string | null;
    company: string | null;
  };
  const found = await rows<Read>(
    tx,
    sql`select i.id, i.number, i.state, i.currency, i.total_minor, i.balance_minor, i.issued_on::text as issued_on, i.due_on::text as due_on,
      w.name as instance, c.id as client_row, i.tenant_id, c.name, c.company from invoices i
      join whmcs_instances w on w.tenant_id = i.tenant_id and w.id = i.instance_id
      left join billing_clients c on c.tenant_id = i.tenant_id and c.instance_id = i.instance_id and c.client_id = i.client_id
      where i.id = any(${arrayOf(ids, 'uuid')})`,
  );
  const opened = new Map(
    found.map(({ client_row: id, tenant_id: tenantId, name, company, ...invoice }) => {
      const read = (column: 'name' | 'company', text: string | null) =>
        id === null ? null : legible(cipher, 'billing_clients', { id, tenantId }, column, text || null);
      return [
        invoice.id,
        {
          ...invoice,
          client: read('company', company) ?? read('name', name),
          total_minor: Number(invoice.total_minor),
          balance_minor: Number(invoice.balance_minor),
          counted_minor: counted.get(invoice.id) ?? 0,
        },
      ];
    }),
  );
  return ids.flatMap((id) => opened.get(id) ?? []);
}

/** Both sides of a match, in the order in which they were matched. */
export async function factsOfMatch(tx: Transaction, cipher: FieldCipher, matchId: string) {
  const payments = await rows<{ id: string }>(
    tx,
    sql`select coalesce(bank_transaction_id, stripe_payment_id) as id from invoice_match_payments where match_id = ${matchId} order by position`,
  );
  const parts = await rows<{ id: string; amount: string }>(
    tx,
    sql`select p.invoice_id as id, p.amount_minor as amount from invoice_match_parts p join invoices i on i.tenant_id = p.tenant_id
      and i.id = p.invoice_id where p.match_id = ${matchId} order by i.invoice_id`,
  );
  return {
    payments: await paymentFacts(
      tx,
      cipher,
      payments.map(({ id }) => id),
    ),
    invoices: await invoiceFacts(
      tx,
      cipher,
      parts.map(({ id }) => id),
      new Map(parts.map(({ id, amount }) => [id, Number(amount)])),
    ),
  };
}
