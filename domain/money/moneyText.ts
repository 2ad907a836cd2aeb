import { isCurrency } from './currencies.ts';
import { formatAmount } from './money.ts';

/** Signs that English readers know; every other currency goes by its code. As Intl has them, and the same in every version of it. */
const SIGNS: Readonly<Record<string, string>> = {
  AUD: 'A$',
  BRL: 'R$',
  CAD: 'CA$',
  CNY: 'CN¥',
  EUR: '€',
  GBP: '£',
  HKD: 'HK$',
  ILS: '₪',
  INR: '₹',
  JPY: '¥',
  KRW: '₩',
  MXN: 'MX$',
  NZD: 'NZ$',
  PHP: '₱',
  TWD: 'NT$',
  USD: '$',
  VND: '₫',
  XAF: 'FCFA',
  XCD: 'EC$',
  XCG: 'Cg.',
  XOF: 'F CFA',
  XPF: 'CFPF',
};

/**
 * An amount for people in English text, e.g. `$58.00`, `CA$58.00`, `PKR 72,081.00`; digits by the currency. Intl has fewer
 * for some currencies than their books, PKR for one: it would round the amount. The spaces are plain: people search with them.
 */
export function moneyText(amountMinor: number, currency: string): string {
  const decimal = formatAmount(amountMinor, currency);
  const [whole = '', fraction] = decimal.replace('-', '').split('.');
  const sign = Object.hasOwn(SIGNS, currency) ? SIGNS[currency] : undefined;
  const before = sign === undefined || /[A-Z.]$/.test(sign) ? `${sign ?? currency} ` : sign;
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return `${decimal.startsWith('-') ? '-' : ''}${before}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A limit that holds in every currency, as it reads in one with two decimals. */
const anyCurrency = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A limit for people; `currency` null = the number holds in each currency. */
export function limitText(minor: number | null, currency: string | null): string {
  if (minor === null) return 'no limit';
  return currency !== null && isCurrency(currency)
    ? moneyText(minor, currency)
    : `${anyCurrency.format((minor / 100).toFixed(2) as `${number}`)} of any currency`;
}

/** How people may type an amount into a search: `$5,800.00`, `5800.00`, `5800.00 USD`. Whoever types less finds a part of these. */
export function amountSpellings(amountMinor: number | null, currency: string | null): string[] {
  if (amountMinor === null || currency === null) return [];
  const plain = formatAmount(amountMinor, currency);
  return [moneyText(amountMinor, currency), `${plain} ${currency}`, `${currency} ${plain}`];
}
