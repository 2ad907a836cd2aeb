import { PASSED } from '../../cli/bookings/paymentMail.ts';
import * as others from './alertOtherTexts.ts';
import * as texts from './alertTexts.ts';

/** A number from 0 to 1 of a seed and a count: the same for the same, and no chain between them (splitmix32). */
export function drawer(seed: number): () => number {
  let count = Math.imul(seed, 0x9e3779b1) | 0;
  return () => {
    count = (count + 0x9e3779b9) | 0;
    let mixed = Math.imul(count ^ (count >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

export interface Alert {
  /** credit: plain; anything else names what it is. */
  kind: string;
  amountMinor: number;
  currency: string;
  /** Money came to stay, so it is never passed over. */
  came: boolean;
  raw: Buffer;
  text: string;
}

type Money = [currency: string, write: (whole: string, cents: string) => string];
const western = (whole: string) => whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
const indian = (whole: string) => whole.replace(/(\d)(?=(\d{2})+\d$)/g, '$1,');
/** Ways to write an amount that nobody doubts, in a tenant of PKR. */
const MONEY: Money[] = [
  ['PKR', (whole, cents) => `Rs. ${western(whole)}.${cents}`],
  ['PKR', (whole, cents) => `PKR ${western(whole)}.${cents}`],
  ['PKR', (whole, cents) => `Rs.${indian(whole)}.${cents}`],
  ['PKR', (whole, cents) => `Rs ${whole}.${cents}`],
  ['PKR', (whole, cents) => `PKR${western(whole)}.${cents}`],
  ['PKR', (whole, cents) => `PKR. ${western(whole)}.${cents}`],
  ['PKR', (whole, cents) => `${western(whole)}.${cents} PKR`],
  ['USD', (whole, cents) => `$${western(whole)}.${cents}`],
  ['USD', (whole, cents) => `$${western(whole)}.${cents} USD`],
  ['USD', (whole, cents) => `US$${western(whole)}.${cents}`],
  ['GBP', (whole, cents) => `£${western(whole)}.${cents}`],
  ['EUR', (whole, cents) => `€${western(whole)}.${cents}`],
  ['EUR', (whole, cents) => `EUR ${western(whole)}.${cents}`],
  ['INR', (whole, cents) => `INR ${indian(whole)}.${cents}`],
  ['INR', (whole, cents) => `₹${indian(whole)}.${cents}`],
  ['KES', (whole, cents) => `Ksh${western(whole)}.${cents}`],
  ['PHP', (whole, cents) => `PHP ${western(whole)}.${cents}`],
  ['AED', (whole, cents) => `AED ${western(whole)}.${cents}`],
  ['NGN', (whole, cents) => `NGN${western(whole)}.${cents}`],
];
const TIMES = [
  '27-11-2026 10:02',
  '27/11/26',
  '27-NOV-26 10:02:11',
  'Nov 27, 2026',
  '2026-11-27 at 10:02 AM',
  '27 Nov 2026',
];

const OWN = 'Hamza Malik';

const html = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('\n', '<br>');

type Body = { text?: string; html?: string };
const paragraphs = (lines: readonly string[]) =>
  lines.map((line) => `<p style="margin:0;font-size:14px">${html(line)}</p>`).join('\n');
const page = (inside: string, hidden = '') =>
  `<!DOCTYPE html><html><head><title>Alert</title><style>body{margin:0;background:#f4f4f4} .btn{color:#fff;background:#0a7d2c} @media (max-width:600px){.w{width:100%!important}}</style></head><body>${hidden}<table width="600" class="w"><tr><td bgcolor="#003366"><span style="color:#ffffff">Provider</span></td></tr><tr><td style="background:#ffffff;color:#222222">${inside}</td></tr></table></body></html>`;

/** One message in one of the forms that senders use. */
function bodyOf(
  lines: readonly string[],
  fields: readonly [string, string][],
  feet: readonly string[],
  random: () => number,
): Body {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const plain = (join: (field: [string, string]) => string) =>
    [...lines, '', ...fields.map(join), '', ...feet].join('\n').concat('\n');
  const joined = pick<(field: [string, string]) => string>([
    ([label, value]) => `${label}: ${value}`,
    ([label, value]) => `${label} - ${value}`,
    ([label, value]) => `${label}\n${value}\n`,
    ([label, value]) => `${label.padEnd(26)}${value}`,
    ([label, value]) => `${label} : ${value}`,
  ]);
  const rows = pick<(field: [string, string]) => string>([
    ([label, value]) => `<tr><td>${html(label)}</td><td align="right">${html(value)}</td></tr>`,
    ([label, value]) => `<tr><td>${html(label)}:</td><td><strong>${html(value)}</strong></td></tr>`,
    ([label, value]) => `<tr><td><div>${html(label)}</div><div>${html(value)}</div></td></tr>`,
  ]);
  const table = fields.length > 0 ? `<table>${fields.map(rows).join('')}</table>` : '';
  const pre =
    random() < 0.3 ? `<div style="display:none;max-height:0;overflow:hidden">${html(lines[0] ?? '')}</div>` : '';
  const rich = page(
    `${paragraphs(lines)}${table}<a class="btn" href="https://x.example">Open app</a><hr>${paragraphs(feet)}`,
    pre,
  );
  const rightToLeft = rich.replace('<body>', '<body dir="rtl">');
  return pick<Body>([
    { text: plain(joined) },
    { text: plain(joined) },
    { html: rich },
    { html: rich, text: plain(joined) },
    { html: rich, text: 'This email is best viewed in HTML.' },
    { html: rightToLeft },
    { text: plain(joined).replaceAll(/(.{40,70}?) (?=\S)/g, '$1\n') },
    { text: `\u202a${plain(joined)}\u202c` },
  ]);
}

function messageOf(subject: string, body: Body): Buffer {
  const part = (type: string, content: string) =>
    `Content-Type: text/${type}; charset=UTF-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from(content)
      .toString('base64')
      .replaceAll(/(.{76})/g, '$1\n')}\n`;
  const { text, html: rich } = body;
  const inner =
    text !== undefined && rich !== undefined
      ? `Content-Type: multipart/alternative; boundary=alt\n\n--alt\n${part('plain', text)}--alt\n${part('html', rich)}--alt--\n`
      : part(rich === undefined ? 'plain' : 'html', rich ?? text ?? '');
  const head = `Authentication-Results: ${PASSED}\nFrom: NayaPay <nayapay@example.com>\nTo: office@countersign.example\nSubject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=\nDate: Fri, 27 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n`;
  return Buffer.from(`${head}${inner}`.replaceAll('\n', '\r\n'));
}

/** One mail of a seed: a fact, written down. */
export function writeAlert(seed: number): Alert {
  const random = drawer(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const chance = (share: number) => random() < share;
  const [currency, write] = pick(MONEY);
  const amountMinor =
    (1 + Math.floor(10 ** (1 + random() * 4.7))) * 100 + (chance(0.3) ? Math.floor(random() * 100) : 0);
  const spoken = (minor: number) => write(String(Math.floor(minor / 100)), String(minor % 100).padStart(2, '0'));
  const who = chance(0.5) ? pick(texts.PAYERS.slice(0, texts.ORDINARY_PAYERS)) : pick(texts.PAYERS);
  const slots: Record<string, string> = {
    amt: spoken(amountMinor),
    who,
    ref: `${pick(['FT', 'TX', '', 'QK'])}${100_000_000 + Math.floor(random() * 899_999_999)}`,
    acc: String(1_000 + Math.floor(random() * 9_000)),
    bal: spoken(amountMinor + (1 + Math.floor(random() * 90_000)) * 100),
    on: pick(TIMES),
    fee: spoken(chance(0.5) ? 0 : 1_000),
  };
  const fill = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? '');
  const feet = Array.from({ length: Math.floor(random() * 5) }, () => fill(pick(texts.FOOTERS)));
  const head = chance(0.2) ? [fill(pick(texts.FOOTERS))] : [];
  const fields = (status: string | null, title = ''): [string, string][] => {
    const all: [string, string][] = [
      [pick(['Amount', 'Amount received', 'Transaction amount', 'Amount credited', 'Payment amount']), slots.amt ?? ''],
      [pick(['From', 'Sender name', 'Received from', 'Paid by', 'Sender']), who],
      [pick(['Transaction ID', 'Reference no.', 'Reference', 'TID', 'Txn ID']), slots.ref ?? ''],
      [pick(['Date', 'Date & Time', 'Transaction date']), slots.on ?? ''],
    ];
    if (status) all.push(['Status', status]);
    if (chance(0.3)) all.push(['Fee', slots.fee ?? '']);
    if (chance(0.3)) all.push(['Available balance', slots.bal ?? '']);
    if (chance(0.2) && /you|incoming|credit|money/i.test(title)) all.push(['Beneficiary', OWN]);
    if (chance(0.15)) all.push(['Payment method', pick(['Raast', 'Bank transfer', 'Debit card', 'IBFT', 'Wallet'])]);
    if (chance(0.15))
      all.push(['Note', pick(['pending rent', 'refund for trip', 'booking 12', 'sorry for the delay'])]);
    return all;
  };
  const subject = fill(pick(texts.SUBJECTS));
  const finish = (
    kind: string,
    came: boolean,
    title: string,
    lines: string[],
    rows: [string, string][] = [],
  ): Alert => ({
    ...{ kind, amountMinor, currency, came },
    raw: messageOf(title, bodyOf([...head, ...lines], rows, feet, random)),
    text: [title, ...head, ...lines, ...rows.map((row) => row.join(': ')), ...feet].join('\n'),
  });
  const greeting = chance(0.3)
    ? [pick(['Dear Hamza Malik,', 'Hi Hamza,', 'Dear Customer,', 'Assalam-o-Alaikum,'])]
    : [];
  const listed = () => {
    const title = pick(texts.CREDIT_TITLES);
    const status = chance(0.4) ? pick(['Completed', 'Successful', 'Success', 'Paid']) : null;
    return finish('credit', true, subject, [...greeting, title], fields(status, title));
  };
  if (chance(0.5))
    return chance(0.6) ? finish('credit', true, subject, [...greeting, fill(pick(texts.CREDIT_ALERTS))]) : listed();
  const kinds = Object.keys(others.NO_CREDIT_ALERTS);
  const at = Math.floor(random() * (kinds.length + 5));
  const kind = kinds[at];
  if (kind !== undefined) {
    const said = fill(pick(others.NO_CREDIT_ALERTS[kind] ?? []));
    return chance(0.3)
      ? finish(kind, false, said, [...greeting, 'Transaction details'], fields(null))
      : finish(kind, false, subject, [...greeting, said]);
  }
  if (at === kinds.length)
    return finish('status', false, subject, [pick(texts.CREDIT_TITLES)], fields(pick(others.STATUSES)));
  if (at === kinds.length + 1)
    return finish('language', true, pick([subject, 'Notification']), [fill(pick(others.FOREIGN_CREDITS))]);
  if (at === kinds.length + 2)
    return finish('language, none', false, pick([subject, 'Notification']), [fill(pick(others.FOREIGN_OTHERS))]);
  const second = fill(pick(texts.CREDIT_ALERTS))
    .replaceAll(slots.amt ?? '', spoken(amountMinor + 5_000))
    .replaceAll(slots.ref ?? '', '777888999');
  if (at === kinds.length + 3) return finish('two', true, 'Daily digest', [fill(pick(texts.CREDIT_ALERTS)), second]);
  const signed = pick<(text: string) => string>([
    (one) => `-${one}`,
    (one) => `(${one})`,
    (one) => `${one} DR`,
    (one) => `− ${one}`,
  ]);
  const rows = fields(null);
  rows[0] = ['Amount', signed(slots.amt ?? '')];
  return finish('sign', false, subject, [pick(texts.CREDIT_TITLES)], rows);
}
