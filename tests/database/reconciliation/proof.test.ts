import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { approvedReturns, closeReturn, openReturn } from '../../../activities/reconciliation/returnSteps.ts';
import { proofStatus } from '../../../cli/reconciliation/status.ts';
import { loginUrl } from '../../../db/roles.ts';
import { FINDING_KINDS, FINDINGS, isOpen } from '../../../domain/reconciliation/proof/findings.ts';
import { backupOf } from '../backup.ts';
import { depsOf } from './arrived.ts';
import { decideTask, recordUntilSettled } from './decideTask.ts';
import { PLANTED } from './plantedDiscrepancies.ts';
import { openProofWorld, type ProofWorld } from './proofWorld.ts';

let world: ProofWorld;
let restore: () => Promise<void>;
beforeAll(async () => {
  world = await openProofWorld(inject('embeddedUrl'));
  restore = await backupOf(world.owner, [
    'bank_connections',
    'bank_accounts',
    'bank_transactions',
    'statement_files',
    'list_cursors',
    'whmcs_instances',
    'invoices',
    'stripe_connections',
    'stripe_payments',
    'stripe_payouts',
    'stripe_balance_transactions',
    'invoice_matches',
    'invoice_match_payments',
    'invoice_match_parts',
    'invoice_match_returns',
    'unmatched_items',
    'review_decisions',
    'money_commands',
    'ledger_transactions',
    'ledger_entries',
    'reconciliation_items',
  ]);
});
afterAll(() => world.stop());

/** The command as the command line runs it: what it printed, and how it ended. */
async function status(options: { tenant?: string; json?: boolean; asOf?: string; all?: boolean } = {}) {
  const { ownerUrl, logins } = world.database;
  const as = (login: { user: string; password: string }) => loginUrl(ownerUrl, login);
  const configuration = {
    ownerUrl,
    databaseUrls: () => ({ app: as(logins.app), platform: as(logins.platform) }),
    bookings: { timeZone: 'UTC' },
  };
  let text = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  try {
    process.exitCode = undefined;
    await proofStatus(configuration as never, options);
    return { text, code: process.exitCode ?? 0 };
  } finally {
    written.mockRestore();
    process.exitCode = undefined;
  }
}
const sum = (places: { amountMinor: number }[]) => places.reduce((total, { amountMinor }) => total + amountMinor, 0);

describe('the proof of an organisation whose sides agree', () => {
  it('agrees, ends with 0, and every cent is in one place', async () => {
    const proof = await world.proof();
    expect(proof).toMatchObject({ agrees: true, findings: [{ kind: 'invoice_waits', amountMinor: 8_000 }] });
    const [account] = proof?.accounts ?? [];
    expect(account).toMatchObject({ openingMinor: 100_000, toldMinor: 124_500, differenceMinor: 0 });
    expect(account?.places).toEqual([
      { place: 'recorded', amountMinor: 20_000, count: 2 },
      { place: 'payout', amountMinor: 4_850, count: 1 },
      { place: 'set_aside', amountMinor: -350, count: 1 },
    ]);
    expect(proof?.totals).toMatchObject([
      { matchesMinor: 25_000, paymentsMinor: 25_000, ledgerMinor: 25_000, whmcsMinor: 25_000, agrees: true },
    ]);
    expect(sum(proof?.instances[0]?.places ?? [])).toBe(33_000);
    const { code, text } = await status();
    expect(code).toBe(0);
    expect(text).toContain('Banks, ledger and WHMCS agree, and nothing is open.');
    expect(text).toMatch(/The bank says, told for .*\$1,245\.00 {2}agrees/);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|null|undefined|_minor/);
  });

  it('an organisation without anything proves nothing: there is nothing to compare', async () => {
    const proof = await world.proof(null, world.B);
    expect(proof?.agrees).toBe(false);
    expect(proof?.findings.map(({ kind, side }) => [kind, side])).toEqual([
      ['nothing_to_compare', 'bank'],
      ['nothing_to_compare', 'whmcs'],
    ]);
    const { code, text } = await status({ tenant: world.B });
    expect([code, text.includes('There is nothing to compare with')]).toEqual([1, true]);
  });
});

