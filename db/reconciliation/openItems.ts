import { sql } from 'drizzle-orm';
import type { SettledPayment } from '../../domain/matching/invoices/items.ts';
import type { InstanceBounds, OpenInvoice, OpenPayment } from '../../domain/reconciliation/planMatches.ts';
import type { Transaction } from '../database.ts';
import type { FieldCipher } from '../encryption/fieldCipher.ts';
import { legible } from './sealed.ts';

/** Payments are matched to invoices that were open within so many days; of older ones nothing is recognised. */
const SETTLED_DAYS = 400;
const PAID_DAYS = 90;

type Rows<Row> = Promise<Row[]>;
const rows = <Row>(tx: Transaction, query: ReturnType<typeof sql>) => tx.execute(query) as unknown as Rows<Row>;
const number = (value: string | number) => Number(value);

/**
 * Bank lines that are booked and belong to nothing yet. One whose amount the bank has changed says that it is unmatched while the
 * match that was recorded still has it: it is in no second one.
 */
async function openLines(tx: Transaction): Promise<OpenPayment[]> {
  const found = await rows<{
    id: string;
    amount: string;
    currency: string;
    day: string;
    payer: string | null;
    reference: string | null;
    mock: boolean;
  }>(
    tx,
    sql`select id, amount_minor as amount, currency, booked_on::text as day, counterparty as payer,
      nullif(concat_ws(' ', reference, end_to_end_id, case when reference is null then description end), '') as reference, mock
      from bank_transactions t where match_state in ('new', 'unmatched') and status = 'posted' and removed_at is null
        and not exists (select 1 from invoice_match_payments m where m.tenant_id = t.tenant_id and m.bank_transaction_id = t.id and m.holds)
        -- What is inside of a payout is matched charge by charge.
        and not exists (select 1 from stripe_payouts o where o.tenant_id = t.tenant_id and o.bank_transaction_id = t.id)`,
  );
  return found.map(({ amount, day, ...line }) => ({
    ...line,
    side: 'bank' as const,
    amountMinor: number(amount),
    bookedOn: day,
    feeMinor: 0,
    returns: null,
  }));
}

/** Payments by card that stand, as far as they were not given back, and that no match has. */
async function openCharges(tx: Transaction, cipher: FieldCipher): Promise<OpenPayment[]> {
  const found = await rows<{
    id: string;
    tenantId: string;
    left: string;
    currency: string;
    day: string;
    payer: string | null;
    description: string | null;
    hint: string | null;
    mock: boolean;
  }>(
    tx,
    sql`select id, tenant_id as "tenantId", amount_minor - refunded_minor as left, currency, (paid_at at time zone 'UTC')::date::text as day,
      payer, description, invoice_hint as hint, mock from stripe_payments p
      where status in ('succeeded', 'partially_refunded') and amount_minor > refunded_minor and not exists (select 1 from invoice_match_payments m
        where m.tenant_id = p.tenant_id and m.stripe_payment_id = p.id and m.holds)`,
  );
  return found.map(({ left, day, hint, description, payer, tenantId, ...charge }) => {
    const read = (column: 'payer' | 'description', text: string | null) =>
      legible(cipher, 'stripe_payments', { id: charge.id, tenantId }, column, text);
    const said = [hint, read('description', description)].filter((text) => text !== null).join(' ');
    return {
      ...charge,
      side: 'stripe' as const,
      amountMinor: number(left),
      bookedOn: day,
      payer: read('payer', payer),
      reference: said || null,
      feeMinor: 0,
      returns: null,
    };
  });
}

/** All payments of a tenant that may be matched now. */
export const openPayments = async (tx: Transaction, cipher: FieldCipher): Promise<OpenPayment[]> => [
  ...(await openLines(tx)),
  ...(await openCharges(tx, cipher)),
];

/**
 * Invoices that are open, and those paid of late: a payment may name one. What another match has of an invoice is off its balance.
 * Instances that are not in use propose nothing.
 */
