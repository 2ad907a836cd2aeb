import { sql } from 'drizzle-orm';
import { ALERT_RULES } from '../../domain/operations/alertRules.ts';
import { dayText, oneLine, spaced } from '../../domain/words.ts';
import type { SubjectNames } from '../slice.ts';

const about = (rule: string) =>
  Object.hasOwn(ALERT_RULES, rule) ? ALERT_RULES[rule as keyof typeof ALERT_RULES].about : null;

/** How people call what its events are about. */
export const subjectNames = {
  process: {
    ids: 'uuid',
    rows: (ids) => sql`
      select p.id, p.title, p.kind, t.title as task, w.crm_data #>> '{dispute,customerName}' as customer
      from processes p left join workflow_states w on w.process_id = p.id
      left join lateral (select title from review_tasks r where r.process_id = p.id order by r.created_at desc limit 1) t on true
      where p.id in ${ids}`,
    name: ({ title, kind, task, customer }) => {
      const person = typeof customer === 'string' ? oneLine(customer) : null;
      const called = oneLine(String(title ?? task ?? ''), 200);
      const name = person
        ? `the ${spaced(String(kind))} of ${person}`
        : called
          ? `“${called}”`
          : `a ${spaced(String(kind).replaceAll('-', '_'))}`;
      return { name, person };
    },
  },
  alert: {
    ids: 'uuid',
    rows: (ids) => sql`select id, rule from alerts where id in ${ids}`,
    name: (row) => ({ name: about(String(row.rule)) ?? spaced(String(row.rule)), person: null }),
  },
  'alert-rule': { says: (rule) => ({ name: about(rule) ?? spaced(rule), person: null }) },
  schedule: { says: (id) => ({ name: `the schedule “${spaced(id.replaceAll('-', '_'))}”`, person: null }) },
  report: { says: (day) => ({ name: dayText(day), person: null }) },
} satisfies Record<string, SubjectNames>;
