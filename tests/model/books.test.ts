import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const ROOMS = '{workflows,activities,providers,domain,db,api,workers,cli,scripts}/**/*.{ts,mjs}';
/** What fills an installation before anybody uses it. */
const SEEDS = /^db\/(seed\/|migrations\/|migrate\.ts$|reviews\/declareActions\.ts$)/;

const SQL_WRITE =
  /\b(insert\s+into|delete\s+from|truncate\s+(table\s+)?\w+|update\s+(only\s+)?\S+\s+((as\s+)?\w+\s+)?set)\b/i;
const IMPORT = /import\s+(?:type\s+)?(?:\{([^}]*)\}|\*\s+as\s+(\w+))\s+from\s+'[^']*[sS]chema\.ts'/g;

/** Names under which a file knows tables. */
function tablesOf(text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, names = '', all]) =>
    all
      ? [all]
      : names.split(',').map(
          (name) =>
            name
              .trim()
              .split(/\s+as\s+/)
              .at(-1) ?? '',
        ),
  );
}

/** The tables that a text inserts into, updates or deletes from, and statements that do. */
function writesOf(text: string): string[] {
  const tables = new Set(tablesOf(text));
  const calls = [...text.matchAll(/\.(?:insert|update|delete)\(\s*(\w+)/g)].map(([, name = '']) => name);
  const [statement] = SQL_WRITE.exec(text) ?? [];
  return [...calls.filter((name) => tables.has(name)), ...(statement ? [statement] : [])];
}

const writers = globSync(ROOMS, { cwd: root })
  .filter((file) => !SEEDS.test(file) && !file.endsWith('.test.ts'))
  .filter((file) => writesOf(readFileSync(join(root, file), 'utf8')).length > 0)
  .toSorted();

describe('only books/ changes rows', () => {
  it('no other file inserts, updates or deletes', () => {
    expect(writers).toEqual([]);
  });

  it('planted bug: each way to write a row is seen, and a read is not', () => {
    const knows = "import { messages, users as people } from '../../db/identity/schema.ts';\n";
    for (const write of [
      'await tx.insert(messages).values({});',
      'await tx\n  .update(people)\n  .set({});',
      'await tx.delete(\n  messages,\n);',
      'await tx.execute(sql`insert into users (id) values (1)`);',
      'await tx.execute(sql`update users u\n set id = 1`);',
      'await tx.execute(sql`delete from users where true`);',
      'await tx.execute(sql`truncate users`);',
    ])
      expect(writesOf(`${knows}${write}`), write).toHaveLength(1);
    for (const read of [
      'await tx.select().from(messages).for("update");',
      'await tx.execute(sql`select 1 from users for update skip locked`);',
      'waiting.delete(listener); createHash("sha256").update(text);',
    ])
      expect(writesOf(`${knows}${read}`), read).toEqual([]);
  });
});
