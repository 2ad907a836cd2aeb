import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { balanceOf, type InvoiceFacts, isOpenInvoice } from '../../domain/reconciliation/invoices.ts';
import { storableText } from '../../domain/storable.ts';
import { appendEvent } from '../events.ts';
import { startReconciliation } from './startReconciliation.ts';

export type InvoiceRow = typeof invoices.$inferSelect;

/** Columns that say what an invoice is: a row in which none differs has not changed. */
const FACTS = [
  'number',
  'client_id',
  'state',
  'currency',
  'total_minor',
  'paid_minor',
  'balance_minor',
  'issued_on',
  'due_on',
  'paid_at',
  'changed',
] as const;
const columns = (table: string) => sql.raw(FACTS.map((name) => `${table}.${name}`).join(', '));
const isDistinct = sql`(${columns('invoices')}) is distinct from (${columns('excluded')})`;

/** Rows of an instance by the numbers WHMCS has for them. */
export const invoicesByNumber = async (
  tx: Transaction,
  instanceId: string,
  invoiceIds: readonly number[],
): Promise<Map<number, InvoiceRow>> => {
  const rows =
    invoiceIds.length === 0
      ? []
      : await tx
          .select()
          .from(invoices)
          .where(and(eq(invoices.instanceId, instanceId), inArray(invoices.invoiceId, [...invoiceIds])));
  return new Map(rows.map((row) => [row.invoiceId, row]));
};

/** What is left and what is paid. What was asked for stays while the list says that nothing changed. */
function amountsOf(
  facts: InvoiceFacts,
  before: InvoiceRow | undefined,
): Pick<InvoiceRow, 'balanceMinor' | 'paidMinor'> {
  const isAsBefore =
    before !== undefined &&
    facts.balanceMinor === null &&
    before.state === facts.state &&
    before.totalMinor === facts.totalMinor &&
    before.changed === facts.changed;
  if (isAsBefore) return before;
  const balanceMinor = balanceOf(facts, before?.balanceMinor);
  const told = facts.balanceMinor ?? balanceMinor;
  return {
    // Of an invoice that is settled or ended nothing is left to pay, also where WHMCS has less than its total.
    balanceMinor: isOpenInvoice(facts.state) ? balanceMinor : 0,
    paidMinor: Math.max(0, facts.totalMinor - told) + (facts.overpaidMinor ?? 0),
  };
}

/**
 * Writes invoices as WHMCS tells them, new ones and those that differ, in one statement. `seenAt`: the reading that told of them.
 * An invoice whose balance was not asked for keeps the one that is known. Returns how many were new or differed.
 */
export async function takeInvoices(
  tx: Transaction,
  instance: Pick<WhmcsInstance, 'id' | 'tenantId' | 'mock'>,
  told: readonly InvoiceFacts[],
  seenAt: Date,
): Promise<number> {
  if (told.length === 0) return 0;
  const ids = told.map((one) => one.invoiceId);
  const known = await invoicesByNumber(tx, instance.id, ids);
  const values = told.map((facts) => {
    const before = known.get(facts.invoiceId);
    const { balanceMinor, paidMinor } = amountsOf(facts, before);
    return {
      tenantId: instance.tenantId,
      instanceId: instance.id,
      invoiceId: facts.invoiceId,
      number: storableText(facts.number),
      clientId: facts.clientId,
      state: facts.state,
      currency: facts.currency,
      totalMinor: facts.totalMinor,
      paidMinor,
      balanceMinor,
      issuedOn: facts.issuedOn,
      dueOn: facts.dueOn,
      paidAt: facts.paidAt === null ? null : new Date(facts.paidAt),
      // A single invoice is told without it.
      changed: storableText(facts.changed || (before?.changed ?? '')),
      balanceCheckedAt: facts.balanceMinor === null ? (before?.balanceCheckedAt ?? null) : seenAt,
      seenAt,
      mock: instance.mock,
    };
  });
  const set = Object.fromEntries(FACTS.map((name) => [camel(name), sql.raw(`excluded.${name}`)]));
  const written = await tx
    .insert(invoices)
    .values(values)
    .onConflictDoUpdate({
      target: [invoices.tenantId, invoices.instanceId, invoices.invoiceId],
      set: {
        ...set,
        balanceCheckedAt: sql`excluded.balance_checked_at`,
        seenAt: sql`greatest(invoices.seen_at, excluded.seen_at)`,
        updatedAt: sql`case when ${isDistinct} then now() else invoices.updated_at end`,
      },
    })
    .returning({ changed: sql<boolean>`${invoices.updatedAt} = now()` });
  const changed = written.filter((row) => row.changed).length;
  if (changed > 0)
    await startReconciliation(tx, { tenantId: instance.tenantId, startedBy: 'whmcs', causeId: crypto.randomUUID() });
  return changed;
}
const camel = (name: string) => name.replaceAll(/_(\w)/g, (_whole, letter: string) => letter.toUpperCase());

/** WHMCS says that it has an invoice no more: nothing is recorded at it. Again it changes nothing. */
export async function markGone(tx: Transaction, invoice: InvoiceRow, seenAt: Date): Promise<number> {
  const gone = await tx
    .update(invoices)
    .set({ state: 'gone', paidMinor: invoice.totalMinor, balanceMinor: 0, seenAt, updatedAt: sql`now()` })
    .where(and(eq(invoices.id, invoice.id), sql`state <> 'gone'`))
    .returning({ id: invoices.id });
  if (gone.length > 0)
    await appendEvent(tx, { type: 'invoice_gone', actor: 'workflow', subject: `invoice:${invoice.id}` });
  return gone.length;
}
