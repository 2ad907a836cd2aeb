import { sql } from 'drizzle-orm';
import { mergeNamed } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import { isUuid, type Transaction } from './database.ts';
import type { SubjectName, SubjectNames } from './slice.ts';

const TABLE: Readonly<Record<string, SubjectNames>> = mergeNamed(AREAS, 'subjectNames');

/** Subjects such as `user:{id}` by what stands before the colon; those without an id are under the whole word. */
function grouped(subjects: readonly string[]): Map<string, Map<string, string[]>> {
  const groups = new Map<string, Map<string, string[]>>();
  for (const subject of new Set(subjects)) {
    const [kind = '', ...rest] = subject.split(':');
    const id = rest.join(':');
    const ids = groups.get(kind) ?? new Map<string, string[]>();
    ids.set(id, [...(ids.get(id) ?? []), subject]);
    groups.set(kind, ids);
  }
  return groups;
}

/** Names of what events are about, one query for each kind. What is gone, or never had a row, has no name. */
export async function subjectNames(tx: Transaction, subjects: readonly string[]): Promise<Map<string, SubjectName>> {
  const found = new Map<string, SubjectName>();
  for (const [kind, ids] of grouped(subjects)) {
    const entry = Object.hasOwn(TABLE, kind) ? TABLE[kind] : undefined;
    if (!entry) continue;
    const keep = (id: string, name: SubjectName | null) => {
      if (name) for (const subject of ids.get(id) ?? []) found.set(subject, name);
    };
    if ('says' in entry) {
      for (const id of ids.keys()) keep(id, entry.says(id));
      continue;
    }
    const wanted = [...ids.keys()].filter((id) => entry.ids === 'text' || isUuid(id));
    if (wanted.length === 0) continue;
    const rows = await tx.execute<Record<string, unknown>>(
      entry.rows(
        sql`(select value${entry.ids === 'uuid' ? sql`::uuid` : sql``} from jsonb_array_elements_text(${JSON.stringify(wanted)}::jsonb))`,
      ),
    );
    for (const row of rows) keep(String(row.id), entry.name(row));
  }
  return found;
}
