import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { linkChange } from '../../../api/bookings/linkChange.ts';
import { resolutionChange } from '../../../api/disputes/resolutionChange.ts';
import { decide } from '../../../api/reviews/decide.ts';
import { RIGHTS_AUDITS } from '../../../db/identity/audits.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { decisionsOf, openSampleTask, reviewerId, storeRequest } from '../books.ts';
import { reviewActivities } from '../reviewActivities.ts';
import { principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let actor: string;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  actor = `user:${await reviewerId(database.db, TENANT)}`;
});
afterAll(() => database.end());

const activities = (production = false) => reviewActivities(database.db, production);

async function decideTask(
  caseId: string,
  action: 'approved' | 'rejected' | 'modified',
  by: string,
  over: { maximumMinor?: number; startedBy?: string; modification?: object; production?: boolean } = {},
) {
  const { process, opened } = await openSampleTask(database.db, TENANT, caseId, over);
  const requestId =
    by === 'temporal-operator'
      ? crypto.randomUUID()
      : await storeRequest(database.db, TENANT, opened, action, by, over.modification ?? null);
  const message = { requestId, taskId: opened.taskId, shownHash: opened.shownHash, action, actor: by };
  return {
    admission: await activities(over.production).admitDecision({ tenantId: TENANT, processId: process.id, message }),
    opened,
    process,
    message,
  };
}

/** Admits approve and reject of one task at the same instant and returns how many became final. */
async function race(caseId: string): Promise<number> {
  const { process, opened } = await openSampleTask(database.db, TENANT, caseId);
  const ids = await Promise.all(
    (['approved', 'rejected'] as const).map(async (action) => ({
      action,
      requestId: await storeRequest(database.db, TENANT, opened, action, actor),
    })),
  );
  await Promise.allSettled(
    ids.map(({ action, requestId }) =>
      activities().admitDecision({
        tenantId: TENANT,
        processId: process.id,
        message: { requestId, taskId: opened.taskId, shownHash: opened.shownHash, action, actor },
      }),
    ),
  );
  return (await decisionsOf(database.db, TENANT, opened.taskId)).length;
}

