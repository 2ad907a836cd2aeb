import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { loadUnmatched } from '../../../activities/reconciliation/loadUnmatched.ts';
import { ignoreLine, takeLineBack } from '../../../books/banking/changeLine.ts';
import { takeLines } from '../../../books/banking/takeLines.ts';
import { approveMatch, lockMatch } from '../../../books/reconciliation/moveMatch.ts';
import { bankTransactions } from '../../../db/banking/schema.ts';
import { invoices } from '../../../db/reconciliation/schema.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../../db/seed/tenants.ts';
import type { BankLine } from '../../../domain/banking/line.ts';
import { DEFAULT_MATCH_RULES } from '../../../domain/matching/invoices/defaultRules.ts';
import { type MatchWorld, openMatchWorld } from './matchWorld.ts';

let world: MatchWorld;
beforeAll(async () => {
  world = await openMatchWorld(inject('embeddedUrl'));
});
afterAll(() => world.end());

const by = { actor: 'user:thief', requestId: 'attack' };
const lineNow = async (id: string) =>
  (await world.books((tx) => tx.select().from(bankTransactions).where(eq(bankTransactions.id, id))))[0];
const approve = (id: string) =>
  world.books(async (tx) => {
    const match = await lockMatch(tx, id);
    return match ? approveMatch(tx, match, 'user:test') : 'NOT_FOUND';
  });
const matchOf = async (minor: number, state = 'proposed') =>
  (await world.matches()).find((one) => one.amountMinor === minor && one.state === state);

/** A line as Plaid tells it. */
const told = (over: Partial<BankLine>): BankLine => ({
  status: 'posted',
  bookedOn: '2026-11-15',
  valueOn: null,
  amountMinor: 1,
  currency: 'USD',
  counterparty: 'THIEF LTD',
  reference: null,
  description: null,
  endToEndId: null,
  bankReference: null,
  externalId: crypto.randomUUID(),
  pendingExternalId: null,
  ...over,
});
const tell = (lines: BankLine[], removedExternalIds: string[] = []) =>
  world.books((tx) =>
    takeLines(tx, {
      tenantId,
      accountId: world.of(tenantId).account.id,
      source: 'plaid',
      scope: 'item',
      lines,
      removedExternalIds,
      mock: true,
      by,
    }),
  );

/** An invoice and the line that pays it, proposed as a run proposes it. */
async function proposal(minor: number, over: Partial<BankLine> = {}) {
  const invoice = await world.invoice({ client: `Thief ${minor}`, balanceMinor: minor });
  const line = told({ amountMinor: minor, counterparty: `Thief ${minor}`, reference: invoice.number, ...over });
  await tell([line]);
  await world.match();
  const match = await matchOf(minor);
  if (!match) throw new Error('nothing proposed');
  const [row] =
    await world.owner`select bank_transaction_id as id from invoice_match_payments where match_id = ${match.id}`;
  return { invoice, line, match, lineId: String(row?.id) };
}

