import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Database } from '../../db/database.ts';
import { type RehearsedSettings, rehearseSettings } from '../../db/seed/rehearseSettings.ts';
import { DEFAULT_TENANT_ID } from '../../db/seed/tenants.ts';
import type { ApiClient } from '../apiClient.ts';
import { type SandboxClient, sandboxClient } from '../demo/sandboxClient.ts';
import type { RunFile } from '../environment/runFile.ts';
import { caseRecords, type DemoCase, faultsOf, type PreparedCase, prepareCase } from './cases.ts';

/** Live state of one case as the table shows it. */
export interface CaseView {
  prepared: PreparedCase;
  step: string;
  waitingFor: string;
  cost: string;
  outcome: string;
  runId: string | null;
  parked: string | null;
  decided: boolean;
}

export interface PlayDeps {
  run: RunFile;
  reviewer: ApiClient;
  db: Database;
  /** Called each time the system was read. */
  onChange(views: CaseView[]): void;
  timeoutMs: number;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const POLL_MS = 400;

function queueClient(run: RunFile): SQSClient {
  return new SQSClient({
    endpoint: run.sqs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
}

async function deadLetters(run: RunFile, client: SQSClient): Promise<number> {
  const answer = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: run.sqs.deadLetters, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(answer.Attributes?.ApproximateNumberOfMessages ?? 0);
}

async function withSettings(deps: PlayDeps, settings: RehearsedSettings, work: () => Promise<void>): Promise<void> {
  const { db } = deps;
  const before = await db.withTenant(DEFAULT_TENANT_ID, (tx) => rehearseSettings(tx, settings));
  try {
    await work();
  } finally {
    await db.withTenant(DEFAULT_TENANT_ID, (tx) => rehearseSettings(tx, before));
  }
}

async function send(run: RunFile, client: SQSClient, prepared: PreparedCase): Promise<void> {
  const { demo, caseId, customerId } = prepared;
  const body = demo.unreadable
    ? '{"case_id": 17, "oops"'
    : JSON.stringify({ case_id: caseId, customer_id: customerId });
  for (let copy = 0; copy < (demo.copies ?? 1); copy += 1)
    await client.send(new SendMessageCommand({ QueueUrl: run.sqs.events, MessageBody: body }));
}

interface Listed {
  case_id: string;
  run_id: string | null;
  status: string;
  current_step: string;
  llm_cost: string;
  final_resolution: { outcome?: string } | null;
}

/** Sends the cases through the queue, decides as a reviewer would through the API, and waits until each has ended. */
export async function playCases(cases: DemoCase[], runLabel: string, deps: PlayDeps): Promise<CaseView[]> {
  const { run, reviewer } = deps;
  const sandbox = sandboxClient(run.sandbox);
  const client = queueClient(run);
  const deadBefore = await deadLetters(run, client);
  const views = cases.map(
    (demo): CaseView => ({
      prepared: prepareCase(demo, runLabel),
      step: 'queued',
      waitingFor: '',
      cost: '',
      outcome: '',
      runId: null,
      parked: null,
      decided: false,
    }),
  );
  await storeRecords(sandbox, views);

  const read = async (): Promise<void> => {
    // Whatever is down for a moment is read again; the play itself must outlive any one process.
    await refresh(reviewer, views).catch(() => undefined);
    const unreadable = views.find((view) => view.prepared.demo.unreadable);
    if (unreadable && !unreadable.outcome && (await deadLetters(run, client).catch(() => deadBefore)) > deadBefore) {
      unreadable.step = 'in the dead-letter queue';
      unreadable.outcome = 'dead letter';
    }
    deps.onChange(views);
  };

  // A tenant setting holds for every case that starts under it, so those cases go first, one at a time.
  for (const view of views.filter((candidate) => candidate.prepared.demo.settings)) {
    await withSettings(deps, view.prepared.demo.settings ?? {}, async () => {
      await send(run, client, view.prepared);
      const budget = view.prepared.demo.settings?.dailyBudgetNano !== undefined;
      const reached = () => (budget ? view.parked !== null || view.outcome !== '' : view.runId !== null);
      for (const deadline = Date.now() + deps.timeoutMs; !reached() && Date.now() < deadline; await pause(POLL_MS))
        await read();
    });
  }
  for (const view of views.filter((candidate) => !candidate.prepared.demo.settings))
    await send(run, client, view.prepared);
  for (
    const deadline = Date.now() + deps.timeoutMs;
    views.some((view) => !view.outcome) && Date.now() < deadline;
    await pause(POLL_MS)
  )
    await read();
  return views;
}

/** Sends cases nobody decides: work for whoever opens the console. Returns once the queue has them. */
export async function leaveOpen(cases: DemoCase[], runLabel: string, run: RunFile): Promise<void> {
  const prepared = cases.map((demo) => ({ prepared: prepareCase(demo, runLabel) }));
  await storeRecords(sandboxClient(run.sandbox), prepared);
  const client = queueClient(run);
  for (const each of prepared) await send(run, client, each.prepared);
}

async function storeRecords(sandbox: SandboxClient, views: Pick<CaseView, 'prepared'>[]): Promise<void> {
  const records = views.filter((view) => !view.prepared.demo.unreadable).map((view) => caseRecords(view.prepared));
  await sandbox.put(
    'stripe',
    'charge',
    records.map((record) => record.charge),
  );
  await sandbox.put(
    'salesforce',
    'Account',
    records.map((record) => record.account),
  );
  await sandbox.put(
    'salesforce',
    'Case',
    records.map((record) => record.crmCase),
  );
  for (const { prepared } of views) {
    for (const fault of faultsOf(prepared)) await sandbox.fault(fault);
  }
}

interface Pending {
  case_id: string;
  task_id: string;
  shown_hash: string;
  reason: string | null;
  proposal: unknown;
}

/** What a person would send: a proposal is approved as it is; where the model was away too long, they decide by hand. */
function decisionOf(demo: DemoCase, task: Pending): DemoCase['decision'] {
  const amount = (demo.expected.refundMinor ?? 0) / 100;
  return demo.decision?.decision === 'approved' && task.proposal === null
    ? {
        decision: 'modified',
        modified_resolution: { action: 'full_refund', amount, reason: 'the model was away; decided by hand' },
      }
    : demo.decision;
}

async function refresh(reviewer: ApiClient, views: CaseView[]): Promise<void> {
  const { body } = await reviewer.get<{ disputes: Listed[] }>('/disputes?limit=200');
  const pending = (await reviewer.get<{ pending: Pending[] }>('/human-review/pending')).body.pending;
  for (const view of views) {
    const listed = body.disputes.find((dispute) => dispute.case_id === view.prepared.caseId);
    if (!listed) continue;
    Object.assign(view, { step: listed.current_step, runId: listed.run_id, cost: listed.llm_cost });
    const task = pending.find((candidate) => candidate.case_id === view.prepared.caseId);
    view.waitingFor = task ? (view.prepared.demo.decision ? 'reviewer' : 'nobody (expires)') : '';
    if (task?.reason) view.parked = task.reason;
    if (listed.status === 'completed' || listed.status === 'failed')
      view.outcome = listed.final_resolution?.outcome ?? listed.status;
    if (task && view.prepared.demo.decision) {
      const answer = await reviewer.post(
        `/reviews/${task.task_id}/decision`,
        {
          ...decisionOf(view.prepared.demo, task),
          shown_hash: task.shown_hash,
          comments: `demo: ${view.prepared.demo.story}`,
        },
        { 'idempotency-key': `demo-${task.task_id}` },
      );
      view.decided = answer.status === 200 || answer.status === 202;
    }
  }
}
