import { execFileSync } from 'node:child_process';
import { modelCost } from '../domain/llm/prices.ts';
import { cpuMs, median, pssMib, ratio, round } from './measure.ts';
import { type BenchWorld, pause } from './world.ts';

const IDLE_MS = 30_000;

export async function tokenCost({ owner, single, configuration }: BenchWorld): Promise<void> {
  const rows = await owner<
    { nano: string }[]
  >`select sum(cost_nano)::text as nano from llm_usage where purpose = 'proposal' and not cache_hit group by process_id`;
  single(
    'token cost per dispute, typical, US dollars x 1,000,000',
    median(rows.map((row) => Number(row.nano))) / 1000,
    300,
  );
  single(
    'token cost of the worst call that may be sent, US dollars x 1,000,000',
    modelCost(configuration.env.OPENAI_MODEL, {
      inputTokens: configuration.env.LLM_MAX_INPUT_TOKENS,
      cachedTokens: 0,
      outputTokens: configuration.env.LLM_MAX_OUTPUT_TOKENS,
    }).totalNano / 1000,
    1000,
  );
}

const familyOf = (pid: number): number[] => [
  pid,
  ...execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .map(Number)
    .filter(Boolean),
];

/** Backends come and go with the pools, so the database is counted by the pids that stay for both readings. */
export async function memory({ run, pids, note, single }: BenchWorld): Promise<void> {
  const parts = Object.entries(pids()).filter(
    (entry): entry is [string, number] => Boolean(entry[1]) && entry[0] !== 'supervisor',
  );
  const sizes = new Map(
    parts.map(([name, pid]) => [
      name,
      (name === 'database' ? familyOf(pid) : [pid]).reduce((sum, member) => {
        try {
          return sum + pssMib(member);
        } catch {
          return sum;
        }
      }, 0),
    ]),
  );
  // The supervisor's process also runs this benchmark, so its figure is an upper bound.
  sizes.set('supervisor', pssMib(run.pids.supervisor));
  note(`memory at rest, MiB PSS: ${[...sizes].map(([name, size]) => `${name} ${round(size, 0)}`).join(', ')}`);
  const total = [...sizes].reduce((sum, [, size]) => sum + size, 0);
  single('memory of `up` at rest, all processes, MiB', total, 1126);
  single('memory of API and worker at rest, MiB', (sizes.get('api') ?? 0) + (sizes.get('worker') ?? 0), 450);
}

/** CPU of API, worker and database while nothing is asked of them, and the database's transactions in that time. */
async function idle({ pids, owner }: BenchWorld): Promise<{ cpu: number; transactions: number }> {
  const members = () => [...new Set([pids().api ?? 0, pids().worker ?? 0, ...familyOf(pids().database ?? 0)])];
  const read = (list: number[]) =>
    new Map(
      list.flatMap((pid) => {
        try {
          return [[pid, cpuMs(pid)] as const];
        } catch {
          return [];
        }
      }),
    );
  const commits = async () =>
    Number(
      (
        await owner`select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()`
      )[0]?.count ?? 0,
    );
  const before = read(members());
  const commitsBefore = await commits();
  await pause(IDLE_MS);
  const transactions = (await commits()) - commitsBefore;
  const after = read(members());
  return { cpu: [...after].reduce((sum, [pid, value]) => sum + value - (before.get(pid) ?? value), 0), transactions };
}

export async function parkedReviews(world: BenchWorld, parked: number): Promise<void> {
  const { owner, note, publish, startCase } = world;
  for (let warm = 0; warm < 2; warm += 1) await startCase('W');
  await pause(20_000);
  const none = [await idle(world), await idle(world), await idle(world)];
  note(`parking ${parked} reviews`);
  for (let index = 0; index < parked; index += 10)
    await Promise.all(Array.from({ length: Math.min(10, parked - index) }, () => startCase('P')));
  for (const deadline = Date.now() + 900_000; Date.now() < deadline; await pause(1_000)) {
    const [row] = await owner`select count(*)::int as open from workflow_states where status = 'running'`;
    if (row?.open === 0) break;
  }
  await pause(30_000);
  const many = [await idle(world), await idle(world), await idle(world)];
  publish({
    name: `CPU at rest of API, worker and database with ${parked} parked reviews / with none`,
    limit: 1.05,
    better: 'lower',
    ...ratio(
      many.map((sample) => sample.cpu),
      none.map((sample) => sample.cpu),
    ),
  });
  const extra = median(many.map((sample) => sample.transactions)) - median(none.map((sample) => sample.transactions));
  publish({
    name: `database transactions in ${IDLE_MS / 1000} s caused by ${parked} waiting reviews`,
    value: Math.max(0, extra),
    limit: 2,
    better: 'lower',
    range: [
      Math.min(...many.map((sample) => sample.transactions)),
      Math.max(...many.map((sample) => sample.transactions)),
    ],
    baseline: median(none.map((sample) => sample.transactions)),
  });
}
