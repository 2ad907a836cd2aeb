import { sql } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { createExecuteActivities } from './createExecuteActivities.ts';
import type { RunScope } from './runState.ts';

type Activities = ReturnType<typeof createExecuteActivities>;

/** Counts a failed try in the read model, so that people see what the engine tries again; null takes the count away. */
async function note(db: Database, { tenantId, processId }: RunScope, code: string | null): Promise<void> {
  await db.withTenant(tenantId, (tx) =>
    tx.execute(
      code === null
        ? sql`update workflow_states set money_problem = null where process_id = ${processId} and money_problem is not null`
        : sql`update workflow_states set money_problem = jsonb_build_object('code', ${code}::text,
            'times', coalesce((money_problem ->> 'times')::int, 0) + 1) where process_id = ${processId}`,
    ),
  );
}

/** The steps that move money, each failure of a vendor written down before it is thrown on to the engine. */
export function notingMoneyProblems(db: Database, activities: Activities): Activities {
  const noting =
    <Input extends RunScope, Result>(step: (input: Input) => Promise<Result>) =>
    async (input: Input): Promise<Result> => {
      try {
        const result = await step(input);
        await note(db, input, null);
        return result;
      } catch (error) {
        // The count is for people; what failed must reach the engine in any case.
        if (error instanceof VendorError) await note(db, input, error.type).catch(() => undefined);
        throw error;
      }
    };
  return {
    ...activities,
    executeRefund: noting(activities.executeRefund),
    recordRefundInBilling: noting(activities.recordRefundInBilling),
  };
}
