import { currencyExponent, formatAmount } from '../../domain/money/money.ts';

// Making a formatter costs more than everything else a row of a list does.
const formats = new Map<string, Intl.NumberFormat>();
function formatOf(currency: string): Intl.NumberFormat {
  const known = formats.get(currency);
  if (known) return known;
  const usual = new Intl.NumberFormat(undefined, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const digits = currencyExponent(currency);
  // Intl has fewer digits for some currencies than their books, PKR for one: it would round the amount.
  const made =
    (usual.resolvedOptions().maximumFractionDigits ?? 0) >= digits
      ? usual
      : new Intl.NumberFormat(undefined, {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
          trailingZeroDisplay: 'stripIfInteger',
        });
  formats.set(currency, made);
  return made;
}

/** An amount in minor units as people of this browser's language write it, digits by the currency's exponent. */
export function moneyText(minor: number, currency: string | null): string {
  if (!currency) return String(minor);
  // Intl takes the decimal text exactly; a number could be rounded on the way.
  const decimal = formatAmount(minor, currency) as `${number}`;
  return formatOf(currency).format(decimal);
}

/** A limit; without a currency its number holds in each, and reads as in one with two decimals. */
const anyCurrency = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
export const limitText = (minor: number | null, currency: string | null): string =>
  minor === null
    ? 'no limit'
    : currency
      ? moneyText(minor, currency)
      : `${anyCurrency.format((minor / 100).toFixed(2) as `${number}`)} of any currency`;

export function Money({ minor, currency }: { minor: number; currency: string | null }) {
  return (
    <span className="money">
      {moneyText(minor, currency)}
      {currency && <span className="currency"> {currency}</span>}
    </span>
  );
}
