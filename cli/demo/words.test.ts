import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BOOKING_DAY } from '../bookings/bookingStories.ts';
import { bookingSummary } from '../bookings/demo.ts';
import { DEMO_CASES, OPEN_CASES } from '../disputes/cases.ts';
import { disputeSummary } from '../disputes/demo.ts';
import { caseSentence, daySentence } from './words.ts';

describe('what the demo prints of an end', () => {
  it('says outcome, refund and why a person decided without a proposal', () => {
    const end = { outcome: 'refunded', refundsMinor: [4500], parked: null };
    expect(caseSentence(end)).toBe('refunded $45.00');
    expect(caseSentence({ ...end, refundsMinor: [4500, 4500] })).toBe('refunded $45.00 and $45.00');
    expect(caseSentence({ ...end, parked: 'model_refused' })).toBe(
      'refunded $45.00; a person decided because the model refused to answer',
    );
    expect(caseSentence({ outcome: 'rejected', refundsMinor: [], parked: null })).toBe(
      'rejected by the reviewer, no refund',
    );
    expect(caseSentence({ outcome: 'rejected', refundsMinor: [100], parked: null })).toBe(
      'rejected by the reviewer, $1.00',
    );
    expect(caseSentence({ outcome: 'refunded', refundsMinor: [], parked: null })).toBe('refunded, no refund');
  });

  it('counts bookings and payments by what became of them', () => {
    expect(daySentence({ bookings: { Confirmed: 10 }, unmatched: {} })).toBe('10 bookings Confirmed');
    expect(daySentence({ bookings: { Pending: 1, Confirmed: 1 }, unmatched: { tie: 1 } })).toBe(
      '1 booking Confirmed; 1 booking Pending; 1 payment set aside: two bookings fit equally well',
    );
    expect(daySentence({ bookings: {}, unmatched: { claim_differs: 2 } })).toBe('2 payments set aside: claim differs');
  });

  it('is what the README shows, line by line', () => {
    const lines = new Set([
      ...DEMO_CASES.map(({ name, expected: { outcome, refundMinor, parked } }) => {
        const end = { outcome, refundsMinor: refundMinor === null ? [] : [refundMinor], parked: parked ?? null };
        return `  ok    ${name.padEnd(18)} ${caseSentence(end)}`;
      }),
      ...BOOKING_DAY.map(
        (story) => `  ok    ${story.name.padEnd(20)} ${story.mode.padEnd(10)} ${daySentence(story.expected)}`,
      ),
    ]);
    const sample = /Expected against the effect log.*?booking stories ended as expected/s.exec(
      readFileSync('README.md', 'utf8'),
    );
    const shown = sample?.[0].split('\n').filter((line) => line.startsWith('  ok ')) ?? [];
    expect(shown.length).toBeGreaterThan(8);
    for (const line of shown) expect([...lines]).toContain(line);
    expect(sample?.[0]).toContain(`${DEMO_CASES.length} of ${DEMO_CASES.length} cases ended as expected`);
    expect(sample?.[0]).toContain(`${BOOKING_DAY.length} of ${BOOKING_DAY.length} booking stories ended as expected`);
  });

  it('ends in sentences, which the README shows too', () => {
    const verdicts = DEMO_CASES.map(({ name, expected: { outcome, refundMinor } }) => ({
      ...{ name, expected: '', seen: '', ok: true, outcome },
      refundsMinor: refundMinor === null ? [] : [refundMinor],
    }));
    const sentences = [
      ...disputeSummary(verdicts, OPEN_CASES.length),
      bookingSummary(BOOKING_DAY.map(({ expected }) => expected)),
    ];
    const readme = readFileSync('README.md', 'utf8');
    for (const sentence of sentences) expect(readme).toContain(`  ${sentence}\n`);
    expect(sentences[1]).toMatch(/^No money moved twice: (\d+) refunds approved, \1 at Stripe\.$/);
    const twice = verdicts.map((verdict) => ({ ...verdict, refundsMinor: [...verdict.refundsMinor, 100] }));
    expect(disputeSummary(twice, 0)[1]).toMatch(/^MONEY DIFFERS: /);
    expect(
      disputeSummary(
        verdicts.map((verdict) => ({ ...verdict, refundsMinor: [] })),
        0,
      )[1],
    ).toMatch(/^MONEY DIFFERS: /);
  });

  it('has words of its own for every end that the demo expects, and prints no JSON', () => {
    const sentences = [
      ...DEMO_CASES.map(({ expected: { outcome, refundMinor, parked } }) =>
        caseSentence({ outcome, refundsMinor: refundMinor === null ? [] : [refundMinor], parked: parked ?? null }),
      ),
      ...BOOKING_DAY.map((story) => daySentence(story.expected)),
    ];
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/[{}"_]|undefined|null/);
      expect(sentence).not.toMatch(
        /^(?:invalid|expired|dead letter|rejected,)|(?:late|partial|duplicate|unauthenticated)$/,
      );
    }
  });
});
