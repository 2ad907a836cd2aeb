import { describe, expect, it } from 'vitest';
import type { Schema } from '../api/client.ts';
import { ageText, badgeOf, nowText, rowsOf } from './runWords.ts';

type Run = Schema<'Run'>;
const BEGUN = '2026-03-02T10:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(BEGUN) + seconds * 1000).toISOString();
const NOW = Date.parse(at(3_600));

const run = (fields: Partial<Run>): Run => ({
  process_id: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  kind: 'dispute',
  kind_name: 'Dispute',
  housekeeping: false,
  title: 'Customer ACC-1 disputes $58.00',
  subtitle: 'Case 500-1',
  subject: '500-1',
  key: '500-1/1',
  status: 'open',
  state: 'working',
  state_text: 'Working',
  waits_for: null,
  stuck: null,
  step: null,
  next: null,
  outcome: null,
  amount_minor: null,
  currency: null,
  workflow_type: 'disputeResolutionWorkflow',
  workflow_id: 'dispute:t:500-1',
  run_id: null,
  started_by: 'queue',
  started_by_name: 'the queue',
  created_at: BEGUN,
  closed_at: null,
  money: null,
  ...fields,
});
const step = (fields: Partial<Schema<'RunStep'>>): Schema<'RunStep'> => ({
  kind: 'activity',
  name: 'fetchCrmCase',
  title: 'Read the case in the CRM',
  status: 'done',
  attempts: 1,
  code: null,
  problem: null,
  started_at: at(0),
  ended_at: at(1),
  until: null,
  ...fields,
});
const task: Schema<'RunTask'> = {
  task_id: '6ba7b810-9dad-41d1-80b4-00c04fd430c9',
  kind_name: 'Dispute',
  title: 'Customer ACC-1 disputes $58.00',
  state: 'pending',
  opened_at: at(10),
  closed_at: null,
  decided_by_name: null,
};

describe('what a run does, in words', () => {
  it('a wait says for what, by whom and for how long', () => {
    const waits_for = {
      what: 'a decision',
      since: at(0),
      until: null,
      for_whom: 'a reviewer or an admin',
      task_id: null,
    };
    expect(nowText(run({ state: 'decision', waits_for }), NOW)).toBe('By a reviewer or an admin, for 1 h');
    const until = at(7_200);
    const payment = { what: 'the payment', since: at(0), until, for_whom: null, task_id: null };
    expect(nowText(run({ state: 'time', waits_for: payment }), NOW)).toMatch(/^For the payment, for 1 h, until \d/);
    const vendor = { what: 'Stripe does not answer', since: at(3_540), until: null, for_whom: null, task_id: null };
    expect(nowText(run({ state: 'vendor', waits_for: vendor }), NOW)).toBe('Stripe does not answer, for 1 min');
  });

  it('a step says since when, an end why, and both how long', () => {
    expect(nowText(run({ step: { name: 'Sends the money', since: at(3_596) } }), NOW)).toBe(
      'Sends the money, for 4.0 s',
    );
    const outcome = {
      text: 'Does not fit the records',
      tone: 'warn' as const,
      why: 'The case is closed in the CRM already',
    };
    const ended = run({ status: 'closed', state: 'failed', outcome, closed_at: at(120) });
    expect([badgeOf(ended).text, nowText(ended, NOW), ageText(ended, NOW)]).toEqual([
      'Does not fit the records',
      'The case is closed in the CRM already',
      'took 2 min',
    ]);
    expect(ageText(run({}), NOW)).toBe('for 1 h');
    expect(badgeOf(run({ stuck: { why: 'x', since: BEGUN, next: 'y' } })).tone).toBe('bad');
  });

  it('the wait for a person stands once: its timers are not shown beside it', () => {
    const timers = [
      step({ kind: 'timer', title: 'Waits for a decision', status: 'running', started_at: at(11), ended_at: null }),
      step({ kind: 'timer', title: 'Waits for the vendor', started_at: at(2), ended_at: at(9) }),
      step({ kind: 'timer', title: 'Waits for its task', status: 'cancelled', started_at: at(3), ended_at: at(3.2) }),
    ];
    expect(rowsOf([step({}), ...timers], [task]).map((row) => row.title)).toEqual([
      'Read the case in the CRM',
      'Waits for the vendor',
      'Waits for a decision: Customer ACC-1 disputes $58.00',
    ]);
    const decided = { ...task, closed_at: at(60), decided_by_name: 'Robin' };
    expect(rowsOf([], [decided])[0]).toMatchObject({
      title: `Robin decided: ${task.title}`,
      tone: 'wait',
      taskId: task.task_id,
    });
  });
});
