import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { inArray } from 'drizzle-orm';
import { createBooking } from '../../books/bookings/createBooking.ts';
import { apiClient } from '../../cli/apiClient.ts';
import { playBookingDay } from '../../cli/bookings/bookingDay.ts';
import { loadConfiguration } from '../../cli/configuration.ts';
import { sandboxClient } from '../../cli/demo/sandboxClient.ts';
import { seedLearning } from '../../cli/demo/seedLearning.ts';
import { DEMO_CASES, OPEN_CASES } from '../../cli/disputes/cases.ts';
import { leaveOpen, playCases } from '../../cli/disputes/play.ts';
import { openConfiguredDatabase, temporalAccess } from '../../cli/environment/connect.ts';
import { startSystem } from '../../cli/supervisor.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { invoices } from '../../db/reconciliation/schema.ts';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import { sha256 } from '../../domain/digest.ts';
import { bill, importLines, matchOf, type Receipts, registerWhmcs } from '../fixtures/receipts.ts';

/**
 * Records a history of every path that has none yet, encoded with the test key: node tests/replay/record.ts. Run it when a
 * path is new. Histories of old code must stay replayable, so a file that is there is kept; to replace one, delete it first.
 */
const target = join(import.meta.dirname, '..', 'histories');
const key = `replay:${Buffer.alloc(32, 7).toString('base64url')}`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const base = loadConfiguration({
  ...process.env,
  DATA_DIR: mkdtempSync(join(tmpdir(), 'countersign-record-')),
  PORT: '0',
  TEMPORAL_CODEC_KEYS: key,
  DATABASE_URL: '',
  TEMPORAL_ADDRESS: '',
});
const system = await startSystem(base, { say, overrides: { TEMPORAL_CODEC_KEYS: key } });
const db = openConfiguredDatabase(system.configuration, 3);
const { client } = temporalAccess(system.configuration);
const login = (role: string) => system.run.logins.find((entry) => entry.role === role) ?? { email: '', password: '' };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A booking that is not yet in its last stretch when it begins. */
async function bookingInStretches(): Promise<string> {
  const admin = apiClient(system.run.api, login('admin'));
  const { body } = await admin.post<{ property_id: string }>('/admin/properties', {
    name: 'Stretched Farm',
    type: 'farm',
    address: 'x',
    contact: 'x',
    currency: 'PKR',
    rates: { Day: 5000, Night: 5000, 'Full Day': 5000, 'Full Night': 5000 },
  });
  const { booking } = await db.withTenant(DEFAULT_TENANT_ID, (tx) =>
    createBooking(
      tx,
      createFieldCipher(system.configuration.fieldRing),
      { ...system.configuration.bookings, expirationMinutes: 0.4 },
      {
        tenantId: DEFAULT_TENANT_ID,
        actor: 'demo',
        requestId: 'demo',
        userId: null,
        propertyId: body.property_id,
        date: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
        shift: 'Day',
        customer: { name: 'John Doe', phone: null, cnic: null },
      },
    ),
  );
  return booking.bookingId;
}

/** A policy whose ingestion fails for good. */
async function failingPolicy(): Promise<string> {
  const text = 'REC-FAILING is paid back within ten days.';
  await sandboxClient(system.run.sandbox).fault({ vendor: 'openai', fault: 'unavailable', account: 'REC-FAILING' });
  const content = Buffer.from(text).toString('base64');
  const admin = apiClient(system.run.api, login('admin'));
  await admin.post('/admin/policies', { file_name: 'failing.txt', content_base64: content });
  const status = async () =>
    (
      await admin.get<{ policies: { file_name: string; status: string }[] }>('/admin/policies?limit=200')
    ).body.policies.find((policy) => policy.file_name === 'failing.txt')?.status;
  while ((await status()) !== 'failed') await pause(500);
  return sha256(content).slice(0, 32);
}

