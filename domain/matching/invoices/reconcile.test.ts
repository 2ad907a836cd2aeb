import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MATCH_RULES } from './defaultRules.ts';
import { autoRules, inputOf, invoiceOf, paymentOf } from './fixtures.ts';
import type { MatchInvoice, MatchTransaction } from './items.ts';
import { reconcile } from './reconcile.ts';
import { matchRulesSchema } from './schema.ts';

const run = (transactions: MatchTransaction[], invoices: MatchInvoice[], over: Parameters<typeof inputOf>[0] = {}) =>
  reconcile(inputOf({ transactions, invoices, ...over }));
const only = (transaction: Partial<MatchTransaction>, invoice: Partial<MatchInvoice> = {}) =>
  run([paymentOf(transaction)], [invoiceOf(invoice)]);
const stateOf = (result: ReturnType<typeof reconcile>, id = 't1') => result.transactions.get(id);
const scoreOf = (transaction: Partial<MatchTransaction>) => only(transaction).matches[0]?.explanation.score ?? null;

describe('[U-36] the shipped rule set', () => {
  it('[PY-MATCH-01] [PY-MATCH-02] amount 40, reference 35, date 15 falling over 7 days, payer 10', () => {
    expect(only({}).matches[0]?.explanation).toMatchObject({
      rules: 'invoice-fixed-points-1',
      model: null,
      unit: 'points',
      total: 100,
      score: 100,
      waterfall: [
        { field: 'amount', verdict: 'agree', points: 40 },
        { field: 'reference', verdict: 'agree', points: 35 },
        { field: 'date', verdict: 'agree', points: 15 },
        { field: 'payer', verdict: 'agree', points: 10 },
      ],
    });
    expect(scoreOf({ payer: null })).toBe(90);
    expect(scoreOf({ reference: null })).toBe(65);
    expect(scoreOf({ bookedOn: '2025-10-18' })).toBe(94);
    expect(scoreOf({ bookedOn: '2025-10-22' })).toBe(85);
    expect(scoreOf({ payer: 'Somebody Else' })).toBe(90);
  });

  it('[PY-MATCH-07] [U-37] below 60 there is no match, only a reason', () => {
    expect(scoreOf({ reference: null, payer: null })).toBeNull();
    expect(stateOf(only({ reference: null, payer: null }))).toEqual({
      state: 'unmatched',
      wait: 'mismatched',
      reason: 'too_little_evidence',
    });
  });

  it('is valid data, and bounds are kept', () => {
    expect(matchRulesSchema.parse(DEFAULT_MATCH_RULES)).toEqual(DEFAULT_MATCH_RULES);
    expect(matchRulesSchema.safeParse({ ...DEFAULT_MATCH_RULES, payer: { points: 11, similarity: 0.8 } }).success).toBe(
      false,
    );
    const covers = { ...DEFAULT_MATCH_RULES.covers, atMost: 9 };
    expect(matchRulesSchema.safeParse({ ...DEFAULT_MATCH_RULES, covers }).success).toBe(false);
  });

  it('[PY-MATCH-01] a rule of 0 points has no effect', () => {
    const rules = { ...autoRules, reference: { points: 0 } };
    expect(run([paymentOf()], [invoiceOf()], { rules }).matches[0]?.explanation.score).toBe(65);
  });
});

