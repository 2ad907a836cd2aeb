import { amountSpellings, moneyText } from '../money/moneyText.ts';
import type { Named } from '../naming.ts';
import { counted, dayText, listed, oneLine } from '../words.ts';
import type { MATCH_KINDS } from './matchStates.ts';

type Kind = (typeof MATCH_KINDS)[number];

interface NamedPayment {
  payer: string | null;
  paidMinor: number;
  currency: string;
  bookedOn: string;
  reference: string | null;
}
interface NamedInvoice {
  number: string;
  client: string;
  balanceMinor: number;
  currency: string;
}
interface NamedMatch {
  kind: Kind;
  paidMinor: number;
  paidCurrency: string;
  amountMinor: number;
  currency: string;
  payments: readonly NamedPayment[];
  invoices: readonly NamedInvoice[];
}

const numbers = (invoices: readonly NamedInvoice[]) =>
  listed(invoices.slice(0, 3).map(({ number }) => oneLine(number) ?? '')) +
  (invoices.length > 3 ? ` and ${invoices.length - 3} more` : '');

/** Who paid: as the bank writes it, else the client of the invoice. */
function whoPaid({ payments, invoices }: NamedMatch): string {
  return oneLine(payments[0]?.payer) ?? oneLine(invoices[0]?.client) ?? 'Somebody';
}

const dueMinor = ({ invoices }: NamedMatch) => invoices.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0);
const theInvoices = ({ invoices }: NamedMatch) =>
  `${invoices.length === 1 ? 'invoice' : 'invoices'} ${numbers(invoices)}`;

function title(match: NamedMatch): string {
  const paid = moneyText(Math.abs(match.paidMinor), match.paidCurrency);
  if (match.kind === 'return') return `${paid} went back to ${whoPaid(match)}, paid for ${theInvoices(match)}`;
  const due = moneyText(dueMinor(match), match.currency);
  return `${whoPaid(match)} paid ${paid}, ${theInvoices(match)} ${match.invoices.length === 1 ? 'is' : 'are'} due ${due}`;
}

/** What approving does, as one sentence without a full stop. */
function sentence(match: NamedMatch): string {
  const amount = moneyText(match.amountMinor, match.currency);
  if (match.kind === 'return') return `Note that the payment of ${theInvoices(match)} was given back`;
  const off = match.paidCurrency === match.currency ? match.paidMinor - dueMinor(match) : 0;
  const difference =
    off === 0 ? '' : `, ${moneyText(Math.abs(off), match.currency)} too ${off < 0 ? 'little' : 'much'}`;
  return `Count ${amount} as paid on ${theInvoices(match)}${difference}`;
}

/** How people call a match and the question about it. */
export function nameMatch(match: NamedMatch): Named {
  const [payment] = match.payments;
  const more = match.payments.length > 1 ? counted(match.payments.length, 'payment') : null;
  const reference = oneLine(payment?.reference);
  return {
    title: title(match),
    subtitle: [
      more ?? (payment ? `Paid ${dayText(payment.bookedOn)}` : ''),
      reference ? `“${reference}”` : 'without a reference',
    ].join(', '),
    sentence: sentence(match),
    search: [
      ...match.payments.flatMap(({ payer, reference: said }) => [payer ?? '', said ?? '']),
      ...match.invoices.flatMap(({ number, client }) => [number, client]),
      ...amountSpellings(match.paidMinor, match.paidCurrency),
    ],
  };
}

/** How people call a payment of which nobody knows whether WHMCS has it. */
export const nameUnclearPayment = ({
  amountMinor,
  currency,
  invoice,
  takenBack,
}: {
  amountMinor: number;
  currency: string;
  invoice: { number: string; client: string | null } | null;
  takenBack: boolean;
}): Named => ({
  title: `${takenBack ? 'Has WHMCS taken back' : 'Does WHMCS have'} ${moneyText(amountMinor, currency)} on invoice ${oneLine(invoice?.number) ?? ''}?`,
  subtitle: oneLine(invoice?.client) ?? '',
  sentence: 'Look it up at WHMCS: the payment stands there, or it does not',
  search: [invoice?.number ?? '', invoice?.client ?? '', ...amountSpellings(amountMinor, currency)],
});

/** How people call what WHMCS refused of a match after it had taken a part. `restMinor`: what is not recorded. */
export const nameMatchInPart = ({
  restMinor,
  currency,
  rest,
  payer,
}: {
  restMinor: number;
  currency: string;
  rest: readonly { number: string; client: string | null }[];
  payer: string | null;
}): Named => {
  const invoices = rest.map((one) => ({ ...one, client: one.client ?? '', balanceMinor: 0, currency }));
  const which = `${rest.length === 1 ? 'invoice' : 'invoices'} ${numbers(invoices)}`;
  return {
    title: `${moneyText(restMinor, currency)} could not be recorded at ${which}`,
    subtitle: `Paid by ${oneLine(payer) ?? 'somebody'}; the rest of the payment is recorded`,
    sentence: `Record ${moneyText(restMinor, currency)} at ${which} again, or leave it`,
    search: [...rest.flatMap(({ number, client }) => [number, client ?? '']), ...amountSpellings(restMinor, currency)],
  };
};

/** How people call what is taken back of a recorded match. `why`: a sentence. */
export const nameReturn = ({
  amountMinor,
  currency,
  invoices,
  payer,
  why,
}: {
  amountMinor: number;
  currency: string;
  invoices: readonly { number: string; client: string | null }[];
  payer: string | null;
  why: string;
}): Named => {
  const named = invoices.map((one) => ({ ...one, client: one.client ?? '', balanceMinor: 0, currency }));
  const which = `${invoices.length === 1 ? 'invoice' : 'invoices'} ${numbers(named)}`;
  return {
    title: `Take back ${moneyText(amountMinor, currency)} from ${which}?`,
    subtitle: [`Paid by ${oneLine(payer) ?? 'somebody'}`, why].join('. '),
    sentence: `Take back ${moneyText(amountMinor, currency)} from ${which}, which ${invoices.length === 1 ? 'is' : 'are'} open again`,
    search: [
      ...invoices.flatMap(({ number, client }) => [number, client ?? '']),
      ...amountSpellings(amountMinor, currency),
    ],
  };
};
