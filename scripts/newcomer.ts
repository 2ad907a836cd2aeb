import { loadConfiguration } from '../cli/configuration.ts';
import { runningSystem } from '../cli/environment/runFile.ts';
import { newContext, openBrowser } from '../tests/console/browser.ts';
import { asNewcomer, openAs } from '../tests/console/newcomer.ts';

/** Does five tasks on the desk of the demo that runs here, as somebody new would, and prints clicks and seconds. */
const run = runningSystem(loadConfiguration({ ...process.env }).dataDirectory);
if (!run?.console) throw new Error('no demo with a console runs here; start one with: npm run demo');
const login = (role: string) => {
  const found = run.logins.find((entry) => entry.role === role);
  if (!found) throw new Error(`no demo login ${role}`);
  return found;
};
const browser = await openBrowser({ whole: true });
const results = await asNewcomer({
  open: openAs(() => newContext(browser), run.console),
  reviewer: login('reviewer'),
  admin: login('admin'),
  day: process.argv.includes('--yesterday') ? 'Yesterday' : 'Today',
});
for (const { task, clicks, seconds, found } of results)
  process.stdout.write(`${task}: ${clicks} clicks, ${seconds.toFixed(1)} s\n  ${found.slice(0, 240)}\n`);
await browser.close();
