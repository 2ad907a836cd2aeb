import { openDatabase } from '../../db/database.ts';
import { apiClient } from '../apiClient.ts';
import { playBookingDay } from '../bookings/bookingDay.ts';
import { BOOKING_DAY } from '../bookings/bookingStories.ts';
import { say, stayUp } from '../commands/up.ts';
import { type Configuration, loadConfiguration } from '../configuration.ts';
import { DEMO_CASES, OPEN_CASES } from '../disputes/cases.ts';
import { leaveOpen, playCases } from '../disputes/play.ts';
import { liveTable } from '../disputes/table.ts';
import { judge } from '../disputes/verdict.ts';
import { type RunFile, readEnvironment, runningSystem } from '../environment/runFile.ts';
import { type System, startSystem } from '../supervisor.ts';
import { playAttacks } from './attacks.ts';
import { sandboxClient } from './sandboxClient.ts';
import { seedLearning } from './seedLearning.ts';

const PLAY_TIMEOUT_MS = 180_000;

/** Starts everything, plays the cases, compares with the effect log, and stays up unless told to exit. */
export async function demo(base: Configuration, options: { exit?: boolean }): Promise<void> {
  const running = runningSystem(base.dataDirectory);
  if (running) say(`using what runs already: ${running.api}`);
  const system: System | null = running ? null : await startSystem(base, { say });
  try {
    const configuration =
      system?.configuration ?? loadConfiguration({ ...process.env, ...readEnvironment(base.dataDirectory) });
    const good = await rehearse(running ?? (system as System).run, configuration);
    process.exitCode = good ? 0 : 1;
  } catch (error) {
    // Nobody looks at a system whose rehearsal broke; after Ctrl-C it is ending already.
    await system?.stop();
    throw error;
  }
  if (options.exit || !system) return system?.stop();
  say('staying up; end with Ctrl-C or: npm run down');
  await stayUp(process.exitCode);
}

async function rehearse(run: RunFile, configuration: Configuration): Promise<boolean> {
  const reviewerLogin = run.logins.find((login) => login.role === 'reviewer');
  const adminLogin = run.logins.find((login) => login.role === 'admin');
  if (!reviewerLogin || !adminLogin) throw new Error('the demo needs its demo logins; they do not exist in production');
  const db = openDatabase(configuration.databaseUrls(run.databaseUrl), 4);
  try {
    say('seeding policies and earlier resolutions');
    await seedLearning(apiClient(run.api, adminLogin), configuration, db);
    await sandboxClient(run.sandbox).clearFaults();
    const label = `D${Date.now().toString(36).toUpperCase()}`;
    const links = [
      '',
      `Console      ${run.console ?? 'not built'}`,
      `API          ${run.openapi}`,
      `Temporal UI  ${run.temporalUi}/namespaces/${run.temporalNamespace}/workflows`,
    ];
    say(`playing ${DEMO_CASES.length} disputes; they arrive as SQS messages, decisions go through the API`);
    const views = await playCases(DEMO_CASES, label, {
      run,
      reviewer: apiClient(run.api, reviewerLogin),
      db,
      onChange: liveTable(process.stdout, links),
      timeoutMs: PLAY_TIMEOUT_MS,
    });
    const good = await summarise(run, views);
    await leaveOpen(OPEN_CASES, label.slice(-4), run);
    say(`${OPEN_CASES.length} more disputes wait in the review inbox${run.console ? `: ${run.console}` : ''}`);
    const bookings = BOOKING_DAY.reduce((sum, story) => sum + story.bookings, 0);
    say(`playing a day of ${bookings} bookings in two tenants; payments arrive by mail, Gmail fails now and then`);
    const line = (text: string) => void process.stdout.write(`${text}\n`);
    const day = await playBookingDay(run, configuration, db, line);
    say('playing attacks: what people, mails and records try, and what refuses it');
    const safe = await playAttacks(run, configuration.dataDirectory, line);
    return good && day && safe;
  } finally {
    await db.end();
  }
}

async function summarise(run: RunFile, views: Awaited<ReturnType<typeof playCases>>): Promise<boolean> {
  const sandbox = sandboxClient(run.sandbox);
  const refunds = new Map(
    (await sandbox.records('stripe', 'refund')).map((refund) => [String(refund.id), String(refund.charge)]),
  );
  const verdicts = judge(views, await sandbox.effects('stripe'), (id) => refunds.get(id));
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  write('\nExpected against the effect log of the sandbox:');
  for (const verdict of verdicts)
    write(
      `  ${verdict.ok ? 'ok  ' : 'FAIL'}  ${verdict.name.padEnd(18)} ${verdict.ok ? verdict.seen : `expected: ${verdict.expected}. Seen: ${verdict.seen}`}`,
    );
  const good = verdicts.filter((verdict) => verdict.ok).length;
  write(`${good} of ${verdicts.length} cases ended as expected`);
  write(`  Console      ${run.console ?? 'not built'}`);
  write(`  API docs     ${run.openapi}\n  Temporal UI  ${run.temporalUi}\n`);
  return good === verdicts.length;
}
