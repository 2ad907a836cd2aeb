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

/** dependency-cruiser exits 0 when it can't read TypeScript, so what it saw is counted and a planted violation must be found. */
async function imports(): Promise<string | null> {
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const cruise = async (): Promise<Cruise> =>
    JSON.parse((await run(bin('depcruise'), [...ROOMS, 'temporal.config.ts', ...args])).output) as Cruise;
  const result = await cruise();
  const files = globSync(`{${ROOMS.join(',')}}/**/*.{ts,tsx}`, { cwd: root }).length;
  const modules = result.modules.filter((module) => ROOMS.some((room) => module.source.startsWith(`${room}/`))).length;
  if (modules < files) return `saw ${modules} of ${files} files`;
  if (result.summary.error > 0)
    return result.summary.violations
      .map((violation) => `${violation.rule.name}: ${violation.from} -> ${violation.to}`)
      .join('\n');
  const planted = join(root, 'workflows', 'planted-violation.ts');
  writeFileSync(
    planted,
    "import { sql } from 'drizzle-orm';\nimport { openDatabase } from '../db/database.ts';\nexport const planted = [sql, openDatabase];\n",
  );
  try {
    const found = await cruise();
    return found.summary.error >= 2 ? null : 'a planted import of the database into a workflow was not found';
  } finally {
    rmSync(planted);
  }
}

/** What needs no running system: format, types, imports, dead code, the generated client. */
export async function staticChecks(): Promise<void> {
  const typescript = (...args: string[]) =>
    failed(process.execPath, [join(root, 'node_modules', 'typescript-7', 'bin', 'tsc'), '--noEmit', ...args]);
  await check('format and lint (Biome)', () => failed(bin('biome'), ['ci', '--reporter=summary', '.']));
  await check('types (TypeScript 7)', () => typescript());
  await check('types of the console', () => typescript('-p', 'console'));
  await check("the console's client is generated from today's routes", () =>
    failed(process.execPath, [join(root, 'scripts', 'generateClient.ts'), '--check']),
  );
  await check('imports between rooms (dependency-cruiser, with a planted violation)', imports);
  await check('dead code (knip)', () => failed(bin('knip'), ['--no-progress']));
}