describe('[PY-MATCH-08] [U-37] approval without a person', () => {
  const decided = (transactions: MatchTransaction[], invoices: MatchInvoice[], rules = autoRules) => {
    const { matches } = run(transactions, invoices, { rules });
    return [matches[0]?.decision, matches[0]?.notAuto];
  };

  it('only where it is on, at 95 points, and nothing speaks against it', () => {
    expect(decided([paymentOf()], [invoiceOf()])).toEqual(['auto', []]);
    expect(decided([paymentOf()], [invoiceOf()], DEFAULT_MATCH_RULES)).toEqual(['review', ['auto_is_off']]);
    expect(decided([paymentOf({ bookedOn: '2025-10-18' })], [invoiceOf()])).toEqual(['review', ['below_auto']]);
    expect(decided([paymentOf({ reference: null })], [invoiceOf()])[1]).toContain('names_none');
  });

  it('the client owes the same amount twice: a person looks, unless the tenant trusts the reference', () => {
    const two = [
      invoiceOf(),
      invoiceOf({ id: 'i2', number: 'INV-2025-10433', issuedOn: '2025-09-01', dueOn: '2025-09-15' }),
    ];
    expect(decided([paymentOf()], two)).toEqual(['review', ['twin_invoice']]);
    const rules = { ...autoRules, auto: { ...autoRules.auto, twins: 'reference_decides' as const } };
    expect(decided([paymentOf()], two, rules)).toEqual(['auto', []]);
  });

  it('another payment names the same invoice, or nearly fits it', () => {
    const second = paymentOf({ id: 't2', bookedOn: '2025-10-16' });
    expect(decided([paymentOf(), second], [invoiceOf()])).toEqual(['review', ['close_candidate', 'twin_payment']]);
    const later = paymentOf({ id: 't2', bookedOn: '2025-10-28' });
    expect(decided([paymentOf(), later], [invoiceOf()])).toEqual(['review', ['twin_payment']]);
  });

  it('a payment that was given back is never approved', () => {
    const back = paymentOf({
      id: 't2',
      amountMinor: -12_345,
      bookedOn: '2025-10-20',
      reference: 'chargeback',
      returns: 't1',
    });
    const result = run([paymentOf(), back], [invoiceOf()]);
    expect(result.matches.map(({ kind, decision, notAuto }) => [kind, decision, notAuto])).toEqual([
      ['exact', 'review', ['was_returned']],
      ['return', 'review', ['money_went_out']],
    ]);
    expect(result.matches[1]?.returnedTransactionId).toBe('t1');
  });
});

describe('[PY-MATCH-09] what a payment may be', () => {
  const kindOf = (transaction: Partial<MatchTransaction>) =>
    only(transaction).matches[0]?.kind ?? stateOf(only(transaction));

  it('[U-38] a fee, a part, too much, another currency: with the number of the invoice, and always for a person', () => {
    expect(kindOf({ amountMinor: 12_045 })).toBe('fee');
    expect(kindOf({ amountMinor: 5_000 })).toBe('partial');
    expect(kindOf({ amountMinor: 20_000 })).toBe('over');
    expect(kindOf({ currency: 'USD' })).toBe('foreign');
    for (const amountMinor of [12_045, 5_000, 20_000])
      expect(only({ amountMinor }).matches[0]?.decision).toBe('review');
    const differs = { state: 'unmatched', wait: 'mismatched', reason: 'amount_differs' };
    for (const amountMinor of [12_045, 5_000, 20_000])
      expect(kindOf({ amountMinor, reference: null })).toEqual(differs);
  });

  it('a fee that the service names is part of what was paid', () => {
    expect(kindOf({ amountMinor: 12_045, feeMinor: 300 })).toBe('exact');
  });

  it('a short number counts only beside its exact amount', () => {
    const invoice = { number: '14' };
    expect(only({ reference: '14' }, invoice).matches[0]?.explanation.score).toBe(100);
    expect(only({ reference: '14', amountMinor: 5_000 }, invoice).matches).toEqual([]);
  });

  it('why it is not matched: a closed list', () => {
    expect(stateOf(only({ reference: null, payer: 'Somebody Else', amountMinor: 1 }))).toMatchObject({
      wait: 'expected',
      reason: 'no_invoice_yet',
    });
    expect(stateOf(only({}, { balanceMinor: 0 }))).toMatchObject({
      wait: 'mismatched',
      reason: 'invoice_already_paid',
    });
    expect(stateOf(only({ amountMinor: -100, reference: null }))).toMatchObject({
      wait: 'expected',
      reason: 'no_payment_to_return',
    });
    expect(stateOf(only({ amountMinor: 0 }))).toMatchObject({ wait: 'mismatched', reason: 'no_money' });
    expect(run([], [invoiceOf()]).invoices.get('i1')).toMatchObject({ wait: 'expected', reason: 'overdue' });
    expect(run([], [invoiceOf({ dueOn: '2025-12-01' })]).invoices.get('i1')).toMatchObject({ reason: 'not_paid_yet' });
  });

  it('money that fits two equally well is asked about, and nothing is chosen', () => {
    const two = [invoiceOf(), invoiceOf({ id: 'i2', number: 'INV-2025-10433' })];
    const result = run([paymentOf({ reference: null })], two);
    expect(result.matches).toEqual([]);
    expect(result.questions).toMatchObject([
      { reason: 'equal_candidates', transactionIds: ['t1'], invoiceIds: ['i1', 'i2'] },
    ]);
  });
});

