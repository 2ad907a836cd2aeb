import type { WorkflowInterceptors } from '@temporalio/workflow';
import { stepTitle } from '../domain/operations/stepNames.ts';

/**
 * Each activity says in the Temporal UI what it is for, in the words that the desk has for it. Timers and conditions say so
 * where they are written; updates and signals carry no summary of their own, so those show their names there.
 */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      scheduleActivity: (input, next) =>
        next({ ...input, options: { summary: stepTitle(input.activityType), ...input.options } }),
      scheduleLocalActivity: (input, next) =>
        next({ ...input, options: { summary: stepTitle(input.activityType), ...input.options } }),
    },
  ],
});
