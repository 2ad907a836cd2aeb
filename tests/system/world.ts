import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Client } from '@temporalio/client';
import postgres, { type Sql } from 'postgres';
import { inject } from 'vitest';
import { ownClock } from '../../bench/measure.ts';
import { type ApiClient, apiClient } from '../../cli/apiClient.ts';
import { loadConfiguration } from '../../cli/configuration.ts';
import { type SandboxClient, sandboxClient } from '../../cli/demo/sandboxClient.ts';
import { caseRecords, type DemoCase, faultsOf, type PreparedCase, prepareCase } from '../../cli/disputes/cases.ts';
import { temporalAccess } from '../../cli/environment/connect.ts';
import { type RunFile, readEnvironment, readRunFile } from '../../cli/environment/runFile.ts';
import { call } from './http.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 500;

/**
 * Looks again until `check` gives a value; never a fixed wait. What takes long is looked at less often, because each look is
 * work for the system that is waited for. Time the host took away from this machine does not count.
 */
export async function eventually<Value>(
  what: string,
  check: () => Promise<Value | null | undefined | false>,
  timeoutMs = 120_000,
): Promise<Value> {
  const startedAt = ownClock();
  const deadline = startedAt + timeoutMs;
  let last: unknown;
  while (ownClock() < deadline) {
    try {
      const value = await check();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    await pause(Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, (ownClock() - startedAt) / 10)));
  }
  throw new Error(`${what}: not within ${timeoutMs / 1000} s${last instanceof Error ? ` (${last.message})` : ''}`);
}

type Answer = { status: number; body: { error?: { code: string } } };
/**
 * The answer to a request that may be repeated under its key. As the API documents, 202 means that the outcome is still open,
 * and 503 that no run is there yet: both mean ask again.
 */
export function settled<Given extends Answer>(send: () => Promise<Given>): Promise<Given> {
  return eventually('an answer that is settled', async () => {
    const answer = await send();
    const open = answer.status === 202 || answer.body.error?.code === 'WORKFLOW_ENGINE_UNAVAILABLE';
    return open ? null : answer;
  });
}

export interface Status {
  run_id: string;
  process_id: string;
  workflow_id: string;
  case_id: string;
  customer_id: string;
  status: string;
  current_step: string;
  resolution_proposal: Record<string, unknown> & { resolution?: Record<string, unknown> };
  human_review_data: Record<string, unknown> | null;
  final_resolution: Record<string, unknown> | null;
  llm_cost: string;
  total_cost: string;
  completed_at: string | null;
  history: { type: string; actor: string }[];
}

export interface Task {
  task_id: string;
  shown_hash: string;
  reason: string | null;
  subject: string;
  kind: string;
}

type Decided = { status: number; body: Record<string, unknown> & { error?: { code: string } } };

/** Everything an outsider can reach of the running system. */
export interface World {
  run: RunFile;
  reviewer: ApiClient;
  reviewer2: ApiClient;
  admin: ApiClient;
  superUser: ApiClient;
  stranger: ApiClient;
  sandbox: SandboxClient;
  owner: Sql;
  temporal: Client;
  log(name: string): string;
  prepare(name: string, over?: Partial<DemoCase>): Promise<PreparedCase>;
  send(body: string): Promise<void>;
  start(prepared: PreparedCase): Promise<string>;
  status(id: string): Promise<Status>;
  pending(id: string): Promise<Status>;
  ended(id: string): Promise<Status>;
  task(caseId: string, kind?: string): Promise<Task>;
  /** One request; the answer may be 202, that it is not known yet. */
  request(task: Task, body: object, by?: ApiClient, key?: string): Promise<Decided>;
  /** The same through `settled`. */
  decide(task: Task, body: object, by?: ApiClient, key?: string): Promise<Decided>;
  refundsOf(chargeId: string): Promise<{ id: string; amountMinor: number | null; idempotencyKey: string | null }[]>;
  queueDepth(url: string): Promise<number>;
  receive(url: string): Promise<string[]>;
  close(): Promise<void>;
}

/** The token in the newest mail to an address whose text before it is `before`. */
export const mailedToken = (world: World, email: string, before: string): Promise<string> =>
  eventually(`the mail to ${email}`, async () => {
    // The sandbox keeps records of any shape; mails are written by sandbox/vendors/smtp.ts with these fields.
    const mails = (await world.sandbox.records('smtp', 'mail')) as unknown as { to: string[]; source: string }[];
    for (const mail of mails.filter((candidate) => candidate.to.includes(email))) {
      const text = mail.source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
      const token = new RegExp(`${before}: (\\S+)`).exec(text)?.[1];
      if (token) return token;
    }
    return null;
  });

