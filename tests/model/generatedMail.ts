import { PASSED } from '../../cli/demo/paymentMail.ts';
import * as wordings from './generatedWordings.ts';

/** A number between 0 and 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What happened, before anybody writes it down. */
export interface MailFact {
  state: string;
  amountMinor: number;
  currency: string;
  /** A completed credit in ordinary English with an amount as its currency is usually written. */
  plain: boolean;
  /** Money came in and is there to stay: never may the mail be passed over. */
  credit: boolean;
}
export interface GeneratedMail {
  fact: MailFact;
  raw: Buffer;
  /** Other amounts that a careless reader might take, in minor units of the same currency. */
  traps: number[];
  text: string;
}

type Pick = <T>(from: readonly T[]) => T;
const NAMES = ['Ali Raza', 'JOHN DOE', 'Sana Khan', 'María García', 'Bilal Ahmed', 'Jane Roe', 'Fatima Noor'];
const DATES = ['17/10/2025', '03-Aug-25', '27 Nov 2026', 'Nov 27, 2026', '2026-11-27 14:46', '03/07/25 14:46'];

/** Written with these groups and marks: 1234567 is 12,34,567 in India. */
function grouped(whole: string, mark: string, indian: boolean): string {
  const tail = whole.slice(-3);
  const head = whole.slice(0, -3);
  if (!head) return tail;
  const groups = indian ? head.replaceAll(/\B(?=(\d{2})+$)/g, mark) : head.replaceAll(/\B(?=(\d{3})+$)/g, mark);
  return `${groups}${mark}${tail}`;
}

const inScript = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

/** Forms people write numbers in. `plain`: what an ordinary provider writes. */
const FORMS: { plain: boolean; decimals: 'always' | 'never'; write: (whole: string, cents: string) => string }[] = [
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
const MARKS: { currency: string; plain: boolean; write: (number: string) => string }[] = [
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

const SIGNS = [
  (money: string) => `-${money}`,
  (money: string) => `−${money}`,
  (money: string) => `(${money})`,
  (money: string) => `${money}-`,
  (money: string) => `${money} DR`,
  (money: string) => money.replace(/(?=[\p{Nd}])/u, '-'),
];

const ZERO_DECIMALS = new Set(['VND']);

function hardWrapped(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(new RegExp(`(.{20,${width}}) `, 'g'), '$1\n'))
    .join('\n');
}

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) =>
      (byte > 32 && byte < 127 && byte !== 61) || byte === 32 || byte === 10
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    .replaceAll(/[^\n]{70}(?=[^\n]{3})/g, (line) => (/=.?$/.test(line) ? line : `${line}=\n`));

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The message around a body. */
function message(subject: string, body: { text?: string; html?: string }, pick: Pick): Buffer {
  const encode = pick(['base64', 'quoted-printable', '8bit'] as const);
  const part = (type: string, content: string) => {
    const encoded =
      encode === 'base64'
        ? (
            Buffer.from(content, 'utf8')
              .toString('base64')
              .match(/.{1,76}/g) ?? []
          ).join('\n')
        : encode === '8bit'
          ? content
          : quotedPrintable(content);
    return `Content-Type: text/${type}; charset=utf-8\nContent-Transfer-Encoding: ${encode}\n\n${encoded}\n`;
  };
  const inner =
    body.text !== undefined && body.html !== undefined
      ? `Content-Type: multipart/alternative; boundary="=b"\n\n--=b\n${part('plain', body.text)}\n--=b\n${part('html', body.html)}\n--=b--\n`
      : body.html === undefined
        ? part('plain', body.text ?? '')
        : part('html', body.html);
  const head = [
    `Authentication-Results: ${PASSED}`,
    'From: NayaPay <nayapay@example.com>',
    'To: office@countersign.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Fri, 27 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
  ].join('\n');
  return Buffer.from(`${head}\n${inner}`.replaceAll('\n', '\r\n'), 'utf8');
}

