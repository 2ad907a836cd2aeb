import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  sampleAccount,
  sampleCharge,
  sampleCommand,
  sampleFacts,
  sampleInvoice,
  sampleLine,
  sampleMatch,
  samplePayout,
  settledFacts,
} from '../../../tests/fixtures/proofFacts.ts';
import type { LineFact, ProofFacts } from './facts.ts';
import { isOpen } from './findings.ts';
import { type Proof, prove } from './prove.ts';

const kindsOf = (facts: ProofFacts) => prove(facts).findings.map(({ kind }) => kind);
const openOf = (facts: ProofFacts) =>
  prove(facts)
    .findings.filter(isOpen)
    .map(({ kind }) => kind);
const sum = (places: readonly { amountMinor: number }[]) =>
  places.reduce((total, { amountMinor }) => total + amountMinor, 0);
const total = (items: readonly { amountMinor: number }[]) => sum(items);

describe('the proof agrees only where everything does', () => {
  it('a line that pays an invoice, recorded, in the ledger, and seen at WHMCS', () => {
    expect(prove(settledFacts())).toMatchObject({
      agrees: true,
      findings: [],
      accounts: [{ openingMinor: 0, computedMinor: 1_000, toldMinor: 1_000, differenceMinor: 0 }],
      totals: [
        {
          currency: 'EUR',
          matchesMinor: 1_000,
          paymentsMinor: 1_000,
          ledgerMinor: 1_000,
          whmcsMinor: 1_000,
          agrees: true,
        },
      ],
    });
  });

  it('what is not told is never agreement: nothing read, no account, no instance, nothing at all', () => {
    expect(openOf(sampleFacts({ sources: [], accounts: [] }))).toEqual(['nothing_to_compare', 'nothing_to_compare']);
    const [source] = sampleFacts().sources;
    for (const [over, kind] of [
      [{ checkedAt: null }, 'source_not_read'],
      [{ checkedAt: '2026-11-28T05:00:00Z' }, 'source_not_read'],
      [{ status: 'requires_reauth' }, 'source_needs_consent'],
      [{ failures: 1 }, 'source_failing'],
      [{ consentEndsAt: '2026-11-28T11:00:00Z' }, 'source_consent_over'],
    ] as const)
      expect(openOf(settledFacts({ sources: [{ ...source, ...over } as never] }))).toEqual([kind]);
  });

  it('a payment that two matches count is named at both', () => {
    const payments = { ...sampleMatch().payments, heldElsewhere: 1 };
    const facts = settledFacts({ matches: [sampleMatch({ payments })] });
    expect(openOf(facts)).toEqual(['payment_in_two_matches']);
  });

  it('fees, what was paid above and other currencies lead from what came in to what is recorded', () => {
    const of = (id: string, amountMinor: number, paid: number, paidCurrency = 'EUR') =>
      sampleMatch({
        id,
        amountMinor,
        paidMinor: paid,
        paidCurrency,
        payments: { ...sampleMatch().payments, sumMinor: paid },
        parts: { ...sampleMatch().parts, sumMinor: amountMinor },
      });
    const facts = sampleFacts({ matches: [of('m1', 1_000, 970), of('m2', 1_000, 1_200), of('m3', 500, 550, 'USD')] });
    expect(prove(facts).totals).toMatchObject([
      { currency: 'EUR', receivedMinor: 2_170, feesMinor: 30, aboveMinor: 200, foreignMinor: 500, matchesMinor: 2_500 },
    ]);
  });
});

