import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { trainMatcher } from '../../../activities/reconciliation/trainMatcher.ts';
import { chooseModel } from '../../../books/reconciliation/keepModel.ts';
import { decidedPairs } from '../../../db/reconciliation/decidedPairs.ts';
import { matchingModels } from '../../../db/reconciliation/modelSchema.ts';
import { modelNow } from '../../../db/reconciliation/models.ts';
import { DEFAULT_TENANT_ID, SECOND_TENANT_ID } from '../../../db/seed/tenants.ts';
import { type MatchWorld, openMatchWorld } from './matchWorld.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

const versions = (tenantId = DEFAULT_TENANT_ID) =>
  world.books((tx) => tx.select().from(matchingModels).orderBy(matchingModels.version), tenantId);
const train = (training: string, tenantId = DEFAULT_TENANT_ID) => trainMatcher(world.deps)({ tenantId, training });
const WORDS = 'Birch Cedar Maple Hazel Rowan Alder Aspen Larch Linden Willow'.split(' ');

/** Invoices of as many clients, and their payments, of which each fifth is cut and each seventh names nothing. */
async function trade(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const client = `${WORDS[at % 10]} ${WORDS[Math.floor(at / 10) % 10]}works`;
    const balanceMinor = 10_000 + (at % 40) * 250;
    const invoice = await world.invoice({ client, balanceMinor });
    await world.line({
      amountMinor: balanceMinor,
      counterparty: at % 5 === 0 ? client.slice(0, 10) : client,
      reference: at % 7 === 0 ? 'thank you' : invoice.number,
    });
  }
}

describe('[PY-FUT-03] the training of a tenant', () => {
  it('keeps a version of what it learned, once; what people decided is read as it was before', async () => {
    await trade(120);
    await world.match();
    const proposed = await world.matches();
    expect(proposed.length).toBeGreaterThan(60);
    // Two people decided: the books hold it as it is written by a decision.
    await world.owner`update invoice_matches set state = 'rejected', decided_by = 'user:one', decided_at = now() where id = ${proposed[0]?.id ?? ''}`;
    const decided = await world.books((tx) => decidedPairs(tx, world.cipher));
    expect(decided).toHaveLength(1);
    expect(decided[0]).toMatchObject({
      userId: 'user:one',
      right: false,
      slices: ['by bank', 'in USD', 'as exact'],
      transaction: { amountMinor: proposed[0]?.paidMinor },
      invoice: { balanceMinor: proposed[0]?.amountMinor },
    });
    expect(decided[0]?.invoice.clientName).toContain('works');
    await trade(120);
    expect(await train('first')).toEqual({ trained: 1, promoted: 0 });
    expect(await train('first')).toEqual({ trained: 1, promoted: 0 });
    expect(await versions()).toMatchObject([
      { version: 1, used: false, result: 'not_enough_data', madeBy: 'workflow' },
    ]);
  });

  it('the next run goes by the version in use, which each match keeps; back to the rules is one call', async () => {
    const by = { tenantId: DEFAULT_TENANT_ID, actor: 'user:one', userId: crypto.randomUUID(), requestId: 'test' };
    const choose = (from: number, version: number) => world.books((tx) => chooseModel(tx, { from, version }, by));
    await choose(0, 1);
    const before = new Set((await world.matches()).map(({ id }) => id));
    await world.match();
    const made = (await world.matches()).filter(({ id, kind }) => !before.has(id) && kind === 'exact');
    expect(made.length).toBeGreaterThan(20);
    expect(new Set(made.map(({ explanation }) => explanation.model))).toEqual(new Set(['learned-2']));
    await choose(2, 0);
    expect(await world.books((tx) => modelNow(tx))).toEqual({ version: 3, model: null });
    const invoice = await world.invoice({ client: 'Quiet Quarry', balanceMinor: 81_811 });
    await world.line({ amountMinor: 81_811, counterparty: 'Quiet Quarry', reference: invoice.number });
    await world.match();
    const last = (await world.matches()).find(({ amountMinor }) => amountMinor === 81_811);
    expect(last?.explanation).toMatchObject({ model: null, unit: 'points' });
  });

  it('a tenant with too little keeps nothing, and learns nothing of another', async () => {
    expect(await train('other', SECOND_TENANT_ID)).toEqual({ trained: 0, promoted: 0 });
    expect(await versions(SECOND_TENANT_ID)).toEqual([]);
    expect(await world.books((tx) => decidedPairs(tx, world.cipher), SECOND_TENANT_ID)).toEqual([]);
    expect(await world.books((tx) => tx.$count(matchingModels, sql`true`))).toBe(3);
  });
});
