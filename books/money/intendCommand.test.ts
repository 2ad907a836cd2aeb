import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Transaction } from '../../db/database.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import { COMMAND_STATES, type CommandState, commandMayMove } from '../../domain/money/command.ts';
import { approveSample } from '../../tests/database/approveSample.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/database/testDatabase.ts';
import { allowLookups, endLookups, noteAnswer } from './countLookups.ts';
import { finishCommand, settleAttempt } from './finishCommand.ts';
import { intendCommand } from './intendCommand.ts';
import { lockCommand, moveCommand } from './moveCommand.ts';
import { postPhase } from './postPhase.ts';
import { reverseCommand } from './reverseCommand.ts';
import { takeMove, takeResend } from './takeMove.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
});
afterAll(() => database.end());
const inBooks = <Result>(work: (tx: Transaction) => Promise<Result>) => database.db.withTenant(tenantId, work);

const PROTOCOL = {
  dedupe: 'native_key',
  leaseMs: 20_000,
  listingDelayMs: 2_000,
  keyWindowMs: 3_600_000,
  maximumLookups: 2,
} as const;
const CALL = { leg: 'refund', vendor: 'stripe', parameters: {}, apiVersion: 'v', mock: true } as const;

type Sample = Awaited<ReturnType<typeof approveSample>>;
const intent = ({ scope, decision, exposure }: Sample) => ({ ...scope, ...CALL, decision, exposure });
async function intended(sample: Sample) {
  const command = await inBooks((tx) => intendCommand(tx, intent(sample)));
  if (command === 'stopped') throw new Error('stopped');
  return command;
}
const sampleCase = () => approveSample(database.db, tenantId, `MONEY-${crypto.randomUUID()}`);
const begin = async () => intended(await sampleCase());
const take = (commandId: string) => inBooks((tx) => takeMove(tx, commandId, PROTOCOL));
const row = async (commandId: string) =>
  (await database.owner`select * from money_commands where id = ${commandId}`)[0] ?? {};
const exposed = async (key: string | null) =>
  (
    await database.owner`select open_minor::int as open, applied_minor::int as applied, elsewhere_minor::int as elsewhere from money_exposures where key = ${key}`
  )[0];
const phases = async (commandId: string) =>
  (
    await database.owner`select phase from ledger_transactions where command_id = ${commandId} order by occurred_at`
  ).map(({ phase }) => phase);
const events = async (commandId: string) =>
  (await database.owner`select type from events where data ->> 'commandId' = ${commandId} order by sequence`).map(
    ({ type }) => type,
  );
/** The lease and the vendor's listing delay have passed. */
const later = (commandId: string) =>
  database.owner`update money_commands set lease_until = lease_until - interval '30 seconds' where id = ${commandId}`;

/** Whatever a test did, the ledger sums to 0 in every currency. */
async function balanced(): Promise<void> {
  const sums =
    await database.owner`select currency, sum(amount_minor)::int as sum from ledger_entries group by currency`;
  expect(sums.length).toBeGreaterThan(0);
  expect(sums.every(({ sum }) => sum === 0)).toBe(true);
}

describe('the intent of a money command', () => {
  it('is written once with exposure, pending entries and event; the same call again finds it', async () => {
    const sample = await sampleCase();
    const first = await intended(sample);
    const again = await intended(sample);
    expect(again.id).toBe(first.id);
    expect(first).toMatchObject({
      state: 'intended',
      idempotencyKey: `${tenantId}:${sample.decisionId}:refund`,
      payee: sample.charge.chargeId,
      amountMinor: 4500,
    });
    expect(await exposed(sample.exposure.key)).toEqual({ open: 4500, applied: 0, elsewhere: 0 });
    expect(await phases(first.id)).toEqual(['pending']);
    expect(await events(first.id)).toEqual(['money_intended']);
    await balanced();
  });

  it('is not written while money is stopped, and is afterwards', async () => {
    const sample = await sampleCase();
    await database.owner`insert into money_stops (tenant_id, reason, started_by) values (${tenantId}, 'test', 'test')`;
    expect(await inBooks((tx) => intendCommand(tx, intent(sample)))).toBe('stopped');
    expect(await exposed(sample.exposure.key)).toBeUndefined();
    await database.owner`update money_stops set ended_at = now()`;
    expect(await intended(sample)).toMatchObject({ state: 'intended' });
  });

  it('is refused where the charge has less left, and nothing of it is kept', async () => {
    const sample = await sampleCase();
    const spent = { ...sample, exposure: { ...sample.exposure, refundedMinor: 1501 } };
    await expect(intended(spent)).rejects.toMatchObject({ cause: { code: '23514' } });
    expect(await database.owner`select 1 from money_commands where decision_id = ${sample.decisionId}`).toEqual([]);
    await intended({ ...sample, exposure: { ...sample.exposure, refundedMinor: 1500 } });
    expect(await exposed(sample.exposure.key)).toEqual({ open: 4500, applied: 0, elsewhere: 1500 });
  });
});

