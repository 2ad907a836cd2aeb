import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../system/world.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { cardOf, missingBrowser, openDesk } from '../desk.ts';

const desk = openDesk();
const inbox = (page: Page) => page.getByRole('heading', { name: 'Review inbox', level: 1 });

describe.skipIf(missingBrowser !== null)('what goes wrong stays where it went wrong', () => {
  it('a page that was not loaded yet, opened offline: the desk stays, Back mends it, and so does coming back online', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'reviews');
    await inbox(page).waitFor();
    await context.setOffline(true);
    await page.getByRole('link', { name: 'Schedules' }).click();
    await page.getByText('This page could not be loaded').waitFor();
    await page.getByRole('link', { name: 'Review inbox' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The server can’t be reached yet').waitFor();
    await page.goBack();
    await inbox(page).waitFor();
    await page.goForward();
    await page.getByText('This page could not be loaded').waitFor();
    await context.setOffline(false);
    await page.getByRole('heading', { name: 'Schedules', level: 1 }).waitFor({ timeout: 20_000 });
    await context.close();
  });

  it('after a deployment the old code is gone: Try again brings the new one and keeps what was typed', async () => {
    const prepared = await desk.world.prepare('deployed');
    await desk.world.start(prepared);
    const task = await desk.world.task(prepared.caseId);
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), `reviews/${task.task_id}`);
    await cardOf(page, prepared.caseId).waitFor();
    await page.keyboard.press('r');
    await page.getByLabel('Reason').fill('typed before the deployment');
    // What a server of the next version answers for names of the version before.
    const gone = /\/console\/assets\/.*\.js/;
    await page.route(gone, (route) => route.fulfill({ status: 404, body: 'gone' }));
    await page.getByRole('link', { name: 'Costs' }).click();
    await page.getByText('This page could not be loaded').waitFor();
    await page.unroute(gone);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Costs', level: 1 }).waitFor();
    await page.goto(`${desk.url}reviews/${task.task_id}`);
    await page.getByLabel('Reason').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('typed before the deployment');
    await context.close();
  });

  it('a dialog or a palette that can not be fetched takes nothing else with it', async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'reviews');
    await inbox(page).waitFor();
    await context.setOffline(true);
    await page.locator('body').press('Control+k');
    await page.getByText('This page could not be loaded').first().waitFor();
    await inbox(page).waitFor();
    await context.close();
  });

  it('the first look without the desk itself says so, with Try again', async () => {
    const context = await newContext(desk.browser);
    const page = await context.newPage();
    const code = /\/console\/assets\/Desk.*\.js/;
    await page.route(code, (route) => route.abort());
    await page.goto(desk.url);
    await page.getByLabel('E-mail').first().fill(desk.login('reviewer').email);
    await page.getByLabel('Password').first().fill(desk.login('reviewer').password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('The desk could not be loaded').waitFor();
    await page.unroute(code);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('#main').waitFor();
    await context.close();
  });
});

