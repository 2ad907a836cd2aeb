import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { closeMatch } from '../../../activities/reconciliation/closeMatch.ts';
import { changeRules } from '../../../books/reconciliation/changeRules.ts';
import { endReconciliation, looksOf } from '../../../books/reconciliation/endReconciliation.ts';
import { startReconciliation } from '../../../books/reconciliation/startReconciliation.ts';
import { matchingRuleSets } from '../../../db/reconciliation/matchSchema.ts';
import { reviewDecisions, reviewTasks } from '../../../db/reviews/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../../db/seed/tenants.ts';
import { DEFAULT_MATCH_RULES } from '../../../domain/matching/invoices/defaultRules.ts';
import { type MatchWorld, openMatchWorld } from './matchWorld.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

const AUTO_ON = { ...DEFAULT_MATCH_RULES, auto: { ...DEFAULT_MATCH_RULES.auto, on: true } };
const asker = { tenantId, actor: 'user:asker', userId: '', requestId: 'test' };

async function proposal(balanceMinor: number) {
  const invoice = await world.invoice({ client: `Firm ${balanceMinor}`, balanceMinor });
  await world.line({ amountMinor: balanceMinor, counterparty: `Firm ${balanceMinor}`, reference: invoice.number });
  await world.match();
  const match = (await world.matches()).find((one) => one.amountMinor === balanceMinor && one.state === 'proposed');
  if (!match) throw new Error('nothing proposed');
  return { match, invoice };
}
/** As if a second person had approved both: rules of the tenant, and what its instance lets the machine do. */
async function letRulesDecide(limitMinor: number) {
  await world.owner`update matching_rule_sets set active = false where tenant_id = ${tenantId}`;
  await world.owner`insert into matching_rule_sets (tenant_id, version, rules, active, made_by)
    select ${tenantId}, coalesce(max(version), 0) + 1, ${world.owner.json(AUTO_ON as never)}, true, 'test' from matching_rule_sets where tenant_id = ${tenantId}`;
  await world.owner`update whmcs_instances set auto_approve = true, auto_limit_minor = ${limitMinor} where id = ${world.of(tenantId).instance.id}`;
}

describe('[PY-MATCH-08] [U-37] who decides about a match', () => {
  it('a person, while approval by the rules is off: the card has both sides, the waterfall and the reason', async () => {
    const { match, invoice } = await proposal(60_001);
    const step = await world.open(tenantId, match);
    expect(step.kind).toBe('review');
    const again = await world.open(tenantId, match);
    expect(again).toEqual(step);
    const [row] =
      (await world.owner`select t.title, t.sentence, s.canonical_json, s.payee, s.maximum_minor from review_tasks t
      join review_snapshots s on s.id = t.snapshot_id where t.process_id = ${match.processId}`) as unknown as Record<
        string,
        string
      >[];
    expect(row).toMatchObject({
      title: `Firm 60001 paid $600.01, invoice ${invoice.number} is due $600.01`,
      sentence: `Count $600.01 as paid on invoice ${invoice.number}`,
      payee: `invoice:${invoice.id}`,
    });
    const shown = JSON.parse(row?.canonical_json ?? '{}');
    expect(shown.payment).toMatchObject({ payer: 'Firm 60001', amount_minor: 60_001 });
    expect(shown.invoice).toMatchObject({ client: 'Firm 60001', balance_minor: 60_001 });
    expect(shown.match.waterfall).toHaveLength(4);
    expect(shown.match.asked_because[0]).toEqual({ reason: 'Approval without a person is off' });
  });

  it('the rules, where tenant and instance let them: recorded as their decision; above the limit a person is asked', async () => {
    await letRulesDecide(60_002);
    const { match } = await proposal(60_002);
    const step = await world.open(tenantId, match);
    expect(step).toMatchObject({ kind: 'decided', approved: true });
    const [decision] = await world.books((tx) =>
      tx
        .select({ decision: reviewDecisions, state: reviewTasks.state })
        .from(reviewDecisions)
        .innerJoin(reviewTasks, eq(reviewTasks.id, reviewDecisions.taskId))
        .where(eq(reviewTasks.processId, match.processId)),
    );
    expect(decision).toMatchObject({
      state: 'approved',
      decision: { actor: 'rules', approvedMinor: 60_002, currency: 'USD' },
    });
    expect((await world.matches()).find(({ id }) => id === match.id)).toMatchObject({
      state: 'approved',
      decidedBy: 'rules',
    });
    const above = await proposal(60_003);
    expect((await world.open(tenantId, above.match)).kind).toBe('review');
  });

  it('nobody in time: the payment is free, and the next run proposes it again', async () => {
    const { match } = await proposal(60_004);
    await world.owner`update whmcs_instances set auto_approve = false where id = ${world.of(tenantId).instance.id}`;
    await closeMatch(world)({ tenantId, processId: match.processId, matchId: match.id, ended: { kind: 'nothing' } });
    await world.match();
    const states = (await world.matches())
      .filter(({ amountMinor }) => amountMinor === 60_004)
      .map(({ state }) => state);
    expect(states.toSorted()).toEqual(['proposed', 'superseded']);
  });
});

describe('[PY-MATCH-01] rules are data of a tenant', () => {
  it('narrower rules hold at once and score the next run; those that let the machine approve more wait, also in the books', async () => {
    await world.owner`delete from matching_rule_sets where tenant_id = ${tenantId}`;
    const userId = (await world.owner`select id from users where tenant_id = ${tenantId} limit 1`)[0]?.id as string;
    const change = (from: number, body: object) =>
      world.books((tx) => changeRules(tx, { from, body: { ...DEFAULT_MATCH_RULES, ...body } }, { ...asker, userId }));
    const narrow = await change(0, { payer: { points: 0, similarity: 0.8 } });
    expect(narrow).toMatchObject({ row: { version: 1, active: true } });
    const { match } = await proposal(60_005);
    expect(match).toMatchObject({ score: 90 });
    expect(match.explanation.rules).toBe('rules-1');
    await expect(change(0, {})).rejects.toThrow('changed since');
    const wide = await change(1, { auto: AUTO_ON.auto });
    expect(wide).toMatchObject({ waits: { kind: 'matching_rules', state: 'pending' } });
    await expect(
      world.books((tx) =>
        tx.insert(matchingRuleSets).values({ tenantId, version: 2, rules: AUTO_ON, active: false, madeBy: 'bug' }),
      ),
    ).rejects.toMatchObject({ cause: { message: expect.stringContaining('needs a second person') } });
  });
});

describe('[W-17] [PY-BANK-05] one run of a tenant', () => {
  it('what comes while it runs makes it go on, exactly where it came after it was counted', async () => {
    await world.owner`update processes set status = 'closed', closed_at = now() where kind = 'reconciliation' and status = 'open'`;
    const start = () =>
      world.books((tx) => startReconciliation(tx, { tenantId, startedBy: 'test', causeId: crypto.randomUUID() }));
    const { process, created } = await start();
    expect(created).toBe(true);
    const looks = await world.books((tx) => looksOf(tx, process.id));
    const counts = { matched: 0, waiting: 0 };
    const end = (seen: number) =>
      world.books((tx) =>
        endReconciliation(tx, { tenantId, processId: process.id, counts, looks: seen, failed: false }),
      );
    expect(await start()).toMatchObject({ created: false, process: { id: process.id } });
    expect(await end(looks)).toEqual({ again: true });
    expect(await end(looks + 1)).toEqual({ again: false });
    expect((await start()).created).toBe(true);
  });
});
