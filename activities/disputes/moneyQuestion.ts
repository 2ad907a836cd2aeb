import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import { type RunRow, usableCase } from '../../db/disputes/runs.ts';
import { billingGate, shownPayments } from '../../domain/disputes/billingPayment.ts';
import type { BillingFacts } from '../../domain/disputes/facts.ts';
import { nameUnclearCall, nameUnrecordedRefund } from '../../domain/money/naming.ts';

/** What a person is asked about a money call: what became of it, or, once a refund is made, where billing records it. */
export function moneyQuestion(run: RunRow, command: MoneyCommand, round: number) {
  const aboutBilling = command.leg === 'refund' && command.state === 'applied';
  const payments = (run.billingData as Partial<BillingFacts> | null)?.payments ?? [];
  const common = {
    case_id: run.caseId,
    command_id: command.id,
    vendor: command.vendor,
    leg: command.leg,
    payee: command.payee,
    amount_minor: command.amountMinor,
    currency: command.currency,
    business_key: command.idempotencyKey,
    first_attempt_at: command.firstAttemptAt?.toISOString() ?? null,
    round,
  };
  const effect = {
    vendor: command.vendor,
    amountMinor: command.amountMinor,
    currency: command.currency,
    about: `Case ${run.caseId}`,
    who: usableCase(run)?.customerName ?? null,
    ids: [command.payee, command.vendorId ?? '', command.idempotencyKey],
  };
  return aboutBilling
    ? {
        gate: billingGate(command.id, round),
        named: nameUnrecordedRefund(effect),
        reason: 'billing_payment_unclear',
        shown: {
          ...common,
          question:
            'The refund is made. At which payment in billing is it recorded? Answer found with its id, or absent: then somebody records it by hand.',
          vendor_id: command.vendorId,
          billing_payments: shownPayments(payments, command.payee),
        },
      }
    : {
        gate: `money/${command.id}/${round}`,
        named: nameUnclearCall({
          ...effect,
          question: 'Look it up at the vendor: it was made, or it was not',
        }),
        reason: 'money_outcome_unknown',
        shown: { ...common, question: 'Does the vendor list this effect? Answer found with its id, or absent.' },
      };
}