describe('balances, openings and days', () => {
  it('counts from the earliest opening that is told, and names what is missing to the balance', () => {
    const statement = {
      id: 's',
      accountId: 'a1',
      fileName: 'x',
      firstDay: '2026-10-01',
      lastDay: '2026-10-31',
      differenceMinor: 0,
      createdAt: '2026-11-01T00:00:00Z',
    };
    const facts = settledFacts({
      accounts: [sampleAccount({ balanceMinor: 1_500, told: [{ from: '2026-10-01', to: '2026-11-28' }] })],
      statements: [{ ...statement, openingMinor: 400 }],
    });
    const proof = prove(facts);
    expect(proof.accounts).toMatchObject([
      { openingMinor: 400, openingOn: '2026-10-01', openingFrom: 'statement', differenceMinor: 100 },
    ]);
    expect(proof.findings).toMatchObject([{ kind: 'balance_differs', amountMinor: 100, currency: 'EUR' }]);
  });

  it('as of a day that is over: lines after it do not count, the balance is worked back, what was recorded later says so', () => {
    const facts = settledFacts({
      day: '2026-11-19',
      asOf: '2026-11-19T23:59:59Z',
      accounts: [sampleAccount({ balanceMinor: 1_700 })],
      lineSums: [
        { accountId: 'a1', currency: 'EUR', day: '2026-11-18', place: 'recorded_later', amountMinor: 700, count: 1 },
        { accountId: 'a1', currency: 'EUR', day: '2026-11-20', place: 'recorded', amountMinor: 1_000, count: 1 },
      ],
      lines: [],
      matches: [],
      commands: [],
      ledger: [],
      invoices: [sampleInvoice({ recordedByThenMinor: 0 })],
    });
    const proof = prove(facts);
    expect(proof.accounts).toMatchObject([
      {
        computedMinor: 700,
        toldMinor: 700,
        differenceMinor: 0,
        places: [{ place: 'recorded_later', amountMinor: 700 }],
      },
    ]);
    expect(proof.findings.map(({ kind }) => kind)).toEqual(['recorded_later']);
    expect(proof.agrees).toBe(true);
  });

  it('an open line of a later day is not of this day, and a source must have been read after the day', () => {
    const past = { day: '2026-11-19', asOf: '2026-11-19T23:59:59Z' };
    const line = sampleLine({ day: '2026-11-20' });
    const accounts = [sampleAccount({ balanceMinor: 1_000 })];
    expect(openOf(sampleFacts({ ...past, accounts, lines: [line] }))).toEqual([]);
    expect(openOf(sampleFacts({ accounts, lines: [line] }))).toEqual(['payment_not_matched']);
    const [source] = sampleFacts().sources;
    const read = { ...source, checkedAt: '2026-11-19T12:00:00Z' } as never;
    expect(openOf(sampleFacts({ ...past, sources: [read] }))).toEqual(['source_not_read']);
  });
});

describe('payouts', () => {
  const at = (over: Partial<LineFact>) => sampleLine({ counterparty: 'STRIPE', day: '2026-11-21', ...over });
  const facts = (lines: LineFact[], payouts = [samplePayout()]) =>
    sampleFacts({ accounts: [sampleAccount({ balanceMinor: total(lines) })], lines, payouts });

  it('a payout is the line of its amount, within days, that names Stripe, its trace or what Stripe prints', () => {
    expect(kindsOf(facts([at({})]))).toEqual([]);
    expect(kindsOf(facts([at({ counterparty: 'SHOP 42 LTD' })]))).toEqual([]);
    for (const other of [
      { counterparty: 'Somebody' },
      { amountMinor: 1_001 },
      { day: '2026-11-27' },
      { day: '2026-11-17' },
    ])
      expect(openOf(facts([at(other)]))).toEqual(['payout_not_at_bank', 'payment_not_matched']);
  });

  it('two equal payouts need two lines: one line is never both', () => {
    const payouts = [samplePayout(), samplePayout({ id: 'p2' })];
    expect(openOf(facts([at({})], payouts))).toEqual(['payout_not_at_bank']);
    expect(openOf(facts([at({}), at({ id: 'l2' })], payouts))).toEqual([]);
  });

  it('one that is to arrive is on its way; one that failed is open until a later one went through', () => {
    expect(kindsOf(facts([], [samplePayout({ arrivesOn: '2026-11-27' })]))).toEqual(['payout_on_its_way']);
    const failed = samplePayout({ status: 'failed' });
    expect(openOf(facts([], [failed]))).toEqual(['payout_failed']);
    const later = samplePayout({ id: 'p2', madeAt: '2026-11-27T00:00:00Z', arrivesOn: '2026-11-28' });
    expect(openOf(facts([], [failed, later]))).toEqual([]);
  });
});

describe('money that went back', () => {
  const returned = { returnedMinor: 1_000, returnedAt: '2026-11-25T00:00:00Z' };
  it('is open while WHMCS counts it as paid, and agrees once the invoice is open again there', () => {
    expect(openOf(settledFacts({ invoices: [sampleInvoice(returned)] }))).toEqual(['invoice_returned_but_paid']);
    const open = { state: 'unpaid', paidMinor: 0, balanceMinor: 1_000, paidAt: null } as const;
    const proof = prove(settledFacts({ invoices: [sampleInvoice({ ...returned, ...open })] }));
    expect(proof).toMatchObject({ agrees: true, totals: [{ whmcsMinor: 0, returnedMinor: 1_000, agrees: true }] });
  });
});