describe.skipIf(missingBrowser !== null)('the way back in and what lists say', () => {
  it('who forgot the password asks for a mail and sets a new one on the sign-in page', async () => {
    const context = await newContext(desk.browser);
    const page = await context.newPage();
    const email = `forgetful.${Date.now().toString(36)}@countersign.example`;
    const known = desk.login('user').email;
    await desk.world.owner`insert into users (tenant_id, email, display_name, password_hash, roles, address)
      select tenant_id, ${email}, 'Forgetful', password_hash, array['user'], 'proved' from users where email = ${known}`;
    await page.goto(desk.url);
    await page.getByRole('button', { name: 'Forgot password' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('E-mail of your account').fill(email);
    await page.getByRole('button', { name: 'Send the mail' }).click();
    await page.getByText('If there is an account with this address').waitFor();
    const text = await eventually('the mail', async () => {
      const mails = (await desk.world.sandbox.records('smtp', 'mail')) as { to: string[]; source: string }[];
      const source = mails.find(({ to }) => to.includes(email))?.source ?? '';
      // Quoted-printable: soft ends of lines, and `=` as `=3D`.
      return /#reset=([\w.-]+)/.exec(source.replaceAll(/=\r?\n/g, '').replaceAll('=3D', '='))?.[1];
    });
    await page.goto('about:blank');
    await page.goto(`${desk.url}#reset=${text}`);
    await page.getByLabel('Token of the mail').waitFor();
    expect(await page.getByLabel('Token of the mail').inputValue()).toBe(text);
    expect(page.url()).not.toContain(String(text));
    await page.getByLabel('New password').fill('a new and long password 7');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('The password is set. Sign in with it.').waitFor();
    await page.getByLabel('E-mail').first().fill(email);
    await page.getByLabel('Password', { exact: true }).fill('a new and long password 7');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('a wrong token is said beside the form, and an unknown address gets the same words', async () => {
    const context = await newContext(desk.browser);
    const page = await context.newPage();
    await page.goto(desk.url);
    await page.getByRole('button', { name: 'Forgot password' }).click();
    await page.getByLabel('E-mail of your account').fill('nobody.at.all@countersign.example');
    await page.getByRole('button', { name: 'Send the mail' }).click();
    await page.getByText('If there is an account with this address').waitFor();
    await page.getByLabel('Token of the mail').fill('no.token');
    await page.getByLabel('New password').fill('a new and long password 7');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('This token is wrong, used or too old').waitFor();
    await context.close();
  });

  it('a key is listed with the beginning it really has, and a run is opened where it paid', async () => {
    const { world } = desk;
    const made = await world.admin.post<{ key: string; name: string }>('/admin/api-keys', {
      name: `begins-${Date.now()}`,
      scopes: ['review:read'],
    });
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'api-keys');
    const listed = await page
      .getByRole('row', { name: new RegExp(made.body.name) })
      .locator('code')
      .first()
      .textContent();
    expect(made.body.key.startsWith(`${listed}`)).toBe(true);
    expect(listed?.length).toBeGreaterThan(10);
    const prepared = await world.prepare('paid-run');
    const runId = await world.start(prepared);
    const task = await world.task(prepared.caseId);
    await world.decide(task, { decision: 'approved' });
    await world.ended(runId);
    const [process] = await world.owner`select p.id, p.run_id, p.workflow_id from processes p
      join review_tasks t on t.process_id = p.id where t.id = ${task.task_id}`;
    const last = await world.temporal.workflow.getHandle(String(process?.workflow_id)).describe();
    for (const where of [`runs/${process?.id}`, `reviews/${task.task_id}`]) {
      await page.goto(`${desk.url}${where}`);
      const link = page.getByRole('link', { name: 'Open in the Temporal UI' });
      expect(await link.getAttribute('href')).toContain(last.runId);
    }
    expect(last.runId).not.toBe(process?.run_id);
    await context.close();
  });

  it('a bulk preview lists every task it leaves out, as many as it says', async () => {
    const { world } = desk;
    const label = `OUT-${Date.now().toString(36)}`;
    const tenantId = desk.login('reviewer').tenantId;
    await world.owner`with made as (
        insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by, status)
        select ${tenantId}, 'filler', ${label} || '-' || n, 1, 'x', ${label} || ':' || n, 'none', 'x', '{}', 'filler', 'closed'
        from generate_series(1, 14) n returning id, subject),
      shown as (insert into review_snapshots (tenant_id, canonical_json, shown_hash)
        select ${tenantId}, '{}', md5(subject) || md5(subject) from made returning id, shown_hash)
      insert into review_tasks (tenant_id, process_id, kind, gate, subject, snapshot_id, requested_by, currency)
      select ${tenantId}, made.id, 'dispute_resolution', 'g', made.subject, shown.id, 'filler', 'USD'
      from made join shown on shown.shown_hash = md5(made.subject) || md5(made.subject)`;
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('reviewer'), `reviews?search=${label}`);
    await page.getByRole('button', { name: /^Decide all/ }).click();
    await page.getByText('Left out: 14').waitFor();
    // All for one reason: one group, which names each of them.
    await page.locator('.left-out summary', { hasText: '14' }).click();
    expect(await page.locator('.left-out li').count()).toBe(14);
    await world.owner`update review_tasks set state = 'cancelled', closed_at = now() where subject like ${`${label}%`}`;
    await context.close();
  });
});
