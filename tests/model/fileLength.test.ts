import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const ROOMS =
  '{activities,api,bench,books,cli,console,db,domain,providers,sandbox,scripts,workers,workflows}/**/*.{ts,tsx,mjs,js}';
const MAXIMUM_LINES = 300;
/** Written by a program from the API's routes. */
const GENERATED = ['console/api/schema.d.ts'];

const linesOf = (text: string): number => text.trimEnd().split('\n').length;
const sources = globSync([ROOMS, 'temporal.config.ts'], { cwd: root })
  .filter((file) => !/\.test\.tsx?$|\/(dist|node_modules)\//.test(file) && !GENERATED.includes(file))
  .toSorted();

describe('the length of source files', () => {
  it(`none is longer than ${MAXIMUM_LINES} lines, but those that a program writes`, () => {
    const long = sources.filter((file) => linesOf(readFileSync(join(root, file), 'utf8')) > MAXIMUM_LINES);
    expect(sources.length).toBeGreaterThan(500);
    expect(long).toEqual([]);
  });

  it('planted bug: a line more is seen', () => {
    const text = (lines: number) => `${'x\n'.repeat(lines)}`;
    expect([linesOf(text(MAXIMUM_LINES)), linesOf(text(MAXIMUM_LINES + 1))]).toEqual([300, 301]);
    for (const file of GENERATED)
      expect(linesOf(readFileSync(join(root, file), 'utf8'))).toBeGreaterThan(MAXIMUM_LINES);
  });
});
