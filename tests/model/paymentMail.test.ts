import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumber } from '../../domain/bookings/mail/numbers.ts';
import { proveMail } from '../../domain/bookings/mailAuthentication.ts';
import { parsePaymentMail } from '../../domain/bookings/paymentMail.ts';
import { readMessage } from '../../providers/gmail/message.ts';
import { CORPUS } from './paymentMailCorpus.ts';

const RULES = { providerName: 'NayaPay', currency: 'PKR', maximumAmount: 1_000_000 };

async function read(raw: Buffer) {
  const mail = await readMessage(raw);
  return {
    parsed: parsePaymentMail(mail, RULES),
    proof: proveMail(mail, { email: 'nayapay@example.com', trusted: 'mx.google.com', domains: [] }),
  };
}

describe('[BK-TEST-01] [BK-GMAIL-03] [BK-GMAIL-05] [BK-CFG-07] payment mails', () => {
  it(`the corpus has ${CORPUS.length} mails under different names`, () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
  });

  it.each(CORPUS)('$name', async ({ raw, expected }) => {
    const { parsed, proof } = await read(raw);
    const { kind, authenticated, reason, ...fields } = expected;
    if (kind === 'payment') expect(parsed).toMatchObject({ kind, payment: fields });
    else expect(parsed).toMatchObject({ kind, ...(reason ? { reason } : {}) });
    if (authenticated !== undefined) expect(proof.authenticated).toBe(authenticated);
    // What is shown as the place of a field is in the line it names.
    if (parsed.kind === 'payment')
      for (const { line, from, to } of parsed.payment.found) expect(line.slice(from, to).trim()).not.toBe('');
  });

  it('whatever bytes come, the parser ends and never invents a payment out of range', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.nat(CORPUS.length - 1),
        fc.nat(900),
        async (noise, pick, at) => {
          const raw = CORPUS[pick]?.raw ?? Buffer.alloc(0);
          const { parsed } = await read(Buffer.concat([raw.subarray(0, at), noise, raw.subarray(at)]));
          if (parsed.kind !== 'payment') return;
          expect(Number.isSafeInteger(parsed.payment.amountMinor)).toBe(true);
          expect(parsed.payment.amountMinor).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('numbers are read as people mean them, or not at all', () => {
    expect(['5,000', '5.000', '1.234.567', '5,5', '1,00,000', '1,234,567.8', '12', '0.5'].map(readNumber)).toEqual([
      '5000',
      '5000',
      '1234567',
      '5.5',
      '100000',
      '1234567.8',
      '12',
      '0.5',
    ]);
    for (const text of ['', 'abc', '1.', ',', '1e5']) expect(readNumber(text)).toBeNull();
  });
});