describe('the moves of a money command', () => {
  it('a move that the table does not know is refused, every other is made', async () => {
    const ways: Record<CommandState, CommandState[]> = {
      intended: [],
      attempting: ['attempting'],
      unknown: ['attempting', 'unknown'],
      applied: ['attempting', 'applied'],
      refused: ['attempting', 'refused'],
    };
    for (const from of COMMAND_STATES)
      for (const to of COMMAND_STATES) {
        const { id } = await begin();
        const moved = await inBooks(async (tx) => {
          for (const step of [...ways[from], to]) await moveCommand(tx, (await lockCommand(tx, id)).command, step);
        }).then(
          () => true,
          () => false,
        );
        expect(moved, `${from} to ${to}`).toBe(commandMayMove(from, to));
        expect((await row(id)).state).toBe(moved ? to : 'intended');
      }
  });

  it('an attempt is leased before the call, and nobody else calls while the lease holds', async () => {
    const { id } = await begin();
    expect(await take(id)).toMatchObject({ move: { kind: 'attempt' } });
    expect(await row(id)).toMatchObject({ state: 'attempting', attempts: 1 });
    expect(await take(id)).toMatchObject({ move: { kind: 'wait' } });
    expect((await row(id)).attempts).toBe(1);
    await later(id);
    expect(await take(id)).toMatchObject({ move: { kind: 'lookup' } });
    expect(await row(id)).toMatchObject({ state: 'unknown', lookups: 1 });
  });

  it('a stop keeps an intended command from its attempt, not one that is called already from its lookup', async () => {
    const [waiting, called] = [await begin(), await begin()];
    await take(called.id);
    await later(called.id);
    await database.owner`insert into money_stops (tenant_id, reason, started_by) values (null, 'test', 'test')`;
    expect(await take(waiting.id)).toMatchObject({ move: { kind: 'stopped' } });
    expect(await row(waiting.id)).toMatchObject({ state: 'intended', attempts: 0 });
    expect(await take(called.id)).toMatchObject({ move: { kind: 'lookup' } });
    expect(await inBooks((tx) => takeResend(tx, called.id, PROTOCOL))).toBe('stopped');
    await database.owner`update money_stops set ended_at = now()`;
    expect(await inBooks((tx) => takeResend(tx, called.id, PROTOCOL))).toBe('leased');
    expect(await inBooks((tx) => takeResend(tx, called.id, PROTOCOL))).toBe('moved');
    expect((await row(called.id)).attempts).toBe(2);
  });

  it('a person is asked when no lookup is left, and may allow more', async () => {
    const { id, processId } = await begin();
    await take(id);
    await later(id);
    await inBooks((tx) => endLookups(tx, id, PROTOCOL));
    expect(await take(id)).toMatchObject({ move: { kind: 'ask_person' } });
    await inBooks((tx) => allowLookups(tx, { commandId: id, processId, actor: 'user:x', requestId: 'r' }));
    expect(await take(id)).toMatchObject({ move: { kind: 'lookup' } });
    await inBooks((tx) =>
      noteAnswer(tx, { commandId: id, processId, actor: 'user:x', found: false, refusedBecause: 'other_key' }),
    );
    expect(await events(id)).toEqual(['money_intended', 'money_outcome_resolved', 'money_outcome_resolved']);
  });
});

