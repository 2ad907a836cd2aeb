import { assertMinor } from '../money/money.ts';

/** Accounts of the books; balances are sums of entries. */
type AccountCode = 'customer_refunds' | 'refunds_reserved' | 'vendor_in_transit' | 'vendor_settled';

export const LEDGER_PHASES = ['pending', 'posted', 'voided', 'settled', 'reversed'] as const;
export type LedgerPhase = (typeof LEDGER_PHASES)[number];

/** Signed minor units: debit > 0, credit < 0. */
export interface Posting {
  account: AccountCode;
  amountMinor: number;
}

/**
 * Entries of one phase of a refund: reserved when it is intended, in transit when the vendor took it, settled when the
 * vendor's list confirms it. A refusal or a late failure is a new transaction, never an edit.
 */
export function refundPostings(phase: LedgerPhase, amountMinor: number, wasSettled = false): Posting[] {
  assertMinor(amountMinor);
  const move = (debit: AccountCode, credit: AccountCode): Posting[] => [
    { account: debit, amountMinor },
    { account: credit, amountMinor: -amountMinor },
  ];
  switch (phase) {
    case 'pending':
      return move('customer_refunds', 'refunds_reserved');
    case 'posted':
      return move('refunds_reserved', 'vendor_in_transit');
    case 'voided':
      return move('refunds_reserved', 'customer_refunds');
    case 'settled':
      return move('vendor_in_transit', 'vendor_settled');
    case 'reversed':
      return move(wasSettled ? 'vendor_settled' : 'vendor_in_transit', 'customer_refunds');
  }
}
