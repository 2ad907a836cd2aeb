import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as AREAS from '../../domain/areas.ts';

const root = join(import.meta.dirname, '..', '..');
/** What every installation has, whatever else it does: generic code may speak of people, money, reviews, messages, operators and outside accounts. */
const PLATFORM = ['connections', 'identity', 'money', 'notifications', 'operations', 'reviews', 'vendors'];
const OTHERS = Object.keys(AREAS).filter((area) => !PLATFORM.includes(area));
const LISTS = '{activities,api,books,cli,console,db,domain}/areas.ts';

/** Rooms, and files of rooms, that work for every area. */
const GENERIC = [
  'temporal.config.ts',
  'activities/*.ts',
  'activities/reviews/**/*.ts',
  'api/*.ts',
  'api/{http,reviews,today}/**/*.ts',
  'books/*.ts',
  'books/{operations,reviews}/**/*.ts',
  'books/*.ts',
  'cli/{main,program,apiClient,areaParts,commandGroup,configuration,environmentSchema,generalEnvironment,slice}.ts',
  'cli/terminal/*.ts',
  'cli/commands/session.ts',
  'cli/demo/{demo,stage}.ts',
  'cli/configuration/**/*.ts',
  // The intake is that of disputes.
  'cli/processes/!(intake).ts',
  'console/*.{ts,tsx}',
  'console/{api/client.ts,api/live.ts}',
  'console/{reviews,shell,session,ui}/**/*.{ts,tsx}',
  'db/*.ts',
  'db/{encryption,reviews}/*.ts',
  'domain/*.ts',
  'domain/{errors,events,json,reviews,time}/**/*.ts',
  'workers/*.ts',
  'workflows/*.ts',
  'workflows/reviews/**/*.ts',
];
const files = (patterns: readonly string[]) =>
  patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter(
      (file) =>
        !file.endsWith('.test.ts') && !globSync(LISTS, { cwd: root }).includes(file) && file !== 'workflows/index.ts',
    );

/** Lines that import from an area's folder or say its name, in one number or the other. */
function namings(text: string): string[] {
  const words = OTHERS.flatMap((area) => [area, area.replace(/ies$/, 'y').replace(/([^s])s$/, '$1')]);
  // A policy is also what a browser, a limit or a table has.
  const said = words.filter((word) => !word.startsWith('polic'));
  // Also a part of one of our names: openBooking, BOOKING_DAY.
  const forms = said.flatMap((word) => [
    `(?<![A-Za-z])${word}`,
    `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    word.toUpperCase(),
  ]);
  const imported = new RegExp(`from '[^']*/(${OTHERS.join('|')})/`);
  return text.split('\n').filter((line) => imported.test(line) || new RegExp(forms.join('|')).test(line));
}

describe('generic code and areas', () => {
  it.each(files(GENERIC))('%s names no area', (file) => {
    expect(namings(readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });

  it.each(files(['api/http/**/*.ts']))('%s looks at no beginning of a path', (file) => {
    expect(
      readFileSync(join(root, file), 'utf8').match(/[pP]ath\)?\.(startsWith|includes|match)\(|startsWith\('\//g),
    ).toBeNull();
  });

  it('planted bug: an import, a word of a name and a word of a comment are seen', () => {
    for (const line of [
      "import { bookings } from '../../db/bookings/schema.ts';",
      "import { ingest } from './policies/ingest.ts';",
      'const openBooking = task.gate;',
      "  if (kind === 'dispute_resolution') return;",
      '// Mailboxes are read first.',
    ])
      expect(namings(line), line).toEqual([line]);
    expect(namings('const policy = helmet({ overbooked: true });')).toEqual([]);
  });

  it('every area has its declaration in a folder of its name, and every list names folders that are there', () => {
    for (const list of [...globSync(LISTS, { cwd: root }), 'tests/areas.ts'])
      for (const line of readFileSync(join(root, list), 'utf8').trim().split('\n').slice(1)) {
        const [, name = '', folder = ''] = /^export \{ (\w+) \} from '\.\/(\w+)\/area\.ts';$/.exec(line) ?? [];
        expect([line, name]).toEqual([line, folder]);
        expect(Object.keys(AREAS), line).toContain(name);
      }
  });
});
