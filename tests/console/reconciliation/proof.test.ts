import { describe, expect, it } from 'vitest';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { arrived } from '../places.ts';
import { databaseWords, tooWide } from '../words.ts';

const desk = openDesk();
const unique = `Proved ${Math.random().toString(36).slice(2, 8)}`;

describe.skipIf(missingBrowser !== null)('[PY-ADM-03] the proof in a real Chromium', () => {
  it('shows figures side by side and names what is open, by kind, as of a day, on a narrow screen, in the dark and by keyboard', async () => {
    await desk.world.admin.post('/reconciliation/accounts', { name: unique, currency: 'EUR' });
    const context = await newContext(desk.browser, { width: 380, height: 800 });
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'proof');
    const fits = async () => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page)).toEqual([]);
      }
      expect(await databaseWords(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    };
    await arrived(page);
    await page.getByText(/things? (is|are) open/).waitFor();
    const accounts = page.getByRole('table').first();
    await accounts
      .getByRole('row', { name: new RegExp(unique) })
      .getByText('Not told')
      .first()
      .waitFor();
    await page.getByRole('link', { name: unique, exact: true }).nth(1).waitFor();
    await fits();
    const kind = page.getByRole('combobox', { name: 'Kind of residual' });
    await kind.focus();
    const labels = await kind.locator('option').allTextContents();
    await kind.selectOption({ label: labels.find((label) => label.startsWith('No balance of the account')) ?? '' });
    await page.getByText('No balance of the account is told', { exact: true }).first().waitFor();
    await page.getByRole('row').filter({ hasText: 'No balance to begin with' }).waitFor({ state: 'detached' });
    await page.getByLabel('As of').fill('2026-01-31');
    await page.getByText(/Until .*2026/).waitFor();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Residuals as CSV' }).press('Enter');
    expect((await download).suggestedFilename()).toBe('proof-2026-01-31.csv');
    await fits();
    await context.close();
  });
});
