import type { Page } from 'playwright';
import { describe, expect, inject, it } from 'vitest';
import { readPids } from '../../../cli/environment/runFile.ts';
import { eventually } from '../../system/world.ts';
import { heapText, newContext, signedIn } from '../browser.ts';
import { cardOf, emptyInbox, fillInbox, missingBrowser, openDesk, rowOf, told } from '../desk.ts';

const desk = openDesk();

/** A dispute that waits for review, opened in the reviewer's page. */
async function openTask(page: Page, name: string) {
  const prepared = await desk.world.prepare(name);
  await desk.world.start(prepared);
  const task = await desk.world.task(prepared.caseId);
  await page.goto(`${desk.url}reviews/${task.task_id}`);
  await cardOf(page, prepared.caseId).waitFor();
  return { prepared, task };
}

const refunds = (chargeId: string) => desk.world.refundsOf(chargeId);
const tray = (page: Page) => page.getByRole('list', { name: 'Decisions on their way' });

describe.skipIf(missingBrowser !== null)('[D-07] [DR-REV-01] [PY-ADM-06] deciding in a real Chromium', () => {
  it('[CARD-06] a newcomer decides for the first time with three clicks, without reading anything', async () => {
    const prepared = await desk.world.prepare('newcomer');
    await desk.world.start(prepared);
    await desk.world.task(prepared.caseId);
    const context = await newContext(desk.browser);
    const page = await context.newPage();
    await page.goto(desk.url);
    await page.getByRole('button', { name: /reviewer@countersign/ }).click();
    await page.getByRole('link', { name: /^Review inbox/ }).click();
    await rowOf(page, prepared.caseId).click();
    await page.getByRole('button', { name: /^Approve/ }).click();
    await told(page, prepared.caseId, /^Decided:/).waitFor({ timeout: 20_000 });
    await eventually('one refund', async () => (await refunds(prepared.chargeId)).length === 1);
    await context.close();
  });

  it('[DR-REV-02] keyboard alone: open, change with an amount, and the refund is that amount', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const { prepared } = await openTask(page, 'keyboard');
    await page.keyboard.press('e');
    await page.getByLabel('Resolution').focus();
    await page.keyboard.press('ArrowUp');
    await page.getByLabel(/^Amount/).focus();
    await page.keyboard.type('12.34');
    await page.keyboard.press('Tab');
    await page.keyboard.type('half a month');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await told(page, prepared.caseId, /^Decided:/).waitFor({ timeout: 20_000 });
    const [refund] = await eventually('one refund', async () => {
      const found = await refunds(prepared.chargeId);
      return found.length > 0 && found;
    });
    expect(refund?.amountMinor).toBe(1234);
    await context.close();
  });

  it('a decision can be taken back for five seconds, and then nothing was sent', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const { task } = await openTask(page, 'undone');
    await page.keyboard.press('a');
    await tray(page)
      .getByText(/^Approving/)
      .waitFor();
    await page.keyboard.press('u');
    await expect.poll(() => tray(page).getByRole('listitem').count()).toBe(0);
    await page.waitForTimeout(6_000);
    const sent = await desk.world.owner`select 1 from decision_requests where task_id = ${task.task_id}`;
    expect(sent).toHaveLength(0);
    await page.getByRole('button', { name: /^Approve/ }).waitFor();
    await context.close();
  });

  it('[H-11] two reviewers race: one decides, the other reads who did and never sees a success', async () => {
    const contexts = await Promise.all([newContext(desk.browser), newContext(desk.browser)]);
    const [first, second] = contexts;
    const one = await signedIn(first, desk.url, desk.login('reviewer'), 'reviews');
    const two = await signedIn(second, desk.url, desk.login('reviewer', 1), 'reviews');
    const { prepared, task } = await openTask(one, 'race');
    await two.goto(`${desk.url}reviews/${task.task_id}`);
    await cardOf(two, prepared.caseId).waitFor();
    await two.keyboard.press('r');
    await two.getByLabel('Reason').fill('not this one');
    await two.getByRole('button', { name: /^Reject/ }).click();
    await one.keyboard.press('a');
    await Promise.all([one, two].map((page) => tray(page).getByRole('button', { name: 'Send now' }).click()));
    await Promise.all(
      [one, two].map((page) =>
        tray(page)
          .getByText(/Decided:|Not decided by you/)
          .waitFor({ timeout: 20_000 }),
      ),
    );
    const texts = await Promise.all([one, two].map((page) => tray(page).textContent()));
    expect(texts.filter((text) => text?.includes('Decided:'))).toHaveLength(1);
    const lost = texts.find((text) => text?.includes('Not decided by you'));
    expect(lost ?? '').toContain('REVIEW_ALREADY_DECIDED');
    expect(lost ?? '').toMatch(/reviewer2? (approved|rejected) it at/);
    const losing = texts[0]?.includes('Decided:') ? two : one;
    await tray(losing).getByRole('link', { name: 'Open it' }).click();
    // The card of the loser shows the decision that counts, and offers none.
    // The tray says it too, in a sentence; the card has the two words alone.
    await losing.getByText(/^(approved|rejected) it$/).waitFor();
    expect(await losing.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    await Promise.all(contexts.map((context) => context.close()));
  });

  it('[PM-AUTH-07] a login that expires in the middle keeps what was typed, and goes on with it', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer', 1), 'reviews');
    const { prepared, task } = await openTask(page, 'expired-login');
    await page.keyboard.press('r');
    await page.getByLabel('Reason').fill('typed before the session ended');
    // An admin ends all sessions of this person: the access token and the cookie's token are both over.
    await desk.world.owner`update user_sessions set revoked_at = now(), revoked_reason = 'admin'
      where user_id = (select id from users where email = ${desk.login('reviewer', 1).email})`;
    await desk.world.owner`insert into token_revocations (tenant_id, kind, subject, revoked_at, expires_at)
      select tenant_id, 'session', id, now(), now() + interval '1 hour' from user_sessions
      where user_id = (select id from users where email = ${desk.login('reviewer', 1).email}) on conflict do nothing`;
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor({ timeout: 20_000 });
    await dialog.getByLabel('Password').fill(desk.login('reviewer', 1).password);
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByLabel('Reason').inputValue()).toBe('typed before the session ended');
    await page.getByRole('button', { name: /^Reject/ }).click();
    await told(page, prepared.caseId, /^Decided:/).waitFor({ timeout: 20_000 });
    const [decision] = await desk.world
      .owner`select decision, comment from review_decisions where task_id = ${task.task_id}`;
    expect(decision).toEqual({ decision: 'rejected', comment: 'typed before the session ended' });
    await context.close();
  });

  it('the API is killed and comes back: the page says so, what waited is sent once, changes arrive again', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const { prepared } = await openTask(page, 'api-killed');
    const pid = readPids(inject('dataDirectory'))?.api;
    if (!pid) throw new Error('no API to kill');
    process.kill(pid, 'SIGKILL');
    await page.getByText('The server does not answer').waitFor({ timeout: 10_000 });
    await page.keyboard.press('a');
    await tray(page).getByRole('button', { name: 'Send now' }).click();
    await page.getByText('The server does not answer').waitFor({ state: 'detached', timeout: 30_000 });
    const again = tray(page).getByRole('button', { name: 'Try again' });
    if (await again.isVisible()) await again.click();
    await told(page, prepared.caseId, /^Decided:/).waitFor({ timeout: 30_000 });
    await eventually('one refund', async () => (await refunds(prepared.chargeId)).length === 1);
    // A task that opens now appears without a reload.
    await page.goto(`${desk.url}reviews`);
    const next = await desk.world.prepare('after-the-kill');
    await desk.world.start(next);
    await rowOf(page, next.caseId).waitFor({ timeout: 20_000 });
    await context.close();
  });

  it('offline: the page says so, a decision is not lost and not doubled; back online it is sent on request', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const { prepared } = await openTask(page, 'offline');
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await page.keyboard.press('a');
    await tray(page).getByRole('button', { name: 'Send now' }).click();
    await tray(page).getByText('OFFLINE', { exact: true }).waitFor({ timeout: 10_000 });
    expect(await refunds(prepared.chargeId)).toHaveLength(0);
    await context.setOffline(false);
    await tray(page).getByRole('button', { name: 'Try again' }).click();
    await told(page, prepared.caseId, /^Decided:/).waitFor({ timeout: 20_000 });
    await eventually('one refund', async () => (await refunds(prepared.chargeId)).length === 1);
    await context.close();
  });

  it('at 380 px everything fits: list, card and decision without sideways scrolling', async () => {
    const context = await newContext(desk.browser, { width: 380, height: 780, dark: true });
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const { prepared } = await openTask(page, 'narrow');
    const overflow = () =>
      page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: '← List' }).click();
    await rowOf(page, prepared.caseId).waitFor();
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Runs' }).click();
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
    expect(await overflow()).toBe(0);
    await context.close();
  });

  it('after a switch of tenant nothing of the first one is on the page or in its memory', async () => {
    const label = await fillInbox(desk, 30);
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), `reviews?search=${label}`);
    await page
      .getByRole('button', { name: new RegExp(`^${label}`) })
      .first()
      .waitFor();
    await page.getByRole('button', { name: /reviewer/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
    const seen: string[] = [];
    page.on('response', (answer) => {
      if (answer.url().includes('/reviews')) void answer.text().then((text) => seen.push(text));
    });
    const stranger = desk.login('reviewer', 0, 1);
    await page.getByLabel('E-mail').fill(stranger.email);
    await page.getByLabel('Password').fill(stranger.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText(/Nothing waits for you|No task fits these filters/).waitFor();
    expect(await page.content()).not.toContain(label);
    expect(seen.join('')).not.toContain(label);
    expect(await heapText(page)).toContain(stranger.email);
    expect(await heapText(page)).not.toContain(label);
    await emptyInbox(desk, label);
    await context.close();
  });

  it('[PM-AUTH-07] a reload keeps the person signed in; after signing out every page asks for a login', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'runs');
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Runs', level: 1 }).waitFor();
    const stored = await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
    expect(stored).toBe('{"countersign-signed-in":"1"}');
    expect(await page.evaluate<string>('document.cookie')).toBe('');
    await page.getByRole('button', { name: /reviewer/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    for (const where of ['reviews', 'runs', 'costs', 'profile']) {
      await page.goto(`${desk.url}${where}`);
      await page.getByLabel('E-mail').waitFor();
    }
    await context.close();
  });

  it('filters live in the address, and a view saved under a name comes back after a new login', async () => {
    const label = await fillInbox(desk, 5);
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    await page.getByRole('searchbox').fill(label);
    await page.getByLabel('Order').selectOption('-at_risk');
    await expect.poll(() => new URL(page.url()).search).toContain('sort=-at_risk');
    await page.getByRole('button', { name: 'Save this view' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill(label);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await context.clearCookies();
    const other = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    await other.getByRole('link', { name: label }).click();
    await other.getByRole('button', { name: new RegExp(`^${label}-00005`) }).waitFor();
    expect(new URL(other.url()).search).toContain(`search=${label}`);
    await other.getByRole('button', { name: `Remove the view ${label}` }).click();
    await expect.poll(() => other.getByRole('link', { name: label }).count()).toBe(0);
    await emptyInbox(desk, label);
    await context.close();
  });
});
