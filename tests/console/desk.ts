import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, inject } from 'vitest';
import { type RunFile, readRunFile } from '../../cli/environment/runFile.ts';
import { openWorld, type World } from '../system/world.ts';
import { openBrowser } from './browser.ts';

/** What a console test has: the running system, a Chromium, and the two together. */
export interface Desk {
  world: World;
  browser: Browser;
  url: string;
  login(role: string, index?: number, tenant?: number): RunFile['logins'][number];
}

export const missingBrowser: string | null = inject('chromiumMissing') || null;
if (missingBrowser) process.stdout.write(`SKIPPED: the console tests, because ${missingBrowser}\n`);

/** Opens world and browser for a test file and closes them after it. */
export function openDesk(options: { whole?: boolean } = {}): Desk {
  const desk = {} as Desk;
  beforeAll(async () => {
    if (missingBrowser) return;
    const browser = await openBrowser(options);
    const world = openWorld();
    const url = readRunFile(inject('dataDirectory'))?.console;
    if (!url) throw new Error('the console was not built');
    Object.assign(desk, {
      world,
      browser,
      url,
      login: (role: string, index = 0, tenant = 0) => {
        const tenants = [...new Set(world.run.logins.map((entry) => entry.tenantId))];
        const found = world.run.logins.filter((entry) => entry.role === role && entry.tenantId === tenants[tenant])[
          index
        ];
        if (!found) throw new Error(`no demo login ${role}`);
        return found;
      },
    } satisfies Desk);
  });
  afterAll(async () => {
    if (missingBrowser) return;
    await desk.browser.close();
    await desk.world.close();
  });
  return desk;
}

/** Open tasks that only fill the list: rows without a workflow behind them. Returns the beginning of their subjects. */
export async function fillInbox({ world }: Desk, count: number, tenant = 0): Promise<string> {
  const tenants = [...new Set(world.run.logins.map((entry) => entry.tenantId))];
  const tenantId = tenants[tenant] ?? '';
  const label = `FILL-${randomUUID().slice(0, 8)}`;
  await world.owner`with made as (
      insert into processes (tenant_id, kind, subject, run, workflow_type, workflow_id, task_queue, request_hash, input, started_by, status)
      select ${tenantId}, 'filler', ${label} || '-' || lpad(n::text, 5, '0'), 1, 'x', ${label} || ':' || n, 'none', 'x', '{}', 'filler', 'closed'
      from generate_series(1, ${count}) n returning id, subject),
    shown as (insert into review_snapshots (tenant_id, canonical_json, shown_hash)
      select ${tenantId}, '{}', md5(subject) || md5(subject) from made returning id, shown_hash)
    insert into review_tasks (tenant_id, process_id, kind, gate, subject, snapshot_id, requested_by, at_risk_minor, worth_minor, currency, confidence, priority)
    select ${tenantId}, made.id, 'dispute_resolution', 'g', made.subject, shown.id, 'filler', 1000 + right(made.subject, 5)::int, 1000 + right(made.subject, 5)::int, 'USD', 0.8,
      -90000 - right(made.subject, 5)::int
    from made join shown on shown.shown_hash = md5(made.subject) || md5(made.subject)`;
  return label;
}

/** Takes the filler away, so that the next test finds its own tasks first. */
export async function emptyInbox({ world }: Desk, label: string): Promise<void> {
  await world.owner`update review_tasks set state = 'cancelled', closed_at = now() where subject like ${`${label}%`}`;
}

/** The card that is open of a subject (a case, a booking): its id stands after the words. */
export const cardOf = (page: Page, subject: string) => page.locator('.card-about', { hasText: subject });
/** The row of a subject in the inbox. */
export const rowOf = (page: Page, subject: string) => page.locator(`.task-open[data-subject="${subject}"]`);
/** What the tray says of the decision on a subject. */
export const told = (page: Page, subject: string, words: string | RegExp) =>
  page
    .getByRole('list', { name: 'Decisions on their way' })
    .getByRole('listitem')
    .filter({ hasText: subject })
    .getByText(words);
