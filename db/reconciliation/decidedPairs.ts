import { sql } from 'drizzle-orm';
import type { MatchInvoice, MatchTransaction } from '../../domain/matching/invoices/items.ts';
import type { DecidedPair } from '../../domain/matching/invoices/training.ts';
import type { Transaction } from '../database.ts';
import type { FieldCipher } from '../encryption/fieldCipher.ts';
import { legible } from './sealed.ts';

/** Newest decisions that a comparison looks at. */
const MOST_DECIDED = 5_000;

interface Row {
  matchId: string;
  tenantId: string;
  right: boolean;
  userId: string;
  side: 'bank' | 'stripe';
  kind: string;
  paymentId: string;
  amount: string;
  currency: string;
  day: string;
  counterparty: string | null;
  said: string | null;
  sealedPayer: string | null;
  sealedText: string | null;
  invoiceId: string;
  instanceId: string;
  number: string;
  clientId: number;
  clientRow: string | null;
  name: string | null;
  company: string | null;
  invoiceCurrency: string;
  total: string;
  issued: string;
  due: string | null;
}

/** Pairs of one payment and one invoice that a person approved or refused, as both sides were before. */
export async function decidedPairs(tx: Transaction, cipher: FieldCipher): Promise<DecidedPair[]> {
  const rows =
    (await tx.execute(sql`select m.id as "matchId", m.tenant_id as "tenantId", m.state <> 'rejected' as right, m.decided_by as "userId", m.side, m.kind,
      coalesce(t.id, c.id) as "paymentId", p.amount_minor as amount, coalesce(t.currency, c.currency) as currency,
      coalesce(t.booked_on, (c.paid_at at time zone 'UTC')::date)::text as day, t.counterparty,
      nullif(concat_ws(' ', t.reference, t.end_to_end_id, case when t.reference is null then t.description end, c.invoice_hint), '') as said,
      c.payer as "sealedPayer", c.description as "sealedText", i.id as "invoiceId", i.instance_id as "instanceId", i.number, i.client_id as "clientId",
      b.id as "clientRow", b.name, b.company, i.currency as "invoiceCurrency", i.total_minor as total,
      coalesce(i.issued_on, (i.created_at at time zone 'UTC')::date)::text as issued, i.due_on::text as due
    from (select * from invoice_matches where decided_by like 'user:%' and state in ('approved', 'recorded', 'rejected')
      and kind in ('exact', 'fee', 'partial', 'over', 'foreign') order by decided_at desc limit ${MOST_DECIDED}) m
    join invoice_match_payments p on p.tenant_id = m.tenant_id and p.match_id = m.id
    join invoice_match_parts a on a.tenant_id = m.tenant_id and a.match_id = m.id
    join invoices i on i.tenant_id = m.tenant_id and i.id = a.invoice_id
    left join billing_clients b on b.tenant_id = i.tenant_id and b.instance_id = i.instance_id and b.client_id = i.client_id
    left join bank_transactions t on t.tenant_id = m.tenant_id and t.id = p.bank_transaction_id
    left join stripe_payments c on c.tenant_id = m.tenant_id and c.id = p.stripe_payment_id`)) as unknown as Row[];
  return rows.map((row) => ({
    userId: row.userId,
    right: row.right,
    slices: [`by ${row.side}`, `in ${row.currency}`, `as ${row.kind}`],
    transaction: paymentOf(cipher, row),
    invoice: invoiceOf(cipher, row),
  }));
}

function paymentOf(cipher: FieldCipher, row: Row): MatchTransaction {
  const at = { id: row.paymentId, tenantId: row.tenantId };
  const text = row.side === 'stripe' ? legible(cipher, 'stripe_payments', at, 'description', row.sealedText) : null;
  const payer =
    row.side === 'stripe' ? legible(cipher, 'stripe_payments', at, 'payer', row.sealedPayer) : row.counterparty;
  return {
    id: row.paymentId,
    amountMinor: Number(row.amount),
    currency: row.currency,
    bookedOn: row.day,
    payer,
    reference: [row.said, text].filter(Boolean).join(' ') || null,
    feeMinor: 0,
    returns: null,
  };
}

function invoiceOf(cipher: FieldCipher, row: Row): MatchInvoice {
  const at = { id: row.clientRow ?? '', tenantId: row.tenantId };
  const read = (column: 'name' | 'company', text: string | null) =>
    row.clientRow ? legible(cipher, 'billing_clients', at, column, text || null) : null;
  return {
    id: row.invoiceId,
    number: row.number,
    clientId: `${row.instanceId}/${row.clientId}`,
    clientName: read('company', row.company) ?? read('name', row.name) ?? '',
    currency: row.invoiceCurrency,
    balanceMinor: Number(row.total),
    issuedOn: row.issued,
    dueOn: row.due,
  };
}