describe('planted discrepancies: each is found, named, and never comes with exit code 0', () => {
  it.each(PLANTED)('%s: %s', async (kind, _what, statements) => {
    await world.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      for (const statement of statements) await sql.unsafe(statement);
    });
    try {
      const proof = await world.proof();
      const found = proof?.findings.filter((one) => one.kind === kind) ?? [];
      expect(proof?.findings.map((one) => one.kind)).toContain(kind);
      expect(found.every((one) => isOpen(one) && one.about !== '')).toBe(true);
      expect(proof?.agrees).toBe(false);
      const [held] =
        await world.owner`select count(*)::int as lines from bank_transactions where tenant_id = ${world.A}`;
      expect(await world.linesRead(), 'every line is told of once').toBe(held?.lines);
      const { code, text } = await status({ all: true });
      expect([code, text.includes(FINDINGS[kind].text)]).toEqual([1, true]);
    } finally {
      await restore();
    }
  });

  it.each([
    [
      'another payment stands at an invoice that was paid',
      'invoice_overpaid',
      { id: '900', amountin: '5.00', amountout: '0.00', transid: 'by-hand' },
    ],
    [
      'the payment was taken back and the invoice is left as paid',
      'invoice_payment_gone',
      { id: '900', amountin: '0.00', amountout: '125.00', transid: 'back' },
    ],
  ] as const)('at WHMCS itself: %s', async (_what, kind, transaction) => {
    const { owner, sandbox } = world;
    const [invoice] = (await sandbox.records('whmcs', 'invoice')).filter((one) => Number(one.id) === 7_000);
    const at = (updated_at: string) => sandbox.put('whmcs', 'invoice', [{ ...invoice, updated_at }]);
    await sandbox.put('whmcs', 'transaction', [
      { ...transaction, invoiceid: '7000', gateway: 'banktransfer', date: '2026-11-20 10:00:00', fees: '0.00' },
    ]);
    await at('2026-12-01 10:00:00');
    // A reading of all of it, as there is one each day; the second one is told of no change.
    for (const _again of [1, 2]) {
      await owner`update list_cursors set resume = resume || '{"fullAt": "2026-01-01T00:00:00Z"}' where list = 'invoices'`;
      await world.readWhmcs();
      const found = (await world.proof())?.findings.filter((one) => isOpen(one)) ?? [];
      expect(found.map((one) => one.kind)).toContain(kind);
      expect(found.find((one) => one.kind === kind)?.about).toContain('INV-7000');
    }
    await sandbox.put('whmcs', 'transaction', [
      { ...transaction, invoiceid: '0', gateway: 'banktransfer', date: '2026-11-20 10:00:00', fees: '0.00' },
    ]);
    await at('2026-12-01 11:00:00');
    await owner`update list_cursors set resume = resume || '{"fullAt": "2026-01-01T00:00:00Z"}' where list = 'invoices'`;
    await world.readWhmcs();
    expect((await world.proof())?.agrees).toBe(true);
    await restore();
  });

  it('every kind that may be open is planted; two can only be planted in the function itself', async () => {
    expect((await world.proof())?.agrees, 'each was undone again').toBe(true);
    const planted = new Set(PLANTED.map(([kind]) => kind));
    const left = FINDING_KINDS.filter((kind) => FINDINGS[kind].isOpen && !planted.has(kind));
    // Two matches of one payment: the index of the database lets nobody write them.
    expect(left).toEqual(['nothing_to_compare', 'payment_in_two_matches']);
    expect(planted.size).toBeGreaterThanOrEqual(20);
  });
});

describe('[PY-WHM-05] what was recorded is taken back', () => {
  it('matches, payments, ledger and WHMCS agree about it; the line waits again, and nothing else is open', async () => {
    const [match] = await world.owner`select m.id from invoice_matches m join invoice_match_parts p on p.match_id = m.id
      join invoices i on i.id = p.invoice_id where i.number = 'INV-7000'`;
    const asked = await world.call(
      world.adminA,
      'POST /reconciliation/matches/:match_id/undo',
      { match_id: match?.id },
      { comment: 'Another client' },
    );
    const returnId: string = asked.body.return_id;
    expect((await world.proof())?.findings.map(({ kind }) => kind)).toContain('return_waits');
    const [row] = await world.owner`select process_id from invoice_match_returns where id = ${returnId}`;
    const scope = { tenantId: world.A, processId: String(row?.process_id), returnId };
    const step = await openReturn(depsOf(world))(scope);
    if (step.kind !== 'review') throw new Error('nobody is asked');
    const decisionId = await decideTask(world, scope.processId, step.task, 'approved');
    for (const payment of await approvedReturns(depsOf(world))({ ...scope, decisionId }))
      expect(await recordUntilSettled(world, payment)).toMatchObject({ kind: 'applied' });
    await closeReturn(depsOf(world))({ ...scope, ended: { kind: 'recorded' } });
    await world.readWhmcs();
    const proof = await world.proof();
    expect(proof?.findings.filter(isOpen).map(({ kind }) => kind)).toEqual(['payment_not_matched']);
    expect(proof?.totals).toMatchObject([
      {
        matchesMinor: 12_500,
        paymentsMinor: 12_500,
        ledgerMinor: 12_500,
        whmcsMinor: 12_500,
        takenBackMinor: 12_500,
        agrees: true,
      },
    ]);
  });
});
