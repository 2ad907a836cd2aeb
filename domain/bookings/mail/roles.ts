import { type AmountProblem, amountsOf, type Reading, readAmount, type WrittenAmount } from './amounts.ts';
import type { Mark } from './currencies.ts';
import { markOf } from './currencies.ts';
import type { Unit } from './labels.ts';
import { conditionAt, type Place } from './statements.ts';

export type Role = 'paid' | 'balance' | 'fee' | 'limit' | 'offer' | 'due' | 'rate' | 'conditional';

export interface MailAmount extends Place {
  role: Role;
  reading: Reading;
  side: 'in' | 'out' | null;
  row: number | null;
}

/** Words that say what an amount is; the one that stands nearest before it decides. */
const ROLES: [Role, RegExp][] = [
  ['balance', /\b(?:balance|bal|avl|avbl|available|remaining|closing|opening|ledger)\b/giu],
  ['fee', /\b(?:fees?|charges?|commission|tax|taxes|vat|gst|withholding|deducted|deduction)\b/giu],
  [
    'limit',
    /\b(?:limit|up ?to|maximum|minimum|max|min|at least|more than|less than|above|below|exceed\w*|insured|share capital|capital)\b/giu,
  ],
  [
    'offer',
    /\b(?:cashback|cash back|rewards?|bonus|offers?|discounts?|save|win|earn|get|vouchers?|coupons?|prizes?|points|flat)\b/giu,
  ],
  ['due', /\b(?:due|outstanding|owes?|owed|payable|bills?|requested|requests?)\b/giu],
  [
    'paid',
    /\b(?:received|credited|deposited|amounts?|amt|sum|paid|sent|transferred|payments?|transfer|credit|deposit|total|remitted|incoming|got|added)\b/giu,
  ],
];
const BEHIND: [Role, RegExp][] = [
  ['fee', /^\W{0,2}(?:in |as |of )?(?:an? )?(?:\w+ )?(?:fees?|charges?|commission|tax|vat|gst)\b/iu],
  ['balance', /^\W{0,2}(?:is )?(?:your |the )?(?:current |new |available |remaining )?(?:balance|bal)\b/iu],
  ['offer', /^\W{0,2}(?:\w+ )?(?:cashback|cash back|discount|off|bonus|reward|voucher|points)\b/iu],
  ['limit', /^\W{0,2}(?:\w+ )?limit\b/iu],
  ['due', /^\W{0,2}(?:is |are )?(?:due|outstanding|payable|overdue)\b/iu],
];

/** What the words beside an amount make of it, in its own sentence and behind the amount before it. */
function roleOf(text: string, amount: WrittenAmount, previousEnd: number): Role {
  if (amount.rate) return 'rate';
  const start = Math.max(previousEnd, text.slice(0, amount.from).search(/[^.!?;]*$/u), 0);
  const before = text.slice(start, amount.from);
  const sentence = text.slice(Math.max(0, text.slice(0, amount.from).search(/[^!?;]*$/u)), amount.from);
  if (conditionAt(sentence) < sentence.length) return 'conditional';
  const behind = BEHIND.find(([, pattern]) => pattern.test(text.slice(amount.to, amount.to + 40)));
  if (behind) return behind[0];
  let role: Role = 'paid';
  let at = -1;
  for (const [candidate, pattern] of ROLES)
    for (const match of before.matchAll(pattern)) if (match.index > at) [role, at] = [candidate, match.index];
  return role;
}

const BESIDE: [Role, RegExp][] = [
  ['balance', /balance|bal\b|available|remaining/iu],
  ['fee', /fee|charge|commission|tax|vat|gst|withholding|tip/iu],
  ['offer', /cashback|reward|bonus|discount|points/iu],
  ['limit', /./u],
];

/** All amounts of the mail with their roles. Names, numbers, dates and notes of the payer hold none. */
export function mailAmounts(units: readonly Unit[], rules: { currency: string; maximumAmount: number }): MailAmount[] {
  const stated: Mark[] = units
    .filter(({ label }) => label?.kind === 'currency')
    .flatMap(({ text }) => text.split(/[^\p{L}\p{Sc}$]+/u).flatMap((word) => markOf(word) ?? []));
  const found: MailAmount[] = [];
  for (const unit of units) {
    const kind = unit.label?.kind ?? null;
    const holds = kind === null || kind === 'amount' || kind === 'beside' || kind === 'type' || kind === 'status';
    if (!holds) continue;
    let previousEnd = 0;
    for (const amount of amountsOf(unit.text, kind === 'amount')) {
      const labelText = unit.line.slice(0, unit.from);
      const role: Role =
        kind === 'amount'
          ? amount.rate
            ? 'rate'
            : 'paid'
          : kind === 'beside'
            ? (BESIDE.find(([, pattern]) => pattern.test(labelText))?.[0] ?? 'balance')
            : roleOf(
                labelText + unit.text,
                { ...amount, from: amount.from + labelText.length, to: amount.to + labelText.length },
                previousEnd,
              );
      previousEnd = labelText.length + amount.to;
      found.push({
        line: unit.line,
        from: unit.from + amount.from,
        to: unit.from + amount.to,
        role,
        reading: readAmount(amount, [...(unit.label?.marks ?? []), ...stated], rules),
        side: amount.side,
        row: unit.row,
      });
    }
  }
  return found;
}

export type { AmountProblem };
