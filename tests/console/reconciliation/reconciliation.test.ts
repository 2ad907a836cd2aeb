import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../../db/seed/tenants.ts';
import { bill, matchOf, type Receipts, registerWhmcs, statement } from '../../fixtures/receipts.ts';
import { eventually } from '../../system/world.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { databaseWords, tooWide } from '../words.ts';

const desk = openDesk();
let receipts: Receipts;
let instanceId = '';

interface Story {
  /** Of the invoice, and its amount in cents. */
  id: number;
  stranger: string;
}
/** What a try of the test begins with: another one finds nothing of the one before. */
async function begin(): Promise<Story> {
  const id = 7_400 + Math.floor(Math.random() * 90);
  await desk.world.owner`delete from matching_rule_sets where tenant_id = ${tenantId}`;
  await bill(receipts, instanceId, [{ id, client: `Fir Farm ${id}`, total: (id / 100).toFixed(2) }]);
  return { id, stranger: `Stranger ${Math.random().toString(36).slice(2, 8)}` };
}

beforeAll(async () => {
  if (missingBrowser) return;
  const { admin, superUser, sandbox } = desk.world;
  receipts = { tenantId, admin, superUser, sandbox, until: eventually };
  instanceId = await registerWhmcs(receipts, 'desk-of-reconciliation');
});
afterAll(async () => {
  if (missingBrowser) return;
  await desk.world.owner`delete from matching_rule_sets where tenant_id = ${tenantId}`;
  await desk.world.admin.post(`/integrations/whmcs/${instanceId}/disconnect`, {});
});

/** Nothing that axe knows, no word of the database, nothing wider than the page. */
async function fits(page: Page): Promise<void> {
  expect(await violations(page)).toEqual([]);
  expect(await databaseWords(page)).toEqual([]);
  expect(await tooWide(page)).toEqual([]);
}
const go = async (page: Page, path: string, heading: string) => {
  await page.goto(`${desk.url}${path}`);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
};

async function connectBank(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose a bank at Enable Banking' }).click();
  await page
    .getByRole('button', { name: /^Connect / })
    .filter({ hasNotText: 'Connect by' })
    .first()
    .click();
  await page.getByText('Connected. Its accounts are being read.').waitFor();
  await fits(page);
}

async function importFile(page: Page, { id, stranger }: Story): Promise<void> {
  await go(page, 'import-statement', 'Import a statement');
  const lines = [
    { from: `Fir Farm ${id}`, amount: (id / 100).toFixed(2), reference: `INV-${id}` },
    { from: stranger, amount: '3.17', reference: 'thank you' },
  ];
  const number = `DE${Math.floor(1e19 + Math.random() * 8e19)}`.slice(0, 22);
  const buffer = Buffer.from(statement(number, lines));
  await page.locator('input[type=file]').setInputFiles({ name: 'november.xml', mimeType: 'application/xml', buffer });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('Imported: 2 new lines').waitFor();
}

async function editRules(page: Page): Promise<void> {
  await go(page, 'matching-rules', 'Matching rules');
  await page.getByLabel('Proposed from this score on').fill('61');
  await page.getByText('60 → 61').waitFor();
  await page.getByRole('button', { name: 'Show what it would change' }).click();
  await page.getByRole('heading', { name: 'What it would change' }).waitFor();
  await fits(page);
  await page.getByRole('button', { name: 'Save these rules' }).click();
  await page.getByText('Version 1 holds.').waitFor();
  await page.getByRole('button', { name: 'Restore the shipped rules' }).waitFor();
}

describe.skipIf(missingBrowser !== null)(
  '[PY-ADM-01] [PY-ADM-06] [PY-ADM-07] money received in a real Chromium',
  () => {
    it('a bank is connected, a file imported, rules edited by a dry run, a match approved, and what is not matched read', async () => {
      const story = await begin();
      const { id, stranger } = story;
      const office = await newContext(desk.browser);
      const page = await signedIn(office, desk.url, desk.login('admin'), 'connections');
      await page.getByRole('button', { name: 'Download the hook file' }).first().waitFor();
      await connectBank(page);
      await importFile(page, story);
      await go(page, 'matches', 'Matches');
      await page.getByRole('button', { name: 'Match now' }).click();
      await page.getByText('Started.').waitFor();
      const match = await matchOf(receipts, id, 'proposed');
      await editRules(page);
      await go(page, 'not-matched', 'Not matched');
      await page
        .getByRole('row', { name: new RegExp(stranger) })
        .getByText('No open invoice fits this payment so far.')
        .waitFor();
      await fits(page);
      await go(page, 'proof', 'Proof');
      await office.close();

      // Who imports a statement does not approve what is on it.
      const other = await newContext(desk.browser);
      const reviewer = await signedIn(other, desk.url, desk.login('reviewer'), `matches/${match.match_id}`);
      await reviewer.getByRole('heading', { name: new RegExp(`^Fir Farm ${id} paid`), level: 1 }).waitFor();
      await reviewer
        .getByText('Scored by: Your rules, version')
        .or(reviewer.getByText('The rules that are shipped'))
        .first()
        .waitFor();
      await fits(reviewer);
      await reviewer.getByRole('link', { name: 'Decide' }).click();
      await reviewer.getByRole('button', { name: /^Count it as paid/ }).click();
      await matchOf(receipts, id, 'recorded');
      await go(reviewer, 'reconciliation-report', 'Reconciliation report');
      await fits(reviewer);
      await go(reviewer, `billing?instance=${instanceId}&invoice=${id}`, `Invoice INV-${id}`);
      await fits(reviewer);
      await other.close();
    });
  },
);
