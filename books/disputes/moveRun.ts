import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { type RunStep, stepsBefore } from '../../domain/disputes/runStates.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { vendorRecord } from '../../domain/storable.ts';

const updateOf = (tx: Transaction) => tx.update(workflowStates);
type Fields = Omit<Parameters<ReturnType<typeof updateOf>['set']>[0], 'currentStep' | 'updatedAt'>;

/** What vendors said, in fields of a run: their texts may hold what the books can't. */
const VENDOR_FIELDS = ['crmData', 'billingData', 'paymentData'] as const;

/** Every change of a run's step, with fields that change with it. A move that the table of steps does not know is RUN_PAST_THIS. */
export async function moveRun(tx: Transaction, processId: string, to: RunStep, fields: Fields = {}): Promise<void> {
  const records = Object.fromEntries(
    VENDOR_FIELDS.filter((name) => name in fields).map((name) => [name, vendorRecord(fields[name])]),
  );
  const moved = await updateOf(tx)
    .set({ ...fields, ...records, currentStep: to, updatedAt: sql`now()` })
    .where(and(eq(workflowStates.processId, processId), inArray(workflowStates.currentStep, stepsBefore(to))))
    .returning({ id: workflowStates.id });
  if (moved.length === 0) throw new CodedError('RUN_PAST_THIS');
}
