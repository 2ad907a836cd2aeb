import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { reconcileMoney } from '../../../activities/money/reconcileMoney.ts';
import type { Database } from '../../../db/database.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { openSampleTask, storeRequest } from '../books.ts';
import { openRehearsal, type Rehearsal } from '../rehearsal.ts';

let world: Rehearsal;
beforeAll(async () => {
  world = await openRehearsal(inject('embeddedUrl'));
});
afterAll(() => world.end());

const now = () => Math.floor(Date.now() / 1000);

/** Commands with their refunds, as a day of work leaves them: applied, posted, listed at the vendor. */
async function refunds(count: number, label: string): Promise<string[]> {
  const { process, opened } = await openSampleTask(world.db, TENANT, `DAY-${label}`);
  const requestId = await storeRequest(world.db, TENANT, opened, 'approved', world.actor);
  const ids = Array.from({ length: count }, (_, index) => `re_${label}_${index}`);
  await world.owner`alter table money_commands disable trigger user`;
  // One decision of one case stands for many: what is compared here is commands and refunds.
  await world.owner`
    with template as (select * from review_snapshots where tenant_id = ${TENANT} and id = (select snapshot_id from review_tasks where id = ${opened.taskId})),
    tasks as (insert into review_tasks (tenant_id, process_id, gate, kind, subject, state, snapshot_id, at_risk_minor, has_proposal, requested_by, priority)
      select ${TENANT}, ${process.id}, 'g' || n, 'dispute_resolution', 'x', 'approved', (select id from template), 0, true, 'queue', 0 from generate_series(1, ${count}) n returning id, gate)
    select count(*) from tasks`.catch(() => undefined);
  await world.owner`insert into review_decisions (tenant_id, task_id, request_id, snapshot_id, decision, action, approved_minor, currency, payee, approved_hash, actor)
    select ${TENANT}, ${opened.taskId}, ${requestId}, snapshot_id, 'approved', 'full_refund', 100, 'USD', ${`ch_${label}`}, 'x', 'test' from review_tasks where id = ${opened.taskId}
    on conflict do nothing`;
  const [decision] = await world.owner`select id from review_decisions where task_id = ${opened.taskId}`;
  await world.owner`alter table money_commands drop constraint if exists money_commands_one_per_leg`;
  await world.owner`insert into money_commands (tenant_id, process_id, decision_id, leg, vendor, idempotency_key, payee, amount_minor, currency, parameters, api_version, state, vendor_id, mock, first_attempt_at, finished_at)
    select ${TENANT}, ${process.id}, ${decision?.id}, 'refund', 'stripe', ${`${TENANT}:${label}:`} || id, ${`ch_${label}`}, 100, 'USD', '{}', 'v', 'applied', id, true, now() - interval '2 hours', now() - interval '2 hours'
    from unnest(${ids}::text[]) as id`;
  await world.owner`alter table money_commands enable trigger user`;
  await world.owner`insert into ledger_accounts (tenant_id, code, currency) values (${TENANT}, 'refunds_reserved', 'USD'), (${TENANT}, 'vendor_in_transit', 'USD') on conflict do nothing`;
  await world.owner`insert into ledger_transactions (tenant_id, command_id, phase) select tenant_id, id, 'posted' from money_commands where vendor_id = any(${ids})`;
  await world.sandbox.put('stripe', 'charge', [{ id: `ch_${label}`, amount: 100_000, currency: 'usd' }]);
  await world.sandbox.put(
    'stripe',
    'refund',
    ids.map((id) => ({
      id,
      charge: `ch_${label}`,
      amount: 100,
      currency: 'usd',
      created: now() - 7_200,
      metadata: { business_key: `${TENANT}:${label}:${id}` },
    })),
  );
  return ids;
}

