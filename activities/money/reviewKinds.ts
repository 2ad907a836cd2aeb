import type { ReviewKindActivities } from '../../books/reviews/kind.ts';
import { customersOfCase } from '../../db/disputes/caseCustomers.ts';

const moneyUnknown: ReviewKindActivities = {
  async judge(tx, { task }) {
    return {
      ok: true,
      approval: { action: null, amountMinor: null, payee: null, reason: null },
      // The answer decides whether the command's money is sent again; an item without an amount may be any amount.
      risks: [{ amountMinor: task.atRiskMinor || null, currency: task.currency }],
      owners: await customersOfCase(tx, task.processId),
      problem: null,
    };
  },
  // The run that asked reads the answer and goes on by it.
  apply: async () => null,
};

export const reviewKinds = () => ({ money_unknown: moneyUnknown });
