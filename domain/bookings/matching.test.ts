import { describe, expect, it } from 'vitest';
import { nameSimilarity } from '../matching/text.ts';
import { phoneNumberOf } from '../phones/phoneNumber.ts';
import { type BookingFacts, compare, decideMatch, matchBookings, type PaymentFacts } from './matching.ts';
import type { PaidFacts } from './paymentFaults.ts';

const MINUTE = 60_000;
const START = Date.parse('2025-10-17T10:00:00Z');

const booking = (over: Partial<BookingFacts> = {}): BookingFacts => ({
  bookingId: 'BK-20251017-001',
  status: 'Pending',
  totalMinor: 500_000,
  currency: 'PKR',
  pendingSinceMs: START,
  expiresAtMs: START + 15 * MINUTE,
  createdAtMs: START,
  customerName: 'John Doe',
  customerPhone: '+923001234567',
  taken: false,
  claimedKeys: [],
  ...over,
});
const payment = (over: Partial<PaymentFacts> = {}): PaymentFacts => ({
  amountMinor: 500_000,
  currency: 'PKR',
  paidAtMs: START + 5 * MINUTE,
  senderName: null,
  senderPhone: null,
  transactionKey: null,
  ...over,
});
/** The same payment as the guard sees it: a genuine mail that came as it was written. */
const paid = (over: Partial<PaidFacts> = {}): PaidFacts => ({
  source: 'gmail',
  amountMinor: 500_000,
  currency: 'PKR',
  paidAtMs: START + 5 * MINUTE,
  reason: null,
  authenticated: true,
  mail: {
    receivedAtMs: START + 5 * MINUTE,
    dateMs: START + 5 * MINUTE,
    addressed: true,
    messageId: null,
    contentDigest: 'digest',
    labels: [],
  },
  ...over,
});
const scoreOf = (over: Partial<PaymentFacts>) => matchBookings(payment(over), [booking()], 'PK').ranked[0]?.score;

describe('[BK-TEST-02] [H-05] the shipped rule set: 50, 70, 80, 100', () => {
  it('[BK-MATCH-05] [BK-MATCH-06] [BK-MATCH-07] [BK-MATCH-09] amount and time score 50, with the name 70, with the phone 80, with both 100', () => {
    expect(scoreOf({})).toBe(50);
    expect(scoreOf({ senderName: 'john  DOE' })).toBe(70);
    expect(scoreOf({ senderPhone: '03001234567' })).toBe(80);
    expect(scoreOf({ senderName: 'Doe, John', senderPhone: '0092 300 1234567' })).toBe(100);
    expect(scoreOf({ senderName: 'Ayesha Khan', senderPhone: '03110000000' })).toBe(50);
    expect(compare(payment({ senderPhone: '+92 300 1234567' }), booking(), 'PK')).toEqual([
      { field: 'amount', verdict: 'agree', points: 25 },
      { field: 'timing', verdict: 'agree', points: 25 },
      { field: 'name', verdict: 'unknown', points: 0 },
      { field: 'phone', verdict: 'agree', points: 30 },
    ]);
  });

  it('[BK-MATCH-01] the amount must be exact, in its currency', () => {
    for (const over of [{ amountMinor: 499_999 }, { amountMinor: 500_001 }, { currency: 'INR' }])
      expect(matchBookings(payment(over), [booking()], 'PK').best).toBe(0);
  });

  it('[BK-MATCH-02] [H-02] 14:59 after the booking it matches, at 15:00 it is late; the time read does not count', () => {
    expect(matchBookings(payment({ paidAtMs: START + 15 * MINUTE - 1000 }), [booking()], 'PK').best).toBe(1);
    expect(matchBookings(payment({ paidAtMs: START + 15 * MINUTE }), [booking()], 'PK')).toMatchObject({
      best: 0,
      reason: 'late',
    });
    // Before there was a booking, nobody paid for it.
    expect(matchBookings(payment({ paidAtMs: START - 1 }), [booking()], 'PK')).toMatchObject({ best: 0 });
  });

  it('[BK-MATCH-03] [BK-MATCH-04] names in any order and case; phones in national form', () => {
    expect(nameSimilarity('john doe', 'John  Doe')).toBe(1);
    expect(nameSimilarity('José Núñez', 'jose nunez')).toBe(1);
    expect(nameSimilarity('Jon Doe', 'John Doe')).toBeGreaterThanOrEqual(0.8);
    expect(nameSimilarity('John', 'John Doe')).toBeLessThan(0.8);
    expect(nameSimilarity('Ayesha Khan', 'John Doe')).toBeLessThan(0.5);
    expect(nameSimilarity('', 'John Doe')).toBe(0);
    expect(phoneNumberOf('+923001234567', 'PK')).toBe(phoneNumberOf('03001234567', 'PK'));
    expect(phoneNumberOf('+14155550100', 'PK')).not.toBe(phoneNumberOf('4155550199', 'PK'));
    expect(phoneNumberOf('12', 'PK')).toBeNull();
  });

  it('says why nothing fits: late, partial, over, duplicate, or nobody’s', () => {
    const reason = (over: Partial<PaymentFacts>, of: Partial<BookingFacts> = {}) =>
      matchBookings(payment(over), [booking(of)], 'PK').reason;
    expect(reason({}, { status: 'Expired' })).toBe('late');
    expect(reason({}, { taken: true })).toBe('duplicate');
    expect(reason({ amountMinor: 400_000, senderName: 'John Doe' })).toBe('partial');
    expect(reason({ amountMinor: 600_000, senderPhone: '03001234567' })).toBe('over');
    expect(reason({ amountMinor: 600_000, senderName: 'Ayesha Khan' })).toBe('no_match');
    expect(matchBookings(payment(), [], 'PK').reason).toBe('no_match');
  });
});

