import { beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { arrived } from '../places.ts';

const desk = openDesk();
let caseId = '';
let invalidId = '';

beforeAll(async () => {
  if (missingBrowser) return;
  const { world } = desk;
  const prepared = await world.prepare('run-page');
  // One that asks for more than was ever billed.
  const wrong = await world.prepare('run-invalid', { disputedMinor: 99_000_000 });
  [caseId, invalidId] = [prepared.caseId, wrong.caseId];
  await Promise.all([world.start(prepared), world.start(wrong).then((run) => world.ended(run))]);
  await world.task(caseId);
});

describe.skipIf(missingBrowser !== null)('[PY-ADM-09] runs in the desk', () => {
  it('the list says who waits for what; a run leads to its question, steps and events', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), `runs?search=${caseId}`);
    const row = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
    await row.getByText('Waits for a decision', { exact: true }).waitFor();
    await row.getByText(/^By a reviewer or an admin/).waitFor();
    await row.getByRole('link').click();
    await page
      .getByRole('region', { name: 'Now' })
      .getByText(/^By a reviewer or an admin/)
      .waitFor();
    const steps = page.getByRole('list').filter({ hasText: 'Read the case in the CRM' });
    await steps.getByText('Check the case against the rules').waitFor();
    const question = steps.getByRole('link', { name: /^Waits for a decision/ });
    await question.waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toMatch(
      /[0-9a-f]{8}-[0-9a-f]{4}|_|\bnull\b/,
    );
    await page.getByRole('link', { name: 'Its events' }).click();
    await page.getByText('The hash chain is whole').waitFor();
    await page.getByText('Record').first().click();
    await page
      .getByRole('button', { name: /^Copy the hash of record/ })
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('one that does not fit the records says which rule, and is found among the failed', async () => {
    const context = await newContext(desk.browser, { width: 380, height: 800 });
    const page = await signedIn(context, desk.url, desk.login('reviewer'), `runs?search=${invalidId}&state=failed`);
    const row = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
    await row.getByText('Does not fit the records').waitFor();
    await row.getByText(/The disputed amount does not fit what was billed/).waitFor();
    await row.getByRole('link').click();
    await page
      .getByRole('region', { name: 'Now' })
      .getByText(/largest invoice/)
      .waitFor();
    await arrived(page);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    expect(await page.evaluate<number>(overflow)).toBe(0);
    await context.close();
  });

  it('messages and housekeeping are shown when they are asked for', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'runs');
    const list = page.getByRole('list', { name: 'Runs' });
    await list.getByRole('listitem').first().waitFor();
    expect(await list.getByText(/· Message$/).count()).toBe(0);
    await page.getByRole('checkbox', { name: /^Show messages and housekeeping/ }).check();
    await list
      .getByText(/· Message$|^Message$/)
      .first()
      .waitFor();
    await page.getByRole('checkbox', { name: /^Only what is stuck/ }).check();
    await expect.poll(() => new URL(page.url()).search).toContain('stuck=true');
    await context.close();
  });
});
