import { desc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { events } from '../../db/operations/schema.ts';
import { matchingModels } from '../../db/reconciliation/modelSchema.ts';
import { modelNow } from '../../db/reconciliation/models.ts';
import { DEFAULT_TENANT_ID, SECOND_TENANT_ID } from '../../db/seed/tenants.ts';
import type { Training } from '../../domain/matching/invoices/training.ts';
import type { LearnedModel } from '../../domain/matching/learned/schema.ts';
import { type MatchWorld, openMatchWorld } from '../../tests/database/reconciliation/matchWorld.ts';
import { chooseModel, keepTraining } from './keepModel.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

const model: LearnedModel = {
  kind: 'fellegi_sunter',
  version: 'learned',
  fields: [
    {
      spec: { field: 'currency', kind: 'given', levels: ['the same', 'another'], guess: [0, -3] },
      ofMatches: [0.9, 0.1],
      ofOthers: [0.5, 0.5],
    },
  ],
  pairedShare: 0.9,
  trainedOn: { pairs: 1_000, vectors: 10, passes: 5 },
};
const outcome = (result: Extract<Training, { kind: 'trained' }>['result']): Training => ({
  kind: 'trained',
  model,
  result,
  comparison: { current: 0.8, proposed: 0.9, slices: [] },
});
const keep = (training: string, from: number, result: Parameters<typeof outcome>[0], tenantId = DEFAULT_TENANT_ID) =>
  world.books((tx) => keepTraining(tx, { tenantId, training, from, outcome: outcome(result) }), tenantId);
const asker = { tenantId: DEFAULT_TENANT_ID, actor: 'user:a', userId: crypto.randomUUID(), requestId: 'test' };
const choose = (from: number, version: number) => world.books((tx) => chooseModel(tx, { from, version }, asker));
const now = (tenantId = DEFAULT_TENANT_ID) => world.books((tx) => modelNow(tx), tenantId);
const machineApproves = (on: boolean) =>
  world.owner`update whmcs_instances set auto_approve = ${on} where tenant_id = ${DEFAULT_TENANT_ID}`;

describe('[D-28] [PY-FUT-03] what was learned about payments', () => {
  it('is in use only where it passed the gate; the same training keeps one version; a person goes back in one call', async () => {
    expect(await keep('one', 0, 'slice_worse')).toMatchObject({ version: 1, used: false, result: 'slice_worse' });
    expect(await keep('one', 0, 'better')).toMatchObject({ version: 1, used: false });
    expect(await now()).toEqual({ version: 0, model: null });
    expect(await keep('two', 0, 'better')).toMatchObject({ version: 2, used: true, result: 'promoted' });
    expect(await now()).toMatchObject({ version: 2, model: { version: 'learned-2' } });
    // It was compared with what does not score any more.
    expect(await keep('late', 0, 'better')).toMatchObject({ version: 3, used: false });
    await expect(choose(0, 0)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await expect(choose(2, 99)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await choose(2, 0)).toMatchObject({ row: { version: 4, model: null, chosen: 0 } });
    expect(await now()).toEqual({ version: 4, model: null });
    const kept = await world.books((tx) =>
      tx.select().from(events).where(eq(events.subject, 'matching-model')).orderBy(desc(events.sequence)),
    );
    expect(kept.map(({ type }) => type)).toEqual([
      'matching_model_chosen',
      'matching_model_trained',
      'matching_model_trained',
      'matching_model_trained',
    ]);
  });

  it('another tenant has its own versions, and sees none of these', async () => {
    expect(await now(SECOND_TENANT_ID)).toEqual({ version: 0, model: null });
    expect(await keep('one', 0, 'better', SECOND_TENANT_ID)).toMatchObject({ version: 1, used: true });
    expect((await now()).version).toBe(4);
  });

  it('while the machine approves by itself, a training puts nothing into use, and a choice waits for a second person', async () => {
    await machineApproves(true);
    expect(await keep('three', 4, 'better')).toMatchObject({ version: 5, used: false, result: 'needs_person' });
    const asked = await choose(4, 5);
    expect('waits' in asked && asked.waits.kind).toBe('matching_model');
    expect((await now()).version).toBe(4);
    // A planted bug that writes it all the same is refused by the database.
    const bug = world.books((tx) =>
      tx.insert(matchingModels).values({
        tenantId: DEFAULT_TENANT_ID,
        version: 6,
        model,
        used: true,
        result: 'promoted',
        training: 'bug',
        madeBy: 'bug',
      }),
    );
    await expect(bug).rejects.toMatchObject({ cause: { message: expect.stringContaining('needs a second person') } });
    // The rules again take power away from the machine, and wait for nobody.
    expect(await choose(4, 0)).toMatchObject({ row: { version: 6, model: null } });
    await machineApproves(false);
  });

  it('a version is never changed, whoever tries', async () => {
    const change = world.books((tx) => tx.update(matchingModels).set({ used: true }).where(sql`version = 1`));
    await expect(change).rejects.toThrow();
    await expect(world.owner`update matching_models set used = true where version = 1`).rejects.toThrow(
      'a version is fixed',
    );
  });
});
