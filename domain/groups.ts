import * as AREAS from './areas.ts';
import { mergeNamed } from './merge.ts';

/** A headline under which settings or alert rules stand together. */
export interface GroupEntry {
  title: string;
  /** One sentence of what stands here. */
  about: string;
  /** Place among the groups, low first. */
  order: number;
}

const TABLE = mergeNamed(AREAS, 'groups');
type GroupName = keyof typeof TABLE;
/** The groups of all areas. */
export const GROUPS: Readonly<Record<GroupName, GroupEntry>> = TABLE;

/** A group by its name; an entry names its group in words, and a test sees that there is one. */
export function groupOf(name: string): GroupEntry {
  if (!Object.hasOwn(GROUPS, name)) throw new Error(`no group ${name}`);
  // Just found.
  return GROUPS[name as GroupName];
}
