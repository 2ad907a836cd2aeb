import type { Configuration } from '../configuration.ts';
import { isAlive, readRunFile, runningSystem } from '../environment/runFile.ts';
import { startSystem } from '../supervisor.ts';

export const say = (line: string): void => void process.stdout.write(`[countersign] ${line}\n`);

/** Starts the system without a rehearsal and stays up until SIGINT or SIGTERM. */
export async function up(configuration: Configuration): Promise<void> {
  const running = runningSystem(configuration.dataDirectory);
  if (running) {
    say(`already up: ${running.api} (supervisor ${running.pids.supervisor}); end it with: npm run down`);
    return;
  }
  const system = await startSystem(configuration, { say });
  if (system.run.console) say(`Console      ${system.run.console}`);
  say(`API          ${system.run.openapi}`);
  say(`Temporal UI  ${system.run.temporalUi}`);
  say(`details      ${configuration.dataDirectory}/run.json`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  say('stopping');
  await system.stop();
}

/** Ends a running system and waits until its supervisor is gone. */
export async function down(configuration: Configuration): Promise<void> {
  const run = readRunFile(configuration.dataDirectory);
  if (!run || !isAlive(run.pids.supervisor)) {
    say('nothing is running here');
    return;
  }
  process.kill(run.pids.supervisor, 'SIGTERM');
  const deadline = Date.now() + 60_000;
  while (isAlive(run.pids.supervisor) && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 200));
  say(isAlive(run.pids.supervisor) ? `supervisor ${run.pids.supervisor} is still stopping` : 'ended');
}
