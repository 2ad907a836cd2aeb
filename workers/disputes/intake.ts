import { sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { startDispute } from '../../books/disputes/startDispute.ts';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import { dropLetter } from '../../books/operations/dropLetter.ts';
import { keepLetter } from '../../books/operations/keepLetter.ts';
import { noteMessageProcess, noteQueueMessage } from '../../books/operations/noteQueueMessage.ts';
import type { Database } from '../../db/database.ts';
import { queueMessages as seenMessages } from '../../db/operations/schema.ts';
import { readQueueMessage } from '../../domain/disputes/envelope.ts';
import type { DisputeEvent } from '../../domain/disputes/schema.ts';
import type { QueueClient, QueueMessage } from '../../providers/sqs/client.ts';
import type { ReviewTimings } from '../../workflows/reviews/contract.ts';
import type { WorkflowEngine } from '../engine.ts';
import { queueMessages } from '../metrics.ts';
import { letterOf } from './deadLetters.ts';

export interface IntakeOptions {
  db: Database;
  engine: WorkflowEngine;
  queue: QueueClient;
  queueUrl: string;
  /** A queue belongs to one tenant. */
  tenantId: string;
  vendorTenantId: string;
  review: ReviewTimings;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  waitSeconds: number;
}

const VISIBILITY_SECONDS = 30;
const ERROR_PAUSE_MS = 1_000;

type Verdict = 'started' | 'joined' | 'ended_before' | 'seen_before';

/** Books the message and, for a new case, its process and start, in one transaction. */
async function book(
  options: IntakeOptions,
  message: QueueMessage,
  event: DisputeEvent,
): Promise<{ verdict: Verdict; processId: string | null }> {
  const { db, tenantId, vendorTenantId, review } = options;
  return db.withTenant(tenantId, async (tx) => {
    if (!(await noteQueueMessage(tx, tenantId, message.messageId))) {
      const [row] = await tx.select().from(seenMessages).where(sql`message_id = ${message.messageId}`);
      return { verdict: 'seen_before', processId: row?.processId ?? null };
    }
    const started = await startDispute(tx, {
      tenantId,
      vendorTenantId,
      caseId: event.case_id,
      customerId: event.customer_id,
      occurredAt: event.occurred_at,
      startedBy: 'queue',
      requestId: message.messageId,
      review,
      mayRerun: false,
      dueAfterMs: TOLD_BY_WRITER_MS,
    });
    await noteMessageProcess(tx, message.messageId, started.process.id);
    return { verdict: started.kind, processId: started.process.id };
  });
}

/**
 * Takes one message: it is deleted only after the workflow start is acknowledged. A message that can't be read stays
 * for the queue's redrive policy, which moves it to the dead-letter queue; nothing is dropped.
 */
async function take(options: IntakeOptions, message: QueueMessage): Promise<void> {
  const { db, engine, queue, queueUrl, tenantId, logger } = options;
  const reading = readQueueMessage(message.body, Date.now());
  if (!reading.ok) {
    queueMessages.inc({ result: 'unreadable' });
    const letter = letterOf(tenantId, message, Date.now());
    await db.withTenant(tenantId, (tx) => keepLetter(tx, letter, 'tries'));
    logger.warn(
      { messageId: message.messageId, code: letter.code, attempt: message.receiveCount },
      'dispute event left for the dead-letter queue',
    );
    await queue.release(queueUrl, message.receiptHandle);
    return;
  }
  const { verdict, processId } = await book(options, message, reading.event);
  // A repeated message also waits for the start: the first taker may have died between booking and starting.
  if (processId) await engine.startProcess(tenantId, processId);
  await queue.delete(queueUrl, message.receiptHandle);
  if (message.receiveCount > 1) await db.withTenant(tenantId, (tx) => dropLetter(tx, message.messageId));
  queueMessages.inc({ result: verdict });
  logger.info({ messageId: message.messageId, status: verdict }, 'dispute event taken');
}

/** Long-polls the queue until stopped. Vendor or engine trouble pauses it; messages come back by themselves. */
export function startIntake(options: IntakeOptions): { stop(): Promise<void> } {
  const abort = new AbortController();
  const loop = (async () => {
    while (!abort.signal.aborted) {
      try {
        const messages = await options.queue.receive(
          options.queueUrl,
          options.waitSeconds,
          VISIBILITY_SECONDS,
          abort.signal,
        );
        const results = await Promise.allSettled(messages.map((message) => take(options, message)));
        const failed = results.filter((result) => result.status === 'rejected');
        if (failed.length > 0) {
          options.logger.warn({ count: failed.length }, 'dispute events put off');
          await new Promise((resolve) => setTimeout(resolve, ERROR_PAUSE_MS));
        }
      } catch (error) {
        if (abort.signal.aborted) break;
        options.logger.warn({ code: error instanceof Error ? error.name : 'UNKNOWN' }, 'queue not readable');
        await new Promise((resolve) => setTimeout(resolve, ERROR_PAUSE_MS));
      }
    }
  })();
  return {
    async stop() {
      abort.abort();
      await loop;
    },
  };
}
