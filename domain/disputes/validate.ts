import { moneyText } from '../money/moneyText.ts';
import { isSameCrmRecord } from './crmId.ts';
import type { CollectedFacts } from './facts.ts';
import { DISPUTE_TYPES } from './schema.ts';

export type Validation = { valid: true } | { valid: false; rule: string; reason: string };

const invalid = (rule: string, reason: string): Validation => ({ valid: false, rule, reason });

/** Early filter before any model cost: type, customer, open case, amount against billing. Change a rule here. */
export function validateDispute(facts: CollectedFacts, customerId: string): Validation {
  const { dispute } = facts.crm;
  if (!(DISPUTE_TYPES as readonly string[]).includes(dispute.disputeType)) {
    return invalid('dispute_type', `unknown dispute type "${dispute.disputeType.slice(0, 60)}"`);
  }
  if (!isSameCrmRecord(dispute.customerId, customerId))
    return invalid('customer', 'the case belongs to another customer');
  if (dispute.closed) return invalid('case_open', 'the case is closed in the CRM');
  if (dispute.amountMinor <= 0) return invalid('amount', 'the disputed amount is not positive');
  const sameCurrency = facts.billing.invoices.filter((invoice) => invoice.currency === dispute.currency);
  if (sameCurrency.length === 0) return invalid('billed', `billing shows no invoice in ${dispute.currency}`);
  const largest = Math.max(...sameCurrency.map((invoice) => invoice.amountMinor));
  if (dispute.amountMinor > largest) {
    return invalid(
      'amount',
      `disputed ${moneyText(dispute.amountMinor, dispute.currency)}, largest invoice ${moneyText(largest, dispute.currency)}`,
    );
  }
  return { valid: true };
}
