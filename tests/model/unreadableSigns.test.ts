import { describe, expect, it } from 'vitest';
import { parsePaymentMail } from '../../domain/bookings/paymentMail.ts';

const RULES = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };
function read(text: string): string {
  const parsed = parsePaymentMail({ subject: 'Payment received', text: `${text}\n`, complete: true }, RULES);
  if (parsed.kind === 'payment') return `pay ${parsed.payment.amountMinor} ${parsed.payment.currency}`;
  return parsed.kind === 'unreadable' ? parsed.reason : parsed.kind;
}

/** What programs make of a currency sign they can't write, and signs that are none. */
const SIGNS =
  '¦|â¦|â‚¦|‚¦|¤|Â¤|\ue000|\uf8ff|\ufffd|?|??|§|¶|†|‡|°|©|®|¬|\u0080|â\u0082¦|\u001a|□|■|◊|÷|‰|¿|⃝|\\|&#8358;|💵'.split(
    '|',
  );

describe('[BK-GMAIL-03] a sign beside a number that nobody can read', () => {
  it.each(SIGNS)('%j: the currency is unknown, so nothing is confirmed', (sign) => {
    for (const text of [
      `You have received ${sign}5,001.00 from Ali Raza.`,
      `You have received ${sign} 5,001.00 from Ali Raza.`,
      `You have received a payment.\nAmount: ${sign}5,001.00`,
      `You have received a payment.\nAmount: Rs. ${sign}5,001.00`,
      `You have received a payment.\nAmount\t${sign}5,001.00`,
      `You have received a payment.\n${sign}5,001.00`,
    ])
      expect(read(text), text).not.toMatch(/^pay/);
  });

  it.each(['¦', '₦', '?', '\ufffd', 'â¦', '¤'])('%j in its label, or alone in the cell or line beside it', (sign) => {
    for (const text of [
      `Amount (${sign}): 5,001.00`,
      `Amount ${sign}: 5,001.00`,
      `Amount\t${sign}\t5,001.00`,
      `Amount\t5,001.00\t${sign}`,
      `Amount\n${sign}\n5,001.00`,
      `Amount\n5,001.00\n${sign}`,
      `Amount: 5,001.00\nCurrency: ${sign}`,
    ])
      expect(read(`You have received a payment.\n${text}`), text).toBe('unknown_currency');
  });

  it('a known currency alone in the cell or line beside a number is its currency', () => {
    for (const text of ['Amount\nNGN\n5,001.00', 'Amount\n5,001.00\nNGN', 'Amount\t5,001.00\tNGN'])
      expect(read(`You have received a payment.\n${text}`), text).toBe('pay 500100 NGN');
    expect(read('You have received a payment.\nAmount\nRs.\n5,001.00')).toBe('pay 500100 PKR');
  });

  it.each([
    'You have received Rs.5,000 from Ali Raza.',
    'You have received PKR 5,000/- from Ali Raza.',
    'You have received a payment of Rs. 5,000.00!',
    'You have received a payment.\nAmount: “5,000.00”',
    // A dot that begins a line is a list; anywhere else beside a digit it may hide one.
    'You have received a payment.\n•5,000.00',
    'You have received a payment.\n• Amount: Rs. 5,000',
    'Payment received • Rs. 5,000.00 • Ali Raza',
    // A picture beside a currency that is known changes nothing.
    'You have received a payment.\nAmount: ✅ Rs. 5,000.00',
    '🎉 You have received Rs. 5,000.00 🎉',
    'You have received Rs. 5,000.00 from Ali Raza.\n©2026 NayaPay ☎021.111.222',
  ])('reads as before: %j', (text) => {
    expect(read(text)).toBe('pay 500000 PKR');
  });
  it('letters of a currency inside of an id name none; an amount behind such a label is one', () => {
    for (const id of ['LATE-7M65R6KMS', 'MANY58-716NGN4SX', '7PIF86R1S'])
      expect(read(`You have received a payment.\nAmount: Rs. 5,000.00\nTransaction ID: ${id}`), id).toBe(
        'pay 500000 PKR',
      );
    expect(read('You have received a payment.\nAmount: Rs. 5,000.00\nPayment: PKR4000')).toBe('two_amounts');
  });
  it('a dot inside of a line may hide a digit', () => {
    expect(read('You have received a payment.\nAmount: •5,000.00')).toBe('unknown_currency');
  });
});

describe('[BK-GMAIL-03] what a note and an order say of a reversal', () => {
  const beside = (text: string) => read(`You have received Rs. 5,000.00 from Ali Raza.\n${text}`);
  it.each(
    'Note: reversed.|Memo: refund|Note: this payment was reversed|Message: on hold|Purpose: charge back|Note\tReversed|Comment: cancelled!|Note: not received'.split(
      '|',
    ),
  )('%j: nothing but a state, so a person is asked', (text) => {
    expect(beside(text)).toBe('unclear_direction');
  });
  it.each(
    'See reversal notice.|Please see the reversal below.|See refund advice.|Check your chargeback.|Read the dispute letter.'.split(
      '|',
    ),
  )('%j: names a reversal of this payment, so a person is asked', (text) => {
    expect(beside(text)).toBe('reversal');
  });
  it.each([
    'Note: refund for trip',
    'Note: pending rent',
    'Note: rent',
    'Message: 5,000 to follow, this one failed before',
    'See our refund policy.',
    'Need a refund? Learn how refunds work.',
    'Visit our refund center.',
    'For refunds and disputes, contact support@provider.example.',
  ])('%j: the payer’s own words, or in every mail', (text) => {
    expect(beside(text)).toBe('pay 500000 PKR');
  });
});