/** Payments that come in: one is approved and taken back, one is refused, and one is recorded in part, whose rest is left. */
async function receivePayments(): Promise<Map<string, string>> {
  const clientOf = (role: string) => apiClient(system.run.api, login(role));
  const [admin, reviewer] = [clientOf('admin'), clientOf('reviewer')];
  const sandbox = sandboxClient(system.run.sandbox);
  const until: Receipts['until'] = async (_what, check) => {
    for (;;) {
      const value = await check().catch(() => null);
      if (value) return value;
      await pause(200);
    }
  };
  const receipts: Receipts = { tenantId: DEFAULT_TENANT_ID, admin, superUser: clientOf('super_user'), sandbox, until };
  const instanceId = await registerWhmcs(receipts, 'recorded-payments');
  const bills = [
    { id: 501, client: 'Alder Arts', total: '50.01' },
    { id: 502, client: 'Beech Bikes', total: '50.02' },
    { id: 503, client: 'Cedar Cafe', total: '50.03' },
    { id: 504, client: 'Cedar Cafe', total: '50.04' },
  ];
  await bill(receipts, instanceId, bills);
  await importLines(receipts, 'DE02120300000000202051', [
    { from: 'Alder Arts', amount: '50.01', reference: 'INV-501' },
    { from: 'Beech Bikes', amount: '50.02', reference: 'INV-502' },
    { from: 'Cedar Cafe', amount: '100.07', reference: 'INV-503 INV-504' },
  ]);
  const ended = new Map<string, string>();
  const decide = async (paidMinor: number, action: 'approve' | 'reject', path: string, status: string | null) => {
    const { match_id: id } = await matchOf(receipts, paidMinor, 'proposed');
    ended.set(id, path);
    const answer = () => reviewer.post(`/reconciliation/matches/${id}/${action}`, { comment: 'As the card says' });
    await until(path, async () => (await answer()).status === 200);
    if (status) await matchOf(receipts, paidMinor, status);
    return id;
  };
  const answerTask = (kind: string, decision: string) =>
    until(`a task of ${kind}`, async () => {
      const { body } = await reviewer.get<{ reviews: { task_id: string; shown_hash: string }[] }>(
        `/reviews?kind=${kind}`,
      );
      const [task] = body.reviews;
      if (!task) return false;
      const answer = { shown_hash: task.shown_hash, decision, comments: 'As the card says' };
      const key = { 'idempotency-key': crypto.randomUUID() };
      return (await reviewer.post(`/reviews/${task.task_id}/decision`, answer, key)).status === 200;
    });
  const recorded = await decide(5_001, 'approve', 'recorded', 'recorded');
  await decide(5_002, 'reject', 'rejected', 'rejected');
  await until('the match of two', () => matchOf(receipts, 10_007, 'proposed'));
  // The invoice that is recorded last is cancelled at WHMCS before the approval.
  const rows = await db.withTenant(DEFAULT_TENANT_ID, (tx) =>
    tx
      .select()
      .from(invoices)
      .where(inArray(invoices.number, ['INV-503', 'INV-504']))
      .orderBy(invoices.id),
  );
  const last = rows.at(-1)?.invoiceId;
  const cancelled = { id: last, userid: 503, total: last === 503 ? '50.03' : '50.04', invoicenum: `INV-${last}` };
  await sandbox.put('whmcs', 'invoice', [{ ...cancelled, status: 'Cancelled' }]);
  await decide(10_007, 'approve', 'in-part', null);
  await answerTask('match_in_part', 'rejected');
  await matchOf(receipts, 10_007, 'recorded');
  await until(
    'asked for',
    async () =>
      (await admin.post(`/reconciliation/matches/${recorded}/undo`, { comment: 'Another client' })).status === 202,
  );
  await answerTask('match_return', 'approved');
  await matchOf(receipts, 5_001, 'undone');
  return ended;
}

