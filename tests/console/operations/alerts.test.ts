import { afterAll, describe, expect, it } from 'vitest';
import { eventually } from '../../system/world.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();
const admin = () => desk.login('admin', 0, 1);

describe.skipIf(missingBrowser !== null)('alert rules in groups', () => {
  afterAll(async () => {
    if (missingBrowser) return;
    const { tenantId } = admin();
    await desk.world.owner`delete from alert_rules where tenant_id = ${tenantId}`;
    await desk.world.owner`delete from alert_hours where tenant_id = ${tenantId} and subject = 'console-test'`;
  });

  it('a threshold is typed in its unit, saved after a summary, and stands in the curve of the last week', async () => {
    const { tenantId } = admin();
    await desk.world.owner`insert into alert_hours (tenant_id, rule, subject, hour, highest)
      select ${tenantId}, 'api_error_rate', 'console-test', date_trunc('hour', now()) - make_interval(hours => n), 0.02
      from generate_series(1, 100) n`;
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, admin(), 'alerts');
    const group = page.getByRole('region', { name: 'The system itself' });
    await group.getByRole('img', { name: /^Last week: at most \d[\d.]* %; the alert stands above 5 %$/ }).waitFor();
    const rule = group.getByRole('group', { name: 'Requests that fail: alert above' });
    const save = group.getByRole('button', { name: 'Save …' });
    expect(await rule.getByLabel('As shipped: 5 %').isChecked()).toBe(true);
    for (const text of ['abc', '101', '']) {
      await rule.getByRole('textbox').fill(text);
      await expect.poll(() => save.isDisabled(), { message: text }).toBe(true);
    }
    await rule.getByRole('textbox').fill('7.5');
    await group.getByLabel('Tell people about: Error log lines').uncheck();
    await save.click();
    await group.getByText('alert above 5 % → above 7.5 %.').waitFor();
    await group.getByText('on → off: nobody is told any more.').waitFor();
    await group.getByRole('button', { name: 'Save', exact: true }).click();
    await group.getByText('Saved').waitFor();
    await eventually('both rules', async () => {
      const rows = await desk.world
        .owner`select rule, threshold, enabled from alert_rules where tenant_id = ${tenantId} order by rule`;
      return (
        JSON.stringify(rows.map(({ rule, threshold, enabled }) => [rule, threshold, enabled])) ===
        JSON.stringify([
          ['api_error_rate', 0.075, true],
          ['error_log', 0, false],
        ])
      );
    });
    await group.getByRole('img', { name: /the alert stands above 7\.5 %$/ }).waitFor();
    await group
      .getByText(/^Changed by/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('#main').textContent()).not.toMatch(/[a-z]_[a-z]|\bnull\b/);
    await context.close();
  });
});