describe('[U-38] several on one side', () => {
  const three = [1_000, 2_500, 7_000].map((balanceMinor, index) =>
    invoiceOf({ id: `i${index}`, number: `INV-2025-1044${index}`, balanceMinor }),
  );

  it('one payment of several invoices is proposed where only one set comes to it', () => {
    const result = run([paymentOf({ amountMinor: 8_000, reference: null })], three);
    expect(result.matches).toMatchObject([
      { kind: 'several_invoices', decision: 'review', invoiceIds: ['i0', 'i2'], notAuto: ['several'] },
    ]);
  });

  it('two sets are a question, also where the reference names one of them', () => {
    const more = [
      ...three,
      invoiceOf({ id: 'i9', number: 'INV-2025-10449', balanceMinor: 1_000, dueOn: '2025-09-30' }),
    ];
    const result = run([paymentOf({ amountMinor: 8_000, reference: 'INV-2025-10440 INV-2025-10442' })], more);
    expect(result.matches).toEqual([]);
    expect(result.questions).toMatchObject([{ reason: 'several_covers' }]);
    expect(result.questions[0]?.alternatives).toHaveLength(2);
  });

  it('an invoice that another payment names too is still part of the proof', () => {
    const same = ['i1', 'i2', 'i3'].map((id, index) => invoiceOf({ id, number: `1044${index}`, balanceMinor: 2_900 }));
    const copied = paymentOf({ id: 't1', amountMinor: 2_900, reference: '10440' });
    const both = paymentOf({ id: 't2', amountMinor: 5_800, reference: '10440 10441' });
    const result = run([copied, both], same);
    expect(result.matches).toMatchObject([{ transactionIds: ['t1'], invoiceIds: ['i1'] }]);
    expect(stateOf(result, 't2')).toMatchObject({ state: 'asked', reason: 'several_covers' });
  });

  it('invoices of two clients are never one set', () => {
    const others = three.map((invoice, index) => ({ ...invoice, clientId: `c${index}` }));
    expect(run([paymentOf({ amountMinor: 8_000, reference: null })], others).matches).toEqual([]);
  });

  it('several payments of one invoice, named or by their payer', () => {
    const parts = [5_000, 7_345].map((amountMinor, index) =>
      paymentOf({ id: `t${index}`, amountMinor, bookedOn: `2025-10-1${index}` }),
    );
    for (const reference of ['INV-2025-10432', null])
      expect(
        run(
          parts.map((part) => ({ ...part, reference })),
          [invoiceOf()],
        ).matches,
      ).toMatchObject([
        { kind: 'several_transactions', decision: 'review', transactionIds: ['t0', 't1'], invoiceIds: ['i1'] },
      ]);
  });

  it('payments that name an invoice and come to more than it are a question', () => {
    const parts = [8_000, 7_000].map((amountMinor, index) => paymentOf({ id: `t${index}`, amountMinor }));
    expect(run(parts, [invoiceOf()]).questions).toMatchObject([{ reason: 'several_payments', invoiceIds: ['i1'] }]);
  });

  it('two payments that could each pay the same set are a question', () => {
    const two = ['t1', 't2'].map((id) => paymentOf({ id, amountMinor: 8_000, reference: null }));
    expect(run(two, three).questions).toMatchObject([{ reason: 'covers_overlap', transactionIds: ['t1', 't2'] }]);
  });
});