/** A WHMCS instance and a Stripe account that are read, each from its beginning. */
async function readBilling(): Promise<void> {
  const admin = apiClient(system.run.api, login('admin'));
  const licence = await apiClient(system.run.api, login('super_user')).post<{ key: string }>(
    `/admin/tenants/${DEFAULT_TENANT_ID}/license-keys`,
    { name: 'Recorded', instance_limit: 1 },
  );
  await sandboxClient(system.run.sandbox).put('whmcs', 'invoice', [{ id: 14, total: '15.00' }]);
  const made = await admin.post<{ instance_id: string }>('/integrations/whmcs', {
    license_key: licence.body.key,
    base_url: 'https://billing.recorded.example',
    identifier: 'whmcs_home',
    secret: 'whmcs_secret_home',
    gateway: 'banktransfer',
    time_zone: 'UTC',
  });
  await admin.post(`/integrations/whmcs/${made.body.instance_id}/sync`, {});
  const authorization = `Bearer ${await admin.bearer()}`;
  const asked = await fetch(`${system.run.api}/api/v1/integrations/stripe/oauth/init`, { headers: { authorization } });
  const { authorization_url: url } = (await asked.json()) as { authorization_url: string };
  const page = await fetch(url, { redirect: 'manual' });
  const { search } = new URL(page.headers.get('location') ?? '');
  const cookie = (asked.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  await fetch(`${system.run.api}/api/v1/integrations/stripe/oauth/callback${search}`, { headers: { cookie } });
}

try {
  const failing = await failingPolicy();
  await seedLearning(apiClient(system.run.api, login('admin')), system.configuration, db);
  const views = await playCases(
    [
      ...DEMO_CASES,
      {
        name: 'refused',
        story: 'refused for good',
        faults: [{ vendor: 'stripe', fault: 'refuse', account: '{chargeId}' }],
        decision: { decision: 'approved' },
        expected: { outcome: 'refunded', refundMinor: null },
      },
    ],
    'REC',
    {
      run: system.run,
      reviewer: apiClient(system.run.api, login('reviewer')),
      db,
      onChange: () => undefined,
      timeoutMs: 120_000,
    },
  );
  await sandboxClient(system.run.sandbox).put('stripe', 'refund', [
    {
      id: 're_nobody',
      object: 'refund',
      amount: 900,
      charge: 'ch_nobody',
      currency: 'usd',
      created: Math.floor(Date.now() / 1000) - 3600,
      status: 'succeeded',
      metadata: {},
      listedFrom: 0,
    },
  ]);
  // Two disputes decided together: the bulk decision, and the review of each.
  await leaveOpen(OPEN_CASES.slice(0, 2), 'BULK', system.run);
  const reviewer = apiClient(system.run.api, login('reviewer'));
  const waiting = async () => {
    const { body } = await reviewer.get<{ reviews: { task_id: string }[] }>('/reviews?kind=dispute_resolution');
    return body.reviews.map((review) => review.task_id);
  };
  while ((await waiting()).length < 2) await pause(500);
  const preview = await reviewer.post<{ bulk_id: string; preview_hash: string }>('/bulk-decisions', {
    decision: 'approved',
    task_ids: await waiting(),
  });
  await reviewer.post(`/bulk-decisions/${preview.body.bulk_id}/start`, { preview_hash: preview.body.preview_hash });
  await playBookingDay(system.run, system.configuration, db, ({ story, fine }) =>
    say(`  ${fine ? 'ok  ' : 'FAIL'}  ${story.name}`),
  );
  await readBilling();
  const received = await receivePayments();
  const stretched = await bookingInStretches();
  // A customer who has connected nothing: the sandbox's mailbox stands in.
  await apiClient(system.run.api, login('user')).post('/integrations/gmail/sync', {});
  // An admin who has connected no bank: the sandbox's stands in.
  await apiClient(system.run.api, login('admin')).post('/integrations/plaid/sync', {});
  await apiClient(system.run.api, login('super_user')).post('/admin/keys/rotation', {});
  for await (const schedule of client.schedule.list()) await client.schedule.getHandle(schedule.scheduleId).trigger();
  // Long enough for the two timers of that booking.
  await pause(28_000);

  mkdirSync(target, { recursive: true });
  const named = new Map(views.map((view) => [view.prepared.caseId, view.prepared.demo.name]));
  named.set(stretched, 'expired-in-stretches');
  named.set(failing, 'failed');
  for (const [matchId, path] of received) named.set(matchId, path);
  const taken = new Map<string, number>();
  for await (const execution of client.workflow.list()) {
    const subject = execution.workflowId.split(':').at(-1) ?? '';
    // A booking's path is the state it came to.
    const ending = execution.type === 'bookingWorkflow' ? execution.searchAttributes.BusinessStatus?.[0] : undefined;
    const path = named.get(subject) ?? (ending === undefined ? 'plain' : String(ending).toLowerCase());
    const name = `${execution.type}-${path}`;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    // One sample of what is the same each time is enough; a dispute is one file per run of its chain.
    if (!named.has(subject) && count > 1) continue;
    const history = await client.workflow.getHandle(execution.workflowId, execution.runId).fetchHistory();
    const file = `${name}${count > 1 ? `-${count}` : ''}.json`;
    if (existsSync(join(target, file))) continue;
    writeFileSync(
      join(target, file),
      JSON.stringify({ workflowId: execution.workflowId, history: JSON.parse(historyToJSON(history)) as unknown }),
    );
    say(`${file} ${history.events?.length ?? 0} events`);
  }
} finally {
  await db.end();
  await client.connection.close();
  await system.stop();
}
