import { describe, expect, it } from 'vitest';
import { judgeMail, parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { MORE } from './paymentMailAttackTexts.ts';
import { PLAIN } from './paymentMailPlainTexts.ts';
import { NO_CREDITS } from './paymentMailStructureTexts.ts';

const RULES = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };
const FIELDS = 'Amount: Rs. 5,000.00\nTransaction ID: TX1001\nFrom: John Doe\n';

/**
 * Mails written to be misread, each with what it may become: `pay …` exactly that; `not` anything but a payment; `kept`
 * never passed over.
 */
const MAILS: [expected: string, subject: string, text: string][] = [
  ['not', 'Payment received', `The payment below did not go through.\n${FIELDS}`],
  ['not', 'Payment received', `Unfortunately the sender's bank took the money back.\n${FIELDS}`],
  ['not', 'Payment received', `You have received a payment.\n${FIELDS}Settlement: pending\n`],
  [
    'not',
    'Payment received',
    `You have received a payment.\n${FIELDS}Note to you: this payment was later cancelled by us.\n`,
  ],
  ['not', 'Payment received', `You have received a payment.\n${FIELDS}State: HOLD\n`],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00 (declined)\n'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00 - REVERSED\n'],
  ['not', 'REVERSAL: Payment received', FIELDS],
  ['not', 'Payment received - on hold', `You have received a payment.\n${FIELDS}`],
  ['not', 'Money request', 'John Doe wants Rs. 5,000.00 from you.'],
  ['not', 'Transaction alert', 'Rs. 5,000 has been sent to John Doe. He received it.'],
  ['not', 'Transaction alert', "You've successfully transferred Rs. 5,000 to John Doe. Money received by beneficiary."],
  ['not', 'Transaction alert', 'Rs 5,000 deducted from A/C 1234. Credited to VPA john@bank'],
  [
    'not',
    'Transaction alert',
    'Dear customer, Rs 5,000 transferred from A/c XX12 to John Doe. If not done by you call 123.',
  ],
  ['not', 'Transaction alert', 'IMPS of Rs 5,000 to beneficiary John Doe is successful and credited.'],
  ['not', 'Payment received', 'Thank you! Your payment of Rs. 5,000.00 has been received.'],
  ['not', 'Receipt', 'We received Rs. 5,000.00 from you. Thank you for your payment.'],
  ['not', 'Payment received', 'Hi, this is a reminder that no money has been received from John Doe: Rs. 5,000.00'],
  ['not', 'Payment received', 'You would have received Rs. 5,000.00 from John Doe, but his card was stopped.'],
  ['not', 'Payment received', 'You almost received Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 worth of points!'],
  ['not', 'Payment received', 'You have received an offer: Rs. 5,000.00 cashback on your next payment.'],
  ['not', 'Payment received', 'You have received a loan offer of Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a request for Rs. 5,000.00 from John Doe'],
  ['not', 'Payment received', 'You have received an invoice for Rs. 5,000.00 from John Doe'],
  ['not', 'Payment received', 'You have received a cheque of Rs. 5,000.00, it is with our clearing department.'],
  ['not', 'Payment received', 'You received Rs. 5,000.00 or more in the last month.'],
  ['not', 'Payment received', 'You received between Rs. 5,000 and Rs. 6,000'],
  ['not', 'Payment received', 'You received Rs. 5,000 - 6,000'],
  ['not', 'Payment received', 'You received up to Rs. 5,000.00'],
  ['not', 'Payment received', 'You received approx. Rs. 5,000.00'],
  ['not', 'Payment received', 'You received ~Rs. 5,000.00'],
  ['not', 'Payment received', 'You received Rs. 5,000.00+ '],
  ['not', 'Payment received', 'You received 2 x Rs. 5,000.00 from John Doe'],
  ['not', 'Payment received', 'You received Rs. 5,000.00 twice from John Doe'],
  ['not', 'Payment received', 'You received Rs. 5,000.00 each from John and Jane'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00.\nYou have received Rs. 5,000.00.\nTotal: Rs. 10,000.00'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00 USD'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: 5,000.00\nCurrency: USDT'],
  ['pay 500000 USD', 'Payment received', 'You have received a payment.\nAmount: 5,000.00\nCurrency: USD'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00\nCurrency: USD'],
  ['pay 500000 LKR', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00\nCurrency: LKR'],
  ['pay 500000 LKR', 'Payment received', 'You have received a payment.\nAmount (LKR): Rs. 5,000.00'],
  ['pay 500000 KES', 'Payment received', 'You have received a payment.\nAmount: 5,000.00 Ksh'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: 5,000.00 zloty'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: 5,000.00 bitcoins'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: XYZ 5,000.00'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: ₿5,000.00'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000K'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5 ہزار'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000,0'],
  ['pay 5000 PKR', 'Payment received', 'You have received a payment.\nAmount: Rs. 50,00'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5.000.00'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,0000'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 05,000'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5 0000'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5*,000'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000½'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000^50'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000/month'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. (5,000.00)'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: (Rs. 5,000.00)'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00 Dr'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: – Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: -5000'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00−'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: minus Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a payment.\nAmount: Rs. minus 5,000.00'],
  ['pay 500000 PKR', 'Payment received', 'You have received a payment.\nAmount: +Rs. 5,000.00'],
  ['pay 500000 PKR', 'Payment received', 'You have received a payment.\nAmount: 5000'],
  ['pay 500000 PKR', 'Payment received', 'You have received a payment.\nAmount: Rs. 5,000.00 CR'],
  ['not', 'Payment received', '> You have received Rs. 5,000.00 from John Doe'],
  [
    'not',
    'Re: my problem',
    'Dear customer, we looked into it.\n\nOn Fri, Nov 27, 2026 at 10:00 AM John <john@x.example> wrote:\nYou have received Rs. 5,000.00 from John Doe',
  ],
  ['not', 'Payment received', 'Hello\n-----Original Message-----\nYou have received Rs. 5,000.00 from John Doe'],
  ['not', 'Payment received', 'John wrote: "You have received Rs. 5,000.00"'],
  ['not', 'Payment received', 'Message from John Doe: You have received Rs. 5,000.00'],
  ['not', 'Support ticket', 'You wrote to us: "I have received Rs. 5,000.00". We will look into it.'],
  [
    'pay 50000 PKR',
    'Payment received',
    'You have received a payment.\nAmount: Rs. 500.00\nMessage: Amount: Rs. 5,000.00',
  ],
  [
    'pay 50000 PKR',
    'Payment received',
    'You have received a payment.\nAmount: Rs. 500.00\nMessage: 5,000 to follow, this one failed before',
  ],
  [
    'not',
    'Statement',
    'Date\tDescription\tAmount\n01/02/2026\tTransfer from John\tRs. 5,000.00\n02/02/2026\tTransfer from Jane\tRs. 5,000.00\nYou have received',
  ],
  ['not', 'Payments received', 'You received 2 payments.\nAmount: Rs. 5,000.00'],
  [
    'not',
    'Payment received',
    'You have received a payment.\nAmount: Rs. 5,000.00\nTransaction ID: TX1\nTransaction ID: TX2',
  ],
  ['not', 'Payment received', 'You have received a payment.\nFee: Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a payment.\nBalance: Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a payment. Your balance is now Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a payment. Limit left Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a payment. A/C 5000 Ref 5000'],
  ['not', 'Payment received', 'You have received a payment on 5.000'],
  ['not', 'Payment received', 'You have received a payment.\nGross: Rs. 5,100.00\nNet amount: Rs. 5,000.00'],
  [
    'not',
    'Payment received',
    'You have received a payment.\nTotal amount: Rs. 5,000.00\nAmount received: Rs. 2,500.00',
  ],
  ['not', 'Payment received', 'You have received a payment.\nOrder total: Rs. 5,000.00'],
  ['not', 'Payment received', 'You have received a part payment.\nBooking price: Rs. 5,000.00'],
  ['kept', 'Kaching', 'Rs. 5,000.00 hit your wallet, courtesy of John Doe'],
  ['kept', 'Alert', 'Rs. 5,000.00 landed.'],
  ['kept', 'John Doe', 'Your friend John dropped Rs. 5,000.00 in your pocket'],
  ['not', 'Payment received', 'Ha recibido Rs. 5,000.00. El pago no se completó.'],
  ['not', 'Payment received', "Rs. 5,000.00 ... le paiement n'a pas abouti"],
  ['not', 'Payment received', 'Betrag: Rs. 5,000.00\nStatus: Ausstehend'],
  ['not', 'Payment received', 'Monto: Rs. 5,000.00\nEstado: Rechazado'],
  ['not', 'Payment received', 'المبلغ: Rs. 5,000.00\nالحالة: مرفوض'],
  ['not', 'Payment received', 'رقم: Rs. 5,000.00\nحالت: ناکام'],
  ['not', 'Payment received', 'Valor: Rs. 5,000.00\nO pagamento foi cancelado'],
  ['not', 'Payment received', 'Importo: Rs. 5,000.00\nIl pagamento non è andato a buon fine'],
  ['not', 'Payment received', 'Tutar: Rs. 5,000.00\nÖdeme başarısız oldu'],
  ['not', 'Payment received', 'Jumlah: Rs. 5,000.00\nPembayaran gagal'],
  ['not', 'Payment received', 'Сумма: Rs. 5,000.00\nПлатёж отклонён'],
  ['not', 'Payment received', '金额: Rs. 5,000.00\n付款失败'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Платёж отменён.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Il pagamento è stato stornato.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. 付款已退回'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. O pagamento foi estornado.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Ödeme iade edildi.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Pembayaran dibatalkan.'],
  ['not', 'Payment received', 'You have recieved Rs. 5,000.00 from John Doe. P A Y M E N T   F A I L E D'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Payment status = failed'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Result code: 51 insufficient funds'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. This did not happen.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. The above is not true.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Disregard this message.'],
  [
    'not',
    'Payment received',
    'Ignore our previous email. You have received Rs. 5,000.00 from John Doe was sent in mistake.',
  ],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Correction: the amount was Rs. 50.00'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Correct amount 50'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. It is in a locked state.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Funds available from 30 Nov.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Log in to accept.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Deposit your money before 30 Nov.'],
  ['not', 'Deposit your transfer', 'John Doe sent you Rs. 5,000.00. Select your bank to deposit.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe. Sandbox.'],
  ['not', '[TEST] Payment received', 'You have received Rs. 5,000.00 from John Doe.'],
  ['not', 'Payment received', 'You have received Rs. 5,000.00 from John Doe in your escrow.'],
  ['not', 'Payment received', 'Your customer has received Rs. 5,000.00 from John Doe.'],
  ['not', 'Payment received', 'John Doe received Rs. 5,000.00'],
  ['not', 'Payment received', "John Doe's account was credited with Rs. 5,000.00"],
  ['not', 'Payment received', 'Rs. 5,000.00 credited to JOHN DOE'],
  ['not', 'Payment received', 'Rs. 5,000.00 has been deposited to the account of John Doe'],
  ['not', 'Payment received', 'Account title: John Doe was credited Rs. 5,000.00 debited from yours'],
  ['not', 'Payment received', 'You paid. John received. Amount: Rs. 5,000.00'],
  ['not', 'Payment received', 'Payment received by John Doe: Rs. 5,000.00'],
  ['not', 'Payment received', 'Your vendor confirms: payment received. Amount: Rs. 5,000.00. Debit account 1234'],
  ['not', 'Salary', 'Your salary payments of Rs. 5,000.00 were credited to employees'],
];

/** Written as one text: its parts stand between bars. */
const apart = (mail: string): [string, string, string] => {
  const [expected = '', subject = '', ...text] = mail.split(' | ');
  return [expected, subject, text.join(' | ')];
};
const THIRD = [...NO_CREDITS.map((mail) => `not | ${mail}`), ...PLAIN].map(apart);

describe('[BK-GMAIL-03] mails written to be misread', () => {
  it.each([...MAILS, ...MORE, ...THIRD])('%s: %s | %s', (expected, subject, text) => {
    const read = parsePaymentMail({ subject, text: `${text}\n`, complete: true }, RULES);
    const parsed = judgeMail(read, { authenticated: true, fromProvider: true, dkim: 'pass', spf: 'none' });
    const is = parsed.kind === 'payment' ? `pay ${parsed.payment.amountMinor} ${parsed.payment.currency}` : parsed.kind;
    if (expected === 'not') expect(is).toMatch(/^(?:unreadable|other)$/);
    else if (expected === 'kept') expect(is).not.toBe('other');
    else expect(is).toBe(expected);
  });

  it('an amount in figures as the reference is no id of the transfer; a number beside it is', () => {
    const idOf = (reference: string) => {
      const text = `You have received a payment.\nAmount: Rs. 5,000.00\nReference: ${reference}\nFrom: John Doe\n`;
      const read = parsePaymentMail({ subject: 'Payment received', text, complete: true }, RULES);
      return read.kind === 'payment' ? read.payment.transactionId : read.kind;
    };
    expect(['5000', '5000rs', '5001', '8842110937'].map(idOf)).toEqual([null, null, '5001', '8842110937']);
  });
});