/** A tenant with random lines, card payments, payouts and invoices in every state. */
const PLACED = fc.record({
  lines: fc.array(
    fc.record({
      amountMinor: fc.integer({ min: -5_000, max: 5_000 }),
      day: fc.constantFrom('2026-10-20', '2026-11-02', '2026-11-20', '2026-11-27'),
      status: fc.constantFrom('posted', 'posted', 'pending'),
      isRemoved: fc.constantFrom(false, false, true),
      currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      matchState: fc.constantFrom('new', 'proposed', 'matched', 'ignored', 'unmatched'),
      held: fc.option(
        fc.record({
          state: fc.constantFrom('proposed', 'approved', 'recorded'),
          kind: fc.constantFrom('exact', 'return'),
          recordedAt: fc.constantFrom('2026-11-20T00:00:00Z', '2026-11-28T11:00:00Z', null),
        }),
      ),
      wait: fc.option(fc.constantFrom('expected', 'mismatched', 'asked')),
      counterparty: fc.constantFrom('STRIPE', 'Somebody', null),
    }),
    { maxLength: 12 },
  ),
  payouts: fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 4 }),
  charges: fc.array(
    fc.record({
      amountMinor: fc.integer({ min: 0, max: 5_000 }),
      back: fc.integer({ min: 0, max: 100 }),
      status: fc.constantFrom('succeeded', 'failed', 'pending', 'disputed', 'partially_refunded'),
    }),
    { maxLength: 5 },
  ),
  invoices: fc.array(
    fc.record({
      totalMinor: fc.integer({ min: 0, max: 5_000 }),
      paidMinor: fc.integer({ min: 0, max: 6_000 }),
      balanceMinor: fc.integer({ min: 0, max: 5_000 }),
      recordedMinor: fc.integer({ min: 0, max: 5_000 }),
      state: fc.constantFrom('paid', 'unpaid', 'cancelled', 'draft'),
    }),
    { maxLength: 6 },
  ),
  day: fc.constantFrom('2026-11-01', '2026-11-20', '2026-11-28'),
});
type Placed = typeof PLACED extends fc.Arbitrary<infer Value> ? Value : never;

function factsOf({ lines, payouts, charges, invoices, day }: Placed): ProofFacts {
  return sampleFacts({
    day,
    asOf: day === '2026-11-28' ? '2026-11-28T12:00:00Z' : `${day}T23:59:59Z`,
    accounts: [sampleAccount({ balanceMinor: 4_321, openingMinor: 17 })],
    lines: lines.map(({ held, wait, ...line }, index) =>
      sampleLine({
        ...(line as object),
        id: `l${index}`,
        held: held ? { matchId: `m${index}`, ...(held as object) } : null,
        wait: wait ? { wait, reason: 'no_invoice_yet', since: '2026-11-20T00:00:00Z' } : null,
      } as never),
    ),
    payouts: payouts.map((amountMinor, index) => samplePayout({ id: `p${index}`, amountMinor })),
    charges: charges.map(({ amountMinor, back, status }, index) =>
      sampleCharge({
        id: `c${index}`,
        amountMinor,
        refundedMinor: Math.min(amountMinor, back),
        status: status as never,
      }),
    ),
    invoices: invoices.map((invoice, index) =>
      sampleInvoice({ ...(invoice as object), id: `i${index}`, recordedByThenMinor: invoice.recordedMinor } as never),
    ),
  });
}

