import { describe, expect, it } from 'vitest';
import { proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { judgeMail, type MailText, type ParsedMail, parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { readMessage } from '../../providers/gmail/message.ts';
import { type Alert, drawer, writeAlert } from './alertMail.ts';
import { NO_CREDIT_ALERTS } from './alertOtherTexts.ts';

/** More, or others: ALERT_MAILS=20000 ALERT_MAILS_SEED=7 npx vitest run --project unit tests/model/alertMails.test.ts */
const MAILS = Number(process.env.ALERT_MAILS ?? 800);
const SEED = Number(process.env.ALERT_MAILS_SEED ?? 1);
const RULES = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };
const PROVIDER = { email: 'nayapay@example.com', trusted: 'mx.google.com', domains: [] };

type Reader = (mail: MailText) => ParsedMail;
const ours: Reader = (mail) => parsePaymentMail(mail, RULES);

async function outcomeOf({ raw, kind, came, amountMinor, currency }: Alert, read: Reader) {
  const mail = await readMessage(raw);
  const parsed = judgeMail(read(mail), proveMail(mail, PROVIDER));
  if (parsed.kind === 'other') return came ? 'lost' : 'aside';
  if (parsed.kind === 'unreadable') return 'aside';
  const isFact = came && kind !== 'two';
  return isFact && parsed.payment.amountMinor === amountMinor && parsed.payment.currency === currency
    ? 'right'
    : 'wrong';
}

async function tally(read: Reader, mails: number) {
  const counts: Record<string, Record<string, number>> = {};
  const bad: string[] = [];
  const unread: string[] = [];
  for (let at = 0; at < mails; at += 1) {
    const alert = writeAlert(SEED * 1_000_003 + at);
    const outcome = await outcomeOf(alert, read);
    const row = counts[alert.kind] ?? {};
    counts[alert.kind] = row;
    row[outcome] = (row[outcome] ?? 0) + 1;
    if (outcome === 'wrong' || outcome === 'lost') bad.push(`${outcome} (${alert.kind}) ${alert.text}`);
    else if (alert.kind === 'credit' && outcome !== 'right') unread.push(alert.text);
  }
  const credits = Object.values(counts.credit ?? {}).reduce((sum, count) => sum + count, 0);
  return { counts, bad, unread, read: (counts.credit?.right ?? 0) / credits };
}

/** Believes whatever says that money came, and looks at nothing else. */
const believing: Reader = (mail) => {
  const own = mail.text
    .split('\n')
    .filter((line) => !/revers|fail|declin|cancel|pending|hold|dispute|return/i.test(line));
  return parsePaymentMail(
    { ...mail, text: `You have received a payment.\n${own.join('\n')}`, alternative: null },
    RULES,
  );
};
/** Takes every word of the foot of a page for a word about the payment. */
const anxious: Reader = (mail) =>
  /fail|refund|pending|dispute|fraud|unauthori|decline/i.test(`${mail.text}${mail.alternative ?? ''}`)
    ? { kind: 'unreadable', reason: 'not_completed', found: [] }
    : ours(mail);

describe('[BK-TEST-01] [BK-GMAIL-03] alerts with the head and foot that senders give them', () => {
  it(`of ${MAILS} none confirms wrongly, none is lost, and plain credits are read`, async () => {
    const { counts, bad, unread, read } = await tally(ours, MAILS);
    console.table(counts);
    expect(bad.slice(0, 5)).toEqual([]);
    expect(read, unread.slice(0, 5).join('\n---\n')).toBeGreaterThanOrEqual(0.98);
  });

  it('planted bugs: a reader that believes, and one that fears every foot of a page, are caught', async () => {
    expect((await tally(believing, 250)).bad.length).toBeGreaterThan(5);
    expect((await tally(anxious, 150)).read).toBeLessThan(0.9);
  });
});

const SLOTS: Record<string, string> = {
  ...{ amt: 'Rs. 5,000.00', who: 'Ali Raza', ref: 'FT123456789', acc: '1234', bal: 'Rs. 9,000.00' },
  ...{ on: '27 Nov 2026', fee: 'Rs. 10.00' },
};
const PLAIN = 'You have received Rs. 5,000.00 from Ali Raza.';
const isPayment = (subject: string, text: string) =>
  ours({ subject, text: `${text}\n`, complete: true }).kind === 'payment';

describe('[BK-GMAIL-03] mails that were changed', () => {
  const alerts = Object.values(NO_CREDIT_ALERTS)
    .flat()
    .map((text) => text.replaceAll(/\{(\w+)\}/g, (_, slot: string) => SLOTS[slot] ?? ''));

  it('no credit becomes one where two spaces stand for one, or a clause goes or comes', () => {
    const wrong: string[] = [];
    const check = (subject: string, text: string) => isPayment(subject, text) && wrong.push(`${subject} | ${text}`);
    for (const alert of alerts) {
      for (const [space] of alert.matchAll(/ /g)) check('Payment received', alert.replace(space, '  '));
      for (let at = alert.indexOf(' '); at > 0; at = alert.indexOf(' ', at + 1))
        check('Payment received', `${alert.slice(0, at)} ${alert.slice(at)}`);
      // Behind a plain credit of the same amount it says that this is none, or of something else.
      check('Notification', `${alert}\n${alert.split('. ').toReversed().join('. ')}`);
    }
    expect(wrong).toEqual([]);
  });

  it('of slips of the pen in such mails hardly one reads as a credit', () => {
    const random = drawer(SEED);
    let wrong = 0;
    const tries = 3_000;
    for (let count = 0; count < tries; count += 1) {
      const alert = alerts[Math.floor(random() * alerts.length)] ?? '';
      const at = Math.floor(random() * alert.length);
      const slip = [alert.slice(at + 1), `x${alert.slice(at + 1)}`, ` ${alert.slice(at)}`][Math.floor(random() * 3)];
      if (isPayment('Payment received', alert.slice(0, at) + slip)) wrong += 1;
    }
    // Of all 13,947 such slips one reads as a credit.
    expect(wrong / tries).toBeLessThan(0.001);
  });

  it.each(['wasxnot', 'wasnot', 'was notcredited', 'was notxcredited'])('"%s" is still a not', (words) => {
    const rest = words.includes('credited') ? '' : ' credited';
    expect(isPayment('Payment received', `Your account ${words}${rest} with Rs. 5,000.00.`)).toBe(false);
  });

  it('a clause that undoes a credit is heard wherever it stands', () => {
    const undoing = [
      'This payment has been reversed.',
      'The money is on hold.',
      'It was refunded to the sender today.',
      'The sender opened a dispute over it.',
      'Your bank declined this credit.',
      'Open the app to accept it.',
      'It will be available after review.',
    ];
    expect(isPayment('Alert', PLAIN)).toBe(true);
    for (const clause of undoing)
      for (const text of [
        `${PLAIN} ${clause}`,
        `${clause} ${PLAIN}`,
        `${PLAIN}\n\n${clause}`,
        `Hi Hamza,\n${clause}\n${PLAIN}`,
        `Sender: Ali Raza. ${clause}\n${PLAIN}`,
      ])
        expect(isPayment('Alert', text), text).toBe(false);
  });
});
