import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownTime } from '../../run/limits.ts';
import { violations } from '../axe.ts';
import { newContext, signedIn } from '../browser.ts';
import { missingBrowser, openDesk } from '../desk.ts';
import { arrived } from '../places.ts';

const desk = openDesk();

beforeAll(async () => {
  if (missingBrowser) return;
  const prepared = await desk.world.prepare('pictures');
  await desk.world.start(prepared);
  const task = await desk.world.task(prepared.caseId);
  if (!task) throw new Error('no task');
  await desk.world.decide(task, { decision: 'rejected', comments: 'for the chart' });
});

const SIZES = [
  [1440, 900],
  [380, 800],
] as const;

describe.skipIf(missingBrowser !== null)('[D-07] pictures and the page of the API', () => {
  it('reports and costs show charts with tables that say the same, and hand out a spreadsheet', {
    timeout: ownTime(120_000),
  }, async () => {
    for (const [width, height] of SIZES) {
      const context = await newContext(desk.browser, { width, height });
      const page = await signedIn(context, desk.url, desk.login('admin'), 'daily-report?days=7');
      const faults: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy|Trusted ?Type/i.test(message.text())) faults.push(message.text());
      });
      page.on('pageerror', (error) => faults.push(error.message));
      for (const [path, chart] of [
        ['daily-report?days=7', 'Decisions'],
        ['costs', 'Costs by day'],
      ] as const) {
        await page.goto(`${desk.url}${path}`);
        const section = page.getByRole('region', { name: chart, exact: true }).first();
        await section.getByRole('img', { name: new RegExp(`^${chart}`) }).waitFor();
        await section.getByRole('table').first().waitFor();
        await arrived(page);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          faults.push(...(await violations(page)).map((text) => `${path} ${width} ${colorScheme}: ${text}`));
        }
        const wider = await page.evaluate<number>(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        if (wider > 0) faults.push(`${path}: ${wider} px wider than the screen`);
      }
      expect(faults).toEqual([]);
      await page.goto(`${desk.url}daily-report?days=7`);
      const arriving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as CSV: Decisions' }).click();
      const file = readFileSync(await (await arriving).path(), 'utf8');
      expect(file).toMatch(/^\uFEFF"Day","Approved as proposed"/);
      expect(file.trim().split('\r\n')).toHaveLength(8);
      await context.close();
    }
  });

  it('the page of the API shows bodies, and calls as the person who is signed in', {
    timeout: ownTime(120_000),
  }, async () => {
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, desk.login('admin'), 'api');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByLabel('Find an operation').fill('/auth/me');
    await page.getByRole('button', { name: /GET \/auth\/me/ }).click();
    await page.getByRole('button', { name: 'Send GET' }).click();
    const answer = page.getByRole('region', { name: 'Answer', exact: true });
    await answer.getByText(/^Answer 200/).waitFor();
    await answer.getByText('"permissions"').waitFor();

    await page.goto(`${desk.url}api?operation=post__disputes`);
    await page.getByLabel('Body').waitFor();
    const prepared = await desk.world.prepare('api-page');
    const key = await page.getByLabel('Idempotency-Key').inputValue();
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    await page.getByLabel('Body').fill(JSON.stringify({ case_id: prepared.caseId, customer_id: prepared.customerId }));
    await page.getByRole('button', { name: 'Send POST' }).click();
    await answer.getByText(/^Answer 202/).waitFor();
    const first = await answer.locator('pre').textContent();
    const sent = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Send POST' }).click();
    expect((await sent).request().headers()['idempotency-key']).toBe(key);
    await expect.poll(() => answer.locator('pre').textContent()).toBe(first);
    expect(await violations(page)).toEqual([]);

    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])',
    );
    expect(kept).not.toMatch(/eyJ/);
    expect(addresses.filter((address) => address.includes('eyJ'))).toEqual([]);
    await context.close();
  });
});