describe('admitting a decision: what only the books know', () => {
  it('[H-11] of two different decisions admitted at once exactly one is final, 50 pairs', async () => {
    for (let pair = 0; pair < 50; pair += 1) expect(await race(`RACE-${pair}`)).toBe(1);
  });

  it("planted bug: with UNIQUE and the row lock's task state dropped, a second decision gets in", async () => {
    await database.owner`alter table review_decisions drop constraint review_decisions_one_per_task`;
    const { process, opened } = await openSampleTask(database.db, TENANT, 'BUG-UNIQUE');
    const write = async () => {
      const requestId = await storeRequest(database.db, TENANT, opened, 'approved', actor);
      await database.db.withTenant(TENANT, (tx) =>
        tx.execute(sql`insert into review_decisions (tenant_id, task_id, request_id, snapshot_id, decision, approved_hash, actor)
        select ${TENANT}, id, ${requestId}, snapshot_id, 'approved', 'x', 'user:x' from review_tasks where id = ${opened.taskId}`),
      );
    };
    await write();
    await write();
    const finals = (await decisionsOf(database.db, TENANT, opened.taskId)).length;
    await database.owner`set session_replication_role = replica`;
    await database.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from review_decisions where task_id = ${opened.taskId}`;
    });
    await database.owner`alter table review_decisions add constraint review_decisions_one_per_task unique (tenant_id, task_id)`;
    expect(process.id).toBeTruthy();
    expect(finals).toBe(2);
    await write();
    await expect(write()).rejects.toThrow();
  });

  it('[DR-REV-04] bounds a modified amount; above it is AMOUNT_OUT_OF_RANGE', async () => {
    const modification = (amountMinor: number) => ({
      action: 'partial_refund',
      amountMinor,
      reason: null,
      chargeId: null,
    });
    expect(
      (await decideTask('MOD-1', 'modified', actor, { modification: modification(4500) })).admission,
    ).toMatchObject({ ok: true, pays: true });
    for (const amountMinor of [4501, 0, -1])
      expect(
        (await decideTask(`MOD-${amountMinor}`, 'modified', actor, { modification: modification(amountMinor) }))
          .admission,
      ).toEqual({ ok: false, code: 'AMOUNT_OUT_OF_RANGE' });
  });

  it("refuses the requester, strangers, people without the right, and amounts above a reviewer's limit", async () => {
    expect((await decideTask('SELF', 'approved', actor, { startedBy: actor })).admission).toEqual({
      ok: false,
      code: 'SELF_REVIEW_FORBIDDEN',
    });
    expect((await decideTask('STRANGER', 'approved', `user:${crypto.randomUUID()}`)).admission).toEqual({
      ok: false,
      code: 'FORBIDDEN',
    });
    await database.owner`update users set review_limit_minor = 1000 where id = ${actor.slice(5)}`;
    expect((await decideTask('LIMIT', 'approved', actor)).admission).toEqual({
      ok: false,
      code: 'REVIEWER_LIMIT_EXCEEDED',
    });
    await database.owner`update users set review_limit_minor = null, disabled_at = now() where id = ${actor.slice(5)}`;
    expect((await decideTask('DISABLED', 'approved', actor)).admission).toEqual({ ok: false, code: 'FORBIDDEN' });
    await database.owner`update users set disabled_at = null where id = ${actor.slice(5)}`;
  });

  it('the cap of the day of the decision holds, whatever the card said', async () => {
    const { process, opened } = await openSampleTask(database.db, TENANT, 'CASE-CAP');
    const decide = async () => {
      const requestId = await storeRequest(database.db, TENANT, opened, 'approved', actor);
      return activities().admitDecision({
        tenantId: TENANT,
        processId: process.id,
        message: { requestId, taskId: opened.taskId, shownHash: opened.shownHash, action: 'approved', actor },
      });
    };
    await database.owner`update tenant_settings set policy_cap_minor = 4499 where tenant_id = ${TENANT}`;
    expect(await decide()).toEqual({ ok: false, code: 'AMOUNT_OUT_OF_RANGE' });
    await database.owner`update tenant_settings set policy_cap_minor = 4500 where tenant_id = ${TENANT}`;
    expect(await decide()).toMatchObject({ ok: true });
    await database.owner`update tenant_settings set policy_cap_minor = null where tenant_id = ${TENANT}`;
  });

  it('nobody decides about their own dispute: the case names their proved address; the audit finds it past that', async () => {
    const { process, opened } = await openSampleTask(database.db, TENANT, 'CASE-OWN');
    const [own] = await database.owner`select email, address from users where id = ${actor.slice('user:'.length)}`;
    const crm = { dispute: { contactEmail: String(own?.email).toUpperCase() } };
    await database.owner`update workflow_states set crm_data = ${database.owner.json(crm)} where process_id = ${process.id}`;
    const decide = async () => {
      const requestId = await storeRequest(database.db, TENANT, opened, 'approved', actor);
      return activities().admitDecision({
        tenantId: TENANT,
        processId: process.id,
        message: { requestId, taskId: opened.taskId, shownHash: opened.shownHash, action: 'approved', actor },
      });
    };
    const audit = RIGHTS_AUDITS.find(({ name }) => name.includes('their own dispute'))?.sql ?? '';
    expect(await decide()).toEqual({ ok: false, code: 'SELF_REVIEW_FORBIDDEN' });
    expect(await database.owner.unsafe(audit)).toEqual([]);
    await database.owner`update workflow_states set crm_data = '{}' where process_id = ${process.id}`;
    expect(await decide()).toMatchObject({ ok: true });
    await database.owner`update workflow_states set crm_data = ${database.owner.json(crm)} where process_id = ${process.id}`;
    expect(await database.owner.unsafe(audit)).toHaveLength(1);
    await database.owner`update workflow_states set crm_data = '{}' where process_id = ${process.id}`;
  });

  it("an operator's signal has no identity: refused for money in production and where a limit holds", async () => {
    expect((await decideTask('OP-DEV', 'approved', 'temporal-operator')).admission).toMatchObject({ ok: true });
    expect((await decideTask('OP-PROD', 'approved', 'temporal-operator', { production: true })).admission).toEqual({
      ok: false,
      code: 'OPERATOR_SIGNAL_REFUSED',
    });
    await database.owner`update tenant_settings set operator_signal_allowed = true where tenant_id = ${TENANT}`;
    expect(
      (await decideTask('OP-ALLOWED', 'approved', 'temporal-operator', { production: true })).admission,
    ).toMatchObject({ ok: true });
    await database.owner`update tenant_settings set reviewer_limit_minor = 100000 where tenant_id = ${TENANT}`;
    expect((await decideTask('OP-LIMIT', 'approved', 'temporal-operator')).admission).toEqual({
      ok: false,
      code: 'OPERATOR_SIGNAL_REFUSED',
    });
    await database.owner`update tenant_settings set reviewer_limit_minor = null, operator_signal_allowed = false where tenant_id = ${TENANT}`;
  });

  it('[DR-DB-08] a repeated admission finds its own decision; expiry after it changes nothing; one audit event', async () => {
    const { admission, opened, process, message } = await decideTask('AGAIN', 'approved', actor);
    const again = await activities().admitDecision({ tenantId: TENANT, processId: process.id, message });
    expect(again).toEqual(admission);
    await activities().expireReview({ tenantId: TENANT, processId: process.id, taskId: opened.taskId });
    const events = await database.db.withTenant(TENANT, (tx) =>
      tx.execute(sql`select type from events where subject = ${`process:${process.id}`}`),
    );
    expect(events.map((event) => event.type)).toEqual(['review_decided']);
    const [state] = await database.db.withTenant(TENANT, (tx) =>
      tx.execute(sql`select human_review_data from workflow_states where process_id = ${process.id}`),
    );
    expect(state?.human_review_data).toMatchObject({ decision: 'approved', shown_hash: opened.shownHash });
  });
});

describe('the same decision sent again under another key', () => {
  it('is a yes; another charge or another id at the vendor is another decision', async () => {
    const { process, opened, charge } = await openSampleTask(database.db, TENANT, 'CASE-REPEAT');
    const sendDecision = async (_tenantId: string, requestId: string) => {
      const [row] = await database.owner`select action from decision_requests where id = ${requestId}`;
      const action = row?.action as 'modified';
      const { taskId, shownHash } = opened;
      const message = { requestId, taskId, shownHash, action, actor };
      const admitted = await activities().admitDecision({ tenantId: TENANT, processId: process.id, message });
      return admitted.ok
        ? { kind: 'accepted' as const, accepted: { decisionId: admitted.decisionId, action, repeat: false } }
        : { kind: 'refused' as const, code: admitted.code };
    };
    const reviewer = await principalOf(database, 'reviewer@countersign.example');
    const send = async (key: string, over: { charge_id?: string; vendorId?: string } = {}) => {
      const modification = { action: 'partial_refund' as const, amount: 10, charge_id: over.charge_id };
      const wanted = {
        taskId: opened.taskId,
        action: 'modified' as const,
        shownHash: opened.shownHash,
        change: resolutionChange(modification),
        vendorId: over.vendorId,
        allowRepeat: false,
        reviewerName: undefined,
        comment: undefined,
      };
      const answer = await decide({ db: database.db, sendDecision }, reviewer, key, wanted).catch((error) => error);
      return answer.status === 200 ? 200 : answer.code;
    };
    expect(await send('k1')).toBe(200);
    expect(await send('k2')).toBe(200);
    expect(await send('k3', { charge_id: charge.chargeId })).toBe(200);
    expect(await send('k4', { charge_id: 'ch_of_somebody_else' })).toBe('REVIEW_ALREADY_DECIDED');
    expect(await send('k5', { vendorId: 're_other' })).toBe('REVIEW_ALREADY_DECIDED');
  });

  it('a link that pays at once is another one than a link that does not', async () => {
    const reviewer = await principalOf(database, 'reviewer@countersign.example');
    const { owner } = database;
    for (const confirm of [true, false]) {
      const { opened } = await openSampleTask(database.db, TENANT, `CASE-LINK-${confirm}`);
      const requestId = crypto.randomUUID();
      await owner`update review_tasks set kind = 'unmatched_payment' where id = ${opened.taskId}`;
      await owner`insert into decision_requests (id, tenant_id, task_id, idempotency_key, request_hash, shown_hash, action, modification, actor)
        values (${requestId}, ${TENANT}, ${opened.taskId}, ${requestId}, 'x', ${opened.shownHash}, 'modified', ${owner.json({ bookingId: 'BK-1-1', confirm })}, 'user:x')`;
      await owner`insert into review_decisions (tenant_id, task_id, request_id, snapshot_id, decision, payee, approved_hash, actor)
        select tenant_id, id, ${requestId}, snapshot_id, 'modified', 'BK-1-1', 'x', 'user:x' from review_tasks where id = ${opened.taskId}`;
      await owner`update review_tasks set state = 'approved', closed_at = now() where id = ${opened.taskId}`;
      const sendDecision = async () => ({ kind: 'ended' as const });
      const send = async (key: string, link: { bookingId: string; confirm: boolean }) => {
        const wanted = {
          taskId: opened.taskId,
          action: 'modified' as const,
          shownHash: opened.shownHash,
          change: linkChange(link),
        };
        const rest = { vendorId: undefined, allowRepeat: false, reviewerName: undefined, comment: undefined };
        const answer = await decide({ db: database.db, sendDecision }, reviewer, key, { ...wanted, ...rest }).catch(
          (error) => error,
        );
        return answer.status === 200 ? 200 : answer.code;
      };
      expect(await send('l1', { bookingId: 'BK-1-1', confirm })).toBe(200);
      expect(await send('l2', { bookingId: 'BK-1-1', confirm: !confirm })).toBe('REVIEW_ALREADY_DECIDED');
      expect(await send('l3', { bookingId: 'BK-2-2', confirm })).toBe('REVIEW_ALREADY_DECIDED');
    }
  });
});
