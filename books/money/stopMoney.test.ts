import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { SECOND_TENANT_ID, DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { askToResume, endMoneyStops, reachOfStop } from './endMoneyStops.ts';
import { moneyIsStopped } from './moneyIsStopped.ts';
import { powerKinds } from './powerKinds.ts';
import { stopMoney } from './stopMoney.ts';

let database: TestDatabase;
let principal: { tenantId: string; actor: string; userId: string };
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  // Only a super user may ask that the money of all moves again; the database holds that too.
  const [row] = await database.owner`select id from users where email = 'super@countersign.example'`;
  const userId = String(row?.id);
  principal = { tenantId, userId, actor: `user:${userId}` };
});
afterAll(() => database.end());
const inBooks = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);
const isStopped = () =>
  Promise.all([tenantId, SECOND_TENANT_ID].map((tenant) => database.db.withTenant(tenant, (tx) => moneyIsStopped(tx))));
const stop = (reach: 'tenant' | 'all', reason: string) =>
  stopMoney(database.db, { tenantId, reach, reason, actor: principal.actor, requestId: 'r' });
const ask = (reach: 'tenant' | 'all') => inBooks((tx) => askToResume(tx, principal, reach, 'r'));
/** As an installation's owner ends it: the database lets nobody else do it without a second person's approval. */
const approve = (changeId: string) =>
  database.owner`update money_stops set ended_at = now(), ended_by = 'boss' where ended_at is null and ${changeId} <> ''`;

describe('the money stop', () => {
  it('holds the money of its tenant, or of all, with an event', async () => {
    expect(await isStopped()).toEqual([false, false]);
    await stop('tenant', 'refunds look wrong');
    expect(await isStopped()).toEqual([true, false]);
    await stop('all', 'the vendor pays twice');
    expect(await isStopped()).toEqual([true, true]);
    const events =
      await database.owner`select subject, data from events where type = 'money_stopped' order by sequence`;
    expect(events.map(({ subject, data }) => [subject, data.reason])).toEqual([
      ['money-stop:tenant', 'refunds look wrong'],
      ['money-stop:all', 'the vendor pays twice'],
    ]);
  });

  it('is ended by a second person only: what is asked names the stops of its reach and the reasons', async () => {
    const change = await ask('tenant');
    expect(change?.summary).toContain('refunds look wrong');
    expect(change && reachOfStop(change)).toBe('tenant');
    expect(change?.before?.stops).toHaveLength(1);
    // Whoever asked can't end it: the database wants the approval.
    const by = { actor: principal.actor, approvedBy: principal.actor, requestId: 'r' };
    if (!change) throw new Error('no change');
    await expect(inBooks((tx) => endMoneyStops(tx, change, by))).rejects.toThrow();
    expect(await isStopped()).toEqual([true, true]);
    const all = await ask('all');
    expect(all && reachOfStop(all)).toBe('all');
  });

  it('a stop of all is let go by who may stop all; that of a tenant by its admins', async () => {
    const [own, all] = [await ask('tenant'), await ask('all')];
    if (!own || !all) throw new Error('nothing to ask about');
    const { mayAsk, assertMayApprove } = powerKinds.money_stop;
    const asker = { may: () => false } as never;
    expect([mayAsk(own, asker), mayAsk(all, asker)]).toEqual([true, false]);
    const admin = { actor: 'user:a', userId: 'a', requestId: 'r', roles: ['admin'] } as never;
    expect(() => assertMayApprove(own, admin)).not.toThrow();
    expect(() => assertMayApprove(all, admin)).toThrow('Only a super user');
  });

  it('nothing is asked without a stop, and stops that have ended are not ended again', async () => {
    const change = await ask('tenant');
    if (!change) throw new Error('no change');
    await approve(change.id);
    expect(await ask('tenant')).toBeNull();
    const by = { actor: 'user:x', approvedBy: 'user:y', requestId: 'r' };
    expect(await inBooks((tx) => endMoneyStops(tx, change, by))).toBe(false);
    expect(await isStopped()).toEqual([false, false]);
  });
});
