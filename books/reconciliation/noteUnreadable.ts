import type { Transaction } from '../../db/database.ts';
import type { RecordProblem } from '../../domain/recordProblem.ts';
import { appendEvent } from '../events.ts';
import { instanceSubject } from './changeInstance.ts';

/** Tells which records of an instance could not be read, and why: by record, field and rule, never by what stands there. */
export async function noteUnreadable(
  tx: Transaction,
  instanceId: string,
  bad: readonly { problem: RecordProblem }[],
): Promise<void> {
  for (const { problem } of bad)
    await appendEvent(tx, {
      type: 'whmcs_record_unreadable',
      actor: 'workflow',
      subject: instanceSubject(instanceId),
      data: { record: problem.record, field: problem.field, rule: problem.rule },
    });
}
