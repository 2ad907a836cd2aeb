import { sql } from 'drizzle-orm';
import { decisionsAgain, startAgain } from '../../books/operations/sendAgain.ts';
import { tenants } from '../../db/identity/schema.ts';
import { processes } from '../../db/operations/schema.ts';
import { createWorkflowEngine } from '../../workers/engine.ts';
import { reconcileSchedules, reconcileSearchAttributes } from '../../workers/reconcileEngine.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase, temporalAccess } from '../environment/connect.ts';

/**
 * Restarts every open process that has no running execution, also after Temporal's data was lost. Each run begins anew
 * and finds its proposal, snapshot, decision and money command under their keys, so none happens twice.
 */
export async function recover(configuration: Configuration): Promise<void> {
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
    const failed: string[] = [];
    for (const process of open) {
      if (await engine.isRunning(process.workflowId)) continue;
      // The outbox row is due again, so a failure here only means a later start by the dispatcher.
      await db.withPlatform('recover', (tx) => startAgain(tx, process.id));
      await engine.startProcess(process.tenantId, process.id).then(
        () => {
          restarted += 1;
        },
        () => {
          failed.push(process.workflowId);
        },
      );
    }
    // Decisions that were told to a run that is lost wait in the outbox; they are due now.
    await db.withPlatform('recover', decisionsAgain);
    process.stdout.write(`${open.length} open, ${restarted} started again, ${failed.length} put off\n`);
    for (const workflowId of failed) process.stdout.write(`  later: ${workflowId}\n`);
  } finally {
    await db.end();
    await client.connection.close();
  }
}
