import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { declaredActions } from '../../../db/reviews/declareActions.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { REVIEW_ACTIONS, type ReviewAction } from '../../../domain/reviews/actions.ts';
import { actionEntry, REVIEW_KINDS, type ReviewKind } from '../../../domain/reviews/kinds.ts';
import { openSampleTask } from '../books.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

let cases = 0;
/** Writes a decision past every guard of the code; what the database says to it. */
async function decideBare(kind: ReviewKind, action: ReviewAction, approvedMinor: number | null = null) {
  const { owner, db } = database;
  cases += 1;
  const { opened } = await openSampleTask(db, TENANT, `KIND-${cases}`);
  await owner`update review_tasks set kind = ${kind} where id = ${opened.taskId}`;
  const requestId = crypto.randomUUID();
  await owner`insert into decision_requests (id, tenant_id, task_id, idempotency_key, request_hash, shown_hash, action, actor)
    values (${requestId}, ${TENANT}, ${opened.taskId}, ${requestId}, 'x', ${opened.shownHash}, ${action}, 'user:x')`;
  return owner`insert into review_decisions (tenant_id, task_id, request_id, snapshot_id, decision, approved_minor, approved_hash, actor)
    select tenant_id, id, ${requestId}, snapshot_id, ${action}, ${approvedMinor}, 'x', 'user:x' from review_tasks where id = ${opened.taskId}`.then(
    () => 'taken',
    (error: Error) => error.message,
  );
}

/** Pairs of kind and action where the database and the table of the areas do not say the same. */
async function disagreements(): Promise<string[]> {
  const wrong: string[] = [];
  for (const kind of REVIEW_KINDS)
    for (const action of REVIEW_ACTIONS) {
      const expected = actionEntry(kind, action) ? 'taken' : `review_decisions: ${action} is no action of ${kind}`;
      const said = await decideBare(kind, action);
      if (said !== expected) wrong.push(`${kind} ${action}: ${said}`);
    }
  return wrong;
}

describe('the database and the table of review kinds', () => {
  it('holds exactly what the areas declare, and the logins of the processes may not change it', async () => {
    const { owner, db } = database;
    const rows = await owner`select kind, action, moves_money from review_actions order by kind, action`;
    const byName = (left: { kind: string; action: string }, right: { kind: string; action: string }) =>
      `${left.kind} ${left.action}` < `${right.kind} ${right.action}` ? -1 : 1;
    expect([...rows].map((row) => ({ ...row }))).toEqual(declaredActions().toSorted(byName));
    const asApp = db.withTenant(TENANT, (tx) => tx.execute('update review_actions set moves_money = true'));
    await expect(asApp).rejects.toMatchObject({ cause: { message: expect.stringMatching(/permission denied/) } });
  });

  it('takes of each kind its own actions and refuses every other', async () => {
    expect(await disagreements()).toEqual([]);
  });

  it('planted bug: without its trigger the same look finds every foreign action', async () => {
    await database.owner`alter table review_decisions disable trigger guard_review_action`;
    const foreign = REVIEW_KINDS.length * REVIEW_ACTIONS.length - declaredActions().length;
    expect(await disagreements()).toHaveLength(foreign);
    await database.owner`alter table review_decisions enable trigger guard_review_action`;
  });

  it('a kind that moves no money approves no amount, and an unknown kind has no task', async () => {
    const { owner } = database;
    expect(await decideBare('dispute_resolution', 'rejected', 5)).toBe('taken');
    await owner`update review_actions set moves_money = false where kind = 'dispute_resolution'`;
    expect(await decideBare('dispute_resolution', 'rejected', 5)).toBe(
      'review_decisions: dispute_resolution moves no money',
    );
    expect(await decideBare('dispute_resolution', 'rejected')).toBe('taken');
    await expect(owner`update review_tasks set kind = 'guess'`).rejects.toThrow('guess is no kind of review');
  });
});
