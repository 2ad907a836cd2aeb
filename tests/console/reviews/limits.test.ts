import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../system/world.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();
/** What a person may type by mistake, and what the field says to it. */
const UNREADABLE = ['abc', '20.000', '20,00', '-5', '1e9', '', '5 5', '٢٠'];

async function invited(page: Page): Promise<string> {
  const email = `limited.${Date.now().toString(36)}@countersign.example`;
  const made = await desk.world.admin.post('/admin/users', { email, display_name: 'Limited', roles: ['user'] });
  expect(made.status).toBe(201);
  const [user] = await desk.world.owner`update users set review_limit_minor = 5000 where email = ${email} returning id`;
  expect(user).toBeDefined();
  await page.goto(`${desk.url}users`);
  await page.getByRole('button', { name: `Change ${email}` }).click();
  return email;
}
const limitOf = async (email: string) =>
  (await desk.world.owner`select review_limit_minor::int as minor from users where email = ${email}`)[0]?.minor;

describe.skipIf(missingBrowser !== null)('a limit is what a person typed, or it is not changed', () => {
  it("a reviewer's limit: what can't be read is said beside the field and can't be saved; a comma is thousands", async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'users');
    const email = await invited(page);
    const dialog = page.getByRole('dialog');
    const field = dialog.getByRole('textbox', { name: 'Decides up to' });
    for (const text of UNREADABLE) {
      await field.fill(text);
      await expect.poll(() => dialog.getByRole('button', { name: 'Save' }).isDisabled(), { message: text }).toBe(true);
      await dialog.getByText(/Write a number/).waitFor();
    }
    expect(await limitOf(email)).toBe(5000);
    await field.fill('4,000');
    await dialog.getByRole('button', { name: 'Save' }).isEnabled();
    await dialog.getByText('Read as 4,000.00 of any currency.').waitFor();
    await field.fill('40');
    await dialog.getByText('Read as 40.00 of any currency.').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await eventually('the limit of 40.00', async () => (await limitOf(email)) === 4000);
    await page
      .getByRole('row', { name: new RegExp(email) })
      .getByText('40.00 of any currency')
      .waitFor();
    await context.close();
  });

  it('a setting that bounds money: emptied or unreadable it stays; it goes away only by choosing so', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin', 0, 1), 'settings');
    const tenantId = desk.login('admin', 0, 1).tenantId;
    const cap = async () =>
      (
        await desk.world.owner`select policy_cap_minor::int as minor from tenant_settings where tenant_id = ${tenantId}`
      )[0]?.minor;
    await desk.world.owner`update tenant_settings set policy_cap_minor = 100 where tenant_id = ${tenantId}`;
    await page.reload();
    const group = page.getByRole('region', { name: 'Money limits' });
    const field = group.getByRole('textbox', { name: 'Most one refund may pay' });
    const save = group.getByRole('button', { name: 'Save …' });
    for (const text of UNREADABLE) {
      await field.fill(text);
      await expect.poll(() => save.isDisabled(), { message: text }).toBe(true);
    }
    const noLimit = group.getByRole('group', { name: 'Most one refund may pay' }).getByLabel('No limit');
    await noLimit.check();
    expect(await save.isDisabled()).toBe(false);
    await save.click();
    await group.getByText('1.00 of any currency → No limit.').waitFor();
    await group.getByRole('button', { name: 'Back' }).click();
    await field.fill('0,5');
    await expect.poll(() => save.isDisabled()).toBe(true);
    await field.fill('0.5');
    expect(await noLimit.isChecked()).toBe(false);
    await save.click();
    await group.getByText('1.00 of any currency → 0.50 of any currency.').waitFor();
    await group.getByRole('button', { name: 'Save', exact: true }).click();
    await group.getByText('Saved').waitFor();
    await eventually('the cap of 0.50', async () => (await cap()) === 50);
    await group.getByText(/Holds now: 0\.50 of any currency · changed by/).waitFor();
    expect(await page.getByText('null').count()).toBe(0);
    await desk.world.owner`update tenant_settings set policy_cap_minor = null where tenant_id = ${tenantId}`;
    await context.close();
  });

  it('the API takes only numbers for bounds, in bodies and in queries', async () => {
    const { admin, reviewer } = desk.world;
    for (const value of ['20,000', 'abc', '', '20000', true, [], {}, 1.5, -1, 1e300])
      expect((await admin.call('PUT', '/admin/config/policy_cap_minor', { value })).status, String(value)).toBe(422);
    for (const minimum of ['', 'null', '20,000', '1e3'])
      expect((await reviewer.get(`/reviews?minimum_minor=${minimum}`)).status, minimum).toBe(422);
    for (const minimum of [null, '', '20,000', []])
      expect(
        (await reviewer.post('/bulk-decisions', { decision: 'approved', filter: { minimum_minor: minimum } })).status,
      ).toBe(422);
  });
});
