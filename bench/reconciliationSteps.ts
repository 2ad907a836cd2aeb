import { apiClient } from '../cli/apiClient.ts';
import { sandboxClient } from '../cli/demo/sandboxClient.ts';
import { temporalAccess } from '../cli/environment/connect.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../db/seed/tenants.ts';
import { bill, importLines, type Receipts, registerWhmcs } from '../tests/fixtures/receipts.ts';
import { type BenchWorld, pause } from './world.ts';

const PAYMENTS = 500;

/** What 500 bank lines with an invoice each cost a run of matching in durable steps that are not local. */
export async function reconciliationSteps(world: BenchWorld): Promise<void> {
  const { run, configuration, owner, admin, single } = world;
  const login = run.logins.find(({ role }) => role === 'super_user');
  if (!login) throw new Error('no super user');
  const until: Receipts['until'] = async (_what, check) => {
    for (;;) {
      const value = await check();
      if (value) return value;
      await pause(200);
    }
  };
  const superUser = apiClient(run.api, login);
  const receipts: Receipts = { tenantId, admin, superUser, sandbox: sandboxClient(run.sandbox), until };
  const instanceId = await registerWhmcs(receipts, 'bench');
  const numbers = Array.from({ length: PAYMENTS }, (_none, at) => 100_000 + at);
  const money = (id: number) => (id / 100).toFixed(2);
  await bill(
    receipts,
    instanceId,
    numbers.map((id) => ({ id, client: `Firm ${id}`, total: money(id) })),
  );
  const isIdle = async () => {
    const [row] =
      await owner`select count(*)::int as n from processes where kind in ('reconciliation', 'whmcs-sync') and status = 'open'`;
    return row?.n === 0;
  };
  await until('all is read', isIdle);
  const [before] = await owner`select now() as at`;
  await importLines(
    receipts,
    'DE02120300000000202051',
    numbers.map((id) => ({ from: `Firm ${id}`, amount: money(id), reference: `INV-${id}` })),
  );
  const matches = async () =>
    Number((await owner`select count(*)::int as n from invoice_matches where paid_minor >= 100000`)[0]?.n);
  await until('all is matched', async () => (await matches()) === PAYMENTS && (await isIdle()));
  const runs =
    await owner`select workflow_id, run_id from processes where kind = 'reconciliation' and created_at >= ${before?.at}`;
  const { client } = temporalAccess(configuration);
  let activities = 0;
  for (const { workflow_id: workflowId, run_id: runId } of runs) {
    const history = await client.workflow.getHandle(String(workflowId), String(runId)).fetchHistory();
    activities += history.events?.filter((event) => event.activityTaskScheduledEventAttributes).length ?? 0;
  }
  await client.connection.close();
  single(`durable steps of matching per ${PAYMENTS} transactions (activities that are not local)`, activities, 10);
}
