import { remindTask } from '../../books/reviews/remindTask.ts';
import type { Database } from '../../db/database.ts';
import type { Reminder } from '../../workflows/reviews/contract.ts';

/** Reminds the approvers of a pending task, or escalates it. */
export const remindReview =
  ({ db, approverEmails }: { db: Database; approverEmails: string[] }) =>
  (reminder: Reminder): Promise<void> =>
    db.withTenant(reminder.tenantId, (tx) => remindTask(tx, reminder, approverEmails));
