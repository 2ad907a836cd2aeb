/** What must become of the money of a bank line: the states in which its match may end, or why it waits. */
type Ending =
  | { match: 'recorded' | 'rejected'; kind?: string; auto?: true }
  /** Nothing is counted; the line says that it waits. */
  | { waits: true }
  /** Its own parts explain it, and it is nobody's payment. */
  | { explained: true };

export interface MonthBill {
  /** Number inside WHMCS, and as it is printed. */
  id: number;
  number: string;
  client: string;
  currency: string;
  totalMinor: number;
  /** Days before today. */
  issuedAgo: number;
  dueAgo: number;
}
export interface MonthLine {
  story: Story;
  from: string;
  reference: string;
  amountMinor: number;
  currency: string;
  /** Days before today. */
  ago: number;
  ending: Ending;
  /** Kept out of the bank until the first payments are recorded. */
  late?: true;
  /** Told by a statement file instead of the bank's own interface. */
  byFile?: true;
}
export interface Month {
  bills: MonthBill[];
  lines: MonthLine[];
  charges: { id: string; invoice: string; payer: string; amountMinor: number; ago: number }[];
}

/** The stories of the month, in the words in which they are printed. */
export const STORIES = {
  plain: 'one payment, one invoice, named in full',
  unnamed: 'right amount and payer, no invoice number',
  severalInvoices: 'one payment for several invoices',
  severalPayments: 'several payments for one invoice',
  partial: 'less than is owed',
  over: 'more than is owed',
  fee: 'a bank kept its fee',
  foreign: 'paid in another currency',
  wrongReference: "another client's number in the reference",
  twice: 'the same invoice paid twice',
  twins: 'two equal invoices, one payment without a number',
  orphan: 'money without an invoice',
  outgoing: 'rent, wages and suppliers',
  payout: 'a payout of Stripe on the bank line',
  card: 'paid by card',
  givenBack: 'a chargeback and a refund open their invoices again',
  shared: 'equal amounts and numbers in both organisations',
} as const;
export type Story = keyof typeof STORIES;
