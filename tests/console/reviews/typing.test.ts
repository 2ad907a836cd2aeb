import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../system/world.ts';
import { newContext, signedIn } from '../browser.ts';
import { cardOf, missingBrowser, openDesk, told } from '../desk.ts';

const desk = openDesk();
const tray = (page: Page) => page.getByRole('list', { name: 'Decisions on their way' });

async function openTask(page: Page, name: string) {
  const prepared = await desk.world.prepare(name);
  await desk.world.start(prepared);
  const task = await desk.world.task(prepared.caseId);
  await page.goto(`${desk.url}reviews/${task.task_id}`);
  await cardOf(page, prepared.caseId).waitFor();
  return { prepared, task };
}

describe.skipIf(missingBrowser !== null)('what a person types is checked beside the field and kept', () => {
  it('an amount: what can not be read, is above the bound or is nothing can not be sent, and no pattern is shown', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const { prepared } = await openTask(page, 'amounts');
    await page.keyboard.press('e');
    const amount = page.getByLabel(/^Amount/);
    const send = page.getByRole('button', { name: /^Change$/ });
    for (const [text, sentence] of [
      ['20,00', /can be read in more than one way/],
      ['abc', /Use digits only/],
      ['45.01', /more than may be paid back: at most/],
      ['1,000', /more than may be paid back/],
      ['0', /Nothing is no refund/],
      ['12.345', /can be read in more than one way/],
      ['12.3456', /USD has 2 decimals/],
      ['-3', /below zero/],
    ] as const) {
      await amount.fill(text);
      await page.getByText(sentence).waitFor();
      expect(await send.isDisabled(), text).toBe(true);
    }
    expect(await page.content()).not.toMatch(/pattern|\\d/);
    await amount.fill('12.5');
    await page.getByText(/^Will refund .*12\.50$/).waitFor();
    await send.click();
    await tray(page).getByRole('button', { name: 'Send now' }).click();
    await eventually(
      'one refund',
      async () => (await desk.world.refundsOf(prepared.chargeId))[0]?.amountMinor === 1250,
    );
    await context.close();
  });

  it('a reload keeps what was typed, says what was not sent, and the next person sees nothing of it', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const { prepared, task } = await openTask(page, 'reloaded');
    await page.keyboard.press('r');
    await page.getByLabel('Reason').fill('typed before the reload');
    await page.reload();
    await page.getByLabel('Reason').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('typed before the reload');
    await page.getByRole('button', { name: /^Reject/ }).click();
    await tray(page)
      .getByText(/^Rejecting/)
      .waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await told(page, prepared.caseId, /^Not sent, because the page was loaded anew/).waitFor();
    await tray(page).getByRole('link', { name: 'Open it and decide again' }).click();
    await page.getByRole('button', { name: /^Reject/ }).waitFor();
    await page.keyboard.press('r');
    expect(await page.getByLabel('Reason').inputValue()).toBe('typed before the reload');
    const sent = await desk.world.owner`select 1 from decision_requests where task_id = ${task.task_id}`;
    expect(sent).toHaveLength(0);
    await page.getByRole('button', { name: /reviewer/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').waitFor();
    expect(await page.evaluate<string>('JSON.stringify({ ...sessionStorage })')).toBe('{}');
    await context.close();
  });

  it('somebody else who signs in in the same tab after a crash gets nothing of what was typed', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    await openTask(page, 'left-behind');
    await page.keyboard.press('r');
    await page.getByLabel('Reason').fill('only for my eyes');
    await context.clearCookies();
    await page.goto(`${desk.url}reviews`);
    const other = desk.login('reviewer', 1);
    await page.getByLabel('E-mail').fill(other.email);
    await page.getByLabel('Password').fill(other.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('#main').waitFor();
    expect(await page.evaluate<string>('JSON.stringify({ ...sessionStorage })')).not.toContain('only for my eyes');
    await context.close();
  });

  it('who decided is the account that signed in; a name in the request stands beside it in quotes', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const prepared = await desk.world.prepare('named');
    const run = await desk.world.start(prepared);
    const task = await desk.world.task(prepared.caseId);
    await desk.world.reviewer2.post('/human-review/decision', {
      run_id: run,
      case_id: prepared.caseId,
      decision: 'rejected',
      reviewer_name: 'the.chief@company.example',
      comments: 'no',
    });
    await page.goto(`${desk.url}reviews/${task.task_id}`);
    await page.getByText('“the.chief@company.example”').waitFor();
    // By the name of the account, which other tests may have changed.
    const { body: me } = await desk.world.reviewer2.get<{ display_name: string }>('/me');
    await page.locator('strong', { hasText: me.display_name }).waitFor();
    await page.getByText(`(${desk.login('reviewer', 1).email})`).waitFor();
    const { body } = await desk.world.reviewer.get<{ decision: Record<string, unknown> }>(`/reviews/${task.task_id}`);
    expect(body.decision.decided_by).not.toContain('chief');
    await context.close();
  });
});
