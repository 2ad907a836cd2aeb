import { globSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, failed, root, run } from './commands.ts';
import { check } from './report.ts';

const ROOMS = [
  'workflows',
  'activities',
  'providers',
  'domain',
  'books',
  'db',
  'api',
  'workers',
  'sandbox',
  'cli',
  'console',
];

interface Cruise {
  summary: { error: number; violations: { rule: { name: string }; from: string; to: string }[] };
  modules: { source: string }[];
}

const PLANTED = 'workflows/planted-violation.ts';

/**
 * dependency-cruiser exits 0 when it can't read TypeScript, so what it saw is counted, and a planted violation must be found:
 * it and no other.
 */
async function imports(): Promise<string | null> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  writeFileSync(
    join(root, PLANTED),
    "import { sql } from 'drizzle-orm';\nimport { openDatabase } from '../db/database.ts';\nexport const planted = [sql, openDatabase];\n",
  );
  let result: Cruise;
  try {
    result = JSON.parse((await run(bin('depcruise'), [...ROOMS, 'temporal.config.ts', ...args])).output) as Cruise;
  } finally {
    rmSync(join(root, PLANTED));
  }
  const files = globSync(`{${ROOMS.join(',')}}/**/*.{ts,tsx}`, { cwd: root }).length;
  const modules = result.modules.filter(
    ({ source }) => source !== PLANTED && ROOMS.some((room) => source.startsWith(`${room}/`)),
  ).length;
  if (modules < files) return `saw ${modules} of ${files} files`;
  const { violations } = result.summary;
  const ofTheTree = violations.filter((violation) => violation.from !== PLANTED);
  if (ofTheTree.length > 0)
    return ofTheTree.map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`).join('\n');
  return result.summary.error >= 2 ? null : 'a planted import of the database into a workflow was not found';
}

/** What needs no running system: format, types, imports, dead code, the generated client. */
export async function staticChecks(): Promise<void> {
  const tsc = join(root, 'node_modules', 'typescript-7', 'bin', 'tsc');
  // One checker: each more works out most types again, and the other processors have the lanes to run.
  const typescript = (...args: string[]) => failed(process.execPath, [tsc, '--noEmit', '--checkers', '1', ...args]);
  await check('format and lint (Biome)', () => failed(bin('biome'), ['ci', '--reporter=summary', '.']));
  await check('types (TypeScript 7)', () => typescript());
  await check('types of the console', () => typescript('-p', 'console'));
  await check("the console's client is generated from today's routes", () =>
    failed(process.execPath, [join(root, 'scripts', 'generateClient.ts'), '--check']),
  );
  await check('imports between rooms (dependency-cruiser, with a planted violation)', imports);
  await check('dead code (knip)', () => failed(bin('knip'), ['--no-progress']));
}
