import type { BrowserContext, Page } from 'playwright';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTime } from '../../run/limits.ts';
import type { Place } from '../../slice.ts';
import { eventually } from '../../system/world.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { arrived, PLACES, type PlaceIds, pathOf } from '../places.ts';
import { databaseWords, tooWide } from '../words.ts';

const desk = openDesk();
const ids: PlaceIds = { task: '', decided: '', run: '', bulk: '' };

beforeAll(async () => {
  if (missingBrowser) return;
  const { world } = desk;
  const prepared = await Promise.all(['page-open', 'page-decided', 'page-bulk'].map((name) => world.prepare(name)));
  for (const each of prepared) await world.start(each);
  const [open, decided, many] = await Promise.all(prepared.map((each) => world.task(each.caseId)));
  if (!open || !decided || !many) throw new Error('no tasks');
  await world.decide(decided, { decision: 'rejected', comments: 'for the picture' });
  const preview = await world.reviewer.post<{ bulk_id: string; preview_hash: string }>('/bulk-decisions', {
    decision: 'approved',
    task_ids: [many.task_id],
  });
  await world.reviewer.post(`/bulk-decisions/${preview.body.bulk_id}/start`, {
    preview_hash: preview.body.preview_hash,
  });
  await eventually('the bulk decision to end', async () => {
    const { body } = await world.reviewer.get<{ status: string }>(`/bulk-decisions/${preview.body.bulk_id}`);
    return body.status === 'done';
  });
  const [row] = await world.owner`select process_id from review_tasks where id = ${open.task_id}`;
  Object.assign(ids, {
    task: open.task_id,
    decided: decided.task_id,
    bulk: preview.body.bulk_id,
    run: String(row?.process_id),
  });
});

async function visit(
  context: BrowserContext,
  place: Place,
  signedInAs: { role: string | null; page: Page | null },
): Promise<Page> {
  if (place.role === null) {
    await context.clearCookies();
    const page = signedInAs.page ?? (await context.newPage());
    await page.goto(desk.url);
    await arrived(page);
    return page;
  }
  const path = pathOf(place, ids);
  if (signedInAs.role === place.role && signedInAs.page) {
    await signedInAs.page.goto(`${desk.url}${path}`);
    await signedInAs.page.locator('#main').waitFor();
    return signedInAs.page;
  }
  // A page left open keeps a stream of its own, and the browser has six connections to one host.
  await signedInAs.page?.close();
  await context.clearCookies();
  return signedIn(context, desk.url, desk.login(place.role), path);
}

