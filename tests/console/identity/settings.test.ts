import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../system/world.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();
/** Of the second tenant, whose settings no other test rests on. */
const admin = () => desk.login('admin', 0, 1);
const set = (values: Record<string, unknown>) =>
  desk.world.owner`update tenant_settings set ${desk.world.owner(values)} where tenant_id = ${admin().tenantId}`;
const settings = async () =>
  (await desk.world.owner`select * from tenant_settings where tenant_id = ${admin().tenantId}`)[0] ?? {};

describe.skipIf(missingBrowser !== null)('settings in groups, as a newcomer changes them', () => {
  let before: Record<string, unknown> = {};
  beforeAll(async () => {
    if (missingBrowser) return;
    before = await settings();
    await set({
      policy_cap_minor: 50_000,
      reviewer_limit_minor: 100_000,
      limit_currency: 'USD',
      review_expire_seconds: null,
    });
  });
  afterAll(async () => {
    if (missingBrowser) return;
    const { policy_cap_minor, reviewer_limit_minor, limit_currency, review_expire_seconds } = before;
    await set({ policy_cap_minor, reviewer_limit_minor, limit_currency, review_expire_seconds });
    await desk.world.owner`update power_changes set state = 'refused', decided_at = now()
      where tenant_id = ${admin().tenantId} and state = 'pending'`;
  });

  it("the reviewers' limit: a typed number and two clicks, with a summary between them", async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, admin(), 'settings');
    const limits = page.getByRole('region', { name: 'Money limits' });
    const field = limits.getByRole('textbox', { name: 'Most one person may decide' });
    expect(await field.inputValue()).toBe('1000.00');
    await field.fill('750');
    await limits.getByRole('button', { name: 'Save …' }).click();
    await limits.getByText('$1,000.00 → $750.00.').waitFor();
    await limits.getByRole('button', { name: 'Save', exact: true }).click();
    await limits.getByText('Saved').waitFor();
    await limits.getByText(/Holds now: \$750\.00 · changed by/).waitFor();
    expect((await settings()).reviewer_limit_minor).toBe('75000');
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('several at once: what narrows is saved, what widens waits and says who may agree', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, admin(), 'settings');
    const limits = page.getByRole('region', { name: 'Money limits' });
    const cap = limits.getByRole('group', { name: 'Most one refund may pay' });
    const save = limits.getByRole('button', { name: 'Save …' });
    const text = cap.getByRole('textbox');
    await text.fill('20,00');
    await cap.getByText(/can be read in more than one way/).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await text.fill('');
    expect(await save.isDisabled()).toBe(true);
    await cap.getByLabel('No limit').check();
    await limits.getByRole('textbox', { name: 'Most one person may decide' }).fill('700');
    await save.click();
    const summary = limits.getByRole('region', { name: 'What will change' });
    await summary.getByText('$500.00 → No limit. This widens power: a second person has to agree.').waitFor();
    await summary.getByText('$750.00 → $700.00.').waitFor();
    await summary.getByRole('button', { name: 'Save', exact: true }).click();
    await limits.getByText('Nothing has changed yet.').waitFor();
    await limits.getByText('Saved').waitFor();
    await cap.waitFor();
    await limits.getByText(/ asks that “Most one refund may pay” becomes no limit, it is \$500\.00 now\./).waitFor();
    expect(await settings()).toMatchObject({ policy_cap_minor: '50000', reviewer_limit_minor: '70000' });
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('a span is a number and a unit; the installation’s is a choice that says what it is', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, admin(), 'settings');
    const reviews = page.getByRole('region', { name: 'Reviews', exact: true });
    const deadline = reviews.getByRole('group', { name: 'A review waits at most' });
    expect(await deadline.getByLabel(/^As the installation says: \d+ /).isChecked()).toBe(true);
    await deadline.getByRole('textbox').fill('3');
    await deadline.getByLabel('Unit of “A review waits at most”').selectOption('days');
    await reviews.getByRole('button', { name: 'Save …' }).click();
    await reviews.getByText(/→ 3 days\./).waitFor();
    await reviews.getByRole('button', { name: 'Save', exact: true }).click();
    await eventually('three days', async () => (await settings()).review_expire_seconds === 259_200);
    await reviews.getByText(/Holds now: 3 days/).waitFor();
    await context.close();
  });

  it('on a small screen nothing scrolls sideways, and no word of code is shown', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, admin(), 'settings');
    await page.setViewportSize({ width: 380, height: 900 });
    await page.getByRole('region', { name: 'Money limits' }).waitFor();
    expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= 380')).toBe(true);
    const words = await page.locator('#main').textContent();
    expect(words).not.toMatch(/[a-z]_[a-z]|\bnull\b|minor|nano|undefined/);
    await context.close();
  });
});