/** The same books, with every statement counted. */
function counting(db: Database): { db: Database; statements: () => number } {
  let statements = 0;
  const counted = <Tx extends object>(tx: Tx): Tx =>
    new Proxy(tx, {
      get(target, name, receiver) {
        if (['select', 'insert', 'update', 'execute', 'delete', '$count', 'selectDistinct'].includes(String(name)))
          statements += 1;
        const value: unknown = Reflect.get(target, name, receiver);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return {
    db: { ...db, withTenant: (tenantId, work) => db.withTenant(tenantId, (tx) => work(counted(tx))) },
    statements: () => statements,
  };
}

/** One run of the reconciler: what it cost and what it found. */
async function run() {
  const counted = counting(world.db);
  const asked = (await world.sandbox.requests('stripe')).length;
  const reconcile = reconcileMoney({
    db: counted.db,
    stripe: async () => ({ client: world.stripe, mock: true }),
    ownsAccounts: async () => true,
  });
  const result = await reconcile({ tenantId: TENANT });
  return {
    ...result,
    statements: counted.statements(),
    requests: (await world.sandbox.requests('stripe')).length - asked,
  };
}
/** An hour passes: what was compared before lies behind the overlap of the next run. */
async function later(): Promise<void> {
  for (const event of world.store.list<{ id: string; created: number }>('stripe', 'event'))
    world.store.put('stripe', 'event', event.id, { ...event, created: event.created - 3_600 });
}
const tasks = () =>
  world.owner`select p.id, i.problem, count(*)::int as items from reconciliation_items i join processes p on p.id = i.process_id group by 1, 2 order by 3 desc`;

describe('the reconciler after a day of 400 refunds', () => {
  it('finds nothing wrong, settles each once, and costs what changed, not what there is', async () => {
    const empty = await run();
    await refunds(400, 'many');
    const first = await run();
    expect(first).toMatchObject({ settled: 400, unexplained: 0 });
    // Events come in pages of 100.
    expect(first.requests).toBeLessThanOrEqual(empty.requests + 4);
    await later();
    const second = await run();
    expect(second).toMatchObject({ settled: 0, unexplained: 0 });
    expect(second.requests).toBe(1);
    expect(second.statements).toBeLessThan(12);
    await refunds(3, 'few');
    const third = await run();
    expect(third).toMatchObject({ settled: 3, unexplained: 0 });
    await later();
    await refunds(30, 'more');
    const fourth = await run();
    expect(fourth).toMatchObject({ settled: 30, unexplained: 0 });
    const perRefund = (fourth.statements - third.statements) / 27;
    expect(perRefund).toBeLessThan(12);
    expect(await tasks()).toEqual([]);
  });

  it('planted bug: a list whose second page is not read calls three hundred good refunds missing', async () => {
    const listed = new Set((await world.stripe.refunds.list({ limit: 100 })).data.map((refund) => refund.id));
    const applied = await world.owner`select vendor_id from money_commands where vendor_id like 're_many_%'`;
    expect(applied.filter((row) => !listed.has(String(row.vendor_id))).length).toBeGreaterThanOrEqual(300);
  });

  it('reads the one object before it suspects it: an event that never came is no alarm', async () => {
    const [id] = await refunds(1, 'quiet');
    world.store.list<{ id: string; data: { object: { id: string } } }>('stripe', 'event').forEach((event) => {
      if (event.data.object.id === id) world.store.put('stripe', 'event', event.id, { ...event, created: 1 });
    });
    await world.owner`update money_commands set finished_at = now() - interval '2 minutes' where vendor_id = ${id ?? ''}`;
    expect(await run()).toMatchObject({ settled: 1, unexplained: 0 });
  });

  it('many equal suspicions are one alarm with a list; one is shown as it is', async () => {
    await later();
    await world.sandbox.put(
      'stripe',
      'refund',
      Array.from({ length: 37 }, (_, index) => ({
        id: `re_stray_${index}`,
        charge: 'ch_many',
        amount: 5,
        currency: 'usd',
        created: now() - 3600,
      })),
    );
    const gone = await refunds(2, 'gone');
    await world.owner`update money_commands set vendor_id = vendor_id || '_never', finished_at = now() - interval '2 minutes' where vendor_id = ${gone[0] ?? ''}`;
    await run();
    const alarms = await tasks();
    expect(alarms).toMatchObject([
      { problem: 'no_command', items: 38 },
      { problem: 'missing_at_vendor', items: 1 },
    ]);
    const input = (processId: string) =>
      world.owner`select input from processes where id = ${processId}`.then(([row]) => row?.input);
    const opened = await world.reconcile.openUnexplained({ ...(await input(String(alarms[0]?.id))) });
    const card = (await world.cardOf(opened.taskId)) as unknown as {
      count: number;
      items: object[];
      amount_minor: number;
    };
    expect(card).toMatchObject({ count: 38, amount_minor: 37 * 5 + 100, currency: 'USD' });
    expect(card.items).toHaveLength(38);
    // The same things again are no new alarm.
    await run();
    expect(await tasks()).toHaveLength(2);
    await world.reconcile.closeUnexplained({ ...(await input(String(alarms[0]?.id))), explained: true });
    expect(await world.owner`select count(*)::int as n from reconciliation_items where explained_at is null`).toEqual([
      { n: 1 },
    ]);
  });

  it('a refund that can not be read is named and hides no other', async () => {
    await later();
    await world.sandbox.put('stripe', 'refund', [
      { id: 're_odd', charge: 'ch_many', amount: 5, currency: 'zzz', created: now() - 3600 },
      { id: 're_odd_neighbour', charge: 'ch_many', amount: 5, currency: 'usd', created: now() - 3600 },
    ]);
    await run();
    const found =
      await world.owner`select problem from reconciliation_items where vendor_id like 're_odd%' order by vendor_id`;
    expect(found.map((row) => row.problem)).toEqual(['unreadable_record', 'no_command']);
  });

  it('one that belongs to an applied command is named too, seen among the changes or read by its id', async () => {
    await later();
    const [changed = '', quiet = ''] = await refunds(2, 'torn');
    for (const id of [changed, quiet])
      await world.sandbox.put('stripe', 'refund', [
        { id, charge: 'ch_torn', amount: 5050, currency: 'ugx', created: now() - 7_200 },
      ]);
    for (const event of world.store.list<{ id: string; data: { object: { id: string } } }>('stripe', 'event'))
      if (event.data.object.id === quiet) world.store.put('stripe', 'event', event.id, { ...event, created: 1 });
    await world.owner`update money_commands set finished_at = now() - interval '2 minutes' where vendor_id in (${changed}, ${quiet})`;
    await run();
    await run();
    const found =
      await world.owner`select vendor_id, problem from reconciliation_items where vendor_id like 're_torn%' order by 1`;
    expect(found).toEqual([changed, quiet].map((id) => ({ vendor_id: id, problem: 'unreadable_record' })));
  });
});