describe.skipIf(missingBrowser !== null)('[D-07] [PY-ADM-01] every page and state', () => {
  it("axe finds nothing, light and dark, and nothing breaks the page's own policy", {
    timeout: ownTime(240_000),
  }, async () => {
    const context = await newContext(desk.browser);
    const broken: string[] = [];
    const now: { role: string | null; page: Page | null } = { role: null, page: null };
    for (const place of PLACES) {
      const page = await visit(context, place, now);
      if (page !== now.page) {
        page.on('console', (message) => {
          if (/Content Security Policy|Trusted ?Type/i.test(message.text()))
            broken.push(`${place.name}: ${message.text()}`);
        });
        page.on('pageerror', (error) => broken.push(`${place.name}: ${error.message}`));
      }
      Object.assign(now, { role: place.role, page });
      await arrived(page);
      await place.act?.(page);
      broken.push(...(await tooWide(page)).map((text) => `${place.name}: ${text}`));
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        broken.push(...(await violations(page)).map((text) => `${place.name}, ${colorScheme}: ${text}`));
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await context.setOffline(false);
      // A decision that waits to be sent is taken back: the task is needed by the places after it.
      if (place.name === 'inbox-waiting') await page.keyboard.press('u');
    }
    expect(broken).toEqual([]);
    await context.close();
  });

  it('axe finds nothing at 380 px', async () => {
    const context = await newContext(desk.browser, { width: 380, height: 800 });
    const page = await signedIn(context, desk.url, desk.login('reviewer'), 'reviews');
    const broken: string[] = [];
    for (const path of ['reviews', `reviews/${ids.task}`, 'runs', `runs/${ids.run}`, 'costs', 'profile']) {
      await page.goto(`${desk.url}${path}`);
      await arrived(page);
      broken.push(...(await violations(page)).map((text) => `${path}: ${text}`));
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (overflow > 0) broken.push(`${path}: ${overflow} px wider than the screen`);
    }
    expect(broken).toEqual([]);
    await context.close();
  });

  it.each(['reviewer', 'admin', 'super_user', 'user'])(
    'a %s reads no word of the database on any page or first detail, nothing scrolls sideways at 380 px or 200 %, nothing is refused',
    { timeout: ownTime(240_000) },
    async (role) => {
      const context = await newContext(desk.browser);
      const page = await signedIn(context, desk.url, desk.login(role), 'today');
      const broken = new Set<string>();
      let where = '';
      page.on('response', (answer) => {
        const { pathname } = new URL(answer.url());
        // Customers have no stream of changes.
        if ([403, 404].includes(answer.status()) && !pathname.endsWith('/live'))
          broken.add(`${where}: ${answer.status()} of ${pathname}`);
      });
      const look = async (name: string) => {
        await arrived(page);
        for (const words of await databaseWords(page)) broken.add(`${name}: ${words}`);
        for (const text of await tooWide(page)) broken.add(`${name}: ${text}`);
      };
      await arrived(page);
      const pages = await page.evaluate<string[]>(
        `[...document.querySelectorAll('nav a')].map((link) => link.getAttribute('href'))`,
      );
      expect(pages.length).toBeGreaterThan(2);
      for (const address of pages) {
        where = address;
        await page.locator(`nav a[href="${address}"]`).click();
        await look(address);
        const first = page.locator('#main td:first-child a, #main .case h2 a').first();
        if ((await first.count()) === 0) continue;
        await first.click();
        where = `${address}, first detail`;
        await look(where);
      }
      expect([...broken]).toEqual([]);
      await context.close();
    },
  );

  it('[PY-ADM-09] [CARD-07] operator pages show what the API says, and a run links to the Temporal UI', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), `runs/${ids.run}`);
    const link = page.getByRole('link', { name: 'Open in the Temporal UI' });
    await link.waitFor();
    const address = (await link.getAttribute('href')) ?? '';
    expect(address).toContain(desk.world.run.temporalUi);
    expect((await fetch(address)).status).toBe(200);
    await page.getByText('Read the case in the CRM').waitFor();
    await page.getByText('Ask the model for a proposal').waitFor();
    await page.goto(`${desk.url}schedules`);
    const anchor = page.getByRole('row', { name: /event-anchor/ });
    await anchor.getByRole('button', { name: 'Pause' }).click();
    await anchor.getByText('paused').waitFor();
    await anchor.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => anchor.getByText('paused').count()).toBe(0);
    // One that the configuration switches off says so.
    await page
      .getByRole('row', { name: /payment-inbox/ })
      .getByText('switched off by the configuration')
      .waitFor();
    await page.goto(`${desk.url}vendors`);
    await page
      .getByRole('row', { name: /^Stripe/ })
      .getByText('Answers', { exact: true })
      .waitFor();
    await page.getByRole('button', { name: 'Give the fault' }).click();
    await page.getByRole('region', { name: 'Faults' }).getByText('Answers 503').waitFor();
    await page.getByRole('button', { name: 'Take all away' }).click();
    await page.getByText('All vendors behave').waitFor();
    await page.goto(`${desk.url}events`);
    await page.getByText('The hash chain is whole').waitFor();
    await context.close();
  });

  it('an admin invites a user, makes and revokes a key, changes a setting and sees the rule beside the field', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'users');
    const email = `invited.${Date.now().toString(36)}@countersign.example`;
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByLabel('Name').fill('Invited Person');
    await dialog.getByRole('checkbox', { name: /^reviewer / }).uncheck();
    await dialog.getByRole('checkbox', { name: /^user / }).check();
    await dialog.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('cell', { name: new RegExp(`^Invited Person .*${email}$`) }).waitFor();
    await page.getByRole('button', { name: `Change ${email}` }).click();
    await dialog.getByRole('textbox', { name: 'Decides up to' }).fill('25');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('row', { name: new RegExp(email) })
      .getByText('25.00 of any currency')
      .waitFor();
    await page.goto(`${desk.url}api-keys`);
    await page.getByRole('button', { name: 'Make a key' }).click();
    await dialog.getByLabel('Name').fill('from the desk');
    await dialog.getByLabel('See reviews').check();
    await dialog.getByRole('button', { name: 'Make the key' }).click();
    await dialog.getByText(/^cs_[0-9a-f]{12}_/).waitFor();
    await dialog.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: 'Revoke from the desk' }).first().click();
    await page.getByText('revoked').first().waitFor();
    await page.goto(`${desk.url}settings`);
    const cap = page.getByRole('textbox', { name: 'Most one refund may pay' });
    await cap.fill('-5');
    await page.getByText('An amount below zero has no meaning here').waitFor();
    await cap.fill('');
    await context.close();
  });
});
