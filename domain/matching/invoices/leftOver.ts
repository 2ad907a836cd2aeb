import type { ItemState } from './items.ts';
import { isNamed, isSameMoney, type PreparedInvoice, type PreparedTransaction } from './prepare.ts';
import type { MismatchReason } from './reasons.ts';
import { invoiceAt, isFreeInvoice, type Run } from './run.ts';

const mismatched = (reason: MismatchReason): ItemState => ({ state: 'unmatched', wait: 'mismatched', reason });

/** Why this payment has no match: what it names says most, then what fits it best. */
function stateOfTransaction(run: Run, of: PreparedTransaction, hasNear: boolean): ItemState {
  if (of.item.amountMinor < 0) return { state: 'unmatched', wait: 'expected', reason: 'no_payment_to_return' };
  if (of.paidMinor <= 0) return mismatched('no_money');
  const named = [...of.named].filter(([, naming]) => naming === 'sure').map(([index]) => invoiceAt(run, index));
  const open = named.filter((invoice) => invoice.open);
  if (open.some(({ index }) => isFreeInvoice(run, index))) {
    const sameCurrency = open.some(({ item }) => item.currency === of.item.currency);
    const isShort = open.some((invoice) => isSameMoney(of, invoice));
    return mismatched(isShort ? 'too_little_evidence' : sameCurrency ? 'amount_differs' : 'currency_differs');
  }
  if (open.length > 0) return mismatched('invoice_taken');
  if (named.length > 0) return mismatched('invoice_already_paid');
  const own = (run.ofTransaction.get(of.index) ?? []).map((pair) => ({ pair, invoice: invoiceAt(run, pair.invoice) }));
  const same = own.filter(({ invoice }) => isSameMoney(of, invoice));
  if (same.some(({ pair, invoice }) => pair.score >= run.rules.store && !isFreeInvoice(run, invoice.index)))
    return mismatched('invoice_taken');
  if (same.some(({ invoice }) => isFreeInvoice(run, invoice.index))) return mismatched('too_little_evidence');
  return hasNear ? mismatched('amount_differs') : { state: 'unmatched', wait: 'expected', reason: 'no_invoice_yet' };
}

function stateOfInvoice(invoice: PreparedInvoice, asOfDay: number, reason: MismatchReason | undefined): ItemState {
  if (!invoice.open) return { state: 'paid' };
  if (reason) return mismatched(reason);
  return { state: 'unmatched', wait: 'expected', reason: asOfDay > invoice.dueDay ? 'overdue' : 'not_paid_yet' };
}

/** Gives every item that has none yet its state, with the reason. `isKnownPayer`: a client of that name has open invoices. */
export function stateLeftOver(run: Run, asOfDay: number, isKnownPayer: (of: PreparedTransaction) => boolean): void {
  const namedBy = new Map<number, MismatchReason>();
  for (const of of run.prepared.transactions) {
    if (run.transactionStates[of.index]) continue;
    const state = stateOfTransaction(run, of, isKnownPayer(of));
    run.transactionStates[of.index] = state;
    if (state.state !== 'unmatched' || state.wait !== 'mismatched') continue;
    for (const [index] of of.named)
      if (isNamed(of, invoiceAt(run, index)) === true && isFreeInvoice(run, index)) namedBy.set(index, state.reason);
  }
  for (const invoice of run.prepared.invoices)
    run.invoiceStates[invoice.index] ??= stateOfInvoice(invoice, asOfDay, namedBy.get(invoice.index));
}