describe('money that went back', () => {
  const out = paymentOf({ id: 't9', amountMinor: -12_345, bookedOn: '2025-10-20', reference: 'RETURN INV-2025-10432' });
  const settled = [
    {
      transactionId: 'old1',
      amountMinor: 12_345,
      currency: 'EUR',
      bookedOn: '2025-10-02',
      payer: 'Kaventa Print',
      invoiceIds: ['i1'],
    },
  ];
  const paid = invoiceOf({ balanceMinor: 0 });

  it('opens the invoice of an earlier payment, by its number or its payer', () => {
    for (const reference of ['RETURN INV-2025-10432', 'chargeback'])
      expect(run([{ ...out, reference }], [paid], { settled }).matches).toMatchObject([
        { kind: 'return', decision: 'review', returnedTransactionId: 'old1' },
      ]);
  });

  it('asks where two payments may be meant, and waits where none is known', () => {
    const two = [...settled, { ...settled[0], transactionId: 'old2' }] as typeof settled;
    expect(run([out], [paid], { settled: two }).questions).toMatchObject([{ reason: 'several_payments_to_return' }]);
    expect(stateOf(run([out], [paid]), 't9')).toMatchObject({ wait: 'expected', reason: 'no_payment_to_return' });
  });
});

describe('any input', () => {
  const CLIENTS = ['Kaventa Print', 'Kaventa Media', 'Anna Smith'];
  const invoices = fc
    .array(
      fc.record({ client: fc.nat(2), amount: fc.integer({ min: 0, max: 6 }), day: fc.integer({ min: 1, max: 28 }) }),
      { maxLength: 9 },
    )
    .map((list) =>
      list.map(({ client, amount, day }, index) =>
        invoiceOf({
          id: `i${index}`,
          number: String(10_430 + index),
          clientId: `c${client}`,
          clientName: CLIENTS[client] ?? '',
          balanceMinor: amount * 1_000,
          issuedOn: `2025-09-${String(day).padStart(2, '0')}`,
          dueOn: `2025-10-${String(day).padStart(2, '0')}`,
        }),
      ),
    );
  const transactions = fc
    .array(
      fc.record({
        payer: fc.option(fc.constantFrom(...CLIENTS, 'KAVENTA')),
        reference: fc.option(
          fc.array(fc.integer({ min: 10_428, max: 10_440 }), { maxLength: 3 }).map((list) => list.join(' ')),
        ),
        amount: fc.integer({ min: -6, max: 14 }),
        day: fc.integer({ min: 1, max: 28 }),
        currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
      }),
      { maxLength: 9 },
    )
    .map((list) =>
      list.map(({ amount, day, ...one }, index) =>
        paymentOf({
          ...one,
          id: `t${index}`,
          amountMinor: amount * 1_000,
          bookedOn: `2025-10-${String(day).padStart(2, '0')}`,
        }),
      ),
    );
  const both = fc.tuple(transactions, invoices);

  it('[PY-MATCH-09] every item has one state, and no item is in two matches', () => {
    fc.assert(
      fc.property(both, ([payments, owed]) => {
        const result = run(payments, owed);
        expect([result.transactions.size, result.invoices.size]).toEqual([payments.length, owed.length]);
        const used = result.matches.flatMap(({ transactionIds, invoiceIds }) => [...transactionIds, ...invoiceIds]);
        expect(new Set(used).size).toBe(used.length);
        for (const [id, state] of [...result.transactions, ...result.invoices]) {
          expect(state).toBeDefined();
          expect(state.state === 'matched').toBe(used.includes(id));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[PY-MATCH-06] the same items in another order have the same outcome', () => {
    fc.assert(
      fc.property(both, ([payments, owed]) => {
        const [one, other] = [run(payments, owed), run(payments.toReversed(), owed.toReversed())];
        expect(other.matches).toEqual(one.matches);
        expect(other.questions).toEqual(one.questions);
        for (const [id, state] of one.transactions) expect(other.transactions.get(id)).toEqual(state);
      }),
    );
  });

  it('[PY-MATCH-02] [C-36] an explanation adds up to its score, from 0 to 100', () => {
    fc.assert(
      fc.property(both, ([payments, owed]) => {
        for (const { explanation } of run(payments, owed).matches) {
          const sum = explanation.waterfall.reduce((total, { points }) => total + points, 0);
          expect(explanation.score).toBe(sum);
          expect(explanation.total).toBe(sum);
          expect(sum).toBeGreaterThanOrEqual(0);
          expect(sum).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it('what can have no sure outcome is refused whole', () => {
    expect(() => run([paymentOf(), paymentOf()], [])).toThrow('an id stands twice');
    expect(() => only({ bookedOn: '15.10.2025' })).toThrow('a date is no ISO date');
    expect(() => only({ amountMinor: 1.5 })).toThrow('an amount is no integer of minor units');
  });
});
