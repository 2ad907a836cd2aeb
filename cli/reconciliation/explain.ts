import { moneyText } from '../../domain/money/moneyText.ts';
import { unmatchedText } from '../../domain/reconciliation/unmatchedWords.ts';
import { dayText, spaced } from '../../domain/words.ts';
import type { ApiClient } from '../apiClient.ts';
import { bodyOf, openSession, type Shown, show } from '../commands/session.ts';
import { type Column, line, printFields, printTable, printTitle } from '../terminal/print.ts';
import { when } from '../terminal/text.ts';

interface Explained {
  match_id: string;
  title: string;
  status: string;
  state: { text: string };
  kind_text: string;
  confidence: number;
  approved_by: string | null;
  decided_by_name: string | null;
  decided_at: string | null;
  recorded_at: string | null;
  asked_because: string[];
  scored_by: string;
  unit: string;
  total: number;
  waterfall: { what: string; verdict: string; how: string | null; points: number }[];
  runner_up: { score: number; invoice: { number: string; client: string | null } | null } | null;
  payments: {
    payer: string | null;
    amount_minor: number;
    currency: string;
    paid_on: string;
    reference: string | null;
    account: string | null;
  }[];
  invoices: {
    id: string;
    number: string;
    client: string | null;
    currency: string;
    balance_minor: number;
    counted_minor: number;
    due_on: string | null;
    instance: string;
  }[];
}
interface Line {
  transaction_id: string;
  account_name: string;
  status: string;
  reason: string | null;
  since: string;
  booked_on: string;
  amount: { amount_minor: number; currency: string };
  counterparty: string | null;
  reference: string | null;
}

const PAYMENTS: readonly Column<Explained['payments'][number]>[] = [
  { head: 'PAYMENT', of: ({ payer }) => payer ?? 'nobody named' },
  { head: 'AMOUNT', of: (payment) => moneyText(payment.amount_minor, payment.currency), right: true },
  { head: 'ON', of: ({ paid_on: on }) => dayText(on) },
  { head: 'REFERENCE', of: ({ reference }) => reference ?? '' },
  { head: 'ACCOUNT', of: ({ account }) => account ?? '' },
];
const INVOICES: readonly Column<Explained['invoices'][number]>[] = [
  { head: 'INVOICE', of: ({ number }) => number },
  { head: 'CLIENT', of: ({ client }) => client ?? '' },
  { head: 'LEFT', of: (invoice) => moneyText(invoice.balance_minor, invoice.currency), right: true },
  { head: 'COUNTED', of: (invoice) => moneyText(invoice.counted_minor, invoice.currency), right: true },
  { head: 'DUE', of: ({ due_on: on }) => (on === null ? '' : dayText(on)) },
  { head: 'AT', of: ({ instance }) => instance },
];
const EVIDENCE: readonly Column<Explained['waterfall'][number]>[] = [
  { head: 'WHAT', of: ({ what }) => what },
  { head: 'RESULT', of: ({ verdict, how }) => (how === null ? verdict : `${verdict}, ${how}`) },
  { head: 'ADDS', of: ({ points }) => shortNumber(points), right: true },
];
const shortNumber = (value: number): string => value.toFixed(1).replace(/\.0$/, '');

function runnerUpWords({ runner_up: next }: Explained): string {
  if (!next) return 'none';
  const { invoice, score } = next;
  if (!invoice) return `another payment, with ${score}`;
  return `invoice ${invoice.number}${invoice.client ? ` of ${invoice.client}` : ''}, with ${score}`;
}

const deciderOf = ({ approved_by: by, decided_by_name: name }: Explained): string =>
  by === 'auto' ? 'the rules' : (name ?? 'a person');

function sayMatch(match: Explained): void {
  printTitle(match.title, `${match.state.text}. ${match.kind_text}. Score ${match.confidence} of 100`);
  line();
  printTable(PAYMENTS, match.payments);
  line();
  printTable(INVOICES, match.invoices);
  line();
  printTable(EVIDENCE, match.waterfall);
  line();
  printFields([
    ['comes to', `${shortNumber(match.total)} ${match.unit}`],
    ['scored by', match.scored_by],
    ['runner-up', runnerUpWords(match)],
    ['asked because', match.asked_because.join('; ')],
    ['decided', match.decided_at && `${when(match.decided_at)}, by ${deciderOf(match)}`],
    ['recorded', when(match.recorded_at)],
  ]);
}

function sayLine(found: Line): void {
  const { amount, counterparty, booked_on: on } = found;
  printTitle(
    `${counterparty ?? 'A line'}: ${moneyText(amount.amount_minor, amount.currency)}`,
    `${found.account_name}, ${dayText(on)}`,
  );
  printFields([
    ['state', spaced(found.status)],
    ['why', found.reason === null ? 'no matching has said anything of it yet' : unmatchedText(found.reason)],
    ['since', when(found.since)],
    ['reference', found.reference],
  ]);
}

/** The match of an id, or the newest match that a payment of this id is in. */
async function matchOf(session: ApiClient, id: string): Promise<Explained | null> {
  const own = await session.get<Explained>(`/reconciliation/matches/${encodeURIComponent(id)}`);
  if (own.status !== 404) return bodyOf(own);
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const { matches } = bodyOf(
    await session.get<{ matches: { match_id: string }[] }>(`/reconciliation/matches?payment=${id}&limit=1`),
  );
  const [newest] = matches;
  return newest ? bodyOf(await session.get<Explained>(`/reconciliation/matches/${newest.match_id}`)) : null;
}

/** Says why a payment was matched: both sides, what speaks for it, the runner-up; of a bank line without a match, why it waits. */
export async function explain(id: string, options: Shown): Promise<void> {
  const session = openSession('admin');
  const match = await matchOf(session, id);
  if (match && match.status !== 'rejected' && match.status !== 'superseded') return show(match, options, sayMatch);
  const found = await session.get<Line>(`/reconciliation/transactions/${encodeURIComponent(id)}`);
  if (found.status === 404 && match) return show(match, options, sayMatch);
  show(bodyOf(found), options, sayLine);
}
