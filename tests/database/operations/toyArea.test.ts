import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTemporalCli } from '../../../cli/environment/programs.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const fixture = join(root, 'tests', 'fixtures', 'toyArea');
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
/** Written by a command, not by hand. */
const GENERATED = /^db\/migrations\//;
const MOST_LINES = 8;

const tree = mkdtempSync(join(tmpdir(), 'countersign-toys-'));
afterAll(() => rmSync(tree, { recursive: true, force: true }));

const at = (path: string) => join(tree, path);
const textOf = (path: string) => readFileSync(at(path), 'utf8');
const filesOf = (directory: string) =>
  globSync('**/*', {
    cwd: directory,
    withFileTypes: true,
    exclude: (entry) => ['node_modules', '.cache'].includes(entry.name),
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .toSorted();
/** Every file of the copy and what is in it. */
const contents = () =>
  new Map(
    filesOf(tree).map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(at(path)))
        .digest('hex'),
    ]),
  );

function run(args: string[], env: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: tree,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}
const typescript = (...args: string[]) =>
  run([
    at('node_modules/typescript-7/bin/tsc'),
    '--noEmit',
    '--incremental',
    'false',
    '--tsBuildInfoFile',
    'null',
    ...args,
  ]);

/** What is added outside the area's folders: a line at the end of a file, or after another line. */
const LINES = JSON.parse(readFileSync(join(fixture, 'lines.json'), 'utf8')) as {
  file: string;
  line: string;
  after?: string;
}[];
const ownFiles = filesOf(join(fixture, 'files'));
const MIGRATION = 'toys';
const PROBE_CONFIG = 'vitest.probe.config.ts';
/** The project of the databases, but read by Vite: the probe looks at rooms of the console too, and Node reads no JSX. */
const PROBE_PROJECT = `import config from './vitest.config.ts';
const { test } = config.test.projects.find((project) => project.test.name === 'database');
export default { test: { ...test, experimental: {}, include: ['tests/database/toyProbe.test.ts'] } };
`;

describe('an area is added and removed as a whole', () => {
  let before: Map<string, string>;
  beforeAll(() => {
    for (const part of [
      ...ROOMS,
      'tests',
      'bench',
      'temporal.config.ts',
      'tsconfig.json',
      'vitest.config.ts',
      'drizzle.config.ts',
      'package.json',
      'package-lock.json',
    ])
      cpSync(join(root, part), at(part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), at('node_modules'));
    before = contents();
    cpSync(join(fixture, 'files'), tree, { recursive: true });
    for (const { file, line, after } of LINES) {
      const text = textOf(file);
      const place = after ? text.indexOf(`${after}\n`) + after.length + 1 : text.length;
      writeFileSync(at(file), `${text.slice(0, place)}${line}\n${text.slice(place)}`);
    }
  });

  it('at most eight lines are added outside its own folders: one in the list of each room it has something in', () => {
    const now = contents();
    const others = [...now].filter(([path, hash]) => before.get(path) !== hash && !ownFiles.includes(path));
    expect(others.map(([path]) => path)).toEqual(LINES.map(({ file }) => file).toSorted());
    const added = others.map(
      ([path]) => textOf(path).split('\n').length - readFileSync(join(root, path), 'utf8').split('\n').length,
    );
    expect(added.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(MOST_LINES);
    for (const path of ownFiles) expect(dirname(path).split('/')[1], path).toBe('toys');
  });

  it('it compiles, and a second area that declares its names does not', () => {
    expect(typescript()).toBe('');
    expect(typescript('-p', 'console')).toBe('');
    writeFileSync(
      at('domain/bookings/area.ts'),
      textOf('domain/bookings/area.ts').replace(
        'events: eventWords,',
        "events: { ...eventWords, toy_made: () => 'Made a toy' },",
      ),
    );
    expect(typescript()).toMatch(/declaredTwice.*toy_made/s);
    cpSync(join(root, 'domain/bookings/area.ts'), at('domain/bookings/area.ts'));
  });

  it('its table is migrated, its route starts its workflow, and each room knows it', () => {
    expect(run([at('node_modules/drizzle-kit/bin.cjs'), 'generate', '--name', MIGRATION])).toBe('');
    const [migration = ''] = globSync(`db/migrations/*_${MIGRATION}.sql`, { cwd: tree });
    writeFileSync(
      at(migration),
      `${textOf(migration).trimEnd()}\n${readFileSync(join(fixture, 'protection.sql'), 'utf8')}`,
    );
    cpSync(join(fixture, 'probe.test.ts'), at('tests/database/toyProbe.test.ts'));
    writeFileSync(at(PROBE_CONFIG), PROBE_PROJECT);
    const { path } = findTemporalCli(process.env.TEMPORAL_CLI_PATH, () => undefined, false);
    expect(
      run([at('node_modules/vitest/vitest.mjs'), 'run', '--config', PROBE_CONFIG], { TEMPORAL_CLI_PATH: path }),
    ).toBe('');
  });

  it('without its folders and its lines the sources are what they were, byte by byte', () => {
    rmSync(at('tests/database/toyProbe.test.ts'));
    rmSync(at(PROBE_CONFIG));
    for (const path of ownFiles) rmSync(at(path));
    for (const { file, line } of LINES) writeFileSync(at(file), textOf(file).replace(`${line}\n`, ''));
    const changed = [...contents()].filter(([path, hash]) => before.get(path) !== hash).map(([path]) => path);
    expect(changed.filter((path) => !GENERATED.test(path))).toEqual([]);
    expect(filesOf(tree).filter((path) => !GENERATED.test(path))).toEqual(
      [...before.keys()].filter((path) => !GENERATED.test(path)),
    );
  });
});
