import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compares the rows of docs/requirements.md with the ids that tests name. `--check` fails when a row under "Built" has no
 * test, when a test names a row under "Not built yet" or an id that the document does not have, and when a source of the
 * product names an id: there the sentence itself stands.
 */
const root = join(import.meta.dirname, '..', '..');
const ROW = /^- ([A-Z][A-Z0-9-]*\d): \S/;
const NAMED = /\b(?:CARD|PM|PY|EM|DR|BK)(?:-[A-Z][A-Z0-9]*)*-\d\d\b|(?<=\[)(?:[CDHOUW]-\d\d|S\d\d?)(?=\])/g;

type Part = 'built' | 'later' | 'rule';
const PARTS: [heading: string, part: Part][] = [
  ['## Built', 'built'],
  ['## Not built yet', 'later'],
  ['## Rules behind the rows', 'rule'],
];
const rows = new Map<string, Part>();
const problems: string[] = [];
let part: Part | undefined;
for (const line of readFileSync(join(root, 'docs', 'requirements.md'), 'utf8').split('\n')) {
  part = PARTS.find(([heading]) => line.startsWith(heading))?.[1] ?? part;
  const id = ROW.exec(line)?.[1];
  if (!id || !part) continue;
  if (rows.has(id)) problems.push(`${id} stands twice in docs/requirements.md`);
  rows.set(id, part);
}

const files = globSync('{domain,activities,books,workers,api,cli,db,providers,sandbox,tests}/**/*.test.ts', {
  cwd: root,
});
const named = new Set(files.flatMap((file) => readFileSync(join(root, file), 'utf8').match(NAMED) ?? []));
const idsOf = (wanted: Part): string[] => [...rows].flatMap(([id, where]) => (where === wanted ? [id] : []));
const built = idsOf('built');
const open = built.filter((id) => !named.has(id));

problems.push(...open.map((id) => `${id} is built, and no test names it`));
if (PARTS.some(([, wanted]) => idsOf(wanted).length === 0)) problems.push('a part of docs/requirements.md is empty');
for (const id of named) {
  if (!rows.has(id)) problems.push(`a test names ${id}, which docs/requirements.md does not have`);
  if (rows.get(id) === 'later') problems.push(`a test names ${id}: move it to "Built" in docs/requirements.md`);
}

const sources = globSync(
  '{workflows,activities,providers,domain,books,db,api,workers,sandbox,console,cli,scripts}/**/*.{ts,tsx,sql,mjs}',
  { cwd: root, exclude: (path) => path.endsWith('.test.ts') },
);
for (const file of sources) {
  for (const [id] of readFileSync(join(root, file), 'utf8').matchAll(/\b[A-Z]+(?:-[A-Z][A-Z0-9]*)*-\d\d\b/g))
    if (rows.has(id)) problems.push(`${file} names ${id}: say the rule instead`);
}

process.stdout.write(
  `${built.length} rows built, ${built.length - open.length} named by a test; ${idsOf('later').length} rows to come\n`,
);
for (const problem of problems) process.stdout.write(`  ${problem}\n`);
if (process.argv.includes('--check') && problems.length > 0) process.exitCode = 1;
