import { describe, expect, it } from 'vitest';
import { proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { type BookingFacts, decideMatch, matchBookings } from '../../domain/bookings/matching.ts';
import { judgeMail, type ParsedMail, parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { type ReceivedMail, readMessage } from '../../providers/gmail/message.ts';
import { type GeneratedMail, generateMail } from './generatedMail.ts';

/** More, or others: PAYMENT_MAILS=20000 PAYMENT_MAILS_SEED=7 npx vitest run --project unit tests/model/generatedMail.test.ts */
const MAILS = Number(process.env.PAYMENT_MAILS ?? 2_400);
const SEED = Number(process.env.PAYMENT_MAILS_SEED ?? 1);
const RULES = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };
const CURRENCIES = ['PKR', 'USD', 'EUR', 'INR', 'CAD', 'GBP', 'AED', 'NPR', 'LKR', 'AUD'];

const booking = (bookingId: string, totalMinor: number, currency: string): BookingFacts => ({
  bookingId,
  status: 'Pending',
  totalMinor,
  currency,
  pendingSinceMs: 0,
  expiresAtMs: 1_000,
  createdAtMs: 0,
  customerName: 'Somebody Else',
  customerPhone: null,
  taken: false,
  claimedKeys: [],
});

type Reader = (mail: ReceivedMail) => ParsedMail;

/** What the product would do with a mail in a tenant that confirms by itself, with a booking for every amount in it. */
async function outcomeOf(made: GeneratedMail, read: Reader): Promise<'right' | 'wrong' | 'aside' | 'lost'> {
  const { raw, fact, traps } = made;
  const mail = await readMessage(raw);
  const proof = proveMail(mail, { email: 'nayapay@example.com', trusted: 'mx.google.com', domains: [] });
  const parsed = judgeMail(read(mail), proof);
  if (parsed.kind === 'other') return fact.credit || !proof.authenticated ? 'lost' : 'aside';
  if (parsed.kind === 'unreadable') return 'aside';
  const { amountMinor, currency, senderName, senderPhone } = parsed.payment;
  const isFact = fact.credit && amountMinor === fact.amountMinor && currency === fact.currency;
  const open = CURRENCIES.flatMap((one) =>
    [fact.amountMinor, ...traps].map((total, at) => booking(`${one}-${at}`, total, one)),
  );
  const paid = {
    source: 'gmail' as const,
    amountMinor,
    currency,
    paidAtMs: 1,
    reason: null,
    authenticated: proof.authenticated,
    // When and to whom it was sent is not what is read here.
    mail: { receivedAtMs: 1, dateMs: 1, addressed: true, messageId: null, contentDigest: '', labels: [] },
  };
  const found = matchBookings({ ...paid, senderName, senderPhone, transactionKey: null }, open, 'PK');
  const verdict = decideMatch(found, { mode: 'automated', minimumConfidence: 0, paid, claim: null });
  // A payment that is not the fact is wrong even where no booking happens to cost that.
  return isFact && verdict.kind === 'confirm' ? 'right' : isFact ? 'aside' : 'wrong';
}

/** Takes the first number behind a word, as a parser did before. */
const careless: Reader = ({ subject, text }) => {
  const amount = /(?:received|credited|amount|paid)\D{0,30}(\d[\d,]*)/i.exec(`${subject}\n${text}`)?.[1];
  if (!amount) return { kind: 'other', why: 'nothing', found: [] };
  const amountMinor = Number(amount.replaceAll(',', '')) * 100;
  const unknown = { transactionId: null, senderName: null, senderPhone: null, receiverAccount: null, timestamp: null };
  return { kind: 'payment', payment: { ...unknown, amountMinor, currency: 'PKR', found: [] } };
};

async function tally(read: Reader, mails: number) {
  const counts: Record<string, Record<string, number>> = {};
  const bad: string[] = [];
  const unread: string[] = [];
  for (let at = 0; at < mails; at += 1) {
    const made = generateMail(SEED * 1_000_003 + at);
    const outcome = await outcomeOf(made, read);
    const row = made.fact.plain ? 'plain credit' : made.fact.state;
    counts[row] ??= {};
    counts[row][outcome] = (counts[row][outcome] ?? 0) + 1;
    if (outcome === 'wrong' || outcome === 'lost') bad.push(`${outcome} (${row}) ${made.text}`);
    else if (made.fact.plain && outcome !== 'right') unread.push(made.text);
  }
  return { counts, bad, unread };
}

describe('payment mails made from facts', () => {
  it(`[BK-TEST-01] [BK-MATCH-01] of ${MAILS} mails none confirms wrongly, none is lost, and plain credits are read`, async () => {
    const { counts, bad, unread } = await tally((mail) => parsePaymentMail(mail, RULES), MAILS);
    console.table(counts);
    expect(bad.slice(0, 5)).toEqual([]);
    const plain = counts['plain credit'] ?? {};
    const all = Object.values(plain).reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(MAILS / 4);
    expect((plain.right ?? 0) / all, unread.slice(0, 5).join('\n---\n')).toBeGreaterThanOrEqual(0.98);
  });

  it('planted bug: a reader that takes the first number behind a word is caught', async () => {
    const { bad } = await tally(careless, 200);
    expect(bad.length).toBeGreaterThan(50);
  });
});
