import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { approvedPayments } from '../../../activities/reconciliation/approvedPayments.ts';
import { closeMatch } from '../../../activities/reconciliation/closeMatch.ts';
import { openMatch } from '../../../activities/reconciliation/openMatch.ts';
import { settleUnseenInvoices } from '../../../activities/reconciliation/settleUnseenInvoices.ts';
import { arrived, depsOf } from './arrived.ts';
import { type BillingWorld, openBillingWorld } from './billingWorld.ts';
import { decideTask, recordUntilSettled } from './decideTask.ts';

let world: BillingWorld;
let instanceId: string;
beforeAll(async () => {
  world = await openBillingWorld(inject('embeddedUrl'));
  instanceId = (await world.register('home', (await world.licence(world.A)).key)).body.instance_id;
});
afterAll(() => world.stop());

const deps = () => depsOf(world);
const compare = () => settleUnseenInvoices(deps())({ tenantId: world.A, instanceId });
const items = async () =>
  (await world.database
    .owner`select i.problem, i.vendor, p.title from reconciliation_items i join processes p on p.id = i.process_id
    order by i.found_at`) as unknown as { problem: string; vendor: string; title: string }[];

/** A payment that WHMCS has, old enough to be compared; its transaction there. */
async function recorded(client: number) {
  const line = { amountMinor: client, reference: `INV-${client}` };
  const match = await arrived(world, instanceId, client, `Firm ${client}`, [(client / 100).toFixed(2)], line);
  const scope = { tenantId: world.A, processId: match.processId, matchId: match.id };
  const step = await openMatch(deps())(scope);
  if (step.kind !== 'review') throw new Error('nobody is asked');
  const decisionId = await decideTask(world, match.processId, step.task, 'approved');
  for (const payment of await approvedPayments(deps())({ ...scope, decisionId }))
    await recordUntilSettled(world, payment);
  await closeMatch(deps())({ ...scope, ended: { kind: 'recorded' } });
  await world.database
    .owner`update money_commands set finished_at = clock_timestamp() - interval '61 seconds' where decision_id = ${decisionId}`;
  const found = (await world.sandbox.records('whmcs', 'transaction')).find((one) => Number(one.invoiceid) === client);
  if (!found) throw new Error('not recorded');
  return found as Record<string, unknown> & { id: string };
}

describe('payments that were recorded are compared with what WHMCS lists', () => {
  it('one that stands there once is fine; missing, another amount and twice there are for a person, each once', async () => {
    await recorded(15_001);
    await compare();
    expect(await items()).toEqual([]);
    const moved = await recorded(15_002);
    await world.sandbox.put('whmcs', 'transaction', [{ ...moved, transid: 'renamed by hand' }]);
    await compare();
    await compare();
    const missing = { problem: 'missing_at_vendor', vendor: 'whmcs' };
    expect(await items()).toEqual([
      { ...missing, title: 'The books say $150.02 was recorded as paid, and WHMCS does not list it' },
    ]);
    const changed = await recorded(15_003);
    await world.sandbox.put('whmcs', 'transaction', [{ ...changed, amountin: '150.00' }]);
    await compare();
    const twice = await recorded(15_004);
    await world.sandbox.put('whmcs', 'transaction', [{ ...twice, id: '99001' }]);
    await compare();
    expect((await items()).map(({ problem }) => problem)).toEqual([
      'missing_at_vendor',
      'amount_differs',
      'no_command',
    ]);
  });
});