export async function openInvoices(tx: Transaction, cipher: FieldCipher): Promise<OpenInvoice[]> {
  const names = new Map<string, string>();
  const clients = await rows<{
    id: string;
    tenantId: string;
    instanceId: string;
    clientId: number;
    name: string;
    company: string | null;
  }>(
    tx,
    sql`select id, tenant_id as "tenantId", instance_id as "instanceId", client_id as "clientId", name, company from billing_clients`,
  );
  for (const client of clients) {
    const read = (column: 'name' | 'company', text: string | null) =>
      legible(cipher, 'billing_clients', client, column, text || null);
    names.set(
      `${client.instanceId}/${client.clientId}`,
      read('company', client.company) ?? read('name', client.name) ?? '',
    );
  }
  const found = await rows<{
    id: string;
    instanceId: string;
    number: string;
    clientId: number;
    currency: string;
    balance: string;
    issued: string;
    due: string | null;
    mock: boolean;
  }>(
    tx,
    sql`select i.id, i.instance_id as "instanceId", i.number, i.client_id as "clientId", i.currency, i.mock,
      coalesce(i.issued_on, (i.created_at at time zone 'UTC')::date)::text as issued, i.due_on::text as due,
      case when i.state in ('unpaid', 'payment_pending', 'collections') then greatest(0, i.balance_minor - coalesce(h.held, 0)) else 0 end as balance
      from invoices i join whmcs_instances w on w.tenant_id = i.tenant_id and w.id = i.instance_id and w.status <> 'disconnected'
      left join (select p.invoice_id, sum(p.amount_minor) as held from invoice_match_parts p join invoices o on o.tenant_id = p.tenant_id and o.id = p.invoice_id
        where p.state in ('proposed', 'approved') or (p.state = 'recorded' and p.recorded_at >= coalesce(o.balance_checked_at, '-infinity'))
        group by p.invoice_id) h on h.invoice_id = i.id
      where i.state in ('unpaid', 'payment_pending', 'collections') or (i.state = 'paid' and i.updated_at > now() - make_interval(days => ${PAID_DAYS}))`,
  );
  return found.map(({ balance, issued, due, clientId, ...invoice }) => ({
    ...invoice,
    clientId: `${invoice.instanceId}/${clientId}`,
    clientName: names.get(`${invoice.instanceId}/${clientId}`) ?? '',
    balanceMinor: number(balance),
    issuedOn: issued,
    dueOn: due,
  }));
}

/** Payments of the bank that were matched before: what goes back may give one of them back. */
export async function settledPayments(tx: Transaction): Promise<SettledPayment[]> {
  const found = await rows<{
    transactionId: string;
    amount: string;
    currency: string;
    day: string;
    payer: string | null;
    invoiceIds: string[];
  }>(
    tx,
    sql`select t.id as "transactionId", t.amount_minor as amount, t.currency, t.booked_on::text as day, t.counterparty as payer,
      array_agg(distinct i.invoice_id::text) as "invoiceIds" from invoice_matches m
      join invoice_match_payments p on p.tenant_id = m.tenant_id and p.match_id = m.id and p.holds
      join invoice_match_parts i on i.tenant_id = m.tenant_id and i.match_id = m.id
      join bank_transactions t on t.tenant_id = m.tenant_id and t.id = p.bank_transaction_id
      where m.state in ('approved', 'recorded') and m.kind <> 'return' and t.amount_minor > 0 and t.booked_on > current_date - ${SETTLED_DAYS}::int
      group by t.id`,
  );
  return found.map(({ amount, day, ...payment }) => ({ ...payment, amountMinor: number(amount), bookedOn: day }));
}

/** What each instance lets the machine do. */
export async function instanceBounds(tx: Transaction): Promise<Map<string, InstanceBounds>> {
  const found = await rows<{ id: string; review: number; auto: number; on: boolean; limit: string | null }>(
    tx,
    sql`select id, review_threshold as review, auto_threshold as auto, auto_approve as on, auto_limit_minor as limit from whmcs_instances
      where status <> 'disconnected'`,
  );
  return new Map(
    found.map(({ id, review, auto, on, limit }) => [
      id,
      {
        reviewThreshold: review,
        autoThreshold: auto,
        autoApprove: on,
        autoLimitMinor: limit === null ? null : number(limit),
      },
    ]),
  );
}

/** Digests of payments and invoices that a person refused to join, or took apart again. */
export async function refusedItems(tx: Transaction): Promise<Set<string>> {
  const found = await rows<{ key: string }>(
    tx,
    sql`select items_key as key from invoice_matches where state = 'rejected' or (state = 'undone' and ended_reason = 'asked')`,
  );
  return new Set(found.map(({ key }) => key));
}
