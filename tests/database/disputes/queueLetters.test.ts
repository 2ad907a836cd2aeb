import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePort } from '../../../cli/environment/ports.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import { createQueueClient, type QueueClient } from '../../../providers/sqs/client.ts';
import { lookAtDeadLetters } from '../../../workers/disputes/deadLetters.ts';
import { startIntake } from '../../../workers/disputes/intake.ts';
import type { WorkflowEngine } from '../../../workers/engine.ts';
import { startApi, type TestApi } from '../apiServer.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

const ADMIN = 'admin@countersign.example';
let database: TestDatabase;
let api: TestApi;
let server: Awaited<ReturnType<typeof startFauxqs>>;
let queue: QueueClient;
let sqs: SQSClient;
let queueUrl: string;
let deadUrl: string;
const log: string[] = [];
const logger = pino({}, { write: (line: string) => void log.push(line) });

beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  api = await startApi(database);
  const port = await freePort(0);
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-queue-'));
  server = await startFauxqs({ port, host: '127.0.0.1', logger: false, dataDir, defaultRegion: 'us-east-1' });
  server.createQueue('dead', { region: 'us-east-1' });
  const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
  server.createQueue('events', {
    region: 'us-east-1',
    attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 }), VisibilityTimeout: '30' },
  });
  server.createQueue('alone', { region: 'us-east-1' });
  const endpoint = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  queue = createQueueClient({ region: 'us-east-1', endpoint, ...credentials });
  sqs = new SQSClient({ endpoint, region: 'us-east-1', credentials });
  queueUrl = `${endpoint}/000000000000/events`;
  deadUrl = (await queue.deadLettersOf(queueUrl)) ?? '';
});
afterAll(async () => {
  sqs.destroy();
  await server.stop();
  await api.end();
  await database.end();
});

const send = async (url: string, body: string) =>
  (await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }))).MessageId ?? '';
const depth = async (url: string) => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }));
  return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
};
const until = async (what: string, check: () => Promise<boolean>) => {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((done) => setTimeout(done, 100)))
    if (await check()) return;
  throw new Error(`${what}: not in time`);
};
const options = () => ({ db: database.db, queue, queueUrl, tenantId: TENANT, logger, lookEveryMs: 100 });
const look = () => lookAtDeadLetters(options(), deadUrl, new AbortController().signal);
interface Letter {
  letter_id: string;
  source: string;
  what: string;
  detail: string | null;
  code: string;
  attempts: number;
}
const letters = async (who = ADMIN) => (await api.as(who, 'GET', '/dead-letters')).body.letters as Letter[];
const EVENT = JSON.stringify({ case_id: 'CASE-DEAD', customer_id: 'ACC-1' });
const SNS = {
  Type: 'SubscriptionConfirmation',
  TopicArn: 'arn:aws:sns:us-east-1:1:t',
  Token: 'x',
  Message: 'SECRET-TEXT',
};

describe('[DR-WF-01] [CARD-08] dead letters of the queue', () => {
  it('finds the dead-letter queue from its redrive policy, and none where there is none', async () => {
    expect(deadUrl).toContain('/dead');
    expect(await queue.deadLettersOf(queueUrl.replace('events', 'alone'))).toBeNull();
  });

  it('what the intake can not take is listed with its envelope and reason while it is tried, and when it lies there', async () => {
    // An engine that is away: nothing here comes so far.
    const engine = { startProcess: () => Promise.reject(new Error('away')) } as unknown as WorkflowEngine;
    const intake = startIntake({
      ...options(),
      vendorTenantId: options().tenantId,
      engine,
      review: { remindMs: 1, escalateMs: 1, expireMs: 1 },
      waitSeconds: 1,
    });
    await send(queueUrl, JSON.stringify(SNS));
    await send(queueUrl, '{"case_id": 17');
    await until('two dead letters', async () => (await depth(deadUrl)) === 2);
    await intake.stop();
    const before = await letters();
    expect(before.map(({ source, what, code, attempts }) => [source, what, code, attempts]).toSorted()).toEqual([
      ['queue', 'SNS subscription confirmation', 'UNKNOWN_ENVELOPE', 3],
      ['queue', 'plain', 'UNREADABLE_MESSAGE', 3],
    ]);
    for (let index = 0; index < 3; index += 1) await look();
    // Looking at them is no try.
    expect(await letters()).toEqual(before);
    expect(before.find((letter) => letter.code === 'UNKNOWN_ENVELOPE')?.detail).toContain('confirm');
    expect(JSON.stringify([before, log])).not.toContain('SECRET-TEXT');
    expect(await depth(deadUrl)).toBe(2);
  });

  it('what came there by another way is listed too; another tenant sees none of it', async () => {
    await send(deadUrl, EVENT);
    await send(deadUrl, 'put here by hand');
    await until('four letters', async () => {
      await look();
      return (await letters()).length === 4;
    });
    expect((await letters()).map((letter) => letter.code)).toContain('EVENT_NOT_TAKEN');
    expect(await letters('admin@second.example')).toEqual([]);
  });

  it('one is sent again on request: back in its queue, gone from the list, an event tells by whom', async () => {
    const letter = (await letters()).find(({ code }) => code === 'EVENT_NOT_TAKEN');
    const path = `/dead-letters/${letter?.letter_id}/replay`;
    expect((await api.as('admin@second.example', 'POST', path, {})).status).toBe(404);
    expect((await api.as(ADMIN, 'POST', path, {})).status).toBe(202);
    await until('the event to be back', async () => {
      await look();
      return (await depth(queueUrl)) === 1;
    });
    expect(await depth(deadUrl)).toBe(3);
    expect((await letters()).map(({ letter_id: id }) => id)).not.toContain(letter?.letter_id);
    expect((await api.as(ADMIN, 'POST', path, {})).status).toBe(404);
    const { events } = (await api.as(ADMIN, 'GET', `/admin/events?subject=letter:${letter?.letter_id}`)).body;
    expect(events).toMatchObject([{ type: 'dead_letter_replayed' }]);
  });

  it('letters whose messages were taken away elsewhere leave the list', async () => {
    for (let left = await depth(deadUrl); left > 0; left = await depth(deadUrl))
      for (const message of await queue.receive(deadUrl, 1, 30, new AbortController().signal))
        await queue.delete(deadUrl, message.receiptHandle);
    await look();
    expect((await letters()).length).toBe(3);
    await database.owner`update queue_letters set seen_at = now() - interval '6 minutes'`;
    await look();
    expect(await letters()).toEqual([]);
  });
});
