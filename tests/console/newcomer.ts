import type { Locator, Page } from 'playwright';
import { signedIn } from './browser.ts';

/** What somebody who has never seen the desk is asked to do; each is done by what stands on the page, nothing else. */
export const NEWCOMER_TASKS = [
  'find what is most urgent, and why',
  'approve the most urgent that has a proposal',
  'find who approved the largest refund of a day',
  'find why a run waits',
  'change the limit of a reviewer',
] as const;
export type NewcomerTask = (typeof NEWCOMER_TASKS)[number];

export interface NewcomerResult {
  task: NewcomerTask;
  /** Clicks, each choice from a list included; what is typed counts as one. */
  clicks: number;
  /** Until the answer stands on the page; the time of a person who reads is not in it. */
  seconds: number;
  /** What the page says. */
  found: string;
}

interface Login {
  email: string;
  password: string;
}
export interface Newcomer {
  /** Opens the desk as somebody; sign-in does not count. */
  open(login: Login): Promise<Page>;
  reviewer: Login;
  admin: Login;
  /** Of the decisions that are looked for. */
  day: 'Today' | 'Yesterday';
}

/** Counts what a hand does. */
class Hand {
  clicks = 0;
  async click(what: Locator): Promise<void> {
    this.clicks += 1;
    await what.click();
  }
  /** Opens a list and chooses. */
  async choose(what: Locator, option: string): Promise<void> {
    this.clicks += 2;
    await what.selectOption({ label: option });
  }
  async type(what: Locator, text: string): Promise<void> {
    this.clicks += 1;
    await what.fill(text);
  }
}

const textOf = async (what: Locator) => ((await what.textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();

async function mostUrgent(page: Page): Promise<string> {
  const first = page
    .getByRole('region', { name: /^Waits for you/ })
    .getByRole('listitem')
    .first();
  await first.waitFor();
  return textOf(first);
}

async function approve(page: Page, hand: Hand): Promise<string> {
  const waiting = page.getByRole('region', { name: /^Waits for you/ });
  // Where nothing is proposed there is nothing to approve, and the line says so.
  const proposed = waiting.getByRole('listitem').filter({ hasNotText: 'nothing sure is proposed' });
  await hand.click(proposed.first().getByRole('link'));
  await hand.click(page.getByRole('button', { name: /^(?:Approve|Confirm)/ }).first());
  const reason = page.getByLabel(/^Reason/);
  if (await reason.isVisible().catch(() => false)) {
    await hand.type(reason, 'The evidence on the card is enough.');
    await hand.click(page.getByRole('button', { name: /^(?:Approve|Confirm)/ }).first());
  }
  const tray = page.getByRole('list', { name: 'Decisions on their way' });
  await tray
    .getByText(/^Decided:|Decided/)
    .first()
    .waitFor({ timeout: 20_000 });
  return textOf(tray.getByRole('listitem').first());
}

async function largestRefund(page: Page, hand: Hand, day: Newcomer['day']): Promise<string> {
  await hand.click(page.getByRole('link', { name: 'What was approved today' }).first());
  await page.getByRole('combobox', { name: 'Ended' }).waitFor();
  if (day !== 'Today') await hand.choose(page.getByRole('combobox', { name: 'Ended' }), day);
  const first = page.getByRole('region', { name: 'Review tasks' }).getByRole('listitem').first();
  await first.getByText(/^Approved by /).waitFor();
  return textOf(first);
}

async function whyItWaits(page: Page, hand: Hand): Promise<string> {
  await hand.click(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Runs/ }));
  const row = page.getByRole('list', { name: 'Runs' }).getByRole('listitem').filter({ hasText: 'Waits' }).first();
  await row.waitFor();
  return textOf(row);
}

async function reviewerLimit(page: Page, hand: Hand): Promise<string> {
  await hand.click(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Users' }));
  const row = page
    .getByRole('row')
    .filter({ hasText: /reviewer/i })
    .first();
  await hand.click(row.getByRole('button', { name: /^Change / }));
  const dialog = page.getByRole('dialog');
  const limit = dialog.getByRole('textbox', { name: 'Decides up to' });
  await hand.type(limit, '40');
  await hand.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.waitFor({ state: 'detached' });
  await row
    .getByText('40.00')
    .or(page.locator('#main').getByText(/second person/))
    .first()
    .waitFor();
  return textOf(row);
}

/** Does all of it, as two people: whoever decides, and whoever administers. */
export async function asNewcomer(newcomer: Newcomer): Promise<NewcomerResult[]> {
  const results: NewcomerResult[] = [];
  const measure = async (place: number, page: Page, work: (page: Page, hand: Hand) => Promise<string>) => {
    const task = NEWCOMER_TASKS[place];
    if (!task) throw new Error('no such task');
    const hand = new Hand();
    const began = performance.now();
    const found = await work(page, hand).catch((error: Error) => {
      throw new Error(`${task}: ${error.message}`);
    });
    results.push({ task, clicks: hand.clicks, seconds: (performance.now() - began) / 1000, found });
  };
  const page = await newcomer.open(newcomer.reviewer);
  await measure(0, page, mostUrgent);
  await measure(1, page, approve);
  // Everybody begins where they begin after sign-in.
  const home = () => page.getByRole('link', { name: 'Countersign' }).first().click();
  await home();
  await measure(2, page, (at, hand) => largestRefund(at, hand, newcomer.day));
  await home();
  await measure(3, page, whyItWaits);
  await page.context().close();
  const office = await newcomer.open(newcomer.admin);
  await measure(4, office, reviewerLimit);
  await office.context().close();
  return results;
}

/** Opens the desk signed in, each person in a browser of their own. */
export const openAs =
  (newContext: () => Promise<Parameters<typeof signedIn>[0]>, consoleUrl: string) =>
  async (login: Login): Promise<Page> =>
    signedIn(await newContext(), consoleUrl, login);
