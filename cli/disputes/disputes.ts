import { createQueueClient } from '../../providers/sqs/client.ts';
import { openSession, printAnswer } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { sandboxClient } from '../demo/sandboxClient.ts';
import { caseRecords, prepareCase } from './cases.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** Puts dispute events on the queue; without a case id each message gets a fresh case in the sandbox. */
export async function sendDisputes(
  configuration: Configuration,
  options: { caseId?: string; customerId?: string; count: string; queueUrl?: string },
): Promise<void> {
  const { env } = configuration;
  const queueUrl = options.queueUrl ?? env.DISPUTE_EVENTS_QUEUE_URL;
  if (!queueUrl) throw new Error('no queue: set DISPUTE_EVENTS_QUEUE_URL or give --queue-url');
  const queue = createQueueClient({
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL_SQS,
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
  });
  const count = Number(options.count);
  if (!Number.isInteger(count) || count < 1 || count > 10_000) throw new Error('--count: 1 to 10000');
  const label = Date.now().toString(36).toUpperCase();
  for (let index = 0; index < count; index += 1) {
    let event = { case_id: options.caseId ?? '', customer_id: options.customerId ?? 'ACC-001-DEMO-67890' };
    if (!options.caseId) {
      if (!env.SANDBOX_URL) throw new Error('fresh cases live in the sandbox; give --case-id to use one of the CRM');
      const prepared = prepareCase(
        {
          name: `${index + 1}`,
          story: 'published by hand',
          decision: null,
          expected: { outcome: 'refunded', refundMinor: null },
        },
        `PUB-${label}`,
      );
      const records = caseRecords(prepared);
      const sandbox = sandboxClient(env.SANDBOX_URL);
      await sandbox.put('stripe', 'charge', [records.charge]);
      await sandbox.put('salesforce', 'Account', [records.account]);
      await sandbox.put('salesforce', 'Case', [records.crmCase]);
      event = { case_id: prepared.caseId, customer_id: prepared.customerId };
    }
    write(`${await queue.send(queueUrl, JSON.stringify(event))} ${event.case_id}`);
  }
}

/** Starts one dispute through the API and waits until it waits for a person or has ended. */
export async function runDispute(
  configuration: Configuration,
  caseId: string,
  customerId = 'ACC-001-DEMO-67890',
): Promise<void> {
  const admin = openSession(configuration, 'admin');
  const started = await admin.post<{ run_id: string | null; process_id: string; workflow_id: string }>('/disputes', {
    case_id: caseId,
    customer_id: customerId,
  });
  if (started.status >= 400) return printAnswer(started);
  const id = started.body.run_id ?? started.body.process_id;
  write(`run ${id}\nworkflow ${started.body.workflow_id}`);
  let last = '';
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(500)) {
    const { body } = await admin.get<{ status: string; current_step: string }>(`/workflow/${id}/status`);
    if (body.current_step !== last) write(`  ${body.status}  ${body.current_step}`);
    last = body.current_step;
    if (body.status !== 'running') return;
  }
  throw new Error('it still runs after two minutes; look at it with: disputes show');
}

export async function listDisputes(
  configuration: Configuration,
  options: { status?: string; limit: string },
): Promise<void> {
  const answer = await openSession(configuration, 'reviewer').get<{ disputes: Record<string, string>[] }>(
    `/disputes?limit=${options.limit}${options.status ? `&status=${options.status}` : ''}`,
  );
  if (answer.status >= 400) return printAnswer(answer);
  if (answer.body.disputes.length === 0) write('no disputes yet; send one with: countersign disputes send');
  for (const row of answer.body.disputes)
    write(
      [
        row.run_id,
        (row.case_id ?? '').padEnd(36),
        (row.status ?? '').padEnd(10),
        (row.current_step ?? '').padEnd(22),
        `$${row.llm_cost}`,
      ].join('  '),
    );
}

export const showDispute = async (configuration: Configuration, runId: string): Promise<void> =>
  printAnswer(await openSession(configuration, 'reviewer').get(`/workflow/${encodeURIComponent(runId)}/status`));

export const showCosts = async (configuration: Configuration, id: string): Promise<void> => {
  const session = openSession(configuration, 'reviewer');
  const run = await session.get(`/costs/workflow/${encodeURIComponent(id)}`);
  printAnswer(run.status === 404 ? await session.get(`/costs/case/${encodeURIComponent(id)}`) : run);
};
