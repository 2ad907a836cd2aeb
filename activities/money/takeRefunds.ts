import { and, eq, inArray, or } from 'drizzle-orm';
import { learnRefundFailure } from '../../books/disputes/learnRefundFailure.ts';
import type { MoneyCommand } from '../../books/money/moveCommand.ts';
import { postPhase } from '../../books/money/postPhase.ts';
import type { Transaction } from '../../db/database.ts';
import { ledgerTransactions, moneyCommands } from '../../db/money/schema.ts';
import { judgeRefund, type ReconcileProblem } from '../../domain/money/reconcile.ts';
import type { RefundFacts } from '../../providers/stripe/records.ts';

/** Commands of these refunds, by their id or by the key they carry, and which phases of each the ledger holds. */
async function knownOf(tx: Transaction, refunds: RefundFacts[]) {
  const ids = refunds.map((refund) => refund.refundId);
  const keys = refunds.flatMap((refund) => refund.businessKey ?? []);
  const commands = await tx
    .select()
    .from(moneyCommands)
    .where(
      and(
        eq(moneyCommands.vendor, 'stripe'),
        or(inArray(moneyCommands.vendorId, ids), keys.length ? inArray(moneyCommands.idempotencyKey, keys) : undefined),
      ),
    );
  const commandIds = commands.map((command) => command.id);
  const phases = commandIds.length
    ? await tx
        .select({ commandId: ledgerTransactions.commandId, phase: ledgerTransactions.phase })
        .from(ledgerTransactions)
        .where(inArray(ledgerTransactions.commandId, commandIds))
    : [];
  return { commands, phases };
}

/** Judges refunds beside the books, all of them with two questions to the database. */
async function judgeAll(tx: Transaction, refunds: RefundFacts[]) {
  const { commands, phases } = await knownOf(tx, refunds);
  const byId = new Map(commands.map((command) => [command.vendorId, command]));
  const byKey = new Map(commands.map((command) => [command.idempotencyKey, command]));
  return refunds.map((refund) => {
    const command: MoneyCommand | undefined = byId.get(refund.refundId) ?? byKey.get(refund.businessKey ?? '');
    const own = phases.filter((row) => row.commandId === command?.id).map((row) => row.phase);
    return { refund, command, verdict: judgeRefund(refund, command, own) };
  });
}

export interface Taken {
  settled: number;
  suspicious: { refund: RefundFacts; problem: ReconcileProblem }[];
}

/** Writes what needs no person: what has arrived, and what came back. Returns what is suspicious. */
export async function takeRefunds(tx: Transaction, tenantId: string, refunds: RefundFacts[]): Promise<Taken> {
  const taken: Taken = { settled: 0, suspicious: [] };
  if (refunds.length === 0) return taken;
  for (const { refund, command, verdict } of await judgeAll(tx, refunds)) {
    if (verdict.kind === 'suspicious') taken.suspicious.push({ refund, problem: verdict.problem });
    if (verdict.kind === 'settle' && command) {
      await postPhase(tx, command, 'settled');
      taken.settled += 1;
    }
    if (verdict.kind === 'came_back')
      await learnRefundFailure(tx, {
        tenantId,
        refundId: refund.refundId,
        eventId: `reconciler:${refund.refundId}`,
        type: 'refund.failed',
        commandId: command?.id ?? null,
        learnedBy: 'reconciler',
        requestId: 'reconciler',
      });
  }
  return taken;
}
