import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import type { ReviewAction } from '../../../domain/reviews/actions.ts';
import { canonicalJson } from '../../../domain/reviews/canonicalJson.ts';
import { actionEntry } from '../../../domain/reviews/kinds.ts';
import { warningsOf } from '../../../domain/reviews/warnings.ts';
import { decisionsOf, openSampleTask, reviewerId, storeRequest } from '../books.ts';
import { reviewActivities } from '../reviewActivities.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const WARNINGS = [{ code: 'charge_of_another_customer', text: 'The charge belongs to another customer.' }];
const REASON = 'Both accounts belong to the same family, checked by phone.';

let database: TestDatabase;
let actor: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  actor = `user:${await reviewerId(database.db, TENANT)}`;
});
afterAll(() => database.end());

const admitDecision = (input: Parameters<ReturnType<typeof reviewActivities>['admitDecision']>[0]) =>
  reviewActivities(database.db).admitDecision(input);

async function decideWarned(
  caseId: string,
  action: 'approved' | 'rejected' | 'modified',
  reason: string | null,
  over: { warnings?: typeof WARNINGS; by?: string } = {},
) {
  const { process, opened } = await openSampleTask(database.db, TENANT, caseId, {
    warnings: over.warnings ?? WARNINGS,
  });
  const by = over.by ?? actor;
  const modification =
    action === 'modified' ? { action: 'partial_refund', amountMinor: 100, reason: null, chargeId: null } : null;
  const requestId =
    by === 'temporal-operator'
      ? crypto.randomUUID()
      : await storeRequest(database.db, TENANT, opened, action, by, modification, reason);
  const message = { requestId, taskId: opened.taskId, shownHash: opened.shownHash, action, actor: by };
  return { admission: await admitDecision({ tenantId: TENANT, processId: process.id, message }), opened, process };
}

describe('acting against a warning', () => {
  it('is refused without a reason: approved, modified, with white space, by a Signal; nothing is written', async () => {
    const refused = { ok: false, code: 'OVERRIDE_REQUIRED' };
    for (const [caseId, action, reason, by] of [
      ['WARN-1', 'approved', null, actor],
      ['WARN-2', 'modified', null, actor],
      ['WARN-3', 'approved', 'too short', actor],
      ['WARN-4', 'approved', ' '.repeat(30), actor],
      ['WARN-5', 'approved', 'x'.repeat(1_001), actor],
      ['WARN-6', 'approved', null, 'temporal-operator'],
    ] as const) {
      const { admission, opened } = await decideWarned(caseId, action, reason, { by });
      expect(admission, caseId).toEqual(refused);
      expect(await decisionsOf(database.db, TENANT, opened.taskId)).toHaveLength(0);
    }
  });

  it('is admitted with one, which stands in the decision and its event; to reject needs none', async () => {
    const { admission, opened, process } = await decideWarned('WARN-OK', 'approved', REASON);
    expect(admission).toMatchObject({ ok: true });
    expect(await decisionsOf(database.db, TENANT, opened.taskId)).toMatchObject([{ overrideReason: REASON }]);
    const [event] = await database.db.withTenant(TENANT, (tx) =>
      tx.execute(sql`select data from events where subject = ${`process:${process.id}`} and type = 'review_decided'`),
    );
    expect(event?.data).toMatchObject({ overrideReason: REASON, warnings: ['charge_of_another_customer'] });
    expect((await decideWarned('WARN-NO', 'rejected', null)).admission).toMatchObject({ ok: true });
    expect((await decideWarned('WARN-NONE', 'approved', null, { warnings: [] })).admission).toMatchObject({ ok: true });
  });

  /** A decision written past the admission, as a faulty one would. */
  async function forced(caseId: string, decision: ReviewAction, reason: string | null) {
    const { opened } = await openSampleTask(database.db, TENANT, caseId, { warnings: WARNINGS });
    // Each action on a task of a kind that has it.
    const kind = actionEntry('money_unknown', decision) ? 'money_unknown' : 'dispute_resolution';
    await database.owner`update review_tasks set kind = ${kind} where id = ${opened.taskId}`;
    const requestId = await storeRequest(database.db, TENANT, opened, 'approved', actor);
    return database.db.withTenant(TENANT, (tx) =>
      tx.execute(sql`insert into review_decisions (tenant_id, task_id, request_id, snapshot_id, decision, approved_hash, actor, override_reason)
        select ${TENANT}, id, ${requestId}, snapshot_id, ${decision}, 'x', ${actor}, ${reason} from review_tasks where id = ${opened.taskId}`),
    );
  }

  it('planted bug: where the admission forgets to ask, the database refuses; without its trigger the row gets in', async () => {
    for (const decision of ['approved', 'modified', 'found', 'absent'] as const) {
      await expect(forced(`FORCED-${decision}`, decision, null)).rejects.toMatchObject({ cause: { code: '23514' } });
      for (const [index, silent] of ['.', '-', '\u200b', '\u00ad', '\u2800', '\u3164'].entries())
        await expect(forced(`SILENT-${decision}-${index}`, decision, silent.repeat(12))).rejects.toMatchObject({
          cause: { code: '23514' },
        });
      await forced(`REASON-${decision}`, decision, REASON);
      await forced(`URDU-${decision}`, decision, 'گاہک نے رسید دکھائی');
    }
    await forced('FORCED-rejected', 'rejected', null);
    await database.owner`alter table review_decisions disable trigger guard_override`;
    await forced('FORCED-bug', 'approved', null);
    await database.owner`alter table review_decisions enable trigger guard_override`;
    const unexplained =
      await database.owner`select 1 from review_decisions d join review_snapshots s on s.id = d.snapshot_id
      where snapshot_warnings(s.canonical_json) > 0 and d.override_reason is null and d.decision not in ('rejected', 'retry')`;
    expect(unexplained).toHaveLength(1);
  });

  it('code and database count the warnings of any snapshot alike', async () => {
    const nested = { case: { warnings: WARNINGS }, text: '"warnings":[{' };
    for (const shown of [
      {},
      { warnings: [] },
      { warnings: WARNINGS },
      { warnings: 'x' },
      { warnings: null },
      nested,
      [],
    ]) {
      const [row] = await database.owner`select snapshot_warnings(${canonicalJson(shown)}) as count`;
      expect(row?.count).toBe(warningsOf(shown).length);
    }
    // A text that PostgreSQL can not hold as json does not make the warnings vanish.
    const odd = canonicalJson({ text: 'a\u0000b "warnings":[{', warnings: WARNINGS });
    const [row] = await database.owner`select snapshot_warnings(${odd}) as count`;
    expect(row?.count).toBe(1);
    const [none] =
      await database.owner`select snapshot_warnings(${canonicalJson({ text: 'a\u0000 "warnings":[{' })}) as count`;
    expect(none?.count).toBe(0);
  });
});

describe('whose request it is', () => {
  it('a case that somebody else runs again stays the case of who brought it', async () => {
    await openSampleTask(database.db, TENANT, 'MINE', { startedBy: actor });
    await database.owner`update processes set status = 'closed' where subject = 'MINE'`;
    const { process, opened } = await openSampleTask(database.db, TENANT, 'MINE', { startedBy: 'queue', run: 2 });
    const requestId = await storeRequest(database.db, TENANT, opened, 'approved', actor);
    const message = {
      requestId,
      taskId: opened.taskId,
      shownHash: opened.shownHash,
      action: 'approved' as const,
      actor,
    };
    expect(await admitDecision({ tenantId: TENANT, processId: process.id, message })).toEqual({
      ok: false,
      code: 'SELF_REVIEW_FORBIDDEN',
    });
  });
});