/** A list of fields in one of the ways people lay it out. */
function laidOut(head: string, rows: [string, string][], foot: string, pick: Pick): { text?: string; html?: string } {
  const text = (join: (row: [string, string]) => string) => `${head}\n\n${rows.map(join).join('\n')}\n\n${foot}\n`;
  const table = (cell: (label: string, value: string) => string) =>
    `<html><body><p>${escaped(head)}</p><table>${rows.map(([label, value]) => cell(escaped(label), escaped(value))).join('')}</table><p>${escaped(foot).replaceAll('\n', '<br>')}</p></body></html>`;
  const wide = Math.max(...rows.map(([label]) => label.length)) + 4;
  return pick([
    () => ({ text: text(([label, value]) => `${label}: ${value}`) }),
    () => ({ text: text(([label, value]) => `${label} : ${value}`) }),
    () => ({ text: text(([label, value]) => `${label.padEnd(wide)}${value}`) }),
    () => ({ text: text(([label, value]) => `${label}\n${value}\n`) }),
    () => ({ text: text(([label, value]) => `* ${label}: ${value}`) }),
    () => ({ text: text(([label, value]) => `| ${label} | ${value} |`) }),
    () => ({ html: table((label, value) => `<tr><td>${label}</td><td>${value}</td></tr>`) }),
    () => ({ html: table((label, value) => `<tr><th>${label}:</th><td><b>${value}</b></td></tr>`) }),
    () => ({ html: table((label, value) => `<tr><td><p>${label}</p><p>${value}</p></td></tr>`) }),
    () => ({
      html: table((label, value) => `<tr><td>${label}</td><td>${value}</td></tr>`),
      text: 'Your mail program shows no HTML. Open this message in a browser.',
    }),
    () => ({
      html: `<div>${escaped(head)}</div><dl>${rows.map(([label, value]) => `<dt>${escaped(label)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl><div>${escaped(foot)}</div>`,
    }),
  ])();
}

function prose(sentences: string[], pick: Pick): { text?: string; html?: string } {
  const text = `${sentences.filter(Boolean).join(pick(['\n', ' ', '\n\n']))}\n`;
  const html = `<html><body>${sentences
    .filter(Boolean)
    .map((line) => `<p>${escaped(line)}</p>`)
    .join('')}</body></html>`;
  return pick([
    () => ({ text }),
    () => ({ text: hardWrapped(text, 60) }),
    () => ({ text: hardWrapped(text, 72) }),
    () => ({ html }),
    () => ({ html, text }),
    () => ({ html, text: 'Please view this email in a program that can show HTML.' }),
  ])();
}

/** One mail of a seed: what happened is drawn first, then how it is written. */
export function generateMail(seed: number): GeneratedMail {
  const random = seeded(seed);
  const pick: Pick = (from) => from[Math.floor(random() * from.length)] as (typeof from)[number];
  const chance = (share: number) => random() < share;
  const isPlain = chance(0.45);
  const kind = isPlain
    ? 'credit'
    : pick([
        'credit',
        'credit',
        'sign',
        'digest',
        'status',
        'foreign',
        'foreign other',
        ...Object.keys(wordings.OTHERS),
      ]);
  const mark = pick(MARKS.filter(({ plain }) => !isPlain || plain));
  const form = pick(FORMS.filter(({ plain }) => !isPlain || plain));
  const places = ZERO_DECIMALS.has(mark.currency) ? 0 : 2;
  const whole = 1 + Math.floor(10 ** (1 + random() * 4.9));
  const hasCents = form.decimals === 'always' && places === 2;
  const cents = hasCents && chance(0.3) ? Math.floor(random() * 100) : 0;
  const amountMinor = places === 0 ? whole : whole * 100 + cents;
  const number = form.write(String(whole), String(cents).padStart(2, '0'));
  const money = mark.write(places === 0 && form.decimals === 'always' ? grouped(String(whole), ',', false) : number);
  const account = String(1_000 + Math.floor(random() * 9_000));
  const balance = whole * 100 + (1 + Math.floor(random() * 90_000)) * 100;
  const fee = 100 * (1 + Math.floor(random() * 30));
  const reference = `TX${Math.floor(random() * 1e9)}`;
  const name = pick(NAMES);
  const fill = (text: string, value = money) =>
    text
      .replaceAll('{m}', value)
      .replaceAll('{n}', name)
      .replaceAll('{d}', pick(DATES))
      .replaceAll('{a}', account)
      .replaceAll('{r}', reference);
  const spoken = (minor: number) => mark.write(form.write(String(Math.floor(minor / 100)), '00'));
  const extras = [
    ...(chance(0.3) ? [`Your new balance is ${spoken(balance)}.`] : []),
    ...(chance(0.12) ? [`Fee: ${spoken(fee)}`] : []),
    ...(chance(0.08) ? [`Available balance: ${spoken(balance)}`] : []),
    ...(chance(0.05) ? [`Daily limit: ${spoken(balance * 3)}`] : []),
  ];
  const foot = pick(wordings.FOOTERS);
  const subject = fill(pick(wordings.CREDIT_SUBJECTS));
  const fact = { amountMinor, currency: mark.currency };
  const traps = [
    balance,
    fee,
    balance * 3,
    whole * 100,
    Number(account) * 100,
    1_700,
    300,
    amountMinor * 100,
    Math.floor(amountMinor / 100),
  ];
  const made = (
    state: string,
    body: { text?: string; html?: string },
    title: string,
    credit: boolean,
    plain = false,
  ): GeneratedMail => ({
    fact: { ...fact, state, credit, plain },
    raw: message(title, body, pick),
    traps,
    text: `${title}\n${body.html ?? body.text ?? ''}`,
  });
  const fields = (value: string, status: string | null): [string, string][] => {
    const inLabel = value === money && mark.write('#') === 'PKR #' && chance(0.3);
    const rows: [string, string][] = [
      [
        `${pick(['Amount', 'Amount received', 'Credited amount', 'Transaction amount', 'Total amount'])}${inLabel ? ' (PKR)' : ''}`,
        inLabel ? number : value,
      ],
      [pick(['Transaction ID', 'Reference number', 'TID', 'Txn ID', 'Reference']), reference],
      [pick(['From', 'Sender', 'Sender name', 'Paid by']), name],
      [pick(['Date', 'Date & time', 'Transaction date']), pick(DATES)],
    ];
    if (chance(0.4))
      rows.push([pick(['To account', 'Beneficiary account', 'Your account']), `PK36SCBL000000112345${account}`]);
    if (chance(0.25)) rows.push(['Fee', spoken(fee)]);
    if (chance(0.25)) rows.push([pick(['Balance', 'Available balance', 'Closing balance']), spoken(balance)]);
    if (chance(0.1))
      rows.push(['Message', pick(['refund for last week', 'advance for booking', 'pending dues of March'])]);
    if (status)
      rows.splice(Math.floor(random() * rows.length), 0, [
        pick(['Status', 'Transaction status', 'Payment status']),
        status,
      ]);
    return rows;
  };
  const first = rowsFirst(random);
  if (kind === 'credit') {
    const title = chance(0.5) ? subject : fill(pick(['Payment received', 'Transaction alert']));
    return first
      ? made(
          'completed',
          laidOut(
            pick(wordings.CREDIT_HEADS),
            fields(money, chance(0.4) ? pick(wordings.GOOD_STATUS) : null),
            foot,
            pick,
          ),
          title,
          true,
          isPlain,
        )
      : made('completed', prose([fill(pick(wordings.CREDITS)), ...extras, foot], pick), title, true, isPlain);
  }
  if (kind === 'status')
    return made(
      'bad status',
      laidOut(pick(wordings.CREDIT_HEADS), fields(money, pick(wordings.BAD_STATUS)), foot, pick),
      subject,
      false,
    );
  if (kind === 'sign') {
    const signed = pick(SIGNS)(money);
    return made(
      'negative',
      first
        ? laidOut(pick(wordings.CREDIT_HEADS), fields(signed, null), foot, pick)
        : prose([fill(pick(wordings.CREDITS), signed), foot], pick),
      'Transaction alert',
      false,
    );
  }
  if (kind === 'digest') {
    const other = mark.write(form.write(String(chance(0.3) ? whole : whole + 1_000), '00'));
    const second = fill(pick(wordings.CREDITS), other)
      .replaceAll(reference, `TX${Math.floor(random() * 1e9)}`)
      .replaceAll(name, 'Usman Tariq');
    const named = ['You have received {m} from {n}. Ref: {r}', '{n} sent you {m}. Ref: {r}'];
    const lines = [
      fill(pick(named)),
      second.includes('Usman') && second.includes('TX')
        ? second
        : fill(pick(named), other).replaceAll(reference, 'TX77').replaceAll(name, 'Usman Tariq'),
    ];
    return made('digest', prose([...lines, foot], pick), 'Payments received', false);
  }
  if (kind === 'foreign')
    return made('foreign', prose([fill(pick(wordings.FOREIGN_CREDITS))], pick), pick(['NayaPay', subject]), true);
  if (kind === 'foreign other')
    return made(
      'foreign other',
      prose([fill(pick(wordings.FOREIGN_OTHERS))], pick),
      pick(['NayaPay', 'Notification', 'Transaction alert']),
      false,
    );
  const said = fill(pick(wordings.OTHERS[kind] ?? []));
  const neutral = pick(['Transaction alert', 'Notification', 'Payment received', 'Account activity', 'NayaPay']);
  // The sentence alone, in the subject over an ordinary list, or before one.
  return pick([
    () => made(kind, prose([said, ...extras, foot], pick), neutral, false),
    () => made(kind, laidOut(said, fields(money, null), foot, pick), neutral, false),
    () =>
      made(
        kind,
        laidOut(pick(['Transaction details', 'Dear customer,']), fields(money, null), foot, pick),
        said,
        false,
      ),
  ])();
}

const rowsFirst = (random: () => number): boolean => random() < 0.5;
