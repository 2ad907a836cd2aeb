import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { newContext, signedIn } from '../browser.ts';
import { cardOf, emptyInbox, fillInbox, missingBrowser, openDesk, rowOf } from '../desk.ts';

const desk = openDesk();
const place = (page: Page) => new URL(page.url());
const focused = (page: Page) => page.evaluate<string | undefined>('document.activeElement?.dataset?.subject');

describe.skipIf(missingBrowser !== null)('[D-07] the inbox in a real Chromium', () => {
  it('after a decision the next task opens; what is taken back is open again; keys do what is shown', async () => {
    const label = await fillInbox(desk, 4);
    const name = (nth: number) => `${label}-0000${nth}`;
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), `reviews?search=${label}`);
    await page.getByText('4 open').waitFor();
    await rowOf(page, name(1)).click();
    await cardOf(page, name(1)).waitFor();
    await page.keyboard.press('a');
    await cardOf(page, name(2)).waitFor();
    // The tray says how much and of what.
    const tray = page.getByRole('list', { name: 'Decisions on their way' });
    expect(await tray.textContent()).toMatch(/Approving.*10\.01/);
    await page.keyboard.press('u');
    await cardOf(page, name(1)).waitFor();
    // `j` from within the list: the focus goes with the open row.
    await rowOf(page, name(1)).focus();
    await page.keyboard.press('j');
    await cardOf(page, name(2)).waitFor();
    await expect.poll(() => focused(page)).toBe(name(2));
    await page.keyboard.press('r');
    await page.getByLabel('Reason').press('Escape');
    await page.getByRole('button', { name: /^Approve/ }).waitFor();
    expect(place(page).pathname).toMatch(/reviews\/[0-9a-f-]+$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => place(page).pathname).toMatch(/\/reviews$/);
    await emptyInbox(desk, label);
    await context.close();
  });

  it('equal problems are one row that opens; an address scrolls to its row', async () => {
    const label = await fillInbox(desk, 80);
    await desk.world.owner`update review_tasks set reason = 'no_match' where subject like ${`${label}-0000%`}`;
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), `reviews?search=${label}`);
    await page.getByRole('button', { name: /^9 alike: it fits no open booking/ }).click();
    await rowOf(page, `${label}-00009`).waitFor();
    expect(await page.locator('.task-open').count()).toBe(9);
    await page.getByRole('button', { name: /^Only: it fits no open booking/ }).click();
    await rowOf(page, `${label}-00010`).waitFor();
    const [far] = await desk.world.owner`select id from review_tasks where subject = ${`${label}-00070`}`;
    await page.goto(`${desk.url}reviews/${far?.id}?search=${label}`);
    await rowOf(page, `${label}-00070`).waitFor();
    expect(await rowOf(page, `${label}-00070`).getAttribute('aria-current')).toBe('true');
    await emptyInbox(desk, label);
    await context.close();
  });
});
