import { FAILED, type MailOptions, PASSED, paymentMail, paymentText } from '../../cli/bookings/paymentMail.ts';

interface Expected {
  kind: 'payment' | 'unreadable' | 'other';
  /** Minor units. */
  amountMinor?: number;
  currency?: string;
  transactionId?: string | null;
  senderName?: string | null;
  senderPhone?: string | null;
  reason?: string;
  authenticated?: boolean;
}

export interface CorpusMail {
  name: string;
  raw: Buffer;
  expected: Expected;
}

const SEED = { amount: 'Rs. 5,000.00', transactionId: 'TXN123456', name: 'John Doe', phone: '+923001234567' };
const READ: Expected = {
  kind: 'payment',
  amountMinor: 500_000,
  currency: 'PKR',
  transactionId: 'TXN123456',
  senderName: 'John Doe',
  senderPhone: '+923001234567',
  authenticated: true,
};
const mail = (name: string, options: MailOptions, expected: Expected): CorpusMail => ({
  name,
  raw: Buffer.from(paymentMail(options), 'latin1'),
  expected,
});
const amount = (text: string, expected: Expected) =>
  mail(`amount written ${text}`, { text: paymentText({ ...SEED, amount: text }) }, { ...READ, ...expected });
/** A mail of which nothing is left behind these words. */
const cut = (name: string, after: string, expected: Expected) => {
  const options = { text: paymentText(SEED), encoding: '8bit', subject: 'From NayaPay' } as const;
  const source = paymentMail(options);
  return mail(name, { ...options, cutAt: source.indexOf(after) + after.length }, expected);
};
const html = (body: string) => `<html><head><style>.amount{color:#123456}</style></head><body>${body}</body></html>`;
const table = (rows: [string, string][]) =>
  html(
    `<p>You have received a payment.</p><table>${rows.map(([label, value]) => `<tr><td>${label}:</td><td><b>${value}</b></td></tr>`).join('')}</table>`,
  );

