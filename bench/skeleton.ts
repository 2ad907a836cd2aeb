import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';

const steps = proxyActivities<{ step(input: object): Promise<void>; mark(atMs: number): Promise<void> }>({
  startToCloseTimeout: 10_000,
});

export const goUpdate = defineUpdate<string, [string]>('go');

/** Sleeps until an instant, then one step that does nothing. */
export async function timerThenStep(atMs: number): Promise<void> {
  await condition(() => false, Math.max(1, atMs - Date.now()));
  await steps.mark(atMs);
}

/** As many no-op steps as a payment by mail takes: fetch, match, mark as read. */
export async function threeSteps(input: object): Promise<void> {
  for (let index = 0; index < 3; index += 1) await steps.step(input);
}

/** Five no-op durable steps, one after the other. */
export async function fiveSteps(input: object): Promise<void> {
  for (let index = 0; index < 5; index += 1) await steps.step(input);
}

/** Waits for an Update, then as many durable steps as an approved dispute takes. */
export async function decideThenSteps(count: number): Promise<void> {
  let gone = false;
  setHandler(goUpdate, async (text) => {
    await steps.step({});
    gone = true;
    return text;
  });
  await condition(() => gone);
  for (let index = 1; index < count; index += 1) await steps.step({});
}
