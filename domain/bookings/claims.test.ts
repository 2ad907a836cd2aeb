import { describe, expect, it } from 'vitest';
import { claimWords, isPlainClaim, type TransferClaim } from './claims.ts';
import { type BookingFacts, decideMatch, matchBookings } from './matching.ts';

const MINUTE = 60_000;
const PAID = Date.parse('2026-03-01T10:00:00Z');
const claim = (over: Partial<TransferClaim> = {}): TransferClaim => ({
  bookings: 1,
  atMs: PAID + MINUTE,
  idsOfBooking: 1,
  idsOfCustomer: 1,
  ...over,
});

describe('[BK-VER-02] a claim that may say alone whose a transfer is', () => {
  it.each([
    ['after the transfer', {}, true],
    ['hours after it, where the mail was read late', { atMs: PAID + 300 * MINUTE }, true],
    ['a little before the mail was written', { atMs: PAID - 4 * MINUTE }, true],
    ['of one of three bookings', { idsOfCustomer: 3 }, true],
    ['before the transfer was made', { atMs: PAID - 6 * MINUTE }, false],
    ['one of two ids for one booking', { idsOfBooking: 2, idsOfCustomer: 2 }, false],
    ['one of many ids that nobody proved', { idsOfCustomer: 4 }, false],
    ['of two customers', { bookings: 2 }, false],
  ])('%s', (_name, over, plain) => {
    expect(isPlainClaim(claim(over), PAID)).toBe(plain);
  });
  it('nobody has claimed', () => expect(isPlainClaim(null, PAID)).toBe(false));
});

describe('what a mail of a claimed transfer does', () => {
  const booking: BookingFacts = {
    bookingId: 'BK-20260301-001',
    status: 'Waiting',
    totalMinor: 500_000,
    currency: 'PKR',
    pendingSinceMs: PAID - 10 * MINUTE,
    expiresAtMs: PAID + 10 * MINUTE,
    createdAtMs: PAID - 10 * MINUTE,
    customerName: 'Ayesha Khan',
    customerPhone: null,
    taken: false,
    claimedKeys: ['TXN1'],
  };
  const verdict = (senderName: string | null, over: Partial<TransferClaim>, mode: 'automated' | 'hybrid') => {
    const facts = { amountMinor: 500_000, currency: 'PKR', paidAtMs: PAID, senderName, senderPhone: null };
    const mail = { receivedAtMs: PAID, dateMs: PAID, addressed: true, messageId: null, contentDigest: 'd', labels: [] };
    const found = matchBookings({ ...facts, transactionKey: 'TXN1' }, [booking], 'PK');
    const paid = { ...facts, source: 'gmail' as const, reason: null, authenticated: true, mail };
    return decideMatch(found, { mode, minimumConfidence: 50, paid, claim: claim(over) });
  };

  it.each(['automated', 'hybrid'] as const)('%s: a guess confirms nothing where the mail names no payer', (mode) => {
    const guesses = [{ atMs: PAID - 30 * MINUTE }, { idsOfBooking: 5 }, { idsOfCustomer: 9 }];
    for (const guess of guesses) expect(verdict(null, guess, mode).kind, JSON.stringify(guess)).toBe('propose');
    expect(verdict(null, {}, mode).kind).toBe('confirm');
    // The mail itself names the customer: how often they tried does not matter.
    for (const guess of guesses) expect(verdict('Ayesha Khan', guess, mode).kind).toBe('confirm');
    expect(verdict('Bilal Ahmed', {}, mode).kind).toBe('propose');
  });

  it.each(['automated', 'hybrid'] as const)(
    '%s: two customers who claim it are asked about, whoever it names',
    (mode) => {
      for (const name of [null, 'Ayesha Khan', 'Bilal Ahmed'])
        expect(verdict(name, { bookings: 2 }, mode)).toEqual({ kind: 'unmatched', reason: 'claim_contested' });
    },
  );
});

it('says in words what speaks for a claim', () => {
  const mail = { paidAtMs: PAID, amountMinor: 500_000, currency: 'PKR' };
  const side = { atMs: PAID + 3 * MINUTE, bookingMinor: 500_000, currency: 'PKR', payerAgrees: null };
  expect(claimWords(side, mail)).toEqual([
    'Claimed 3 minutes after the transfer',
    'The mail names no payer',
    'The booking costs what was paid',
  ]);
  expect(claimWords({ ...side, atMs: PAID - 200 * MINUTE, bookingMinor: 1, payerAgrees: false }, mail)).toEqual([
    'Claimed 3 hours before the transfer was made, when nobody could know its id',
    'The mail names another payer',
    'The booking costs another amount',
  ]);
});
