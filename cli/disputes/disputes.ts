import { counted, spaced } from '../../domain/words.ts';
import { createQueueClient } from '../../providers/sqs/client.ts';
import { bodyOf, openSession } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { sandboxClient } from '../demo/sandboxClient.ts';
import { Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { progress } from '../terminal/progress.ts';
import { caseRecords, prepareCase } from './cases.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const DEMO_CUSTOMER = 'ACC-001-DEMO-67890';

/** A case that nobody has seen yet, with its charge and its customer. */
async function freshCase(sandboxUrl: string | undefined, label: string, number: number) {
  if (!sandboxUrl)
    throw new Failure('usage', 'fresh cases live in the sandbox, and there is none', {
      next: 'give --case-id to use a case of the CRM',
    });
  const expected = { outcome: 'refunded', refundMinor: null } as const;
  const prepared = prepareCase({ name: `${number}`, story: 'published by hand', decision: null, expected }, label);
  const records = caseRecords(prepared);
  const sandbox = sandboxClient(sandboxUrl);
  await sandbox.put('stripe', 'charge', [records.charge]);
  await sandbox.put('salesforce', 'Account', [records.account]);
  await sandbox.put('salesforce', 'Case', [records.crmCase]);
  return { case_id: prepared.caseId, customer_id: prepared.customerId };
}

/** Puts dispute events on the queue; without a case id each message gets a fresh case in the sandbox. */
export async function sendDisputes(
  configuration: Configuration,
  options: { caseId?: string; customerId?: string; count: string; queueUrl?: string },
): Promise<void> {
  const { env } = configuration;
  const queueUrl = options.queueUrl ?? env.DISPUTE_EVENTS_QUEUE_URL;
  if (!queueUrl)
    throw new Failure('unreachable', 'there is no queue to send to', {
      next: 'start one: countersign up, or give --queue-url',
    });
  const queue = createQueueClient({
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL_SQS,
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
  });
  const count = Number(options.count);
  if (!Number.isInteger(count) || count < 1 || count > 10_000)
    throw new Failure('usage', `--count: a whole number from 1 to 10000, not ${options.count}`);
  const label = Date.now().toString(36).toUpperCase();
  const step = progress('sending', count);
  for (let index = 0; index < count; index += 1) {
    const event = options.caseId
      ? { case_id: options.caseId, customer_id: options.customerId ?? DEMO_CUSTOMER }
      : await freshCase(env.SANDBOX_URL, `PUB-${label}`, index + 1);
    await queue.send(queueUrl, JSON.stringify(event));
    step();
    if (count <= 20) line(`sent ${event.case_id}`);
  }
  line(`${counted(count, 'message')} on the queue; see: countersign disputes list`);
}

/** Starts one dispute through the API and waits until it waits for a person or has ended. */
export async function runDispute(caseId: string, customerId = DEMO_CUSTOMER): Promise<void> {
  const admin = openSession('admin');
  const answer = await admin.post<{ run_id: string | null; process_id: string; workflow_id: string }>('/disputes', {
    case_id: caseId,
    customer_id: customerId,
  });
  const started = bodyOf(answer);
  const id = started.run_id ?? started.process_id;
  line(`run ${id}`);
  let last = '';
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(500)) {
    const read = await admin.get<{ status: string; current_step: string; title: string }>(`/workflow/${id}/status`);
    const { status, current_step: step, title } = bodyOf(read);
    if (step !== last) line(`  ${spaced(step)}`);
    last = step;
    if (status === 'pending') return line(`${title} waits for a person: countersign reviews list --search ${caseId}`);
    if (status !== 'running') return line(`${title}: ${status}`);
  }
  throw new Failure('later', 'it still runs after two minutes', { next: `countersign disputes show ${id}` });
}
