import type { Logger } from 'pino';
import { dropLetter } from '../../books/operations/dropLetter.ts';
import { dropUnseenLetters } from '../../books/operations/dropUnseenLetters.ts';
import { keepLetter, type LetterSeen } from '../../books/operations/keepLetter.ts';
import type { Database } from '../../db/database.ts';
import { readQueueMessage } from '../../domain/disputes/envelope.ts';
import type { QueueClient, QueueMessage } from '../../providers/sqs/client.ts';

export interface DeadLetterOptions {
  db: Database;
  queue: QueueClient;
  queueUrl: string;
  tenantId: string;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Pause between two looks. */
  lookEveryMs: number;
}

// Looked at and left: a message is hidden from others this long.
const HIDDEN_SECONDS = 2;
const MAXIMUM_BATCHES = 50;
const BATCH = 10;
/** A letter that no look has shown for so long is gone: looks overlap with what others take and give back. */
const GONE_AFTER_MS = 5 * 60_000;

/** What is shown of a message that can't be taken: how it was packed and why, never what it says. */
export function letterOf(tenantId: string, message: QueueMessage, nowMs: number): LetterSeen {
  const reading = readQueueMessage(message.body, nowMs);
  return {
    tenantId,
    messageId: message.messageId,
    envelope: reading.envelopes.join(' > '),
    // An event that can be read came here because taking it failed each time.
    code: reading.ok ? 'EVENT_NOT_TAKEN' : reading.code,
    problem: reading.ok ? 'it was tried until the queue gave it up' : reading.problem,
    attempts: message.receiveCount,
  };
}

/** Looks at one message; true when it went back to the queue because somebody asked for it. */
async function look(options: DeadLetterOptions, deadLettersUrl: string, message: QueueMessage): Promise<boolean> {
  const { db, queue, queueUrl, tenantId } = options;
  const letter = await db.withTenant(tenantId, (tx) =>
    keepLetter(tx, letterOf(tenantId, message, Date.now()), 'looks'),
  );
  if (letter.state !== 'again') return false;
  // Sent before it is taken out: a crash between the two sends it twice, and a case that runs is joined.
  await queue.send(queueUrl, message.body);
  await queue.delete(deadLettersUrl, message.receiptHandle);
  await db.withTenant(tenantId, (tx) => dropLetter(tx, message.messageId));
  return true;
}

/** One look at all dead letters, as far as they show themselves. */
export async function lookAtDeadLetters(options: DeadLetterOptions, url: string, signal: AbortSignal): Promise<void> {
  const { db, queue, tenantId, logger } = options;
  const startedAt = Date.now();
  const seen = new Set<string>();
  for (let batch = 0; batch < MAXIMUM_BATCHES && !signal.aborted; batch += 1) {
    const messages = await queue.receive(url, 0, HIDDEN_SECONDS, signal);
    const fresh = messages.filter(({ messageId }) => !seen.has(messageId));
    if (fresh.length === 0) break;
    for (const message of fresh) {
      seen.add(message.messageId);
      if (await look(options, url, message)) logger.info({ messageId: message.messageId }, 'dead letter sent again');
    }
  }
  if (!signal.aborted && seen.size < MAXIMUM_BATCHES * BATCH)
    await db.withTenant(tenantId, (tx) => dropUnseenLetters(tx, new Date(startedAt - GONE_AFTER_MS)));
}

/** Reads the dead letters of the event queue again and again, so that the desk shows what lies there. */
export function watchDeadLetters(options: DeadLetterOptions): { stop(): Promise<void> } {
  const abort = new AbortController();
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.lookEveryMs);
      abort.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  let url: string | null = null;
  const lookOnce = async () => {
    url ??= await options.queue.deadLettersOf(options.queueUrl);
    if (url) await lookAtDeadLetters(options, url, abort.signal);
  };
  const loop = (async () => {
    while (!abort.signal.aborted) {
      await lookOnce().catch((error: unknown) => {
        if (!abort.signal.aborted)
          options.logger.warn({ code: error instanceof Error ? error.name : 'UNKNOWN' }, 'dead letters not readable');
      });
      await pause();
    }
  })();
  return {
    async stop() {
      abort.abort();
      await loop;
    },
  };
}
