import { describe, expect, it } from 'vitest';
import { parsePaymentMail } from '../../domain/bookings/paymentMail.ts';

/** Completed credits in the manner of banks, wallets and processors of several countries; the last is the tenant's currency. */
const MAILS: [expected: string, subject: string, text: string, currency?: string][] = [
  [
    'pay 100000 INR',
    'Credit Alert',
    'Dear Customer, Rs.1000.00 is successfully credited to your account **1234 by VPA rahul@okaxis RAHUL SHARMA on 12-10-25. Your UPI transaction reference number is 528512345678. Thank you for banking with us. Warm Regards, HDFC Bank',
    'INR',
  ],
  [
    'pay 500000 INR',
    '',
    'Dear SBI User, your A/c X1234-credited by Rs.5000 on 12Oct25 transfer from RAHUL Ref No 528512345678 -SBI',
    'INR',
  ],
  [
    'pay 500000 INR',
    '',
    'Dear Customer, Acct XX123 is credited with Rs 5000.00 on 12-Oct-25 from RAHUL SHARMA. UPI:528512345678-ICICI Bank.',
    'INR',
  ],
  [
    'pay 250000 INR',
    '',
    'INR 2,500.00 credited to A/c no. XX1234 on 12-10-25, 14:32:11 (IST). Info - UPI/P2A/5285/RAHUL. If not done by you, call 1860. - Axis Bank',
    'INR',
  ],
  [
    'pay 500000 PKR',
    'Credit Transaction Alert',
    'Dear Customer,\nPKR 5,000.00 has been credited to your Account # 0123****7890 on 27-Nov-2026 10:05 through IBFT from JOHN DOE. Available Balance: PKR 12,345.67.\nFor queries call 111-425-888.\nMeezan Bank',
  ],
  [
    'pay 500000 PKR',
    'You have received money',
    'Hi Ali,\n\nRs. 5,000.00\nreceived from\nJohn Doe\nNayaPay ID: john@nayapay\n\nTransaction details\n\nTransaction ID\n6543210\nTransaction Time\n17 Oct 2025, 10:05 AM\nReceived By\nAli\n',
  ],
  [
    'pay 500000 PKR',
    'Payment Received',
    'Dear Ali, You have received Rs. 5000.00 from JOHN DOE, account no: 0300****567 on 17-10-2025 at 10:05:11. Transaction ID: 123456789012. Your new JazzCash balance is Rs. 5,100.00.',
  ],
  [
    'pay 500000 PKR',
    'Easypaisa',
    'Rs. 5000.00 received from JOHN DOE 03001234567. Trx ID 12345678901. Fee Rs. 0.00. New balance: Rs. 6000.00',
  ],
  [
    'pay 4500 USD',
    "You've got money",
    "John Doe sent you $45.00 USD\n\nTransaction ID: 1AB23456CD789012E\nTransaction date: November 27, 2026\nAmount received: $45.00 USD\nFee: $1.62 USD\nTotal: $45.00 USD\n\nDon't see the money in your account? Don't worry - sometimes it just takes a few minutes for it to show up.",
  ],
  [
    'pay 4500 USD',
    'John Doe paid you $45.00',
    'John Doe paid you\n$ 45.00\nFarm booking\nTransfer Date and Amount:\nNov 27, 2026 PST · + $45.00\nMoney credited to your Venmo account.\nPayment ID: 1234567890',
  ],
  [
    'pay 120000 KES',
    '',
    'QK12ABC345 Confirmed. You have received Ksh1,200.00 from JOHN DOE 0712345678 on 27/11/26 at 10:05 AM New M-PESA balance is Ksh3,400.00.',
    'KES',
  ],
  [
    'pay 50000 PHP',
    '',
    'You have received PHP 500.00 of GCash from JU** D. 09171234567. Your new balance is PHP 1,234.50. 11-27-26 10:05 AM. Ref. No. 123456789.',
    'PHP',
  ],
  [
    'pay 25000 GBP',
    "You've received money",
    'You received 250 GBP from John Doe. The money is in your GBP balance now.',
    'GBP',
  ],
  ['pay 15000 EUR', 'Zahlungseingang', 'Sie haben 150,00 EUR von Max Mustermann erhalten.', 'EUR'],
  [
    'pay 9900 USD',
    'Payment of $99.00 from John Doe',
    'You received a payment of $99.00 from John Doe for Invoice #1042. Great job! View your dashboard for details.',
  ],
  [
    'pay 500000 PKR',
    'Raast payment received',
    'Dear Customer, you have received a Raast payment of PKR 5,000.00 from JOHN DOE (PK36SCBL0000001123456702) in your account PK12MEZN0001234567. Ref: 20261127-0001.',
  ],
  [
    'pay 500000 PKR',
    'SadaPay',
    'You received Rs 5,000 from John Doe 🎉\n\nWhen: 27 Nov 2026, 10:05\nMethod: Bank transfer\nReference: SP123456',
  ],
  [
    'pay 500000 PKR',
    'Funds Received',
    'Your account has been credited!\n\nAmount (PKR)\n5,000.00\n\nFrom\nJOHN DOE\n\nBank\nHBL\n\nDate\n27/11/2026\n\nTransaction ID\nHBL123456',
  ],
  [
    'pay 500000 PKR',
    'Deposit confirmation',
    'A deposit of PKR 5,000.00 was made to your account by John Doe on 27 Nov 2026.',
  ],
  ['pay 500000 PKR', 'Inward IBFT', 'Inward IBFT of PKR 5,000.00 received in A/C 1234 from JOHN DOE'],
  [
    'pay 500000 PKR',
    'Transaction Alert',
    'Transaction Type: Credit\nAmount: PKR 5,000.00\nFrom: John Doe\nReference: FT1234567',
  ],
  ['pay 500000 PKR', 'Transaction Alert', 'Type\tCredit\nAmount\tPKR 5,000.00\nStatus\tSuccessful\nFrom\tJohn Doe'],
  ['pay 500000 PKR', 'Payment received', 'Payment received\n\nPKR 5,000.00\n\nFrom John Doe\nCompleted\n27 Nov 2026'],
  [
    'pay 500000 PKR',
    'Payment successful',
    'Payment of Rs. 5,000 received from John Doe successfully.\nOrder ID: ORD-99',
  ],
  ['pay 12345 KWD', 'K-NET', 'You have received KWD 12.345 from John', 'KWD'],
];

describe('[BK-GMAIL-03] credits in the manner of real providers are read', () => {
  it.each(MAILS)('%s: %s | %s', (expected, subject, text, currency = 'PKR') => {
    const rules = { providerName: 'Provider', currency, maximumAmount: 10_000_000 };
    const parsed = parsePaymentMail({ subject, text: `${text}\n`, complete: true }, rules);
    const read = parsed.kind === 'payment' ? `pay ${parsed.payment.amountMinor} ${parsed.payment.currency}` : parsed;
    expect(read).toBe(expected);
  });
});
