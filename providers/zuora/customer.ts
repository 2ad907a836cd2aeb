import { crmIdForms } from '../../domain/disputes/crmId.ts';
import type { BillingFacts, BillingPayment } from '../../domain/disputes/facts.ts';
import { VendorError } from '../vendorError.ts';
import { accountAnswer, amountOf, type Call, invoicesAnswer, listAll, memosAnswer, paymentsAnswer } from './answers.ts';
import { ZuoraRefused } from './caller.ts';

const key = encodeURIComponent;
export type Credits = Pick<BillingFacts, 'creditsForCaseMinor'> & Required<Pick<BillingFacts, 'otherCredits'>>;

/** Whether a comment names the case, under any form of its id: a longer id that only begins with it is another case. */
function namesCase(comment: string, caseId: string): boolean {
  const forms = crmIdForms(caseId).map((form) =>
    form.replaceAll(/[^A-Za-z0-9]/gu, (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'v').test(comment);
}

/** Credits posted for a case, their sum in minor units of `currency`: money already returned another way. */
export async function readCredits(call: Call, customerId: string, caseId: string, currency: string): Promise<Credits> {
  const memos = await listAll(
    call,
    `/v1/creditmemos?accountNumber=${key(customerId)}`,
    memosAnswer,
    (answer) => answer.creditmemos,
  );
  const forCase = memos.filter((memo) => memo.status === 'Posted' && namesCase(memo.comment ?? '', caseId));
  const amounts = forCase.map((memo) => ({
    currency: memo.currency ?? currency,
    minor: amountOf(`credit memo ${memo.id}`, memo.amount, memo.currency ?? currency),
  }));
  const own = amounts.filter((memo) => memo.currency === currency);
  return {
    creditsForCaseMinor: own.reduce((sum, memo) => sum + memo.minor, 0),
    otherCredits: own.length < amounts.length,
  };
}

/** The account's payments. Where none or several name a charge, a person says which one it is. */
export async function readPayments(call: Call, customerId: string): Promise<BillingPayment[]> {
  const list = await listAll(
    call,
    `/v1/payments?accountNumber=${key(customerId)}`,
    paymentsAnswer,
    (answer) => answer.payments,
  );
  return list.map(({ id, referenceId, amount: paid, refundAmount, currency, effectiveDate }) => {
    const minor = (value: number | string) => amountOf(`payment ${id}`, value, currency ?? '');
    return {
      paymentId: id,
      chargeId: referenceId ?? null,
      amountMinor: currency && paid != null ? minor(paid) : null,
      refundedMinor: currency && refundAmount != null ? minor(refundAmount) : 0,
      currency: currency ?? null,
      date: effectiveDate ?? null,
    };
  });
}

/** What billing knows of a customer and a case. Throws VendorError, BILLING_CUSTOMER_NOT_FOUND where it has no such account. */
export async function readCustomer(
  call: Call,
  customerId: string,
  caseId: string,
): Promise<Omit<BillingFacts, 'mock'>> {
  try {
    const account = await call('GET', `/v1/accounts/${key(customerId)}`, accountAnswer);
    const currency = account.billingAndPayment.currency;
    const invoices = await listAll(
      call,
      `/v1/transactions/invoices/accounts/${key(customerId)}`,
      invoicesAnswer,
      (answer) => answer.invoices,
    );
    return {
      customerId,
      active: account.basicInfo.status !== 'Canceled',
      invoices: invoices.map((invoice) => ({
        invoiceId: invoice.id,
        amountMinor: amountOf(`invoice ${invoice.id}`, invoice.amount, invoice.currency ?? currency),
        currency: invoice.currency ?? currency,
        date: invoice.invoiceDate,
      })),
      ...(await readCredits(call, customerId, caseId, currency)),
      payments: await readPayments(call, customerId),
    };
  } catch (error) {
    if (error instanceof ZuoraRefused) throw new VendorError('zuora', 'BILLING_CUSTOMER_NOT_FOUND', 'terminal');
    throw error;
  }
}
