import { isCurrency } from '../../money/currencies.ts';

/** Currencies a sign or word may mean, and the one it means where the tenant has none of them; null: nobody can say. */
interface Meaning {
  codes: readonly string[];
  otherwise: string | null;
}
const meaning = (codes: string, otherwise: string | null = null): Meaning => ({ codes: codes.split(' '), otherwise });

const DOLLARS = 'USD CAD AUD NZD SGD HKD MXN TWD JMD BBD BSD BZD BMD FJD GYD KYD LRD NAD SRD TTD XCD ARS CLP COP';
const RUPEES = meaning('PKR INR NPR LKR MUR SCR');
/** Only what everybody reads alike has a meaning of its own; the rest holds where it is the tenant's currency. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  Object.entries({
    $: meaning(DOLLARS, 'USD'),
    dollar: meaning(DOLLARS, 'USD'),
    us$: meaning('USD', 'USD'),
    usd$: meaning('USD', 'USD'),
    '€': meaning('EUR', 'EUR'),
    euro: meaning('EUR', 'EUR'),
    '£': meaning('GBP EGP GIP FKP SHP LBP SYP SDG', 'GBP'),
    pound: meaning('GBP EGP GIP FKP SHP LBP SYP SDG', 'GBP'),
    '¥': meaning('JPY CNY', 'JPY'),
    yen: meaning('JPY', 'JPY'),
    '₹': meaning('INR', 'INR'),
    '₨': RUPEES,
    rs: RUPEES,
    re: RUPEES,
    rupee: RUPEES,
    روپے: RUPEES,
    روپیہ: RUPEES,
    روپئے: RUPEES,
    रुपये: RUPEES,
    रुपए: RUPEES,
    रु: RUPEES,
    c$: meaning('CAD NIO'),
    ca$: meaning('CAD'),
    cad$: meaning('CAD'),
    a$: meaning('AUD'),
    au$: meaning('AUD'),
    aud$: meaning('AUD'),
    nz$: meaning('NZD'),
    s$: meaning('SGD'),
    sg$: meaning('SGD'),
    hk$: meaning('HKD'),
    nt$: meaning('TWD'),
    mx$: meaning('MXN'),
    r$: meaning('BRL'),
    real: meaning('BRL'),
    reais: meaning('BRL'),
    rm: meaning('MYR'),
    ringgit: meaning('MYR'),
    rp: meaning('IDR'),
    rupiah: meaning('IDR'),
    r: meaning('ZAR'),
    rand: meaning('ZAR'),
    '₦': meaning('NGN'),
    naira: meaning('NGN'),
    '₩': meaning('KRW KPW'),
    won: meaning('KRW KPW'),
    '৳': meaning('BDT'),
    tk: meaning('BDT'),
    taka: meaning('BDT'),
    '฿': meaning('THB'),
    baht: meaning('THB'),
    '₫': meaning('VND'),
    dong: meaning('VND'),
    '₱': meaning('PHP'),
    '₺': meaning('TRY'),
    lira: meaning('TRY'),
    '₽': meaning('RUB'),
    ruble: meaning('RUB'),
    '₴': meaning('UAH'),
    '₸': meaning('KZT'),
    '₪': meaning('ILS'),
    shekel: meaning('ILS'),
    '₵': meaning('GHS'),
    cedi: meaning('GHS'),
    ksh: meaning('KES', 'KES'),
    kshs: meaning('KES', 'KES'),
    tsh: meaning('TZS'),
    ush: meaning('UGX'),
    birr: meaning('ETB'),
    zł: meaning('PLN'),
    zloty: meaning('PLN'),
    kč: meaning('CZK'),
    ft: meaning('HUF'),
    kr: meaning('SEK NOK DKK ISK'),
    krona: meaning('SEK ISK'),
    krone: meaning('NOK DKK'),
    fr: meaning('CHF'),
    franc: meaning('CHF XAF XOF XPF CDF RWF BIF GNF DJF KMF'),
    rmb: meaning('CNY'),
    yuan: meaning('CNY'),
    peso: meaning('PHP MXN ARS CLP COP CUP DOP UYU'),
    dirham: meaning('AED MAD'),
    riyal: meaning('SAR QAR'),
    rial: meaning('OMR IRR YER'),
    dinar: meaning('KWD BHD JOD IQD TND LYD DZD RSD'),
    shilling: meaning('KES TZS UGX SOS'),
    afghani: meaning('AFN'),
  }),
);
const meaningOf = (word: string): Meaning | undefined =>
  MEANINGS.get(word) ?? (word.length > 4 && word.endsWith('s') ? MEANINGS.get(word.slice(0, -1)) : undefined);

/** Whose currency: narrows what stands beside it, names none alone. */
const WHOSE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    american: 'USD',
    us: 'USD',
    canadian: 'CAD',
    australian: 'AUD',
    zealand: 'NZD',
    singapore: 'SGD',
    singaporean: 'SGD',
    kong: 'HKD',
    hongkong: 'HKD',
    taiwan: 'TWD',
    jamaican: 'JMD',
    mexican: 'MXN',
    indian: 'INR',
    pakistani: 'PKR',
    pakistan: 'PKR',
    nepalese: 'NPR',
    nepali: 'NPR',
    nepal: 'NPR',
    lankan: 'LKR',
    lanka: 'LKR',
    mauritian: 'MUR',
    mauritius: 'MUR',
    seychelles: 'SCR',
    egyptian: 'EGP',
    emirati: 'AED',
    uae: 'AED',
    moroccan: 'MAD',
    saudi: 'SAR',
    qatari: 'QAR',
    omani: 'OMR',
    kuwaiti: 'KWD',
    bahraini: 'BHD',
    jordanian: 'JOD',
    iraqi: 'IQD',
    tunisian: 'TND',
    swiss: 'CHF',
    chinese: 'CNY',
    japanese: 'JPY',
  }),
);
/** ISO codes that are words as well: only in capital letters are they codes. */
const WORDS: ReadonlySet<string> = new Set(
  'all ang bam bob cop cup gel lak mad mop pen ron sek sos top try ves won'.split(' '),
);
const METALS_AND_TESTS = /^(?:XTS|XXX|XAU|XAG|XPT|XPD|XDR|XSU|XUA|XB[A-D])$/;
const CRYPTO = /^(?:btc|eth|usdt|usdc|sats|points?|coins?|tokens?)$/i;

