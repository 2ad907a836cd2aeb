import { endMoneyProblem, noteMoneyProblem } from '../../books/disputes/noteMoneyProblem.ts';
import type { Database } from '../../db/database.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { DecidedRun } from '../../workflows/disputes/contract.ts';
import type { MoneyStep } from '../../workflows/money/contract.ts';

/** What a try came to, and whether an earlier one had failed. */
export interface Tried {
  step: MoneyStep;
  hadProblem: boolean;
}

/** A step that moves money, each failure of a vendor written down before it is thrown on to the engine. */
export const notingProblems =
  (db: Database, attempt: (input: DecidedRun) => Promise<Tried>) =>
  async (input: DecidedRun): Promise<MoneyStep> => {
    const { tenantId, processId } = input;
    try {
      const { step, hadProblem } = await attempt(input);
      if (hadProblem) await db.withTenant(tenantId, (tx) => endMoneyProblem(tx, processId));
      return step;
    } catch (error) {
      // The count is for people; what failed must reach the engine in any case.
      if (error instanceof VendorError)
        await db.withTenant(tenantId, (tx) => noteMoneyProblem(tx, processId, error.type)).catch(() => undefined);
      throw error;
    }
  };