/** Amounts that are in no place, or in two; empty where every cent is in one. */
function misplaced({ lines, charges, payouts, invoices, day, asOf }: ProofFacts, proof: Proof): string[] {
  const [account] = proof.accounts;
  const counts = lines.filter(
    (line) => line.status === 'posted' && !line.isRemoved && line.currency === 'EUR' && line.day <= day,
  );
  const inside = counts.filter((line) => line.day >= '2026-11-01');
  const told: [string, number, number][] = [
    ['lines', sum(account?.places ?? []), total(inside)],
    ['opening and lines', account?.computedMinor ?? 0, 17 + total(inside)],
    ['told balance', account?.toldMinor ?? 0, (account?.computedMinor ?? 0) + (account?.differenceMinor ?? 0)],
    [
      'payments',
      sum(proof.stripe.flatMap((one) => one.payments)),
      total(charges.filter((one) => Date.parse(one.paidAt) <= Date.parse(asOf))),
    ],
    [
      'payouts',
      sum(proof.stripe.flatMap((one) => one.payouts)),
      total(payouts.filter((one) => Date.parse(one.madeAt) <= Date.parse(asOf))),
    ],
    [
      'invoices',
      sum(proof.instances.flatMap((one) => one.places)) + proof.instances.reduce((all, one) => all + one.endedMinor, 0),
      invoices.reduce((all, one) => all + one.totalMinor, 0),
    ],
  ];
  return told.filter(([, is, should]) => is !== should).map(([name, is, should]) => `${name}: ${is} and not ${should}`);
}

describe('every cent of each side is in exactly one place', () => {
  it('whatever states lines, payments, payouts and invoices are in', () => {
    fc.assert(
      fc.property(PLACED, (placed) => {
        const facts = factsOf(placed);
        expect(misplaced(facts, prove(facts))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('planted bugs: a line counted twice, one left out, and an invoice half counted are seen', () => {
    const facts = factsOf({
      lines: [
        {
          amountMinor: 5,
          day: '2026-11-20',
          status: 'posted',
          isRemoved: false,
          currency: 'EUR',
          matchState: 'new',
          held: null,
          wait: null,
          counterparty: null,
        },
      ],
      payouts: [],
      charges: [],
      invoices: [{ totalMinor: 10, paidMinor: 10, balanceMinor: 0, recordedMinor: 10, state: 'paid' }],
      day: '2026-11-28',
    });
    const bent = (change: (facts: ProofFacts) => Partial<ProofFacts>) => prove({ ...facts, ...change(facts) });
    expect(
      misplaced(
        facts,
        bent(({ lines }) => ({ lines: [...lines, ...lines] })),
      ),
    ).not.toEqual([]);
    expect(
      misplaced(
        facts,
        bent(() => ({ lines: [] })),
      ),
    ).not.toEqual([]);
    const [invoice] = facts.invoices;
    expect(
      misplaced(
        facts,
        bent(() => ({ invoices: [{ ...invoice, totalMinor: 5, paidMinor: 5, recordedMinor: 5 } as never] })),
      ),
    ).not.toEqual([]);
  });

  it('agreement never comes with something that is open, and one more open line always ends it', () => {
    fc.assert(
      fc.property(PLACED, (placed) => {
        const proof = prove(factsOf(placed));
        expect(proof.agrees).toBe(!proof.findings.some(isOpen));
      }),
    );
    for (const over of [
      {},
      { wait: { wait: 'expected', reason: 'no_invoice_yet', since: '2026-11-20T00:00:00Z' } },
    ] as const)
      expect(
        prove(settledFacts({ accounts: [sampleAccount({ balanceMinor: 2_000 })], lines: [sampleLine(over)] })).agrees,
      ).toBe(false);
  });
});

describe('matches, money commands and the ledger', () => {
  it('a command that WHMCS took and a match that nobody closed is open; so is one that nobody knows the outcome of', () => {
    const approved = sampleMatch({ state: 'approved', recordedAt: null });
    expect(openOf(settledFacts({ matches: [approved] }))).toEqual(['approved_not_recorded', 'totals_differ']);
    const unknown = sampleCommand({
      state: 'unknown',
      finishedAt: null,
      phases: ['pending'],
      recordedMinor: 0,
      reservedMinor: -1_000,
    });
    const facts = settledFacts({ matches: [approved], commands: [unknown], invoices: [], ledger: [] });
    expect(openOf(facts)).toEqual(['outcome_unknown']);
  });

  it('a part that was let go is named with its amount, and what was recorded is compared without it', () => {
    const parts = { ...sampleMatch().parts, count: 2, sumMinor: 1_500, letGoMinor: 500 };
    const payments = { ...sampleMatch().payments, sumMinor: 1_500 };
    const match = sampleMatch({ amountMinor: 1_500, paidMinor: 1_500, parts, payments });
    const proof = prove(settledFacts({ matches: [match] }));
    expect(proof.findings).toMatchObject([{ kind: 'part_not_recorded', amountMinor: 500 }]);
    expect(proof.totals).toMatchObject([{ matchesMinor: 1_000, aboveMinor: 500, agrees: true }]);
  });
});
