import { describe, expect, it } from 'vitest';
import { failureWords, plainMessage } from './failureWords.ts';

describe('failures for people', () => {
  it('a code of a vendor names the vendor, what is wrong and what can be done', () => {
    expect(failureWords('CRM_UNAVAILABLE')).toEqual({
      text: 'Salesforce does not answer',
      next: 'It is tried again by itself. Look at the Vendors page if it stays so',
    });
    expect(failureWords('STRIPE_CREDENTIALS').text).toBe('Stripe refuses our credentials');
    expect(failureWords('WHATSAPP_REFUSED_131').text).toBe('WhatsApp refuses it for good');
    expect(failureWords('BILLING_STRIPE_UNAVAILABLE').text).toBe('Stripe does not answer');
  });

  it('a code of ours has the words of its table, and any other no capitals and no underscores', () => {
    expect(failureWords('CASE_ALREADY_REFUNDED').text).toBe('The case already has an executed refund');
    for (const code of ['SOMETHING_NEW', 'STRIPE_SOMETHING_NEW', 'constructor', '__proto__'])
      expect(failureWords(code).text).not.toMatch(/[A-Z_]{2,}/);
  });

  it('a message keeps no address, number, id, quoted text or second line', () => {
    const said =
      'Ayesha\'s mail ayesha.k@mail.example bounced: +92 300 1234567, card 4242 4242 4242 4242, "White Palace" at https://x.example/a?b=c, ch_3PqVLs2eZvKYlo2C0 and 6ba7b810-9dad-11d1-80b4-00c04fd430c8\nat line 2';
    const shown = plainMessage(said);
    for (const part of ['@', '300', '4242', 'White Palace', 'https', 'ch_3P', '6ba7', 'line 2'])
      expect(shown).not.toContain(part);
    expect(plainMessage('salesforce: CRM_UNAVAILABLE')).toBe('salesforce: CRM_UNAVAILABLE');
    expect(plainMessage('x'.repeat(1000))).toHaveLength(200);
  });
});
