import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { advanceCommand, type MoneyAdapter } from '../../../activities/money/advanceCommand.ts';
import { finishCommand } from '../../../books/money/finishCommand.ts';
import { intendCommand } from '../../../books/money/intendCommand.ts';
import { DEFAULT_TENANT_ID as TENANT } from '../../../db/seed/tenants.ts';
import {
  type AttemptOutcome,
  COMMAND_STATES,
  type CommandState,
  commandMayMove,
} from '../../../domain/money/command.ts';
import { approveSample } from '../approveSample.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());

const PROTOCOL = {
  dedupe: 'native_key',
  leaseMs: 60,
  listingDelayMs: 20,
  keyWindowMs: 3_600_000,
  maximumLookups: 5,
} as const;
let counter = 0;

/** An approved refund with its intent, as executeRefund writes it. */
async function intend(over: { amountMinor?: number } = {}): Promise<string> {
  counter += 1;
  const { scope, decision } = await approveSample(database.db, TENANT, `PAY-${counter}`);
  const { amountMinor: approvedMinor = decision.approvedMinor } = over;
  const call = { leg: 'refund', vendor: 'stripe', parameters: {}, apiVersion: 'v', mock: true } as const;
  const command = await database.db.withTenant(TENANT, (tx) =>
    intendCommand(tx, { ...scope, ...call, decision: { ...decision, approvedMinor }, exposure: null }),
  );
  if (command === 'stopped') throw new Error('stopped');
  return command.id;
}

class Crash extends Error {}

/** A vendor with key memory whose answers follow a script; a crash is thrown where the process would die. */
function scriptedVendor(
  script: ('ok' | 'lost' | 'never' | 'refused' | 'crash_before' | 'crash_after')[],
  bug: { keyPerAttempt?: boolean; noAnswerIsRefused?: boolean } = {},
) {
  const effects = new Map<string, string>();
  let calls = 0;
  const adapter: MoneyAdapter = {
    protocol: PROTOCOL,
    async attempt(command): Promise<AttemptOutcome> {
      const next = script[calls] ?? 'ok';
      calls += 1;
      if (next === 'crash_before') throw new Crash();
      if (next === 'refused') return { kind: 'refused', code: 'charge_disputed' };
      const key = bug.keyPerAttempt ? `${command.idempotencyKey}:${calls}` : command.idempotencyKey;
      if (next !== 'never') effects.set(key, effects.get(key) ?? `re_${command.id}_${effects.size}`);
      if (next === 'crash_after') throw new Crash();
      if (next === 'ok') return { kind: 'applied', vendorId: effects.get(key) ?? '' };
      return bug.noAnswerIsRefused ? { kind: 'refused', code: 'timeout' } : { kind: 'unknown' };
    },
    // A list that is read too early shows nothing of a key that only this attempt knows.
    lookup: async (command) => {
      const vendorId = bug.keyPerAttempt ? undefined : effects.get(command.idempotencyKey);
      return vendorId ? { kind: 'applied', vendorId } : null;
    },
  };
  return { adapter, effects, calls: () => calls };
}