describe('the outcome of a money command', () => {
  it('applied: state, exposure, ledger and event; the same outcome and any later one change nothing', async () => {
    const sample = await sampleCase();
    const { id } = await intended(sample);
    await take(id);
    const applied = { kind: 'applied', vendorId: `re_${id}` } as const;
    for (const outcome of [applied, applied, { kind: 'refused', code: 'late' } as const])
      expect(await inBooks((tx) => finishCommand(tx, id, outcome))).toEqual(applied);
    expect(await row(id)).toMatchObject({ state: 'applied', vendor_id: `re_${id}`, lease_until: null });
    expect(await exposed(sample.exposure.key)).toMatchObject({ open: 0, applied: 4500 });
    expect(await phases(id)).toEqual(['pending', 'posted']);
    expect(await events(id)).toEqual(['money_intended', 'money_applied']);
    await balanced();
  });

  it('refused: the money is free again', async () => {
    const sample = await sampleCase();
    const { id } = await intended(sample);
    await take(id);
    expect(await inBooks((tx) => settleAttempt(tx, id, { kind: 'refused', code: 'charge_disputed' }))).toMatchObject({
      kind: 'refused',
    });
    expect(await row(id)).toMatchObject({ state: 'refused', refusal_code: 'charge_disputed' });
    expect(await exposed(sample.exposure.key)).toMatchObject({ open: 0, applied: 0 });
    expect(await phases(id)).toEqual(['pending', 'voided']);
    await balanced();
  });

  it('unknown: the lease stays, the money stays reserved, and it is said once', async () => {
    const sample = await sampleCase();
    const { id } = await intended(sample);
    await take(id);
    const lease = (await row(id)).lease_until;
    for (const _again of [1, 2]) expect(await inBooks((tx) => settleAttempt(tx, id, { kind: 'unknown' }))).toBeNull();
    expect(await row(id)).toMatchObject({ state: 'unknown', lease_until: lease });
    expect(await exposed(sample.exposure.key)).toMatchObject({ open: 4500 });
    expect(await events(id)).toEqual(['money_intended', 'money_outcome_unknown']);
  });

  it('an effect whose failure was told before its id was known is refused, and the message is taken', async () => {
    const { id } = await begin();
    await take(id);
    const refundId = `re_${id}`;
    await database.owner`insert into webhook_events (tenant_id, provider, event_id, type, object_id) values (${tenantId}, 'stripe', ${`evt_${id}`}, 'refund.failed', ${refundId})`;
    expect(await inBooks((tx) => finishCommand(tx, id, { kind: 'applied', vendorId: refundId }))).toEqual({
      kind: 'refused',
      code: 'refund_failed',
      vendorId: refundId,
    });
    expect(await row(id)).toMatchObject({ state: 'refused', vendor_id: refundId });
    const [event] = await database.owner`select taken_at from webhook_events where object_id = ${refundId}`;
    expect(event?.taken_at).not.toBeNull();
  });
});

describe('a refund that came back', () => {
  it.each([
    ['in transit', false],
    ['after it had arrived', true],
  ])('%s: reversed once, off the exposure, and the ledger sums to 0', async (_when, settled) => {
    const sample = await sampleCase();
    const { id } = await intended(sample);
    await take(id);
    const read = async () => (await inBooks((tx) => lockCommand(tx, id))).command;
    await inBooks((tx) => finishCommand(tx, id, { kind: 'applied', vendorId: `re_${id}` }));
    const command = await read();
    if (settled) await inBooks((tx) => postPhase(tx, command, 'settled'));
    for (const _again of [1, 2]) await inBooks((tx) => reverseCommand(tx, command, 'r'));
    expect((await row(id)).failed_later_at).not.toBeNull();
    expect(await exposed(sample.exposure.key)).toMatchObject({ open: 0, applied: 0 });
    expect(await phases(id)).toEqual(['pending', 'posted', ...(settled ? ['settled'] : []), 'reversed']);
    expect((await events(id)).filter((type) => type === 'money_failed_later')).toHaveLength(1);
    await balanced();
    const accounts = await database.owner`select a.code, sum(e.amount_minor)::int as sum from ledger_entries e
      join ledger_accounts a on a.id = e.account_id join ledger_transactions t on t.id = e.transaction_id where t.command_id = ${id} group by a.code`;
    expect(accounts.every(({ sum }) => sum === 0)).toBe(true);
  });

  it('one that was never applied is not reversed', async () => {
    const { id } = await begin();
    await take(id);
    const { command } = await inBooks((tx) => lockCommand(tx, id));
    await inBooks((tx) => reverseCommand(tx, command, 'r'));
    expect((await row(id)).failed_later_at).toBeNull();
    expect(await phases(id)).toEqual(['pending']);
  });

  it('a record in billing posts nothing', async () => {
    const sample = await sampleCase();
    const call = { leg: 'billing', vendor: 'zuora', parameters: {}, apiVersion: 'v', mock: true } as const;
    const { scope, decision } = sample;
    const command = await inBooks((tx) => intendCommand(tx, { ...scope, ...call, decision, exposure: null }));
    expect(await phases(command === 'stopped' ? '' : command.id)).toEqual([]);
  });
});
