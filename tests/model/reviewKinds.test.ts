import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REVIEW_ACTIONS } from '../../domain/reviews/actions.ts';
import { actionEntry, KINDS, kindsWith, REVIEW_KINDS } from '../../domain/reviews/kinds.ts';

const root = join(import.meta.dirname, '..', '..');
const GENERIC = '{activities,api,console,db,domain,workflows}/reviews/**/*.{ts,tsx}';
const files = globSync(GENERIC, { cwd: root }).filter((file) => !file.endsWith('.test.ts'));
const AREAS = globSync('domain/*/area.ts', { cwd: root }).map((file) => file.split(/[/\\]/)[1] ?? '');
/** Everybody has these: people, messages, runs and the money itself are no areas of a review. */
const PLATFORM = ['identity', 'money', 'notifications', 'operations', 'reviews'];
const OTHERS = AREAS.filter((area) => !PLATFORM.includes(area));

/** Lines that say the name of a kind or ask which kind it is. */
const kindsNamed = (text: string) =>
  text
    .split('\n')
    .filter((line) => new RegExp(`\\b(${REVIEW_KINDS.join('|')})\\b|(task\\.|(?<![.\\w]))kind [!=]==? '`).test(line));
/** Lines that import from an area which has kinds of its own. */
const areasImported = (text: string) =>
  text.split('\n').filter((line) => new RegExp(`from '[^']*/(${OTHERS.join('|')})/`).test(line));

describe('generic code of reviews', () => {
  it.each(files)('%s names no kind', (file) => {
    expect(kindsNamed(readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });

  it.each(files.filter((file) => /^(activities|workflows|domain|db)/.test(file)))('%s imports no area', (file) => {
    expect(areasImported(readFileSync(join(root, file), 'utf8'))).toEqual([]);
  });

  it('planted bug: a condition on a kind, a kind in a query and an import of an area are seen', () => {
    for (const line of [
      "  if (task.kind === 'dispute_resolution') return;",
      "  if (kind !== 'guess') return;",
      "sql`where t.kind in ('booking_payment')`",
    ])
      expect(kindsNamed(line), line).toEqual([line]);
    const line = "import { settleBooking } from '../bookings/settleBooking.ts';";
    expect(areasImported(line)).toEqual([line]);
  });
});

describe('the table of review kinds', () => {
  it('every action is one of some kind, and whoever decides always needs the right to decide', () => {
    expect(REVIEW_ACTIONS.filter((action) => kindsWith(action).length === 0)).toEqual([]);
    for (const kind of REVIEW_KINDS) expect(KINDS[kind].rights, kind).toContain('review:decide');
  });

  it('what many are decided with at once is there for each of them', () => {
    for (const kind of REVIEW_KINDS.filter((one) => KINDS[one].bulk))
      for (const action of ['approved', 'rejected'] as const) expect(actionEntry(kind, action), kind).toBeDefined();
  });
});
