import { describe, expect, it } from 'vitest';
import { ownTime } from '../../run/limits.ts';
import { newContext } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { asNewcomer, openAs } from '../newcomer.ts';

const desk = openDesk();

describe.skipIf(missingBrowser !== null)('[D-07] somebody who is new', () => {
  it('finds what is most urgent and approves, who approved yesterday, why a run waits and a limit, in a few clicks each', {
    timeout: ownTime(120_000),
  }, async () => {
    const { world } = desk;
    // One is approved, one waits on, and one was approved the day before.
    const names = ['newcomer-open', 'newcomer-waits', 'newcomer-decided'];
    const prepared = await Promise.all(names.map((name) => world.prepare(name)));
    for (const each of prepared) await world.start(each);
    await Promise.all(prepared.map((each) => world.task(each.caseId)));
    const decided = prepared.at(-1);
    if (!decided) throw new Error('no cases');
    const task = await world.task(decided.caseId);
    await world.decide(task, { decision: 'approved' }, world.reviewer2);
    // More than any other test pays, so that it is the largest; a day ago is yesterday in every zone.
    await world.owner`update review_tasks set closed_at = now() - interval '1 day', worth_minor = 9000000 where id = ${task.task_id}`;
    const results = await asNewcomer({
      open: openAs(() => newContext(desk.browser), desk.url),
      reviewer: desk.login('reviewer'),
      admin: desk.login('admin'),
      day: 'Yesterday',
    });
    await world.owner`update users set review_limit_minor = null where review_limit_minor = 4000`;
    const found = Object.fromEntries(results.map(({ task: asked, found: says }) => [asked, says]));
    expect(found['approve the most urgent that has a proposal']).toMatch(/^(?:Decided|Kept)/);
    // Other tests of the lane give people other names.
    const [approver] =
      await world.owner`select display_name from users where email = ${desk.login('reviewer', 1).email}`;
    expect(found['find who approved the largest refund of a day']).toContain(`Approved by ${approver?.display_name}`);
    expect(found['find why a run waits']).toMatch(/Waits .*for /);
    expect(found['change the limit of a reviewer']).toContain('40.00');
    const clicks = results.map((result) => result.clicks);
    for (const [place, most] of [0, 2, 3, 1, 4].entries())
      expect(clicks[place], results[place]?.task).toBeLessThanOrEqual(most);
  });
});
