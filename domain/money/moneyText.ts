import { formatAmount } from './money.ts';

// Making a formatter costs more than everything else a row of a list does.
const formats = new Map<string, Intl.NumberFormat>();

/** An amount for people in English text, e.g. `$58.00`, `CA$58.00`, `PKR 72,081.00`; digits by the currency. */
export function moneyText(amountMinor: number, currency: string): string {
  let format = formats.get(currency);
  if (!format) {
    format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    formats.set(currency, format);
  }
  // Intl takes the decimal text exactly; a number could be rounded on the way. Its spaces do not break: people search with plain ones.
  return format.format(formatAmount(amountMinor, currency) as `${number}`).replaceAll(' ', ' ');
}
