import { isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** ISO 3166-1 alpha-2 code of a country whose numbers can be read. */
export const isPhoneCountry = (country: string): boolean => isSupportedCountry(country);

/**
 * Forms that people still write and that their countries have given up, by calling code: Mexico's 1 before mobile numbers,
 * and Brazil's mobile numbers from before the ninth digit.
 */
const OLD_FORMS: Record<string, (national: string) => string> = {
  '52': (national) => national.replace(/^(?:044|045|1)(?=\d{10}$)/, ''),
  '55': (national) => national.replace(/^(\d{2})([6-9]\d{7})$/, '$19$2'),
};

/**
 * Without what phones and apps copy along: marks that are not seen (bidi, soft hyphen), a scheme, and brackets round the
 * country code.
 */
const bare = (text: string): string =>
  text
    .replaceAll(/\p{Cf}/gu, '')
    .trim()
    .replace(/^(?:tel|whatsapp):\s*/i, '')
    .replace(/^[([]\s*((?:\+|＋|00)\s*\d{1,4})\s*[)\]]/u, '$1 ');

function parse(written: string, country: string): PhoneNumber | undefined {
  const text = bare(written);
  // The library refuses a default country it does not know; then only numbers with a country code can be read.
  const options = isSupportedCountry(country) ? { defaultCountry: country, extract: false } : { extract: false };
  return parsePhoneNumberFromString(text, options);
}

/**
 * A phone number as E.164 (`+923001234567`), read as it is written in `country`; null unless it is a valid number. Two
 * numbers are compared by this, and only where both sides have one.
 */
export function phoneNumberOf(text: string | null, country: string): string | null {
  const parsed = text === null ? undefined : parse(text, country);
  if (!parsed || parsed.isValid()) return parsed?.number ?? null;
  const newer = OLD_FORMS[parsed.countryCallingCode]?.(parsed.nationalNumber);
  const again = newer === undefined ? undefined : parse(`+${parsed.countryCallingCode}${newer}`, country);
  return again?.isValid() ? again.number : null;
}

/** Whether somebody may be called by it: of a length its country has. Kept looser than validity, for ranges newer than the list. */
export const mayBePhone = (text: string, country: string): boolean => parse(text, country)?.isPossible() ?? false;
