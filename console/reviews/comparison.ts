import { type Compared, valueAt } from './cardSpec.ts';

/** How two sides of a line stand to each other: the same, not the same, or nothing to be said. */
type Verdict = 'same' | 'differs' | 'open';

export interface ComparedLine {
  line: Compared;
  verdict: Verdict;
  /** Right less left in minor units, where both are amounts of one currency and differ; else null. */
  offMinor: number | null;
  currency: string | null;
}

const textOf = (value: unknown) => (value === null || value === undefined ? '' : String(value));
const plain = (value: unknown) => textOf(value).trim().toLowerCase().replaceAll(/\s+/g, ' ');

function currencyOf(shown: unknown, path: string | undefined, otherwise: string | null): string | null {
  const own = path ? valueAt(shown, path) : null;
  return typeof own === 'string' ? own : otherwise;
}

/** One line of a comparison: amounts by number and currency, words without case and further blanks. */
export function compareLine(line: Compared, shown: unknown, currency: string | null): ComparedLine | null {
  const [left, right] = [valueAt(shown, line.left), valueAt(shown, line.right)];
  if (textOf(left) === '' && textOf(right) === '') return null;
  const of = currencyOf(shown, line.leftCurrency, currency);
  const isOne = of === currencyOf(shown, line.rightCurrency, currency);
  const known = textOf(left) !== '' && textOf(right) !== '';
  const equal = isOne && plain(left) === plain(right);
  const verdict: Verdict = !line.same || !known ? 'open' : equal ? 'same' : 'differs';
  const amounts = line.as === 'money' && typeof left === 'number' && typeof right === 'number' && isOne;
  return { line, verdict, offMinor: amounts && left !== right ? right - left : null, currency: of };
}