describe('[D-12] [D-13] [H-04] [H-29] what the mode makes of a match', () => {
  const two = [
    booking(),
    booking({ bookingId: 'BK-20251017-002', createdAtMs: START + MINUTE, pendingSinceMs: START + MINUTE }),
  ];
  const policy = { minimumConfidence: 50, paid: paid(), claim: null } as const;

  it('[BK-MATCH-08] a tie: automated takes the most recent booking, whatever the order of reading; hybrid asks a person', () => {
    for (const order of [two, two.toReversed()]) {
      const found = matchBookings(payment(), order, 'PK');
      expect(found.best).toBe(2);
      expect(decideMatch(found, { ...policy, mode: 'automated' })).toMatchObject({
        kind: 'confirm',
        match: { candidate: { bookingId: 'BK-20251017-002' } },
      });
      expect(decideMatch(found, { ...policy, mode: 'hybrid' })).toEqual({ kind: 'unmatched', reason: 'tie' });
    }
  });

  it('[BK-MODE-01] [BK-MODE-03] manual proposes; a score below the bound is not confirmed', () => {
    const found = matchBookings(payment(), [booking()], 'PK');
    expect(decideMatch(found, { ...policy, mode: 'manual' }).kind).toBe('propose');
    expect(decideMatch(found, { ...policy, mode: 'hybrid' }).kind).toBe('confirm');
    expect(decideMatch(found, { ...policy, mode: 'automated', minimumConfidence: 51 })).toEqual({
      kind: 'unmatched',
      reason: 'low_confidence',
    });
  });

  it('[BK-VER-03] mail that proved nothing neither confirms nor is proposed, in any mode', () => {
    const found = matchBookings(payment({ senderName: 'John Doe', senderPhone: '03001234567' }), [booking()], 'PK');
    for (const mode of ['automated', 'manual', 'hybrid'] as const)
      expect(decideMatch(found, { ...policy, mode, paid: paid({ authenticated: false }) })).toEqual({
        kind: 'unmatched',
        reason: 'unauthenticated',
      });
  });
});
