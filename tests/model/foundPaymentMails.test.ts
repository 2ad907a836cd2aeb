import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { judgeMail, parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { readMessage } from '../../providers/gmail/message.ts';

const FOLDER = new URL('../fixtures/payment-mails/', import.meta.url);
const RULES = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };

interface Right {
  /** `payment 5000.00 PKR`, `unreadable reason` or `other why`. */
  read: string;
  authenticated?: boolean;
  provider?: string;
}
const PAID = 'payment 500000 PKR';
const unread = (reason: string): Right => ({ read: `unreadable ${reason}` });
/** What each mail that was found from outside is, by its file. */
const RIGHT: Record<string, Right> = {
  F01_auth_quoted_semicolon: { read: PAID, authenticated: false },
  F01b_auth_quoted_local_part: { read: PAID, authenticated: false },
  F01c_auth_paren_in_local_part: { read: PAID, authenticated: false },
  F01d_auth_quoted_reason: { read: PAID, authenticated: false },
  F03_outgoing_sentence: { read: 'other outgoing' },
  F03b_outgoing_labelled: { read: 'other outgoing' },
  F03c_status_failed: { read: 'other failed' },
  F03d_reversed_in_body: unread('reversal'),
  F04_minus_before_currency: unread('amount_out_of_range'),
  F04b_unicode_minus: unread('amount_out_of_range'),
  F05_ringgit_as_rupees: unread('unknown_currency'),
  F05b_naira_sign: unread('unknown_currency'),
  // A code wins over the sign: these are 45 Canadian dollars, and no booking in another currency costs that.
  F05c_dollar_CAD: { read: 'payment 4500 CAD' },
  F05d_HKdollar: unread('unknown_currency'),
  F06_date_before_amount: { read: PAID },
  // The balance is no candidate, so one amount is left; a booking of 90,000 gets nothing.
  F06b_balance_before_amount: { read: PAID },
  F06c_digest: unread('two_amounts'),
  F07_apostrophe_thousands: { read: 'payment 1319200 PKR' },
  F07b_arabic_thousands: { read: 'payment 1346600 PKR' },
  F07c_lakh: { read: 'payment 15000000 PKR' },
  F08_is_credited: { read: PAID },
  F08b_received_from: { read: PAID },
  F08c_text_placeholder: { read: PAID },
  F09_html_table_no_colon: { read: PAID },
  F09b_label_above_value: { read: PAID },
  F09c_currency_in_label: { read: PAID },
  F11_placeholder_id: { read: PAID },
  F11_placeholder_id_2: { read: 'payment 600000 PKR' },
  F11b_memo_as_id: { read: PAID },
  F11b_memo_as_id_2: { read: 'payment 600000 PKR' },
  F15_subdomain_alignment: { read: PAID, provider: 'alerts@notify.example.com' },
};

describe('[BK-GMAIL-03] [BK-GMAIL-05] mails found from outside are read as what they say', () => {
  it('every file has its right reading', () => {
    const files = readdirSync(FOLDER).map((file) => file.replace('.eml', ''));
    expect(files.toSorted()).toEqual(Object.keys(RIGHT).toSorted());
  });

  it.each(Object.entries(RIGHT))(
    '%s',
    async (file, { read, authenticated = true, provider = 'nayapay@example.com' }) => {
      const mail = await readMessage(readFileSync(new URL(`${file}.eml`, FOLDER)));
      const proof = proveMail(mail, { email: provider, trusted: 'mx.google.com', domains: [] });
      const parsed = judgeMail(parsePaymentMail(mail, RULES), proof);
      const is =
        parsed.kind === 'payment'
          ? `payment ${parsed.payment.amountMinor} ${parsed.payment.currency}`
          : `${parsed.kind} ${parsed.kind === 'unreadable' ? parsed.reason : parsed.why}`;
      expect({ is, authenticated: proof.authenticated }).toEqual({ is: read, authenticated });
      // What is set aside shows a person where to look.
      const found = parsed.kind === 'payment' ? parsed.payment.found : parsed.found;
      expect(found.map(({ line, from, to }) => line.slice(from, to)).filter((text) => text.trim() === '')).toEqual([]);
      expect(found.length).toBeGreaterThan(0);
      if (file.startsWith('F11') && parsed.kind === 'payment') expect(parsed.payment.transactionId).toBeNull();
    },
  );
});
