import { describe, expect, it } from 'vitest';
import { apiClient } from '../../../cli/apiClient.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();
const KEY = 'sk_test_globex';
const SIZE =
  'parseFloat(getComputedStyle(document.querySelector(".id")).fontSize) / parseFloat(getComputedStyle(document.querySelector(".id").closest("td")).fontSize)';
const WORDS = `(() => {
  const row = document.querySelector('.id').closest('tr').cloneNode(true);
  row.querySelector('.id').remove();
  return row.textContent;
})()`;

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
    // The account's id stands once: small, copyable, after the company's name. No other id stands in the row.
    const id = row.locator('.id');
    expect(await id.count()).toBe(1);
    const company = row.getByRole('cell').nth(1);
    expect(await company.locator('.id').textContent()).toMatch(/^acct_\w+/);
    expect(await company.textContent()).toMatch(/^Globex Trading\b[^_]*acct_/);
    expect(await id.getAttribute('title')).toBe('Copy');
    expect(await page.locator('.id').count()).toBe(1);
    expect(await page.evaluate<number>(SIZE)).toBeLessThan(0.9);
    const words = await page.evaluate<string>(WORDS);
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
