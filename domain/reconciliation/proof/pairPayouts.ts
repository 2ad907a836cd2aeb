import type { LineFact, PayoutFact } from './facts.ts';

/** What of a bank line says whether it is a payout. */
export type PairedLine = Pick<
  LineFact,
  'id' | 'day' | 'amountMinor' | 'currency' | 'counterparty' | 'text' | 'status' | 'isRemoved'
>;
/** What of a payout a bank line is known by. */
export type PairedPayout = Pick<PayoutFact, 'id' | 'amountMinor' | 'currency' | 'arrivesOn' | 'descriptor' | 'traceId'>;

const DAY_MS = 86_400_000;
/** Days around the day of arrival on which a bank books a payout: weekends and holidays lie between. */
const EARLY_DAYS = 2;
export const LATE_DAYS = 5;

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
const squeezed = (text: string) => text.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Whether the line says that it is this payout: by its trace id, or by what Stripe prints on statements. */
function isNamed(line: PairedLine, payout: PairedPayout): boolean {
  const text = squeezed(`${line.counterparty ?? ''} ${line.text}`);
  if (payout.traceId && text.includes(squeezed(payout.traceId))) return true;
  const printed = squeezed(payout.descriptor ?? '');
  return text.includes('STRIPE') || (printed.length >= 4 && text.includes(printed));
}

/**
 * Payouts and the bank lines that they are, one to one: the same amount and currency within days of the arrival, and words that
 * name it. Equal payouts of near days take equal lines in the order of their days: either way the money is the same.
 * Returns line ids by payout id.
 */
export function pairPayouts(payouts: readonly PairedPayout[], lines: readonly PairedLine[]): Map<string, string> {
  const free = new Map<string, PairedLine[]>();
  const keyOf = ({ currency, amountMinor }: { currency: string; amountMinor: number }) => `${currency} ${amountMinor}`;
  for (const line of lines.toSorted(
    (one, other) => one.day.localeCompare(other.day) || one.id.localeCompare(other.id),
  )) {
    if (line.isRemoved || line.status !== 'posted') continue;
    const those = free.get(keyOf(line));
    if (those) those.push(line);
    else free.set(keyOf(line), [line]);
  }
  const pairs = new Map<string, string>();
  const byDay = payouts.toSorted(
    (one, other) => one.arrivesOn.localeCompare(other.arrivesOn) || one.id.localeCompare(other.id),
  );
  for (const payout of byDay) {
    const those = free.get(keyOf(payout)) ?? [];
    const at = those.findIndex((line) => {
      const late = daysBetween(payout.arrivesOn, line.day);
      return late >= -EARLY_DAYS && late <= LATE_DAYS && isNamed(line, payout);
    });
    const [line] = at < 0 ? [] : those.splice(at, 1);
    if (line) pairs.set(payout.id, line.id);
  }
  return pairs;
}