/** Proves the address of a sign-up with the token of its mail and its password, as its owner does. */
export async function proveAddress(world: World, email: string, password: string): Promise<void> {
  const token = await mailedToken(world, email, 'half an hour');
  const answer = await call('POST', `${world.run.api}/auth/address/prove`, { body: { token, password } });
  if (answer.status !== 204) throw new Error(`prove: ${answer.status} ${answer.text}`);
}

export function openWorld(): World {
  const directory = inject('dataDirectory');
  const run = readRunFile(directory);
  if (!run) throw new Error('no run file');
  const login = (role: string, index = 0, tenant = 0) => {
    const tenants = [...new Set(run.logins.map((entry) => entry.tenantId))];
    const found = run.logins.filter((entry) => entry.role === role && entry.tenantId === tenants[tenant])[index];
    if (!found) throw new Error(`no demo login ${role}`);
    return apiClient(run.api, found);
  };
  const reviewer = login('reviewer');
  const admin = login('admin');
  const sandbox = sandboxClient(run.sandbox);
  const owner = postgres(run.databaseUrl, { max: 3, onnotice: () => undefined });
  const sqs = new SQSClient({
    endpoint: run.sqs.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  const { client: temporal } = temporalAccess(loadConfiguration({ ...process.env, ...readEnvironment(directory) }));
  const label = `T${Math.random().toString(36).slice(2, 8).toUpperCase()}`;

  const world: World = {
    run,
    reviewer,
    reviewer2: login('reviewer', 1),
    admin,
    superUser: login('super_user'),
    stranger: login('reviewer', 0, 1),
    sandbox,
    owner,
    temporal,
    log: (name) => readFileSync(join(directory, 'logs', `${name}.log`), 'utf8'),
    async prepare(name, over = {}) {
      const prepared = prepareCase(
        { name, story: name, decision: null, expected: { outcome: 'refunded', refundMinor: null }, ...over },
        label,
      );
      const records = caseRecords(prepared);
      await sandbox.put('stripe', 'charge', [records.charge]);
      await sandbox.put('salesforce', 'Account', [records.account]);
      await sandbox.put('salesforce', 'Case', [records.crmCase]);
      for (const fault of faultsOf(prepared)) await sandbox.fault(fault);
      return prepared;
    },
    send: async (body) =>
      void (await sqs.send(new SendMessageCommand({ QueueUrl: run.sqs.events, MessageBody: body }))),
    async start(prepared) {
      const answer = await admin.post<{ run_id: string }>('/disputes', {
        case_id: prepared.caseId,
        customer_id: prepared.customerId,
      });
      if (answer.status !== 202) throw new Error(`start: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body.run_id;
    },
    status: async (id) => (await reviewer.get<Status>(`/workflow/${id}/status`)).body,
    pending: (id) =>
      eventually(`${id} pending`, async () => {
        const state = await world.status(id);
        return state.status === 'pending' && state;
      }),
    ended: (id) =>
      eventually(`${id} ended`, async () => {
        const state = await world.status(id);
        return (state.status === 'completed' || state.status === 'failed') && state;
      }),
    task: (caseId, kind = 'dispute_resolution') =>
      eventually(`task of ${caseId}`, async () =>
        (await reviewer.get<{ reviews: Task[] }>(`/reviews?limit=200&kind=${kind}`)).body.reviews.find(
          (task) => task.subject === caseId,
        ),
      ),
    request: (task, body, by = reviewer, key = crypto.randomUUID()) =>
      by.post(
        `/reviews/${task.task_id}/decision`,
        { shown_hash: task.shown_hash, ...body },
        { 'idempotency-key': key },
      ),
    decide: (task, body, by = reviewer, key = crypto.randomUUID()) => settled(() => world.request(task, body, by, key)),
    async refundsOf(chargeId) {
      const own = new Set(
        (await sandbox.records('stripe', 'refund'))
          .filter((refund) => refund.charge === chargeId)
          .map((refund) => String(refund.id)),
      );
      return (await sandbox.effects('stripe')).filter((effect) => effect.kind === 'refund' && own.has(effect.id));
    },
    async queueDepth(url) {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
      return (
        Number(Attributes?.ApproximateNumberOfMessages ?? 0) +
        Number(Attributes?.ApproximateNumberOfMessagesNotVisible ?? 0)
      );
    },
    async receive(url) {
      const answer = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 1, WaitTimeSeconds: 1 }),
      );
      return (answer.Messages ?? []).map((message) => message.Body ?? '');
    },
    close: async () => void (await Promise.all([owner.end(), temporal.connection.close()])),
  };
  return world;
}
