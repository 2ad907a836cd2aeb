/** How thousands are parted, each with the marks its decimals may have. Anything else is no number we know. */
const FORMS: { whole: RegExp; decimal: string }[] = [
  { whole: /^[1-9]\d{0,2}(?:,\d{3})+$/, decimal: '.' },
  // 1,00,000: lakhs.
  { whole: /^[1-9]\d?(?:,\d{2})+,\d{3}$/, decimal: '.' },
  { whole: /^[1-9]\d{0,2}(?:\.\d{3})+$/, decimal: ',' },
  { whole: /^[1-9]\d{0,2}(?:'\d{3})+$/, decimal: '.,٫' },
  { whole: /^[1-9]\d{0,2}(?: \d{3})+$/, decimal: '.,٫' },
  { whole: /^\d+$/, decimal: '.,٫' },
];

/**
 * Plain digits of a written number: 5,000.00, 5.000,00, 5 000,00, 1,00,000.50 and 5'000 are read as people mean them,
 * 12,34,5 not at all. `decimals`: digits of the currency; only where it has three is 12.345 no thousands, and 12,345
 * may be either, so it is refused.
 */
export function readNumber(text: string, decimals = 2): string | null {
  const compact = text.trim();
  const sign = compact.startsWith('-') ? '-' : '';
  const digits = compact.slice(sign.length);
  if (/^0\d/.test(digits)) return null;
  if (/^\d+$/.test(digits)) return sign + digits;
  const single = /^(\d+)([.,])(\d{3})$/.exec(digits);
  if (single && decimals === 3) return single[2] === '.' ? `${sign}${single[1]}.${single[3]}` : null;
  if (FORMS.some(({ whole }) => whole.test(digits))) return sign + digits.replaceAll(/\D/g, '');
  const [, whole = '', mark = '', fraction = ''] = /^(.*)([.,٫])(\d+)$/.exec(digits) ?? [];
  const form = FORMS.find((one) => one.whole.test(whole));
  if (!form?.decimal.includes(mark) || (mark === ',' && fraction.length > Math.max(decimals, 1))) return null;
  return `${sign}${whole.replaceAll(/\D/g, '')}.${fraction}`;
}

const EXACT: Record<string, number> = {
  hundred: 2,
  thousand: 3,
  lakh: 5,
  lakhs: 5,
  lac: 5,
  lacs: 5,
  million: 6,
  crore: 7,
  crores: 7,
};
/** Short forms are rounded, and words of other languages are not ours to multiply by. */
const INEXACT =
  /^(?:k|m|mn|mln|mio|mrd|bn|b|l|lk|t|tsd|thou|grand|dozen|billion|hazar|hazaar|mil|mille|tausend|millon(?:es)?|millón|milliard|لاکھ|کروڑ|ہزار|سو|ألف|الف|آلاف|ملايين|مليون|مئة|هزار|میلیون|लाख|करोड़|करोड़|हज़ार|हज़ार|हजार|सौ)$/iu;

/** What a word behind a number makes of it: a power of ten, nothing, or null where the number can't be told exactly. */
export function magnitudeOf(word: string): number | null {
  const bare = word.toLowerCase();
  const known = Object.hasOwn(EXACT, bare) ? EXACT[bare] : undefined;
  if (known !== undefined) return known;
  return INEXACT.test(word) ? null : 0;
}

/** `digits` times a power of ten, by moving the point. */
export function timesTen(digits: string, power: number): string {
  const [whole = '', fraction = ''] = digits.split('.');
  const all = fraction.padEnd(power, '0');
  const rest = all.slice(power);
  return `${whole}${all.slice(0, power)}`.replace(/^(-?)0+(?=\d)/, '$1') + (rest ? `.${rest}` : '');
}
