import { openDatabase } from '../../db/database.ts';
import { slicesOf } from '../../domain/merge.ts';
import { apiClient } from '../apiClient.ts';
import * as AREAS from '../areas.ts';
import { say, stayUp } from '../commands/up.ts';
import { type Configuration, loadConfiguration } from '../configuration.ts';
import { announce } from '../environment/announce.ts';
import { type RunFile, readEnvironment, runningSystem } from '../environment/runFile.ts';
import { type System, startSystem } from '../supervisor.ts';
import { Failure } from '../terminal/failure.ts';
import { line, styled } from '../terminal/print.ts';
import { playAttacks } from './attacks.ts';
import { sandboxClient } from './sandboxClient.ts';
import { seedLearning } from './seedLearning.ts';
import type { DemoEnd, DemoStage } from './stage.ts';

/** Starts everything, plays every area, says what happened, and stays up unless told to exit. */
export async function demo(base: Configuration, options: { exit?: boolean }): Promise<void> {
  const running = runningSystem(base.dataDirectory);
  if (running) say(`using what runs already (supervisor ${running.pids.supervisor})`);
  const system: System | null = running ? null : await startSystem(base, { say });
  try {
    const configuration =
      system?.configuration ?? loadConfiguration({ ...process.env, ...readEnvironment(base.dataDirectory) });
    const run = running ?? (system as System).run;
    const good = await rehearse(run, configuration);
    if (!options.exit) announce(run, base.dataDirectory);
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

async function prepare({ run, configuration, db, say }: DemoStage): Promise<void> {
  const admin = run.logins.find((login) => login.role === 'admin');
  if (!admin)
    throw new Failure('refused', 'the demo needs its demo logins; they do not exist in production', {
      next: 'start a rehearsal: APP_ENV=development countersign demo',
    });
  say('reading policies and earlier resolutions');
  await seedLearning(apiClient(run.api, admin), configuration, db);
  await sandboxClient(run.sandbox).clearFaults();
}

/** Prints what happened and what to open next. */
function summarise(ends: readonly DemoEnd[]): void {
  line(`\n${styled('bold', 'What happened')}`);
  for (const sentence of ends.flatMap(({ summary }) => summary)) line(`  ${sentence}`);
  line(`\n${styled('bold', 'What to open next')}`);
  for (const sentence of ends.flatMap(({ next }) => next)) line(`  ${sentence}`);
}

async function rehearse(run: RunFile, configuration: Configuration): Promise<boolean> {
  const db = openDatabase(configuration.databaseUrls(run.databaseUrl), 4);
  try {
    const stage: DemoStage = { run, configuration, db, say };
    await prepare(stage);
    const ends: DemoEnd[] = [];
    for (const { load } of slicesOf(AREAS, 'demo').toSorted((one, other) => one.order - other.order)) {
      const { playDemo } = await load();
      ends.push(await playDemo(stage));
    }
    say('playing attacks: what people, mails and records try, and what refuses it');
    ends.push(await playAttacks(run, configuration.dataDirectory, line));
    summarise(ends);
    return ends.every(({ good }) => good);
  } finally {
    await db.end();
  }
}
