/** Written with these groups and marks: 1234567 is 12,34,567 in India. */
export function grouped(whole: string, mark: string, indian: boolean): string {
  const tail = whole.slice(-3);
  const head = whole.slice(0, -3);
  if (!head) return tail;
  const groups = indian ? head.replaceAll(/\B(?=(\d{2})+$)/g, mark) : head.replaceAll(/\B(?=(\d{3})+$)/g, mark);
  return `${groups}${mark}${tail}`;
}

const inScript = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** Forms people write numbers in. `plain`: what an ordinary provider writes. */
export const FORMS: {
  plain: boolean;
  decimals: 'always' | 'never';
  write: (whole: string, cents: string) => string;
}[] = [
  { plain: true, decimals: 'always', write: (whole, cents) => `${grouped(whole, ',', false)}.${cents}` },
  { plain: true, decimals: 'always', write: (whole, cents) => `${whole}.${cents}` },
  { plain: true, decimals: 'never', write: (whole) => grouped(whole, ',', false) },
  { plain: true, decimals: 'never', write: (whole) => whole },
  { plain: true, decimals: 'always', write: (whole, cents) => `${grouped(whole, ',', true)}.${cents}` },
  { plain: true, decimals: 'never', write: (whole) => `${grouped(whole, ',', true)}/-` },
  { plain: false, decimals: 'always', write: (whole, cents) => `${grouped(whole, "'", false)}.${cents}` },
  { plain: false, decimals: 'always', write: (whole, cents) => `${grouped(whole, '’', false)}.${cents}` },
  { plain: false, decimals: 'always', write: (whole, cents) => `${grouped(whole, '.', false)},${cents}` },
  { plain: false, decimals: 'always', write: (whole, cents) => `${grouped(whole, '\u202f', false)},${cents}` },
  { plain: false, decimals: 'always', write: (whole, cents) => `${grouped(whole, '\u2009', false)}.${cents}` },
  {
    plain: false,
    decimals: 'always',
    write: (whole, cents) => inScript(`${grouped(whole, '٬', false)}٫${cents}`, 0x660),
  },
  { plain: false, decimals: 'never', write: (whole) => inScript(grouped(whole, ',', false), 0x6f0) },
  {
    plain: false,
    decimals: 'always',
    write: (whole, cents) => inScript(`${grouped(whole, ',', true)}.${cents}`, 0x966),
  },
  {
    plain: false,
    decimals: 'always',
    write: (whole, cents) => inScript(`${grouped(whole, '，', false)}．${cents}`, 0xff10),
  },
  {
    plain: false,
    decimals: 'always',
    write: (whole, cents) => `${grouped(whole, ',', false)}.${cents}`.replace(/(\d)(?=\d)/, '$1\u200b'),
  },
  { plain: false, decimals: 'always', write: (whole, cents) => `${grouped(whole, '٬', false)}.${cents}` },
];

/** How the currency stands beside the number, in a tenant of rupees. */
export const MARKS: { currency: string; plain: boolean; write: (number: string) => string }[] = [
  ...[
    (n: string) => `Rs. ${n}`,
    (n: string) => `Rs.${n}`,
    (n: string) => `PKR ${n}`,
    (n: string) => `${n} PKR`,
    (n: string) => `Rs ${n}`,
    (n: string) => `₨ ${n}`,
    (n: string) => `PKR${n}`,
    (n: string) => `PKR. ${n}`,
    (n: string) => `${n} rupees`,
  ].map((write) => ({ currency: 'PKR', plain: true, write })),
  { currency: 'USD', plain: true, write: (n) => `$${n}` },
  { currency: 'USD', plain: true, write: (n) => `USD ${n}` },
  { currency: 'USD', plain: true, write: (n) => `US$ ${n}` },
  { currency: 'USD', plain: true, write: (n) => `$${n} USD` },
  { currency: 'EUR', plain: true, write: (n) => `€${n}` },
  { currency: 'EUR', plain: true, write: (n) => `${n} EUR` },
  { currency: 'GBP', plain: true, write: (n) => `£${n}` },
  { currency: 'INR', plain: true, write: (n) => `INR ${n}` },
  { currency: 'INR', plain: true, write: (n) => `₹${n}` },
  { currency: 'AED', plain: true, write: (n) => `AED ${n}` },
  ...(
    [
      ['CAD', '$', ' CAD'],
      ['CAD', 'C$', ''],
      ['CAD', 'CA$', ''],
      ['CAD', 'CAD $', ''],
      ['HKD', 'HK$ ', ''],
      ['AUD', 'A$', ''],
      ['AUD', '$', ' AUD'],
      ['NZD', 'NZ$', ''],
      ['SGD', 'S$', ''],
      ['BRL', 'R$ ', ''],
      ['MYR', 'RM', ''],
      ['MYR', 'RM ', ''],
      ['IDR', 'Rp ', ''],
      ['IDR', '', ' rupiah'],
      ['ZAR', 'R ', ''],
      ['ZAR', 'R', ''],
      ['NGN', '₦', ''],
      ['NGN', '', ' naira'],
      ['BDT', '৳', ''],
      ['BDT', 'Tk ', ''],
      ['BDT', '', ' taka'],
      ['NPR', 'NPR ', ''],
      ['NPR', 'Rs. ', ' NPR'],
      ['LKR', 'LKR ', ''],
      ['LKR', 'Rs ', ' (LKR)'],
      ['INR', 'Rs. ', ' INR'],
      ['INR', '', ' Indian rupees'],
      ['KES', 'Ksh', ''],
      ['THB', '฿', ''],
      ['PHP', '₱', ''],
      ['VND', '₫', ''],
      ['PLN', '', ' zł'],
      ['SEK', '', ' kr'],
      ['CHF', 'Fr. ', ''],
      ['CZK', '', ' Kč'],
      ['USD', '', ' dollars'],
      ['CAD', '', ' Canadian dollars'],
      ['TRY', '₺', ''],
      ['CNY', 'RMB ', ''],
      ['AED', '', ' dirhams'],
    ] as const
  ).map(([currency, before, behind]) => ({ currency, plain: false, write: (n: string) => `${before}${n}${behind}` })),
];

export const SIGNS = [
  (money: string) => `-${money}`,
  (money: string) => `−${money}`,
  (money: string) => `(${money})`,
  (money: string) => `${money}-`,
  (money: string) => `${money} DR`,
  (money: string) => money.replace(/(?=[\p{Nd}])/u, '-'),
];

export const ZERO_DECIMALS = new Set(['VND']);
