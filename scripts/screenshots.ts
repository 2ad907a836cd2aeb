import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { apiClient } from '../cli/apiClient.ts';
import { loadConfiguration } from '../cli/configuration.ts';
import { runningSystem } from '../cli/environment/runFile.ts';
import { newContext, openBrowser, signedIn } from '../tests/console/browser.ts';
import { arrived, PLACES, type PlaceIds, pathOf } from '../tests/console/places.ts';
import { prepareChromium } from '../tests/run/chromium.ts';

/**
 * Pictures of every page and state of the desk, at 1440 and 380 px, from the demo that runs here: npm run screenshots. The
 * three of the README go to docs/pictures, all of them to .cache/screenshots. Decides one bulk preview of one task.
 */
const README_PICTURES = ['inbox-card', 'run', 'bulk-preview'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const run = runningSystem(loadConfiguration({ ...process.env }).dataDirectory);
if (!run?.console) throw new Error('no demo with a console runs here; start one with: npm run demo');
const login = (role: string) => {
  const found = run.logins.find((entry) => entry.role === role);
  if (!found) throw new Error(`no demo login ${role}`);
  return found;
};

const reviewer = apiClient(run.api, login('reviewer'));
interface Listed {
  reviews: { task_id: string; process_id: string; kind: string; confidence: number | null }[];
}
const open = (await reviewer.get<Listed>('/reviews?sort=-priority&limit=200')).body.reviews;
const decided = (await reviewer.get<Listed>('/reviews?state=approved&limit=1')).body.reviews[0];
const disputes = open.filter((row) => row.kind === 'dispute_resolution' && row.confidence !== null);
const [task] = disputes;
const spare = disputes.findLast((row) => row !== task);
if (!task || !spare || !decided) throw new Error('the demo has too few open tasks; play it once more: npm run demo');
const preview = await reviewer.post<{ bulk_id: string; preview_hash: string }>('/bulk-decisions', {
  decision: 'approved',
  task_ids: [spare.task_id],
});
await reviewer.post(`/bulk-decisions/${preview.body.bulk_id}/start`, { preview_hash: preview.body.preview_hash });
await new Promise((resolve) => setTimeout(resolve, 3_000));
const ids: PlaceIds = {
  task: task.task_id,
  decided: decided.task_id,
  bulk: preview.body.bulk_id,
  run: decided.process_id,
};

const found = prepareChromium(say);
if ('missing' in found) throw new Error(found.missing);
const browser = await openBrowser({ whole: true });
const folder = join(import.meta.dirname, '..', '.cache', 'screenshots');
const pictures = join(import.meta.dirname, '..', 'docs', 'pictures');
for (const path of [folder, pictures]) mkdirSync(path, { recursive: true });
for (const [width, height, dark] of [
  [1440, 900, false],
  [380, 800, false],
  [1440, 900, true],
] as const) {
  const context = await newContext(browser, { width, height, dark });
  let page: Page | null = null;
  let role: string | null = null;
  for (const place of PLACES) {
    if (place.role === null) {
      page ??= await context.newPage();
      await page.goto(run.console);
    } else if (role === place.role && page) {
      await page.goto(`${run.console}${pathOf(place, ids)}`);
      await page.locator('#main').waitFor();
    } else {
      // Each open page keeps a live stream, and a browser opens six connections to a host.
      await page?.close();
      await context.clearCookies();
      page = await signedIn(context, run.console, login(place.role), pathOf(place, ids));
    }
    role = place.role;
    await arrived(page).catch((error: Error) => {
      throw new Error(`${place.name}: ${error.message}`);
    });
    await place.act?.(page);
    const name = `${place.name}-${width}${dark ? '-dark' : ''}.png`;
    await page.screenshot({ path: join(folder, name) });
    if (width === 1440 && !dark && README_PICTURES.includes(place.name))
      await page.screenshot({ path: join(pictures, `${place.name}.png`) });
    await context.setOffline(false);
    if (place.name === 'inbox-waiting') await page.keyboard.press('u');
  }
  await context.close();
  say(`${PLACES.length} pictures at ${width} px${dark ? ', dark' : ''}`);
}
await browser.close();
say(`all in ${folder}`);
