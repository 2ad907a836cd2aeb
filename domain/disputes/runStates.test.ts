import { describe, expect, it } from 'vitest';
import { ENDS_OF_RUN, RUN_STEPS, type RunStep, stepsBefore } from './runStates.ts';

const ENDS = new Set<RunStep>(Object.values(ENDS_OF_RUN).map(({ step }) => step));
const MONEY: RunStep[] = ['executing', 'awaiting_money_outcome'];

describe('the steps of a run', () => {
  it('an end is followed by nothing, and every end is named by an outcome', () => {
    for (const to of RUN_STEPS)
      for (const from of stepsBefore(to)) expect(ENDS.has(from), `${from} → ${to}`).toBe(false);
    expect([...ENDS].toSorted()).toEqual(['completed', 'expired', 'failed', 'invalid', 'rejected']);
  });

  it('money comes after a review, never straight from reading or from the model', () => {
    for (const step of MONEY)
      expect(stepsBefore(step).toSorted(), step).toEqual(['awaiting_money_outcome', 'awaiting_review', 'executing']);
  });

  it('from every open step a run can end, and can begin again', () => {
    const open = RUN_STEPS.filter((step) => !ENDS.has(step));
    for (const to of [...ENDS, 'fetching_data' as const]) expect(stepsBefore(to), to).toEqual(open);
  });

  it('the customer hears of money only where it was paid back', () => {
    expect(
      Object.entries(ENDS_OF_RUN)
        .filter(([, { tells }]) => tells === 'customer_refunded')
        .map(([name]) => name),
    ).toEqual(['refunded']);
    for (const outcome of ['invalid', 'failed', 'expired'] as const) expect(ENDS_OF_RUN[outcome].tells).toBeNull();
  });
});
