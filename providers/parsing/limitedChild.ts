import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type LimitReason, ParseRefused } from '../../domain/parsing.ts';
import type { ChildAnswer, ChildJob } from './child.ts';
import { ENDED_FOR, PARSE_LIMITS, type ParseLimits } from './limits.ts';
import type { ParserInput, ParserName, ParserOutput } from './parsers.ts';

/** No child could be started: not the fault of the item, so it is tried again later. */
export class ChildUnavailable extends Error {}

/** Parses foreign bytes where they can harm nobody: in a child with bounded memory, time and answer. */
export interface LimitedChild {
  /** Throws ParseRefused for an item that is not to be read, ever; ChildUnavailable when there is no child. */
  parse<Name extends ParserName>(parser: Name, input: ParserInput<Name>): Promise<ParserOutput<Name>>;
  /** Starts a child ahead of the first item. */
  warm(): void;
  close(): void;
  /** Process ids of the children that live. */
  pids(): number[];
}

interface Waiting extends ChildJob {
  tries: number;
  /** Only for a child that has read nothing yet. */
  fresh: boolean;
  done(output: string): void;
  fail(error: Error): void;
}
interface Child {
  process: ChildProcess;
  ready: boolean;
  items: number;
  at: Waiting | null;
  timer: NodeJS.Timeout | null;
}

const ENTRY = fileURLToPath(new URL('./child.ts', import.meta.url));
const BOOT_MS = 30_000;
/** An item whose child ended without a cause of ours gets a second, fresh one. */
const TRIES = 2;

/** Why the item at hand ended its child; null when it may not have been the item. */
function causeOf(signal: NodeJS.Signals | null, code: number | null): LimitReason | null {
  if (signal === ENDED_FOR.cpu) return 'too_slow';
  // V8 aborts when its heap is full.
  if (signal === ENDED_FOR.memory || signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134)
    return 'too_much_memory';
  return null;
}

function spawn(limits: ParseLimits): ChildProcess {
  return fork(ENTRY, [JSON.stringify(limits)], {
    // Not the worker's environment: no secret is in a process that reads foreign bytes.
    env: {},
    execArgv: [
      `--max-old-space-size=${limits.heapMb}`,
      '--permission',
      '--allow-fs-read=*',
      '--allow-worker',
      '--disable-warning=ExperimentalWarning',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/** A child at rest does not keep this process alive. */
const hold = (child: Child, busy: boolean) => {
  for (const one of [child.process, child.process.channel]) {
    if (busy) one?.ref();
    else one?.unref();
  }
};

/** Gives a child its next item, and so much time for it. */
function hand(child: Child, item: Waiting, wallMs: number): void {
  Object.assign(child, { at: item, items: child.items + 1 });
  item.tries += 1;
  hold(child, true);
  child.timer = setTimeout(() => child.process.kill('SIGKILL'), wallMs);
  child.process.send({ parser: item.parser, input: item.input } satisfies ChildJob, (error) => {
    // The child died in between: 'exit' tells.
    if (error) child.process.kill('SIGKILL');
  });
}

/** Whether an item whose child died is parsed once more; else it is refused here. */
function decideAgain(at: Waiting, child: Child, cause: LimitReason | null): boolean {
  // What earlier items left in the child may have filled it: this one is judged by what it takes alone.
  const filledBefore = cause === 'too_much_memory' && child.items > 1;
  at.fresh ||= filledBefore;
  if (filledBefore || (cause === null && at.tries < TRIES)) return true;
  at.fail(new ParseRefused(cause ?? ('too_slow' satisfies LimitReason)));
  return false;
}

/** `size` children at most, started when they are needed and kept. */
export function createLimitedChild(size = 2, limits: ParseLimits = PARSE_LIMITS): LimitedChild {
  const children = new Set<Child>();
  const queue: Waiting[] = [];

  function give(child: Child): void {
    if (!child.ready || child.at) return;
    const place = queue.findIndex(({ fresh }) => !fresh || child.items === 0);
    const [next] = place < 0 ? [] : queue.splice(place, 1);
    if (!next) return;
    hand(child, next, limits.wallMs);
  }

  function onAnswer(child: Child, answer: ChildAnswer): void {
    if (child.timer) clearTimeout(child.timer);
    if ('ready' in answer) {
      child.ready = true;
      hold(child, false);
    } else {
      const { at } = child;
      child.at = null;
      hold(child, false);
      if ('output' in answer) at?.done(answer.output);
      else at?.fail(new ParseRefused(answer.refused));
      if (child.items >= limits.itemsPerChild) return void retire(child);
    }
    give(child);
  }

  function retire(child: Child): void {
    children.delete(child);
    child.process.kill('SIGKILL');
    fill();
  }

  function onExit(child: Child, code: number | null, signal: NodeJS.Signals | null): void {
    if (child.timer) clearTimeout(child.timer);
    children.delete(child);
    const { at } = child;
    child.at = null;
    if (!child.ready) {
      // It never came up: whoever waits learns it, and may try later.
      for (const waiting of queue.splice(0)) waiting.fail(new ChildUnavailable('no child to parse in'));
      return;
    }
    if (at && decideAgain(at, child, causeOf(signal, code))) queue.unshift(at);
    fill();
  }

  function start(): void {
    const child: Child = { process: spawn(limits), ready: false, items: 0, at: null, timer: null };
    children.add(child);
    child.timer = setTimeout(() => child.process.kill('SIGKILL'), BOOT_MS);
    child.process.on('message', (answer: ChildAnswer) => onAnswer(child, answer));
    child.process.on('exit', (code, signal) => onExit(child, code, signal));
    // It could not even be started.
    child.process.on('error', () => {
      if (child.process.pid === undefined) onExit(child, null, null);
    });
  }

  /** Hands out what waits, and starts a child where all are busy. */
  function fill(): void {
    for (const child of children) give(child);
    const coming = [...children].filter((child) => !child.ready).length;
    for (let more = queue.length - coming; more > 0 && children.size < size; more -= 1) start();
  }

  return {
    async parse(parser, input) {
      const output = await new Promise<string>((done, fail) => {
        queue.push({ parser, input, tries: 0, fresh: false, done, fail });
        fill();
      });
      return JSON.parse(output);
    },
    warm() {
      if (children.size === 0) start();
    },
    close() {
      for (const child of children) child.process.kill('SIGKILL');
    },
    pids: () => [...children].flatMap((child) => child.process.pid ?? []),
  };
}
