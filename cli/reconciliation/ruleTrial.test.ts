import { afterAll, describe, expect, it } from 'vitest';
import { DEFAULT_MATCH_RULES } from '../../domain/matching/invoices/defaultRules.ts';
import { tryRules } from '../../domain/matching/invoices/dryRun.ts';
import type { MatchInput } from '../../domain/matching/invoices/reconcile.ts';
import { PARSE_LIMITS } from '../../providers/parsing/limits.ts';
import { createRuleTrial } from './ruleTrial.ts';

const trial = createRuleTrial({ ...PARSE_LIMITS, cpuMs: 400 });
afterAll(() => trial.close());

/** Payments of one client whose invoices add up to none of them, and that a search has to prove. */
function costly(payments: number): MatchInput {
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const even = (most: number) => Math.floor(random() * most) * 2;
  return {
    invoices: Array.from({ length: 60 }, (_, at) => ({
      id: `i${at}`,
      number: `INV-${5_000 + at}`,
      clientId: 'c',
      clientName: 'Acme Ltd',
      currency: 'USD',
      balanceMinor: 100_000 + even(900_000),
      issuedOn: '2026-11-01',
      dueOn: '2026-11-15',
    })),
    transactions: Array.from({ length: payments }, (_, at) => ({
      id: `t${at}`,
      amountMinor: 2_000_001 + even(1_000_000),
      currency: 'USD',
      bookedOn: '2026-11-15',
      payer: 'Acme Ltd',
      reference: null,
      feeMinor: 0,
      returns: null,
    })),
    settled: [],
    rules: DEFAULT_MATCH_RULES,
    model: null,
    asOf: '2026-11-28',
  };
}

describe('[PY-MATCH-01] rules that are tried', () => {
  it('give what they give elsewhere', async () => {
    const rules = { ...DEFAULT_MATCH_RULES, store: 100 };
    expect(await trial.tryRules(costly(2), rules)).toEqual(tryRules(costly(2), rules));
  });

  it('that take too long are ended and named, and stop nothing else meanwhile', async () => {
    const rules = { ...DEFAULT_MATCH_RULES, covers: { atMost: 8, withinDays: 730, effort: 1_000_000 } };
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 5);
    await expect(trial.tryRules(costly(2_000), rules)).rejects.toMatchObject({ code: 'RULES_TOO_COSTLY' });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(10);
    expect((await trial.tryRules(costly(1), DEFAULT_MATCH_RULES)).changes).toEqual([]);
  });
});
