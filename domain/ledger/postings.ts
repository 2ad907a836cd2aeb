import { assertMinor } from '../money/money.ts';

/** Accounts of the books; balances are sums of entries. */
type AccountCode =
  | 'customer_refunds'
  | 'refunds_reserved'
  | 'vendor_in_transit'
  | 'vendor_settled'
  // What came in and was matched, what is being recorded of it, and what stands at its invoices.
  | 'receipts_matched'
  | 'payments_reserved'
  | 'payments_in_transit'
  | 'payments_recorded'
  // What is being taken back of it.
  | 'returns_reserved'
  | 'returns_in_transit';

/** What a money command does: money paid back, that noted in billing, money received recorded at an invoice, or that taken back. */
export const MONEY_LEGS = ['refund', 'billing', 'invoice_payment', 'invoice_return'] as const;
export type MoneyLeg = (typeof MONEY_LEGS)[number];

export const LEDGER_PHASES = ['pending', 'posted', 'voided', 'settled', 'reversed'] as const;
export type LedgerPhase = (typeof LEDGER_PHASES)[number];

/** Signed minor units: debit > 0, credit < 0. */
export interface Posting {
  account: AccountCode;
  amountMinor: number;
}

/** The accounts that the money of a leg goes through: from where, what is reserved, on its way, and arrived. */
type Way = readonly [from: AccountCode, reserved: AccountCode, inTransit: AccountCode, settled: AccountCode];

/** A note in billing moves no money of its own. */
const WAYS: Record<MoneyLeg, Way | null> = {
  refund: ['customer_refunds', 'refunds_reserved', 'vendor_in_transit', 'vendor_settled'],
  billing: null,
  invoice_payment: ['receipts_matched', 'payments_reserved', 'payments_in_transit', 'payments_recorded'],
  invoice_return: ['payments_recorded', 'returns_reserved', 'returns_in_transit', 'receipts_matched'],
};

/** Whether a command of this leg takes back what another one did: what was exposed by that one is free again. */
export const takesBack = (leg: MoneyLeg): boolean => leg === 'invoice_return';

/** Whether a command of this leg is posted in the ledger. */
export const movesMoney = (leg: MoneyLeg): boolean => WAYS[leg] !== null;

/**
 * Entries of one phase of a command: reserved when it is intended, in transit when the vendor took it, settled when the
 * vendor's list confirms it. A refusal or a late failure is a new transaction, never an edit. None where no money moves.
 */
export function postingsOf(leg: MoneyLeg, phase: LedgerPhase, amountMinor: number, wasSettled = false): Posting[] {
  assertMinor(amountMinor);
  const way = WAYS[leg];
  if (!way) return [];
  const [from, reserved, inTransit, settled] = way;
  const move = (debit: AccountCode, credit: AccountCode): Posting[] => [
    { account: debit, amountMinor },
    { account: credit, amountMinor: -amountMinor },
  ];
  switch (phase) {
    case 'pending':
      return move(from, reserved);
    case 'posted':
      return move(reserved, inTransit);
    case 'voided':
      return move(reserved, from);
    case 'settled':
      return move(inTransit, settled);
    case 'reversed':
      return move(wasSettled ? settled : inTransit, from);
  }
}
