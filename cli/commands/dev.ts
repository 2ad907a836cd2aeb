import { watch } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../configuration.ts';
import { announce } from '../environment/announce.ts';
import { builtConsole } from '../environment/console.ts';
import type { ChildName } from '../environment/runFile.ts';
import { startSystem } from '../supervisor.ts';
import { say, stayUp } from './up.ts';

const root = join(import.meta.dirname, '..', '..');
/** An editor writes several files of one change; they are one restart. */
const QUIET_MS = 250;

/** Which processes read a room; a change in it starts them again. */
const READERS: Record<string, readonly ChildName[]> = {
  api: ['api'],
  activities: ['worker'],
  workflows: ['worker', 'api'],
  workers: ['worker', 'intake', 'api'],
  domain: ['api', 'worker', 'intake', 'sandbox'],
  providers: ['api', 'worker', 'intake'],
  books: ['api', 'worker', 'intake'],
  db: ['api', 'worker', 'intake'],
  cli: ['api', 'worker', 'intake'],
  sandbox: ['sandbox'],
  console: ['api'],
};

/** Tests and migrations change nothing that a running process has read. */
const isSource = (file: string | null): boolean =>
  file !== null && /\.(ts|tsx|css|html)$/.test(file) && !file.includes('.test.');

/** Everything as `up` starts it; what reads a changed file starts again. Data, engine and database stay as they are. */
export async function dev(configuration: Configuration): Promise<never> {
  const system = await startSystem(configuration, { say });
  announce(system.run, configuration.dataDirectory);
  say('watching; one test file against this system: npm run test:file -- <file>');
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const restart = () => {
    const names = [...new Set([...changed].flatMap((room) => READERS[room] ?? []))];
    say(`changed: ${[...changed].join(', ')}`);
    const console = changed.has('console') || changed.has('domain');
    changed.clear();
    try {
      const directory = console ? builtConsole(say) : null;
      system.restart(names, directory ? { CONSOLE_DIRECTORY: directory } : {});
    } catch (error) {
      // A page that does not compile is no reason to end: the next change builds again.
      say(error instanceof Error ? error.message : String(error));
    }
  };
  for (const room of Object.keys(READERS))
    watch(join(root, room), { recursive: true }, (_event, file) => {
      if (!isSource(file)) return;
      if (file?.startsWith('migrations')) return say('a migration changed: end this and start it again to apply it');
      changed.add(room);
      clearTimeout(timer);
      timer = setTimeout(restart, QUIET_MS);
    });
  return stayUp(0);
}
