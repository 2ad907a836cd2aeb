import { join } from 'node:path';
import { findTemporalCli } from '../../cli/environment/programs.ts';
import { failed, root } from './commands.ts';
import type { Lane } from './lanes.ts';
import { check, counts, write } from './report.ts';
import { runLane } from './suites.ts';

/** `npm run proof`: the loads, races, generators and kills of the suite at full size, one after the other. */
const full = (name: string, project: Lane['projects'][number], file: string, env: Record<string, string>) => ({
  lane: { name, projects: [project], files: [file], without: [] } satisfies Lane,
  env,
});

const PARTS = [
  full('10,000 logins', 'system', 'loginFlood.test.ts', { LOGIN_FLOOD: '10000' }),
  full('a bad day of 1,000 bookings, 200 races', 'system', 'tests/system/bookings', {
    BOOKING_LOAD: '1000',
    RACE_PAIRS: '200',
  }),
  full('1,000 disputes at once', 'system', 'tests/system/http/api.test.ts', { LOAD_DISPUTES: '1000' }),
  full('a list of 5,000 tasks', 'console', 'speed.test.ts', { SCROLLED_TASKS: '5000' }),
  full('50 examples of each operation', 'fuzzer', 'schemathesis.test.ts', { SCHEMATHESIS_EXAMPLES: '50' }),
  full('4,000 orders in which bank lines are told', 'database', 'books/banking/takeLines.test.ts', {
    LINE_ORDERS: '4000',
  }),
  full('200 pairs of matches of one invoice', 'database', 'books/reconciliation/moveMatch.test.ts', {
    MATCH_PAIRS: '200',
  }),
  full('20,000 payment mails', 'unit', 'tests/model/', { PAYMENT_MAILS: '20000' }),
] as const;

const engine = { TEMPORAL_CLI_PATH: findTemporalCli(process.env.TEMPORAL_CLI_PATH, write).path };
for (const { lane, env } of PARTS) await runLane(lane, [], { ...engine, ...env });
await check('chaos: 20 seeded kills of each process', () =>
  failed(process.execPath, [join(root, 'tests', 'chaos', 'chaos.ts'), '--points', '20'], engine),
);
await check('chaos: 20 seeded kills of each process while payments are recorded', () =>
  failed(
    process.execPath,
    [join(root, 'tests', 'chaos', 'chaos.ts'), '--story', 'reconciliation', '--points', '20'],
    engine,
  ),
);
write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
