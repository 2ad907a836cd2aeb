import { moneyText } from '../../domain/money/moneyText.ts';

/** An amount in minor units, written as in titles, mails and on the command line; without a currency only its digits are known. */
export const amountText = (minor: number, currency: string | null): string =>
  currency === null ? String(minor) : moneyText(minor, currency);

export const Money = ({ minor, currency }: { minor: number; currency: string | null }) => (
  <span className="money">{amountText(minor, currency)}</span>
);