/** Advances like the workflow does, starting again after each crash, until the command is settled or asks a person. */
async function drive(commandId: string, adapter: MoneyAdapter): Promise<string> {
  for (let turn = 0; turn < 60; turn += 1) {
    try {
      const step = await advanceCommand(database.db, TENANT, commandId, adapter);
      if (step.kind !== 'wait' && step.kind !== 'stopped') return step.kind;
      if (step.kind === 'wait') await new Promise((resolve) => setTimeout(resolve, Math.min(step.waitMs, 120)));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
  return 'never ends';
}

const ledger = () =>
  database.owner`select currency, sum(amount_minor)::int as total from ledger_entries group by currency`;
const script = fc.array(
  fc.constantFrom(
    'ok' as const,
    'lost' as const,
    'never' as const,
    'refused' as const,
    'crash_before' as const,
    'crash_after' as const,
  ),
  { maxLength: 4 },
);

describe('the money command against real books', () => {
  it('[H-10] [H-30] [DR-WF-15] follows the model: at most one effect, outcome as it happened, ledger 0, under random crashes', async () => {
    await fc.assert(
      fc.asyncProperty(script, async (steps) => {
        const commandId = await intend();
        const vendor = scriptedVendor(steps);
        const end = await drive(commandId, vendor.adapter);
        expect(vendor.effects.size).toBeLessThanOrEqual(1);
        expect(end).toBe(vendor.effects.size === 1 ? 'applied' : 'refused');
        const phases =
          await database.owner`select phase from ledger_transactions where command_id = ${commandId} order by occurred_at`;
        expect(phases.map((row) => row.phase)).toEqual(['pending', end === 'applied' ? 'posted' : 'voided']);
        expect((await ledger()).every((row) => row.total === 0)).toBe(true);
      }),
      { numRuns: 40, seed: 99 },
    );
  });

  it('[H-10] workers that advance the same command at once have one effect', async () => {
    const commandId = await intend();
    const vendor = scriptedVendor(['lost']);
    await Promise.all(Array.from({ length: 8 }, () => drive(commandId, vendor.adapter)));
    expect(vendor.effects.size).toBe(1);
  });

  it('planted bug: a key from the attempt number pays twice', async () => {
    const vendor = scriptedVendor(['lost', 'ok'], { keyPerAttempt: true });
    await drive(await intend(), vendor.adapter);
    expect(vendor.effects.size).toBe(2);
  });

  it('planted bug: void on time-out leaves a refund that the books deny', async () => {
    const commandId = await intend();
    const vendor = scriptedVendor(['lost'], { noAnswerIsRefused: true });
    expect([await drive(commandId, vendor.adapter), vendor.effects.size]).toEqual(['refused', 1]);
  });

  it('[H-35] sends nothing while money is stopped and goes on afterwards', async () => {
    const commandId = await intend();
    const vendor = scriptedVendor([]);
    await database.owner`insert into money_stops (tenant_id, reason, started_by) values (null, 'test', 'test')`;
    expect(await advanceCommand(database.db, TENANT, commandId, vendor.adapter)).toEqual({ kind: 'stopped' });
    expect(vendor.calls()).toBe(0);
    await database.owner`update money_stops set ended_at = now()`;
    expect(await drive(commandId, vendor.adapter)).toBe('applied');
  });

  it('asks a person after five lookups that could not be read', async () => {
    const commandId = await intend();
    const vendor = scriptedVendor(['lost']);
    const blind: MoneyAdapter = { ...vendor.adapter, lookup: () => Promise.reject(new Error('down')) };
    expect(await drive(commandId, blind)).toBe('ask_person');
  });
});

describe('what the database refuses by itself', () => {
  const update = (commandId: string, change: string) =>
    database.db.withTenant(TENANT, (tx) =>
      tx.execute(sql.raw(`update money_commands set ${change} where id = '${commandId}'`)),
    );

  it('an amount, currency or payee that was not approved', async () => {
    await expect(intend({ amountMinor: 4501 })).rejects.toThrow();
    const commandId = await intend();
    for (const change of [
      'amount_minor = 1',
      "payee = 'ch_other'",
      "idempotency_key = 'new'",
      'parameters = \'{"a":1}\'',
    ])
      await expect(update(commandId, change), change).rejects.toThrow();
  });

  it('state changes outside the table, for all pairs', async () => {
    const way: Record<CommandState, CommandState[]> = {
      intended: [],
      attempting: ['attempting'],
      unknown: ['attempting', 'unknown'],
      applied: ['attempting', 'applied'],
      refused: ['attempting', 'refused'],
    };
    for (const from of COMMAND_STATES) {
      for (const to of COMMAND_STATES) {
        if (from === to) continue;
        const commandId = await intend();
        for (const state of way[from]) await update(commandId, `state = '${state}'`);
        const refused = await update(commandId, `state = '${to}'`).then(
          () => false,
          () => true,
        );
        expect(refused, `${from} to ${to}`).toBe(!commandMayMove(from, to));
      }
    }
  });

  it('a ledger transaction that does not sum to 0, and more on a charge than it holds', async () => {
    const commandId = await intend();
    await expect(
      database.db.withTenant(TENANT, async (tx) => {
        const [transaction] = await tx.execute(
          sql`insert into ledger_transactions (tenant_id, command_id, phase) values (${TENANT}, ${commandId}, 'settled') returning id`,
        );
        await tx.execute(
          sql`insert into ledger_entries (tenant_id, transaction_id, account_id, amount_minor, currency) select ${TENANT}, ${transaction?.id as string}, id, 5, 'USD' from ledger_accounts where code = 'vendor_settled' or code = 'customer_refunds' limit 1`,
        );
      }),
    ).rejects.toThrow();
    const expose = (open: number) =>
      database.owner`insert into money_exposures (tenant_id, key, currency, limit_minor, open_minor) values (${TENANT}, ${crypto.randomUUID()}, 'USD', 100, ${open})`;
    await expose(100);
    await expect(expose(101)).rejects.toThrow();
  });

  it('planted bug: without the balance trigger an unbalanced ledger is stored', async () => {
    const commandId = await intend();
    await database.owner`alter table ledger_entries disable trigger ledger_balance`;
    await database.db.withTenant(TENANT, async (tx) => {
      const [transaction] = await tx.execute(
        sql`insert into ledger_transactions (tenant_id, command_id, phase) values (${TENANT}, ${commandId}, 'settled') returning id`,
      );
      await tx.execute(
        sql`insert into ledger_entries (tenant_id, transaction_id, account_id, amount_minor, currency) select ${TENANT}, ${transaction?.id as string}, id, 5, 'USD' from ledger_accounts limit 1`,
      );
    });
    await database.owner`alter table ledger_entries enable trigger ledger_balance`;
    expect((await ledger()).some((row) => row.total !== 0)).toBe(true);
  });

  it('a finished command keeps its first outcome', async () => {
    const commandId = await intend();
    const vendor = scriptedVendor([]);
    await drive(commandId, vendor.adapter);
    await database.db.withTenant(TENANT, (tx) => finishCommand(tx, commandId, { kind: 'refused', code: 'late' }));
    const [row] = await database.owner`select state from money_commands where id = ${commandId}`;
    expect(row?.state).toBe('applied');
  });
});
