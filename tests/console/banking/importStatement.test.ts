import { describe, expect, it } from 'vitest';
import { CSV } from '../../fixtures/statements.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { databaseWords, tooWide } from '../words.ts';

const desk = openDesk();
const unique = `Till ${Math.random().toString(36).slice(2, 8)}`;

describe.skipIf(missingBrowser !== null)('[PY-ADM-05] a statement in a real Chromium', () => {
  it('is previewed with its columns, imported, found among the transactions, and a line is set aside', async () => {
    await desk.world.admin.post('/reconciliation/accounts', { name: unique, currency: 'EUR' });
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'import-statement');
    const fits = async () => {
      expect(await violations(page)).toEqual([]);
      expect(await databaseWords(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
    };
    const file = { name: 'march.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV.replaceAll('Acme', unique)) };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('The file does not say which account it is of').waitFor();
    await page.getByRole('combobox', { name: /^Account/ }).selectOption({ label: unique });
    await page.getByRole('heading', { name: unique }).waitFor();
    await page.getByRole('combobox', { name: /^What the payer wrote/ }).selectOption({ label: 'Auftraggeber' });
    await fits();
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Imported: 2 new lines').waitFor();
    await page.getByRole('link', { name: 'See the transactions' }).click();
    await page.getByLabel('Name, reference or amount').fill(unique);
    await page.getByRole('link', { name: `${unique} SARL` }).waitFor();
    await fits();
    await page.getByRole('link', { name: `${unique} SARL` }).click();
    await page.getByLabel('Why it belongs to no invoice').fill('own transfer');
    await page.getByRole('button', { name: 'Set it aside' }).click();
    await page.getByRole('button', { name: 'Take it up again' }).waitFor();
    await page.getByText('aside: own transfer').waitFor();
    await fits();
    await context.close();
  });
});
