import { PASSED } from '../../cli/bookings/paymentMail.ts';

/** Mails made to stop whoever reads them, and what becomes of each: a reason, or null where it may be read or refused. */
export interface Hostile {
  name: string;
  raw: string;
  reason: string | null;
}

const HEAD = [
  `Authentication-Results: ${PASSED}`,
  'From: NayaPay <nayapay@example.com>',
  'To: office@countersign.example',
  'Date: Fri, 27 Nov 2026 10:00:00 +0000',
  'MIME-Version: 1.0',
];
const TEXT = 'Content-Type: text/plain; charset=utf-8';
const HTML = 'Content-Type: text/html; charset=utf-8';
const SUBJECT = 'Subject: Payment Received - NayaPay';
const PAID = 'You have received a payment.\r\nAmount: Rs. 10.00\r\n';

const mail = (headers: string[], body: string): string => [...HEAD, ...headers, '', body, ''].join('\r\n');
const text = (body: string) => mail([SUBJECT, TEXT], body);
const html = (body: string) => mail([SUBJECT, HTML], `<p>You have received a payment.</p>${body}`);
const row = (cells: string) => html(`<table><tr>${cells}</tr></table>`);

/** Multiparts in each other, `levels` deep. */
function nested(levels: number): string {
  const open = Array.from({ length: levels }, (_, level) =>
    [`Content-Type: multipart/mixed; boundary="b${level}"`, '', `--b${level}`].join('\r\n'),
  );
  const close = Array.from({ length: levels }, (_, level) => `--b${levels - 1 - level}--`);
  return mail([SUBJECT, ...open.join('\r\n').split('\r\n')], [TEXT, '', PAID, ...close].join('\r\n'));
}
/** Messages as parts of messages. */
const forwarded = (levels: number): string =>
  Array.from({ length: levels }).reduce<string>(
    (inner) => mail([SUBJECT, 'Content-Type: message/rfc822'], inner),
    text(PAID),
  );
const repeated = (part: string, times: number, between = '') => Array.from({ length: times }, () => part).join(between);
const parts = (count: number, part: string) =>
  mail([SUBJECT, 'Content-Type: multipart/mixed; boundary=b'], `${repeated(`--b\r\n${part}\r\n`, count)}--b--`);