describe('[PY-ADM-06] [PY-MATCH-08] a payment is counted only while it stands', () => {
  it('a line that is set aside, or taken back by the bank, at the moment of the approval is not counted', async () => {
    for (const [minor, spoil] of [
      [
        70_001,
        (lineId: string) =>
          sql`update bank_transactions set match_state = 'ignored', match_reason = 'x' where id = ${lineId}`,
      ],
      [70_002, (lineId: string) => sql`update bank_transactions set removed_at = now() where id = ${lineId}`],
    ] as const) {
      const { match, lineId } = await proposal(minor);
      let approved: ReturnType<typeof approve> | undefined;
      await world.books(async (tx) => {
        await tx.execute(spoil(lineId));
        approved = approve(match.id);
        // It has come to the lock of the line, and waits for this transaction.
        for (;;) {
          const waits =
            await world.owner`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
          if (waits.length > 0 || (await Promise.race([approved, false])) !== false) break;
        }
      });
      expect(await approved, String(minor)).toBe('REVIEW_STALE');
    }
  });

  it('a line that was removed, ignored, changed or is pending is proposed by no run, and its proposal ends', async () => {
    const { match, line } = await proposal(70_003);
    await tell([], [line.externalId ?? '']);
    expect(await approve(match.id)).toBe('REVIEW_STALE');
    await loadUnmatched(world)({ tenantId, processId: crypto.randomUUID() });
    expect((await world.matches()).find(({ id }) => id === match.id)).toMatchObject({ state: 'superseded' });
    await world.match();
    expect(await matchOf(70_003)).toBeUndefined();
    const waiting = await world.invoice({ client: 'Thief 70004', balanceMinor: 70_004 });
    await tell([
      told({ amountMinor: 70_004, status: 'pending', counterparty: 'Thief 70004', reference: waiting.number }),
    ]);
    await world.match();
    expect(await matchOf(70_004)).toBeUndefined();
  });

  it('a recorded line whose amount the bank changes pays no second invoice, stops no run and can not be set aside', async () => {
    const { match, line, lineId } = await proposal(70_005);
    expect(await approve(match.id)).toBeNull();
    const other = await world.invoice({ client: 'Thief 70005', balanceMinor: 70_006 });
    await tell([{ ...line, amountMinor: 70_006, reference: other.number }]);
    expect(await lineNow(lineId)).toMatchObject({ matchState: 'unmatched', matchReason: 'amount_changed' });
    await expect(world.books((tx) => ignoreLine(tx, lineId, 'out of sight', by))).rejects.toMatchObject({
      code: 'BANK_LINE_MATCHED',
    });
    const bystander = await world.invoice({ client: 'Bystander', balanceMinor: 70_007 });
    await tell([told({ amountMinor: 70_007, counterparty: 'Bystander', reference: bystander.number })]);
    await world.match();
    expect([await matchOf(70_006), (await matchOf(70_007))?.amountMinor]).toEqual([undefined, 70_007]);
  });

  it('a line that is set aside and taken up again is proposed once', async () => {
    const { match, lineId } = await proposal(70_008);
    await world.books((tx) => ignoreLine(tx, lineId, 'x', by));
    await world.books((tx) => takeLineBack(tx, lineId, by));
    expect(await approve(match.id)).toBe('REVIEW_STALE');
    await world.match();
    const states = async () =>
      (await world.matches()).filter(({ amountMinor }) => amountMinor === 70_008).map(({ state }) => state);
    expect(await states()).toEqual(['proposed']);
    await loadUnmatched(world)({ tenantId, processId: crypto.randomUUID() });
    await world.match();
    expect((await states()).toSorted()).toEqual(['proposed', 'superseded']);
  });

  it('an invoice whose currency, state or balance a reading has changed is not approved', async () => {
    for (const [minor, change] of [
      [70_010, { currency: 'JPY' }],
      [70_011, { state: 'cancelled', balanceMinor: 0 }],
      [70_012, { balanceMinor: 70_011 }],
    ] as const) {
      const { match, invoice } = await proposal(minor);
      await world.books((tx) => tx.update(invoices).set(change).where(eq(invoices.id, invoice.id)));
      expect(await approve(match.id), String(minor)).toBe('INVOICE_ALREADY_SETTLED');
    }
  });
});

describe('[PY-MATCH-08] [PY-WHM-07] what the machine may do is what it may do now', () => {
  const set = async (on: boolean, limit: number): Promise<void> =>
    void (await world.owner`update whmcs_instances set auto_approve = ${on}, auto_limit_minor = ${limit} where id = ${world.of(tenantId).instance.id}`);
  const newRules = async (): Promise<void> => {
    const { owner } = world;
    await owner`update matching_rule_sets set active = false where tenant_id = ${tenantId}`;
    const rules = { ...DEFAULT_MATCH_RULES, auto: { ...DEFAULT_MATCH_RULES.auto, on: true } };
    await owner`insert into matching_rule_sets (tenant_id, version, rules, active, made_by)
      select ${tenantId}, version, ${owner.json(rules as never)} || jsonb_build_object('version', 'rules-' || version), true, 'test'
      from (select coalesce(max(version), 0) + 1 as version from matching_rule_sets where tenant_id = ${tenantId}) as next`;
  };

  it.each([
    ['switched off', () => set(false, 1_000_000), 'review'],
    ['limited below the amount', () => set(true, 1), 'review'],
    ['given other rules', newRules, 'review'],
    ['left as it was', async (): Promise<void> => undefined, 'decided'],
  ] as const)('between the proposal and its run approval without a person is %s', async (_how, change, kind) => {
    await newRules();
    await set(true, 1_000_000);
    const minor = 71_000 + (await world.matches()).length;
    const { match } = await proposal(minor);
    expect(match.notAuto).toEqual([]);
    await change();
    const step = await world.open(tenantId, match);
    expect(step.kind).toBe(kind);
  });
});
