import { decodeUserMetadata } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stepTitle } from '../../../domain/operations/stepNames.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

it('[D-07] each activity of a run says in the Temporal UI what it is for, in the words of the desk, and nothing about the case', async () => {
  const prepared = await world.prepare('summaries');
  await world.start(prepared);
  const task = await world.task(prepared.caseId);
  const [run] =
    await world.owner`select p.workflow_id, p.run_id from processes p join review_tasks t on t.process_id = p.id where t.id = ${task.task_id}`;
  // The first execution of the run: what waits for a person goes on as a new one.
  const { events } = await world.temporal.workflow
    .getHandle(String(run?.workflow_id), String(run?.run_id))
    .fetchHistory();
  const scheduled = (events ?? []).filter((event) => event.activityTaskScheduledEventAttributes);
  expect(scheduled.length).toBeGreaterThan(3);
  for (const event of scheduled) {
    const name = event.activityTaskScheduledEventAttributes?.activityType?.name ?? '';
    const { staticSummary } = await decodeUserMetadata(world.temporal.options.loadedDataConverter, event.userMetadata);
    expect(staticSummary).toBe(stepTitle(name));
    expect(staticSummary).not.toContain(prepared.caseId);
  }
});
