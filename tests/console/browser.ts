import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { chromiumPath } from '../run/chromium.ts';

/** A real Chromium; `whole` = with its windows. */
export function openBrowser(options: { whole?: boolean } = {}): Promise<Browser> {
  const executablePath = chromiumPath(options);
  if (!executablePath) throw new Error('there is no Chromium');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}

interface Look {
  width?: number;
  height?: number;
  dark?: boolean;
}

export const newContext = (
  browser: Browser,
  { width = 1440, height = 900, dark = false }: Look = {},
): Promise<BrowserContext> =>
  browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });

/** A page that is signed in through the form; `where` is the place in the console. */
export async function signedIn(
  context: BrowserContext,
  consoleUrl: string,
  login: { email: string; password: string },
  where = '',
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${consoleUrl}${where}`);
  await page.getByLabel('E-mail').fill(login.email);
  await page.getByLabel('Password').fill(login.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.locator('#main').waitFor();
  return page;
}

/** Everything the page's JavaScript memory holds, as the text of a heap snapshot. */
export async function heapText(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}
