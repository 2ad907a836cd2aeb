import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { claimOutbox } from './claimOutbox.ts';
import { closeProcess } from './closeProcess.ts';
import { createProcess } from './createProcess.ts';
import { markDelivered } from './markDelivered.ts';
import { noteRun } from './noteRun.ts';
import { queueLook } from './queueLook.ts';
import { sendAgain, startAgain } from './sendAgain.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const start = (subject: string, workflowId = `test:${subject}`) =>
  database.db.withTenant(tenantId, (tx) =>
    createProcess(tx, {
      tenantId,
      kind: 'dispute',
      subject,
      title: 'A test',
      workflowType: 'testWorkflow',
      workflowId,
      taskQueue: 'core',
      input: (processId) => ({ processId }),
      startedBy: 'books',
    }),
  );
const claim = async (processId: string) =>
  (await database.db.withPlatform('outbox', (tx) => claimOutbox(tx, 100))).filter(
    (row) => row.subject_id === processId,
  );

describe('a process and what the engine is told of it', () => {
  it('the same identity again returns the row that exists and starts nothing', async () => {
    const first = await start('same');
    const second = await start('same', 'test:another');
    expect([first.created, second.created, second.process.id]).toEqual([true, false, first.process.id]);
    expect(await claim(first.process.id)).toHaveLength(1);
  });

  it('a second open run of one workflow is not written; after the first has ended it is', async () => {
    const first = await start('run/1', 'test:run');
    expect((await start('run/2', 'test:run')).process.id).toBe(first.process.id);
    await database.db.withTenant(tenantId, (tx) => closeProcess(tx, first.process.id));
    expect((await start('run/2', 'test:run')).created).toBe(true);
  });

  it('a row that is claimed is not due again until its time; one that is delivered never is', async () => {
    const { process } = await start('claimed');
    const [row] = await claim(process.id);
    expect(await claim(process.id)).toEqual([]);
    const resend = () => database.db.withTenant(tenantId, (tx) => sendAgain(tx, row?.id ?? ''));
    expect(await resend()).toBe(true);
    expect(await claim(process.id)).toHaveLength(1);
    await database.db.withTenant(tenantId, (tx) => markDelivered(tx, 'start', process.id));
    expect([await resend(), await claim(process.id)]).toEqual([false, []]);
    await database.db.withPlatform('recover', (tx) => startAgain(tx, process.id));
    expect(await claim(process.id)).toHaveLength(1);
  });

  it('a cause is told once, and the run id of the first chain stays', async () => {
    const { process } = await start('looked');
    const causeId = crypto.randomUUID();
    await database.db.withTenant(tenantId, async (tx) => {
      await queueLook(tx, { tenantId, processId: process.id, causeId });
      await queueLook(tx, { tenantId, processId: process.id, causeId });
    });
    expect(await claim(causeId)).toHaveLength(1);
    const [first, later] = [crypto.randomUUID(), crypto.randomUUID()];
    await database.db.withTenant(tenantId, (tx) => noteRun(tx, process.id, first));
    await database.db.withTenant(tenantId, (tx) => noteRun(tx, process.id, later));
    expect(await database.owner`select run_id from processes where id = ${process.id}`).toEqual([{ run_id: first }]);
  });
});
