import { describe, expect, it } from 'vitest';
import { DEFAULT_MATCH_RULES } from '../../domain/matching/invoices/defaultRules.ts';
import type { MatchTransaction } from '../../domain/matching/invoices/items.ts';
import { type MatchInput, reconcile } from '../../domain/matching/invoices/reconcile.ts';
import { runApart } from './runApart.ts';

const payment = (id: string): MatchTransaction => ({
  id,
  amountMinor: 10_000,
  currency: 'EUR',
  bookedOn: '2026-01-10',
  payer: 'KAVENTA PRINT',
  reference: 'INV-2026-0014',
  feeMinor: 0,
  returns: null,
});
const input = (transactions: MatchTransaction[]): MatchInput => ({
  transactions,
  invoices: [
    {
      id: 'i1',
      number: 'INV-2026-0014',
      clientId: 'c1',
      clientName: 'Kaventa Print',
      currency: 'EUR',
      balanceMinor: 10_000,
      issuedOn: '2026-01-01',
      dueOn: '2026-01-10',
    },
  ],
  settled: [],
  rules: DEFAULT_MATCH_RULES,
  model: null,
  asOf: '2026-01-20',
});

describe('[PY-MATCH-06] matching in a thread of its own', () => {
  it('has the same outcome as in this one, and others are answered meanwhile', async () => {
    const one = input([payment('t1')]);
    let answered = 0;
    const ticks = setInterval(() => (answered += 1), 1);
    const runs = await Promise.all([runApart('reconcile', one), runApart('reconcile', one)]);
    clearInterval(ticks);
    expect(runs[0]).toEqual(reconcile(one));
    expect(runs[1]).toEqual(runs[0]);
    expect(answered).toBeGreaterThan(0);
  });

  it('a job that fails says why, and the next one is done all the same', async () => {
    await expect(runApart('reconcile', input([payment('t1'), payment('t1')]))).rejects.toThrow('an id stands twice');
    expect((await runApart('reconcile', input([payment('t1')]))).matches).toHaveLength(1);
  });
});
