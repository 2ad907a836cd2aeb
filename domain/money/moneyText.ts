import { currencyExponent, formatAmount } from './money.ts';

// Making a formatter costs more than everything else a row of a list does.
const formats = new Map<string, Intl.NumberFormat>();

/** An amount for people in English text, e.g. `$58.00`, `CA$58.00`, `PKR 72,081.00`; digits by the currency. */
export function moneyText(amountMinor: number, currency: string): string {
  let format = formats.get(currency);
  if (!format) {
    // Intl has fewer digits for some currencies than their books, PKR for one: it would round the amount.
    const digits = currencyExponent(currency);
    format = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(currency, format);
  }
  // Intl takes the decimal text exactly; a number could be rounded on the way. Its spaces do not break: people search with plain ones.
  return format.format(formatAmount(amountMinor, currency) as `${number}`).replaceAll('\u00a0', ' ');
}

/** How people may type an amount into a search: `$5,800.00`, `5800.00`, `5800.00 USD`. Whoever types less finds a part of these. */
export function amountSpellings(amountMinor: number | null, currency: string | null): string[] {
  if (amountMinor === null || currency === null) return [];
  const plain = formatAmount(amountMinor, currency);
  return [moneyText(amountMinor, currency), `${plain} ${currency}`, `${currency} ${plain}`];
}
