import { sql } from 'drizzle-orm';
import { isSettingKey, SETTINGS } from '../../domain/settings.ts';
import type { SubjectNames } from '../slice.ts';

const named = (name: unknown, around: (name: string) => string = (text) => text) =>
  typeof name === 'string' && name !== '' ? around(name) : null;

/** How people call what its events are about. */
export const subjectNames = {
  user: {
    ids: 'uuid',
    rows: (ids) => sql`select id, display_name from users where id in ${ids}`,
    name: (row) => {
      const name = named(row.display_name);
      return name ? { name, person: name } : null;
    },
  },
  key: {
    ids: 'uuid',
    rows: (ids) => sql`select id, name from api_keys where id in ${ids}`,
    name: (row) => ({ name: named(row.name, (key) => `the key “${key}”`) ?? 'a key', person: null }),
  },
  tenant: {
    ids: 'uuid',
    rows: (ids) => sql`select id, name from tenants where id in ${ids}`,
    name: (row) => ({ name: named(row.name) ?? 'an organisation', person: null }),
  },
  'power-change': {
    ids: 'uuid',
    rows: (ids) => sql`select id, summary from power_changes where id in ${ids}`,
    name: (row) => ({ name: named(row.summary) ?? 'a change of rights', person: null }),
  },
  config: {
    says: (key) => ({ name: isSettingKey(key) ? `the setting “${SETTINGS[key].name}”` : 'a setting', person: null }),
  },
} satisfies Record<string, SubjectNames>;
