import { Connection } from '@temporalio/client';

/** What the engine still waits for, a line per step: which activity, which attempt, and what it last failed with. */
export async function pendingSteps(address: string, namespace: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  try {
    const { workflowService } = connection;
    const { executions } = await workflowService.listWorkflowExecutions({
      namespace,
      query: "ExecutionStatus = 'Running'",
      pageSize: 50,
    });
    const lines: string[] = [];
    for (const { execution } of executions) {
      const { pendingActivities, pendingWorkflowTask } = await workflowService.describeWorkflowExecution({
        namespace,
        execution,
      });
      for (const step of pendingActivities ?? [])
        lines.push(
          `${execution?.workflowId}: ${step.activityType?.name}, attempt ${step.attempt}, state ${step.state}, ${step.lastFailure?.message ?? 'no failure yet'}`,
        );
      if (pendingWorkflowTask)
        lines.push(`${execution?.workflowId}: workflow task, attempt ${pendingWorkflowTask.attempt}`);
    }
    return lines;
  } finally {
    await connection.close();
  }
}
