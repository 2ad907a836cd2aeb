import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { factsOfMatch, invoiceFacts } from '../../db/reconciliation/matchFacts.ts';
import { rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import type { ErrorCode } from '../../domain/errors/codes.ts';
import { chosenMatch } from '../../domain/matching/invoices/chosen.ts';
import { isOpenInvoice } from '../../domain/reconciliation/invoices.ts';
import { nameMatch } from '../../domain/reconciliation/matchNaming.ts';
import { leftOf, type MatchRow, paymentsStand, rejectMatch } from './moveMatch.ts';
import { itemsKey, type NamedPlan, storeMatches } from './storeMatches.ts';

type Invoice = typeof invoices.$inferSelect;

/** The proposal of the chosen invoice, as any is stored; null where the match joins more than one payment and one invoice. */
async function planOf(tx: Transaction, cipher: FieldCipher, match: MatchRow, invoice: Invoice, leftMinor: number) {
  const { payments, invoices: before } = await factsOfMatch(tx, cipher, match.id);
  const [payment] = payments;
  const [instead] = before;
  const [facts] = await invoiceFacts(tx, cipher, [invoice.id]);
  if (!payment || !instead || !facts || payments.length !== 1 || before.length !== 1) return null;
  const { rules } = await rulesNow(tx);
  const bookedOn = payment.paid_on;
  const made = chosenMatch(
    {
      ...payment,
      amountMinor: match.paidMinor,
      bookedOn,
      reference: payment.reference ?? payment.description,
      feeMinor: 0,
      returns: null,
    },
    {
      id: invoice.id,
      number: invoice.number,
      clientId: `${invoice.instanceId}/${invoice.clientId}`,
      clientName: facts.client ?? '',
      currency: invoice.currency,
      balanceMinor: leftMinor,
      issuedOn: invoice.issuedOn ?? bookedOn,
      dueOn: invoice.dueOn,
    },
    rules,
    {
      transactionId: payment.id,
      invoiceId: instead.id,
      score: match.explanation.score,
      waterfall: match.explanation.waterfall,
    },
  );
  const amountMinor = Math.min(match.paidMinor, leftMinor);
  const plan = {
    side: match.side,
    instanceId: match.instanceId,
    match: made,
    auto: false,
    notAuto: ['chosen_by_person'],
    currency: match.currency,
    amountMinor,
    paidMinor: match.paidMinor,
    paidCurrency: match.paidCurrency,
    payments: [{ id: payment.id, amountMinor: payment.amount_minor }],
    parts: [{ invoiceId: invoice.id, amountMinor }],
    mock: match.mock,
  };
  const { title, subtitle } = nameMatch({
    ...plan,
    kind: made.kind,
    payments: [{ ...payment, paidMinor: payment.amount_minor, bookedOn }],
    invoices: [
      { number: invoice.number, client: facts.client ?? '', balanceMinor: leftMinor, currency: invoice.currency },
    ],
  });
  return { ...plan, named: { title, subtitle }, itemsKey: itemsKey(plan) } satisfies NamedPlan;
}

/**
 * Proposes another invoice for the payment of a locked proposal, which ends as refused. It counts no more than the invoice has
 * left, and is approved as any other match: by the same guard, on a card of its own. An error code refuses, and nothing was written.
 */
export async function chooseInvoice(
  tx: Transaction,
  cipher: FieldCipher,
  match: MatchRow,
  invoiceId: string,
  decidedBy: string,
): Promise<ErrorCode | null> {
  if (match.state !== 'proposed' || match.kind === 'return' || !(await paymentsStand(tx, match, 'proposed')))
    return 'REVIEW_STALE';
  const [invoice] = await tx.select().from(invoices).where(eq(invoices.id, invoiceId)).for('update');
  if (!invoice || invoice.instanceId !== match.instanceId || invoice.currency !== match.paidCurrency)
    return 'VALIDATION_FAILED';
  const leftMinor = await leftOf(tx, invoice, match.id);
  if (!isOpenInvoice(invoice.state) || leftMinor <= 0) return 'INVOICE_ALREADY_SETTLED';
  const plan = await planOf(tx, cipher, match, invoice, leftMinor);
  if (!plan) return 'VALIDATION_FAILED';
  const refusal = await rejectMatch(tx, match, decidedBy);
  if (refusal) return refusal;
  const [stored] = await storeMatches(tx, match.tenantId, [plan]);
  if (!stored) throw new Error('a payment that was let go a moment ago is not free');
  return null;
}