export interface Mark {
  kind: 'code' | 'sign' | 'whose' | 'unknown';
  meaning: Meaning;
}

/** A sign that nobody can read: no currency is named by it, and none may be guessed. */
export const UNKNOWN: Mark = { kind: 'unknown', meaning: meaning('') };

/** What a word or sign beside a number says about its currency; null when it is an ordinary word. */
export function markOf(word: string): Mark | null {
  const bare = word.replace(/^\.+|[.:]+$/g, '');
  const lower = bare.toLowerCase();
  const upper = bare.toUpperCase();
  if (/^[A-Za-z]{3}$/.test(bare) && isCurrency(upper) && (bare === upper || !WORDS.has(lower)))
    return { kind: 'code', meaning: meaning(upper, upper) };
  const known = meaningOf(lower);
  if (known) return { kind: 'sign', meaning: known };
  const whose = WHOSE.get(lower.replaceAll('.', ''));
  if (whose && bare !== lower) return { kind: 'whose', meaning: meaning(whose) };
  if (METALS_AND_TESTS.test(bare) || CRYPTO.test(bare) || /\p{Sc}/u.test(bare)) return UNKNOWN;
  return null;
}

/**
 * The currency that everything beside an amount agrees on. A code wins over a sign that may mean it; signs of two
 * currencies, or one that the tenant does not deal in, are unknown.
 */
export function resolveCurrency(marks: readonly Mark[], tenantCurrency: string): string | null {
  const [first] = marks;
  if (!first || marks.some(({ kind }) => kind === 'unknown') || marks.every(({ kind }) => kind === 'whose'))
    return null;
  const left = first.meaning.codes.filter((code) => marks.every(({ meaning: { codes } }) => codes.includes(code)));
  if (left.length === 0) return null;
  const definite = marks.find(({ kind }) => kind === 'code' || kind === 'whose');
  if (definite) return left[0] ?? null;
  if (left.includes(tenantCurrency)) return tenantCurrency;
  const worlds = [...new Set(marks.map(({ meaning: { otherwise } }) => otherwise))];
  return worlds.length === 1 && worlds[0] && left.includes(worlds[0]) ? worlds[0] : null;
}