export const hostileMails = (): Hostile[] => [
  { name: 'a cell over 100,000,000 columns', raw: row('<td colspan=100000000>Rs. 10</td>'), reason: 'table_too_large' },
  {
    name: 'a cell over 100,000,000 rows',
    raw: row(`<td rowspan="100000000">Rs. 10</td>`),
    reason: 'table_too_large',
  },
  {
    name: 'many cells of 200 columns and 200 rows',
    raw: row(repeated('<td rowspan=200 colspan=200>x</td>', 5_000)),
    reason: 'table_too_large',
  },
  { name: 'a number of columns with a break', raw: row('<td colspan\n=\n"\t99999999">x</td>'), reason: null },
  { name: 'a number of columns by a character reference', raw: row('<td colspan="&#57;9999999">x</td>'), reason: null },
  { name: '5,000 quotes in each other', raw: html(repeated('<blockquote>', 5_000)), reason: 'nested_too_deep' },
  {
    name: '5,000 quotes with ends that belong to nothing',
    raw: html(repeated('<blockquote><i></b></i></b>', 3_000)),
    reason: null,
  },
  { name: '100,000 tables in each other', raw: html(repeated('<table><tr><td>', 100_000)), reason: 'html_too_large' },
  { name: '6,000 tables in each other', raw: html(repeated('<table><tr><td>', 6_000)), reason: 'nested_too_deep' },
  { name: 'lists in each other', raw: html(repeated('<ul><li>', 9_000)), reason: 'nested_too_deep' },
  { name: 'two million open brackets', raw: html(repeated('<', 2_000_000)), reason: null },
  { name: 'a tag with 100,000 attributes', raw: html(`<p ${repeated('a=1', 100_000, ' ')}>x`), reason: null },
  { name: '256 levels of parts', raw: nested(256), reason: 'nested_too_deep' },
  { name: '60 levels of parts', raw: nested(60), reason: 'nested_too_deep' },
  { name: '100 messages in messages', raw: forwarded(100), reason: null },
  { name: '20,000 parts', raw: parts(20_000, 'Content-Type: text/plain\r\n\r\nx'), reason: 'too_many_parts' },
  {
    name: 'a part of 20 MB in base64',
    raw: parts(1, `Content-Transfer-Encoding: base64\r\n\r\n${repeated(`${'A'.repeat(76)}\r\n`, 350_000)}`),
    reason: 'too_large',
  },
  {
    name: '2 MB of headers',
    raw: mail([SUBJECT, TEXT, `X-Long: ${'x'.repeat(2_000_000)}`], PAID),
    reason: 'headers_too_large',
  },
  {
    name: '50,000 short headers',
    raw: mail([SUBJECT, TEXT, ...Array.from({ length: 50_000 }, (_, index) => `X${index}: y`)], PAID),
    reason: 'headers_too_large',
  },
  {
    name: '10,000 one-letter headers',
    raw: mail([SUBJECT, TEXT, repeated('X:y', 10_000, '\r\n')], PAID),
    reason: 'too_many_headers',
  },
  {
    name: '1.7 MB of encoded words in the subject',
    raw: mail([`Subject: ${repeated('=?utf-8?B?QUFB?=', 100_000, '\r\n ')}`, TEXT], PAID),
    reason: 'headers_too_large',
  },
  {
    name: '5,000 encoded words in the subject',
    raw: mail([`Subject: ${repeated('=?utf-8?B?QQ==?=', 5_000, ' ')}`, TEXT], PAID),
    reason: 'too_many_encoded_words',
  },
  {
    name: '100,000 recipients',
    raw: mail([SUBJECT, TEXT, `To: ${repeated('a@b.example', 100_000, ', ')}`], PAID),
    reason: 'headers_too_large',
  },
  {
    name: '120 KB of brackets as recipients',
    raw: mail([SUBJECT, TEXT, `Cc: ${repeated('"<(', 40_000)}`], PAID),
    reason: null,
  },
  {
    name: 'a group of groups as recipients',
    raw: mail([SUBJECT, TEXT, `Cc: ${repeated('a:', 60_000)}`], PAID),
    reason: null,
  },
  {
    name: 'a charset that does not exist',
    raw: mail([SUBJECT, 'Content-Type: text/plain; charset=x-none'], PAID),
    reason: null,
  },
  {
    name: 'a size of 1 GB that is only said',
    raw: mail([SUBJECT, TEXT, 'Content-Length: 1073741824'], PAID),
    reason: null,
  },
  { name: 'a part of 1 GB that is only said', raw: mail([SUBJECT, `${TEXT}; size=1073741824`], PAID), reason: null },
  { name: 'a MB of spaces in a label', raw: text(`Amount${' '.repeat(1_000_000)}: Rs. 10`), reason: 'line_too_long' },
  { name: '90 KB of spaces in a label', raw: text(`${PAID}Amount${' '.repeat(90_000)}: Rs. 10`), reason: null },
  { name: 'a label of a million letters', raw: text(`${PAID}${'a'.repeat(1_000_000)}: 10`), reason: 'line_too_long' },
  { name: '60 KB of digits', raw: text(`You have received ${'1,'.repeat(30_000)}`), reason: null },
  { name: '60 KB of digits and spaces', raw: text(`You have received ${'1 '.repeat(30_000)}x`), reason: null },
  { name: 'capital words without end', raw: text(`${PAID}from ${'Ab '.repeat(20_000)}`), reason: null },
  { name: '30,000 lines of labels', raw: text(`${PAID}${repeated('Amount: Rs. 10', 3_500, '\r\n')}`), reason: null },
  {
    name: 'NUL in the subject',
    raw: mail([`Subject: =?utf-8?B?${Buffer.from('Paid\0').toString('base64')}?=`, TEXT], PAID),
    reason: 'nul_character',
  },
  { name: 'NUL in the text', raw: text(`${PAID}From: A\0B\r\n`), reason: 'nul_character' },
  {
    name: 'NUL in the text, quoted-printable',
    raw: mail([SUBJECT, TEXT, 'Content-Transfer-Encoding: quoted-printable'], `${PAID}Transaction ID: T=001`),
    reason: 'nul_character',
  },
  {
    name: 'half a surrogate pair by a character reference',
    raw: html('<p>Amount: Rs. 10.00</p><p>From: Ali&#xD800;</p>'),
    reason: null,
  },
  { name: 'nothing but a NUL', raw: '\0', reason: null },
  { name: 'nothing', raw: '', reason: null },
];
