import { describe, expect, it } from 'vitest';
import { eventually } from '../../system/world.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();

describe.skipIf(missingBrowser !== null)('changes that need a second person, at the desk', () => {
  it('a reviewer is invited by one admin, which says that nothing has changed yet, and approved by another', async () => {
    const email = `second.${Date.now().toString(36)}@countersign.example`;
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'users');
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByLabel('Name').fill('Second Person');
    await dialog.getByRole('button', { name: 'Invite' }).click();
    await dialog.getByText('Nothing has changed yet.').waitFor();
    expect(await desk.world.owner`select 1 from users where email = ${email}`).toHaveLength(0);
    await dialog.getByRole('link', { name: 'Changes of rights' }).click();
    const own = page.getByRole('row').filter({ hasText: email });
    await own.getByRole('button', { name: 'Take back …' }).waitFor();
    expect(await own.getByRole('button', { name: 'Approve …' }).count()).toBe(0);
    expect(await own.textContent()).not.toMatch(/user:[0-9a-f-]{36}/);
    expect(await violations(page)).toEqual([]);
    await context.close();
    const second = await newContext(desk.browser);
    const other = await signedIn(second, desk.url, desk.login('super_user'), 'rights');
    await other.getByRole('row').filter({ hasText: email }).getByRole('button', { name: 'Approve …' }).click();
    await other.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await eventually('the account', async () => {
      const rows = await desk.world.owner`select 1 from users where email = ${email}`;
      return rows.length === 1;
    });
    await second.close();
  });

  it('a setting that widens a bound says that it waits, and one that narrows it is saved', async () => {
    const { tenantId } = desk.login('admin', 0, 1);
    await desk.world.owner`update tenant_settings set policy_cap_minor = 100 where tenant_id = ${tenantId}`;
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin', 0, 1), 'settings');
    const group = page.getByRole('region', { name: 'Money limits' });
    await group.getByRole('textbox', { name: 'Most one refund may pay' }).fill('20 000');
    await group.getByRole('button', { name: 'Save …' }).click();
    const summary = group.getByRole('region', { name: 'What will change' });
    await summary.getByText('1.00 of any currency → 20,000.00 of any currency').waitFor();
    await summary.getByText('This widens power: a second person has to agree.').waitFor();
    expect(await violations(page)).toEqual([]);
    await summary.getByRole('button', { name: 'Ask for it' }).click();
    await group.getByText('Nothing has changed yet.').waitFor();
    await group
      .getByText(
        / asks that “Most one refund may pay” becomes 20,000\.00.*(?:\. .+ may approve it\.|Nobody else here may approve it: invite a second admin)/,
      )
      .waitFor();
    const [row] = await desk.world
      .owner`select policy_cap_minor::int as minor from tenant_settings where tenant_id = ${tenantId}`;
    expect(row?.minor).toBe(100);
    await desk.world
      .owner`update power_changes set state = 'refused', decided_at = now() where tenant_id = ${tenantId} and state = 'pending'`;
    await desk.world.owner`update tenant_settings set policy_cap_minor = null where tenant_id = ${tenantId}`;
    await context.close();
  });
});
