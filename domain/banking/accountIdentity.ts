/** An account number to compare: without blanks and punctuation, in capitals; an IBAN and its spellings are one. */
const plainNumber = (number: string): string => number.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** `DE` as digits, where an IBAN is checked (ISO 13616). */
const GERMANY = '1314';

/** The IBAN of a German bank code and account: MT940 files of German banks have those, CAMT files the IBAN. */
function germanIban(bank: string, account: string): string {
  const basic = `${bank}${account.padStart(10, '0')}`;
  const check = 98n - (BigInt(`${basic}${GERMANY}00`) % 97n);
  return `DE${String(check).padStart(2, '0')}${basic}`;
}

/** Number of an account as files write it: some put the bank before it and the currency behind. */
export const numberOf = (written: string, currency: string): string => {
  const plain = plainNumber(written);
  const own = plain.length > 6 && plain.endsWith(currency) ? plain.slice(0, -currency.length) : plain;
  const [, bank, account] = /^\s*(\d{8})\/(\d{1,10})(?:[A-Z]{3})?\s*$/.exec(written) ?? [];
  return bank && account && own === bank + account ? germanIban(bank, account) : own;
};

export const lastFourOf = (number: string): string => plainNumber(number).slice(-4);
