import { sql } from 'drizzle-orm';
import { decisionsAgain, startAgain } from '../../books/operations/sendAgain.ts';
import { tenants } from '../../db/identity/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { createWorkflowEngine } from '../../workers/engine.ts';
import { reconcileSchedules, reconcileSearchAttributes } from '../../workers/reconcileEngine.ts';
import { type Shown, show } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase, temporalAccess } from '../environment/connect.ts';
import { line } from '../terminal/print.ts';
import { progress } from '../terminal/progress.ts';

/**
 * Restarts every open process that has no running execution, also after Temporal's data was lost. Each run begins anew
 * and finds its proposal, snapshot, decision and money command under their keys, so none happens twice.
 */
export async function recover(configuration: Configuration, options: Shown): Promise<void> {
  const db = openConfiguredDatabase(configuration, 4);
  const { client } = temporalAccess(configuration);
  const engine = createWorkflowEngine(db, client);
  try {
    await reconcileSearchAttributes(client, (line) => void process.stderr.write(`${line}\n`));
    const { open, all } = await db.withPlatform('recover', async (tx) => ({
      open: await tx.select().from(processes).where(sql`status = 'open'`),
      all: await tx.select({ id: tenants.id }).from(tenants),
    }));
    await reconcileSchedules(
      client,
      all.map((tenant) => tenant.id),
      configuration.schedules,
    );
    let restarted = 0;
    const step = progress('looking at open work', open.length);
    const failed: string[] = [];
    for (const process of open) {
      step();
      if (await engine.isRunning(process.workflowId)) continue;
      // The outbox row is due again, so a failure here only means a later start by the dispatcher.
      await db.withPlatform('recover', (tx) => startAgain(tx, process.id));
      await engine.startProcess(process.tenantId, process.id).then(
        () => {
          restarted += 1;
        },
        () => {
          failed.push(process.title ?? process.subject);
        },
      );
    }
    // Decisions that were told to a run that is lost wait in the outbox; they are due now.
    await db.withPlatform('recover', decisionsAgain);
    show({ open: open.length, started_again: restarted, put_off: failed }, options, () => {
      line(`${open.length} open, ${restarted} started again, ${failed.length} put off`);
      for (const title of failed) line(`  later: ${title}`);
    });
  } finally {
    await db.end();
    await client.connection.close();
  }
}
