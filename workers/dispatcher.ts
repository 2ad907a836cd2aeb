import { claimOutbox, type OutboxRow } from '../books/operations/claimOutbox.ts';
import type { Database } from '../db/database.ts';
import type { WorkflowEngine } from './engine.ts';
import { type AppLogger, logWith } from './logger.ts';
import { outboxDelivered } from './metrics.ts';

const BATCH = 20;
const POLL_MS = 2_000;
const DECISION_TIMEOUT_MS = 10_000;

async function deliver(engine: WorkflowEngine, row: OutboxRow): Promise<void> {
  if (row.kind === 'start') await engine.startProcess(row.tenant_id, row.subject_id);
  else if (row.kind === 'look') await engine.look(row.tenant_id, row.process_id ?? '', row.subject_id);
  else await engine.decide(row.tenant_id, row.subject_id, DECISION_TIMEOUT_MS);
  outboxDelivered.inc({ kind: row.kind });
}

/** Drains the outbox: woken by NOTIFY, with a slow poll as the net below it. Any number of dispatchers may run. */
export async function startDispatcher(
  db: Database,
  engine: WorkflowEngine,
  logger: AppLogger,
): Promise<() => Promise<void>> {
  let stopped = false;
  // A row that is told of while others are being claimed is not left to the poll.
  let woken = false;
  let interrupt: () => void = () => undefined;
  const wake = () => {
    woken = true;
    interrupt();
  };
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const unlisten = await db.listen('outbox', () => wake());

  const loop = (async () => {
    while (!stopped) {
      let claimed = 0;
      woken = false;
      try {
        const rows = await db.withPlatform('outbox', (tx) => claimOutbox(tx, BATCH));
        claimed = rows.length;
        const results = await Promise.allSettled(rows.map((row) => deliver(engine, row)));
        const failed = results.filter((result) => result.status === 'rejected').length;
        if (failed > 0) logger.warn({ count: failed }, 'outbox deliveries put off');
      } catch (error) {
        logWith(logger)('outbox not readable', { code: error instanceof Error ? error.name : 'UNKNOWN' });
      }
      if (claimed < BATCH && !woken) await sleep();
    }
  })();
  return async () => {
    stopped = true;
    wake();
    await loop;
    await unlisten().catch(() => undefined);
  };
}
