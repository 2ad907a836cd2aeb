import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { ChildName } from './runFile.ts';

const RESTART_MS = 300;
const STOP_TIMEOUT_MS = 45_000;
const LAST_WORDS = 2_000;
const LAST_WORDS_MS = 50;
const ENDING_ORDER: ChildName[][] = [['intake', 'api'], ['worker'], ['sandbox', 'temporal'], ['database']];

/** Starts a process; one that answers only later is told of with `spawned`, so that whoever cleans up knows it. */
type Starter = (spawned: (child: ChildProcess) => void) => Promise<ChildProcess>;

/** The processes of one system: started, started again when one dies, ended in order. */
export interface Children {
  /** Starts a process; `starter` is kept to start it again. */
  start(name: ChildName, starter: Starter): Promise<void>;
  /** Rejects when a process ends before `settled()`: then the system does not start. */
  broken: Promise<never>;
  /** From now on a process that ends is started again. */
  settled(): void;
  pid(name: ChildName): number | null;
  /** Tells a process to end in its own way; once settled it is started again. */
  end(name: ChildName): void;
  stop(): Promise<void>;
  /** Ends all at once; for a supervisor that has no time left. */
  kill(): void;
}

export interface ChildrenOptions {
  directory: string;
  say(line: string): void;
  /** Hears of every process that was started. */
  onChange(): void;
}

export function createChildren({ directory, say, onChange }: ChildrenOptions): Children {
  const children = new Map<ChildName, ChildProcess>();
  const starters = new Map<ChildName, Starter>();
  let stopping = false;
  let isSettled = false;
  let breakStart: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    breakStart = reject;
  });
  broken.catch(() => undefined);

  /** Everything a process writes goes to its log; what it wrote last is kept to tell why it ended. */
  function keepLog(name: ChildName, child: ChildProcess): () => string {
    const log = createWriteStream(join(directory, 'logs', `${name}.log`), { flags: 'a', mode: 0o600 });
    let last = '';
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    child.stderr?.on('data', (chunk) => {
      last = (last + String(chunk)).slice(-LAST_WORDS);
    });
    child.once('close', () => log.end());
    return () => last.trim();
  }

  async function launch(name: ChildName): Promise<void> {
    const starter = starters.get(name);
    if (!starter || stopping) return;
    try {
      const noted = (spawned: ChildProcess) => {
        children.set(name, spawned);
        onChange();
      };
      const child = await starter(noted);
      noted(child);
      const lastWords = keepLog(name, child);
      if (stopping) child.kill('SIGKILL');
      const ended = () => {
        if (stopping) return;
        children.delete(name);
        const how = `${name} ended (${child.signalCode ?? `exit code ${child.exitCode}`})`;
        if (!isSettled) return breakStart(new Error(`${how}: ${lastWords() || `see ${name}.log`}`));
        say(`${how}; starting it again`);
        setTimeout(() => void launch(name), RESTART_MS);
      };
      // A moment later: what it wrote last has to be read first.
      const soon = () => void setTimeout(ended, LAST_WORDS_MS);
      if (child.exitCode !== null || child.signalCode !== null) soon();
      else child.once('exit', soon);
    } catch (error) {
      if (!isSettled) throw error;
      say(`${name} did not start: ${error instanceof Error ? error.message : 'unknown'}; trying again`);
      setTimeout(() => void launch(name), RESTART_MS * 4);
    }
  }

  return {
    broken,
    async start(name, starter) {
      starters.set(name, starter);
      await launch(name);
    },
    settled() {
      isSettled = true;
    },
    pid: (name) => children.get(name)?.pid ?? null,
    end: (name) => void children.get(name)?.kill('SIGTERM'),
    async stop() {
      stopping = true;
      for (const group of ENDING_ORDER)
        await Promise.all(
          group.map((name) => endChild(children.get(name), name === 'database' ? 'SIGINT' : 'SIGTERM')),
        );
    },
    kill() {
      stopping = true;
      for (const child of children.values()) child.kill('SIGKILL');
    },
  };
}

async function endChild(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
