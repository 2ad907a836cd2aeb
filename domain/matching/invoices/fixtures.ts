import { DEFAULT_MATCH_RULES } from './defaultRules.ts';
import type { MatchInvoice, MatchTransaction } from './items.ts';
import type { MatchInput } from './reconcile.ts';

/** An invoice and the payment that fits it in everything, for tests to change. */
export const invoiceOf = (over: Partial<MatchInvoice> = {}): MatchInvoice => ({
  id: 'i1',
  number: 'INV-2025-10432',
  clientId: 'c1',
  clientName: 'Kaventa Print GmbH',
  currency: 'EUR',
  balanceMinor: 12_345,
  issuedOn: '2025-10-01',
  dueOn: '2025-10-15',
  ...over,
});

export const paymentOf = (over: Partial<MatchTransaction> = {}): MatchTransaction => ({
  id: 't1',
  amountMinor: 12_345,
  currency: 'EUR',
  bookedOn: '2025-10-15',
  payer: 'KAVENTA PRINT GMBH',
  reference: 'INV-2025-10432',
  feeMinor: 0,
  returns: null,
  ...over,
});

export const autoRules = { ...DEFAULT_MATCH_RULES, auto: { ...DEFAULT_MATCH_RULES.auto, on: true } };

export const inputOf = (over: Partial<MatchInput> = {}): MatchInput => ({
  transactions: [paymentOf()],
  invoices: [invoiceOf()],
  settled: [],
  rules: autoRules,
  model: null,
  asOf: '2025-11-01',
  ...over,
});
