/** An account number to compare: without blanks and punctuation, in capitals; an IBAN and its spellings are one. */
export const plainNumber = (number: string): string => number.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Number of an account as files write it: some put the bank before it and the currency behind. */
export const numberOf = (written: string, currency: string): string => {
  const plain = plainNumber(written);
  return plain.length > 6 && plain.endsWith(currency) ? plain.slice(0, -currency.length) : plain;
};

export const lastFourOf = (number: string): string => plainNumber(number).slice(-4);
