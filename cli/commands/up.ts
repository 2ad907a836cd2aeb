import type { Configuration } from '../configuration.ts';
import { announce } from '../environment/announce.ts';
import { endLeftovers, isAlive, runningSystem, runState, staleText } from '../environment/runFile.ts';
import { startSystem } from '../supervisor.ts';

export const say = (line: string): void => void process.stdout.write(`[countersign] ${line}\n`);

/** Stays up until a signal ends the system (cli/supervisor.ts), and with it this process. */
export function stayUp(exitCode: number): Promise<never> {
  process.exitCode = exitCode;
  return new Promise(() => undefined);
}

/** Starts the system without a rehearsal and stays up until it is told to end. */
export async function up(configuration: Configuration): Promise<void> {
  const running = runningSystem(configuration.dataDirectory);
  if (running) {
    say(`already up: ${running.api} (supervisor ${running.pids.supervisor}); end it with: npm run down`);
    return;
  }
  const { run } = await startSystem(configuration, { say });
  announce(run, configuration.dataDirectory);
  say('everything runs; end it with Ctrl-C or: npm run down');
  await stayUp(0);
}

/** Ends a running system and waits until its supervisor is gone; removes what a killed one left behind. */
export async function down(configuration: Configuration): Promise<void> {
  const directory = configuration.dataDirectory;
  const state = runState(directory);
  if (state.kind === 'nothing') return say('nothing is running here');
  if (state.kind === 'stale') {
    say(staleText(directory, state.supervisor));
    endLeftovers(directory);
    return say('removed');
  }
  process.kill(state.supervisor, 'SIGTERM');
  const deadline = Date.now() + 60_000;
  while (isAlive(state.supervisor) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 200));
  say(isAlive(state.supervisor) ? `supervisor ${state.supervisor} is still stopping` : 'ended');
}
