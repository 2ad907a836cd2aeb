import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from '../world.ts';

let world: World;
beforeAll(() => {
  world = openWorld();
});
afterAll(() => world.close());

/** The ways a client may say that somebody else should decide. */
const WAYS: [string, (run: string, caseId: string) => { path?: string; body: object }][] = [
  ['escalated', () => ({ body: { decision: 'escalated', comments: 'beyond me' } })],
  [
    'a change to escalate',
    () => ({ body: { decision: 'modified', modified_resolution: { action: 'escalate', reason: 'beyond me' } } }),
  ],
  [
    'a decision by run id',
    (run, caseId) => ({
      path: '/human-review/decision',
      body: {
        run_id: run,
        case_id: caseId,
        decision: 'approved',
        reviewer_name: 'somebody.else@company.example',
        comments: 'beyond me',
        modified_resolution: { action: 'escalate', amount: 0 },
      },
    }),
  ],
];

describe('escalating a case', () => {
  it.each(WAYS)(
    'by %s: it stays open, nobody is told that it is closed, and somebody else decides',
    async (name, way) => {
      const prepared = await world.prepare(`escalated-${name.replaceAll(/\W/g, '')}`);
      const run = await world.start(prepared);
      const task = await world.task(prepared.caseId);
      const { path, body } = way(run, prepared.caseId);
      const answer = path
        ? await world.reviewer.post<Record<string, unknown>>(path, body, { 'idempotency-key': randomUUID() })
        : await world.decide(task, body);
      expect(answer).toMatchObject({ status: 200, body: { status: 'accepted', decision: 'escalated' } });
      expect(await world.status(run)).toMatchObject({ current_step: 'awaiting_review', completed_at: null });
      const shown = await world.reviewer2.get<Record<string, unknown>>(`/reviews/${task.task_id}`);
      expect(shown.body).toMatchObject({
        state: 'pending',
        escalated: true,
        owner_id: null,
        decision: null,
        escalations: [{ mine: false, reason: 'beyond me' }],
      });
      const again = await world.decide(task, { decision: 'approved' });
      expect(again).toMatchObject({ status: 403, body: { error: { code: 'REVIEW_HANDED_ON' } } });
      const closed = await world.owner`select 1 from notifications
      where template in ('customer_closed', 'dispute_ended') and variables ->> 'subject' = ${`case ${prepared.caseId}`}`;
      expect(closed).toHaveLength(0);
      const decided = await world.decide(task, { decision: 'approved' }, world.reviewer2);
      expect(decided.status).toBe(200);
      expect(await world.ended(run)).toMatchObject({ final_resolution: { outcome: 'refunded' } });
      expect(await world.refundsOf(prepared.chargeId)).toHaveLength(1);
    },
  );
});