/** Mails as they come, each with what must be read from it. Written by hand: the parser's independent half. */
export const CORPUS: CorpusMail[] = [
  // Clean.
  mail('the plain sample', { text: paymentText(SEED) }, READ),
  mail(
    'without transaction id',
    { text: paymentText({ amount: 'Rs. 5,000.00', name: 'John Doe' }) },
    { ...READ, transactionId: null, senderPhone: null },
  ),
  mail(
    'amount alone',
    { text: paymentText({ amount: 'Rs. 5,000.00' }) },
    { ...READ, transactionId: null, senderName: null, senderPhone: null },
  ),
  mail(
    'as a sentence',
    { text: 'Hi,\n\nYou have received Rs. 5,000.00 from John Doe (+92 300 1234567). Ref: TXN123456\n' },
    { ...READ, senderPhone: '+92 300 1234567' },
  ),
  mail(
    'credited',
    {
      subject: 'Account credited',
      text: 'Your account was credited.\nCredit: PKR 5000\nTxn ID: TXN123456\nSender: John Doe\nMobile: 03001234567\n',
    },
    { ...READ, senderPhone: '03001234567' },
  ),
  mail(
    'incoming transfer',
    {
      subject: 'Incoming transfer',
      text: 'Incoming transfer\nReceived: 5000.00 PKR\nReference: TXN123456\nPaid by: John Doe\n',
    },
    { ...READ, senderPhone: null },
  ),
  mail(
    'funds received',
    { text: 'Funds received!\nTotal amount: Rs 5,000\nTID: TXN123456\nSender name: John Doe\nPhone: +923001234567\n' },
    READ,
  ),
  mail(
    'subject alone names the amount',
    { subject: 'You received Rs. 5,000.00', text: 'See the app for details.\nTransaction ID: TXN123456\n' },
    { ...READ, senderName: null, senderPhone: null },
  ),
  mail(
    'bulleted',
    {
      text: 'You have received a payment\n * Amount: Rs. 5,000.00\n * Transaction ID: TXN123456\n * From: John Doe\n * Sender Phone: +923001234567\n',
    },
    READ,
  ),
  mail(
    'spaces where nobody expects them',
    {
      text: 'You have received a payment\n  Amount   :   Rs.   5,000.00   \nTransaction ID :  TXN123456\nFrom :  John  Doe\nSender Phone : +923001234567',
    },
    READ,
  ),
  // Forwarded and quoted.
  mail(
    'quoted by a forward',
    {
      text: `---------- Forwarded message ---------\n${paymentText(SEED)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`,
    },
    // Who writes to the provider is quoted in its answers: quoted words are not the provider's own.
    { kind: 'unreadable', reason: 'quoted', authenticated: true },
  ),
  mail(
    'quoted twice',
    {
      text: paymentText(SEED)
        .split('\n')
        .map((line) => `> > ${line}`)
        .join('\n'),
    },
    { kind: 'unreadable', reason: 'quoted', authenticated: true },
  ),
  mail(
    'forwarded by a colleague',
    { from: 'colleague@countersign.example', text: paymentText(SEED) },
    { ...READ, authenticated: false },
  ),
  mail('forwarded with FW', { subject: 'FW: Payment Received - NayaPay', text: paymentText(SEED) }, READ),
  // HTML only.
  mail(
    'HTML table',
    {
      html: table([
        ['Amount', 'Rs. 5,000.00'],
        ['Transaction ID', 'TXN123456'],
        ['From', 'John Doe'],
        ['Sender Phone', '+923001234567'],
      ]),
    },
    READ,
  ),
  mail(
    'HTML paragraphs',
    {
      html: html(
        '<p>You have received a payment.</p><p>Amount: <b>Rs. 5,000.00</b></p><p>Transaction ID: TXN123456<br>From: John Doe<br>Sender Phone: +923001234567</p>',
      ),
    },
    READ,
  ),
  mail(
    'HTML entities',
    {
      html: html(
        '<div>Payment received</div><div>Amount:&nbsp;Rs.&nbsp;5,000.00</div><div>Transaction&nbsp;ID: TXN123456</div><div>From: John&#32;Doe</div><div>Phone: &#43;923001234567</div>',
      ),
    },
    READ,
  ),
  mail(
    'HTML with a hidden tracker',
    {
      html: html(
        '<p>You received Rs. 5,000.00 from <a href="https://x.example/?amount=99999">John Doe</a></p><img src="https://x.example/1.gif?amount=1"><p>Txn: TXN123456</p><p>Phone: +923001234567</p>',
      ),
    },
    READ,
  ),
  mail(
    'HTML script and style are no text',
    {
      html: html(
        '<script>var amount="Amount: Rs. 9,999.00"</script><p>Payment received</p><p>Amount: Rs. 5,000.00</p><p>Txn ID: TXN123456</p><p>From: John Doe</p><p>Phone: +923001234567</p>',
      ),
    },
    READ,
  ),
  // Encodings.
  mail('quoted-printable', { text: paymentText(SEED), encoding: 'quoted-printable' }, READ),
  mail('8 bit', { text: paymentText(SEED), encoding: '8bit' }, READ),
  mail(
    'ISO-8859-1 with accents',
    { text: paymentText({ ...SEED, name: 'José Núñez' }), charset: 'iso-8859-1', encoding: '8bit' },
    { ...READ, senderName: 'José Núñez' },
  ),
  mail(
    'ISO-8859-1 quoted-printable',
    { text: paymentText({ ...SEED, name: 'Zoë Müller' }), charset: 'iso-8859-1', encoding: 'quoted-printable' },
    { ...READ, senderName: 'Zoë Müller' },
  ),
  mail('UTF-16', { text: paymentText(SEED), charset: 'utf-16le', encoding: 'base64' }, READ),
  mail('UTF-8 Urdu name', { text: paymentText({ ...SEED, name: 'محمد علی' }) }, { ...READ, senderName: 'محمد علی' }),
  mail('wrong charset name', { text: paymentText(SEED), charset: 'x-unknown' }, READ),
  mail('line ends of a Mac', { text: paymentText(SEED).replaceAll('\n', '\r\n\r\n') }, READ),
  // How amounts are written.
  amount('Rs 5000', {} as Expected),
  amount('PKR 5,000', {} as Expected),
  amount('5000.00 PKR', {} as Expected),
  amount('Rs.5000/-', {} as Expected),
  amount('₨ 5,000.00', {} as Expected),
  amount('5.000,00', {} as Expected),
  amount('5 000,00 PKR', {} as Expected),
  amount("5'000.00", {} as Expected),
  amount('Rs. 1,25,000.50', { kind: 'payment', amountMinor: 12_500_050 }),
  amount('Rs. 125,000.50', { kind: 'payment', amountMinor: 12_500_050 }),
  amount('Rs. 4,999.99', { kind: 'payment', amountMinor: 499_999 }),
  amount('Rs. 0.50', { kind: 'payment', amountMinor: 50 }),
  // Other currencies.
  amount('USD 45.50', { kind: 'payment', amountMinor: 4_550, currency: 'USD' }),
  amount('$45', { kind: 'payment', amountMinor: 4_500, currency: 'USD' }),
  amount('€1.234,56', { kind: 'payment', amountMinor: 123_456, currency: 'EUR' }),
  amount('£1,234.56', { kind: 'payment', amountMinor: 123_456, currency: 'GBP' }),
  amount('JPY 12,000', { kind: 'payment', amountMinor: 12_000, currency: 'JPY' }),
  amount('KWD 12.345', { kind: 'payment', amountMinor: 12_345, currency: 'KWD' }),
  amount('AED 150', { kind: 'payment', amountMinor: 15_000, currency: 'AED' }),
  amount('XTS 100', { kind: 'unreadable', reason: 'unknown_currency' }),
  // Impossible amounts.
  amount('Rs. 0.00', { kind: 'unreadable', reason: 'amount_out_of_range' }),
  amount('Rs. -5,000.00', { kind: 'unreadable', reason: 'amount_out_of_range' }),
  amount('Rs. 99,999,999.00', { kind: 'unreadable', reason: 'amount_out_of_range' }),
  amount('Rs. 5,000.005', { kind: 'unreadable', reason: 'amount_out_of_range' }),
  amount('as agreed', { kind: 'unreadable', reason: 'no_amount' }),
  // Two amounts.
  mail('amount, fee and balance', { text: `${paymentText(SEED)}Fee: Rs. 25.00\nBalance: Rs. 80,000.00\n` }, READ),
  mail('the same amount twice', { text: `${paymentText(SEED)}Total amount: Rs. 5,000.00\n` }, READ),
  mail(
    'two different amounts',
    { text: `${paymentText(SEED)}Amount received: Rs. 500.00\n` },
    { kind: 'unreadable', reason: 'two_amounts' },
  ),
  // Who sent it.
  mail('spoofed: both checks fail', { text: paymentText(SEED), results: [FAILED] }, { ...READ, authenticated: false }),
  mail('no check at all', { text: paymentText(SEED), results: [] }, { ...READ, authenticated: false }),
  mail(
    'the sender brought its own result',
    { text: paymentText(SEED), results: [FAILED, PASSED] },
    { ...READ, authenticated: false },
  ),
  mail(
    'result of another server',
    { text: paymentText(SEED), results: [PASSED.replace('mx.google.com', 'mx.evil.example')] },
    { ...READ, authenticated: false },
  ),
  mail(
    'passed for another domain',
    {
      text: paymentText(SEED),
      results: ['mx.google.com; dkim=pass header.i=@evil.example; spf=pass smtp.mailfrom=a@evil.example'],
    },
    { ...READ, authenticated: false },
  ),
  mail(
    'a domain that only ends alike',
    { text: paymentText(SEED), results: ['mx.google.com; dkim=pass header.d=notexample.com'] },
    { ...READ, authenticated: false },
  ),
  mail(
    'pass written in a comment',
    {
      text: paymentText(SEED),
      results: ['mx.google.com; dkim=fail (dkim=pass header.d=example.com) header.d=example.com'],
    },
    { ...READ, authenticated: false },
  ),
  mail(
    'DKIM alone',
    { text: paymentText(SEED), results: ['mx.google.com; dkim=pass header.d=mail.example.com; spf=none'] },
    READ,
  ),
  mail(
    'SPF alone',
    { text: paymentText(SEED), results: ['mx.google.com; dkim=none; spf=pass smtp.mailfrom=bounce@example.com'] },
    READ,
  ),
  mail(
    'a mailing list signed it too',
    {
      text: paymentText(SEED),
      results: [
        'mx.google.com; dkim=fail header.d=list.example.org; dkim=pass header.d=example.com; spf=fail smtp.mailfrom=x@list.example.org',
      ],
    },
    READ,
  ),
  mail(
    'address that looks alike',
    { text: paymentText(SEED), from: 'nayapay@example.com.evil.example' },
    { ...READ, authenticated: false },
  ),
  cut('cut in the middle of the amount', 'Rs. 5,0', { kind: 'unreadable', reason: 'truncated', authenticated: true }),
  cut('cut behind the name', 'John', { ...READ, senderName: 'John', senderPhone: null }),
  cut('cut before the amount', 'You have received a pay', {
    kind: 'unreadable',
    reason: 'no_amount',
    authenticated: true,
  }),
  mail('cut in the headers', { text: paymentText(SEED), cutAt: 60 }, { kind: 'other', authenticated: false }),
  mail('empty body', { text: '' }, { kind: 'unreadable', reason: 'no_amount', authenticated: true }),
  // Not money that came in.
  mail(
    'marketing',
    { subject: '50% cashback this weekend', text: 'Get Rs. 500 when you have received a payment!\n' },
    { kind: 'other' },
  ),
  mail(
    'outgoing',
    { subject: 'You sent Rs. 5,000.00', text: 'You sent Rs. 5,000.00 to John Doe.\nTransaction ID: TXN123456\n' },
    { kind: 'other' },
  ),
  mail('failed', { subject: 'Payment failed', text: 'Amount: Rs. 5,000.00\n' }, { kind: 'other' }),
  mail('one-time password', { subject: 'Your one-time password', text: '123456 is your code.\n' }, { kind: 'other' }),
  mail('newsletter', { subject: 'News from NayaPay', text: 'What is new this month.\n' }, { kind: 'other' }),
  mail(
    'a reversal',
    { subject: 'Payment received was reversed', text: `${paymentText(SEED)}` },
    { kind: 'unreadable', reason: 'reversal' },
  ),
];
