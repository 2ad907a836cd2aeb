import { openDatabase } from '../../db/database.ts';
import { slicesOf } from '../../domain/merge.ts';
import { apiClient } from '../apiClient.ts';
import * as AREAS from '../areas.ts';
import { say, stayUp } from '../commands/up.ts';
import { type Configuration, loadConfiguration } from '../configuration.ts';
import { type RunFile, readEnvironment, runningSystem } from '../environment/runFile.ts';
import { type System, startSystem } from '../supervisor.ts';
import { playAttacks } from './attacks.ts';
import type { DemoDay } from './day.ts';
import { sandboxClient } from './sandboxClient.ts';
import { seedLearning } from './seedLearning.ts';

/** Starts everything, plays the story of each area, and stays up unless told to exit. */
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
    const links = [
      '',
      `Console      ${run.console ?? 'not built'}`,
      `API          ${run.openapi}`,
      `Temporal UI  ${run.temporalUi}/namespaces/${run.temporalNamespace}/workflows`,
    ];
    const write = (text: string) => void process.stdout.write(`${text}\n`);
    const day: DemoDay = { run, configuration, db, reviewer: apiClient(run.api, reviewerLogin), links, write };
    let good = true;
    for (const { load } of slicesOf(AREAS, 'story').toSorted((left, right) => left.order - right.order))
      good = (await (await load()).playStory(day)) && good;
    say('playing attacks: what people, mails and records try, and what refuses it');
    const safe = await playAttacks(run, configuration.dataDirectory, write);
    return good && safe;
  } finally {
    await db.end();
  }
}
