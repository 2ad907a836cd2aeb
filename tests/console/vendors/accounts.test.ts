import { describe, expect, it } from 'vitest';
import { apiClient } from '../../../cli/apiClient.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();
const KEY = 'sk_test_globex';

describe.skipIf(missingBrowser !== null)('accounts at the vendors, at the desk', () => {
  it('an admin connects one: a wrong key is refused in words, a right one waits, and once approved it is tested and left', async () => {
    const { world } = desk;
    const login = desk.login('admin', 0, 1);
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, login, 'accounts');
    await page.getByText('No account is connected yet.').waitFor();
    await page.getByRole('button', { name: 'Connect Stripe' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Secret key').fill('sk_test_wrong_key');
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await dialog.getByText('Stripe refuses this credential').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Secret key').fill(KEY);
    await dialog.getByRole('button', { name: 'Connect' }).click();
    await dialog.getByText('Nothing has changed yet.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Stripe' });
    await row.getByText('Globex Trading waits for a second person').waitFor();
    const [change] =
      await world.owner`select id from power_changes where tenant_id = ${login.tenantId} and kind = 'vendor_account' and state = 'pending'`;
    await world.superUser.post(`/admin/tenants/${login.tenantId}/power-changes/${change?.id}/approve`, {});
    await page.reload();
    await row.getByText('works').waitFor();
    await row.getByRole('button', { name: 'Test Stripe' }).click();
    await page.getByText('Stripe: the credential works.').waitFor();
    // The account's id stands small after its name, and nowhere else.
    const words = await row.evaluate(
      (element: { innerText: string; querySelector(what: string): { textContent: string } }) =>
        element.innerText.replace(element.querySelector('.id').textContent, ''),
    );
    expect(words).not.toMatch(/null|undefined|[0-9a-f]{8}-|acct_|_CREDENTIALS/);
    expect(await page.content()).not.toContain(KEY);
    expect(await violations(page)).toEqual([]);
    await row.getByRole('button', { name: 'Disconnect Stripe' }).click();
    await dialog.getByRole('button', { name: 'Disconnect' }).click();
    await row.getByText('not connected').waitFor();
    await apiClient(world.run.api, login).post('/admin/vendor-accounts/stripe/disconnect', {});
    await context.close();
  });
});
