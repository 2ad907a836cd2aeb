import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { ownTime } from '../../run/limits.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { arrived } from '../places.ts';

const desk = openDesk();
/** More stops than any page has before what is meant. */
const MOST_STOPS = 120;

/** Whether the focused element is inside the window, and is what a pointer would meet there: nothing lies over it. */
const IN_SIGHT = `(() => {
  const one = document.activeElement;
  const { left, right, top, bottom, width, height } = one.getBoundingClientRect();
  if (width === 0 || height === 0 || bottom < 0 || right < 0 || top > innerHeight || left > innerWidth) return 'out of sight';
  const at = document.elementFromPoint(
    Math.min(innerWidth - 1, Math.max(0, (left + right) / 2)),
    Math.min(innerHeight - 1, Math.max(0, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2)),
  );
  return at && (one.contains(at) || at.contains(one) || at.closest('label')) ? '' : 'covered by ' + (at ? at.className || at.tagName : 'nothing');
})()`;

const hasFocus = (what: Locator): Promise<boolean> =>
  what.first().evaluate((element) => {
    const { ownerDocument } = element as unknown as { ownerDocument: { activeElement: unknown } };
    return ownerDocument.activeElement === element;
  });

/** Goes on with Tab until this has the focus; every stop before it must be in sight. */
async function tabTo(page: Page, what: Locator): Promise<void> {
  await what.first().waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const hidden = await page.evaluate<string>(IN_SIGHT);
    if (hidden)
      throw new Error(`${await page.evaluate<string>('document.activeElement.outerHTML.slice(0, 120)')}: ${hidden}`);
    if (await hasFocus(what)) return;
  }
  throw new Error('no Tab leads there');
}

const menu = (page: Page) => page.getByRole('button', { name: /^Menu/ });
const pages = (page: Page) => page.getByRole('navigation', { name: 'Pages' });

/** Opens a page through the drawer, with keys only. */
async function goTo(page: Page, title: string | RegExp): Promise<void> {
  // From the beginning of the page, as after it has been opened.
  await page.evaluate('document.querySelector(".skip").focus()');
  await tabTo(page, menu(page));
  await page.keyboard.press('Enter');
  await pages(page).getByRole('link').first().waitFor();
  const link = pages(page).getByRole('link', { name: title });
  if (!(await hasFocus(link))) await tabTo(page, link);
  await page.keyboard.press('Enter');
  await arrived(page);
}

describe.skipIf(missingBrowser !== null)('[D-07] keys alone on a screen of 380 px', () => {
  it('lead a reviewer through the drawer to Today, a card and its decision, and to a run with its steps', {
    timeout: ownTime(120_000),
  }, async () => {
    const prepared = await desk.world.prepare('keyboard');
    await desk.world.start(prepared);
    await desk.world.task(prepared.caseId);
    const context = await newContext(desk.browser, { width: 380, height: 800 });
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'today');
    await arrived(page);
    // The drawer: its first page has the focus, Escape gives it back, and behind it nothing can be reached.
    await tabTo(page, menu(page));
    await page.keyboard.press('Enter');
    await expect.poll(() => pages(page).locator(':focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(menu(page))).toBe(true);
    await goTo(page, /^Today/);
    await tabTo(
      page,
      page
        .getByRole('region', { name: /^Waits for you/ })
        .getByRole('link')
        .first(),
    );
    await page.keyboard.press('Enter');
    await page.locator('.card-about').waitFor();
    await goTo(page, /^Review inbox/);
    await page.locator('.task-open').first().waitFor();
    await page.locator('body').press('j');
    await page.locator('.card-about').waitFor();
    await tabTo(page, page.getByRole('button', { name: /^Reject/ }));
    await page.keyboard.press('Enter');
    // The reason has the focus; Tab leads on to the two buttons, Escape is the way back to the list.
    await page.keyboard.type('by keys');
    expect(await page.getByLabel('Reason').inputValue()).toBe('by keys');
    await tabTo(page, page.getByRole('button', { name: 'Back', exact: true }));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Reject/ }).waitFor();
    await goTo(page, /^Runs/);
    await tabTo(page, page.getByRole('list', { name: 'Runs' }).getByRole('link').first());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Steps' }).waitFor();
    await tabTo(page, page.getByRole('link', { name: 'Open in the Temporal UI' }));
    await context.close();
  });

  it('lead an admin through a group of settings to its summary and back', { timeout: ownTime(60_000) }, async () => {
    const context = await newContext(desk.browser, { width: 380, height: 800 });
    const page = await signedIn(context, desk.url, desk.login('admin'), 'today');
    await arrived(page);
    await goTo(page, 'Settings');
    const group = page.getByRole('region', { name: 'Money limits' });
    await tabTo(page, group.getByRole('textbox', { name: 'Most one refund may pay' }));
    await page.keyboard.type('12.50');
    await tabTo(page, group.getByRole('button', { name: 'Save …' }));
    await page.keyboard.press('Enter');
    const summary = group.getByRole('region', { name: 'What will change' });
    await summary.waitFor();
    // What is asked next has the focus, so Enter answers it; Back is one stop on.
    await expect.poll(() => summary.locator(':focus').textContent()).toMatch(/Save|Ask for it/);
    await tabTo(page, summary.getByRole('button', { name: 'Back' }));
    await page.keyboard.press('Enter');
    await group.getByRole('button', { name: 'Save …' }).waitFor();
    await context.close();
  });
});
