import { and, eq, gt, isNull, lte } from 'drizzle-orm';
import type Stripe from 'stripe';
import { endComparison } from '../../books/money/endComparison.ts';
import type { Problem } from '../../books/money/reportProblems.ts';
import type { Database } from '../../db/database.ts';
import { moneyCommands, reconcilerCursors, reconciliationItems } from '../../db/money/schema.ts';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import type { RefundFacts } from '../../providers/stripe/records.ts';
import type { ReconcileActivities } from '../../workflows/money/contract.ts';
import { createRefundFeed, type RefundFeed, type Span, spans } from './refundFeed.ts';
import { takeRefunds } from './takeRefunds.ts';

export interface ReconcileDeps {
  db: Database;
  stripe: (tenantId: string) => Promise<{ client: Stripe; mock: boolean; since?: Date | null }>;
  /** Only a tenant with a gateway account compares, and its own: whatever is listed there is this tenant's to explain. */
  ownsAccounts: (tenantId: string) => Promise<boolean>;
}

// Younger effects and commands may still be on their way to each other.
const SETTLING_MS = 60_000;
/** A run begins this much before the last one ended: the vendor lists late, and what was too young is looked at again. */
const OVERLAP_MS = 600_000;
const FIRST_RUN_MS = 3 * 86_400_000;
const VENDOR = 'stripe';

interface Findings {
  settled: number;
  problems: Problem[];
}

/** One comparison: whose, and where the vendor's side is read. */
interface Comparison {
  db: Database;
  tenantId: string;
  feed: RefundFeed;
}

const unreadableOf = (vendorId: string): Problem => ({
  vendorId,
  problem: 'unreadable_record',
  amountMinor: null,
  currency: null,
});

/** One refund as it is now, null when there is none; one that can't be read is for a person and stops nothing. */
async function readAlone(feed: RefundFeed, refundId: string): Promise<RefundFacts | 'unreadable' | null> {
  try {
    return await feed.read(refundId);
  } catch (error) {
    if (error instanceof InvalidRecordError) return 'unreadable';
    throw error;
  }
}

const take = ({ db, tenantId }: Comparison, refunds: RefundFacts[]) =>
  db.withTenant(tenantId, (tx) => takeRefunds(tx, tenantId, refunds));

/** A suspicion is about one object, so that object is read before anybody is asked. */
async function confirm(comparison: Comparison, refundIds: string[]): Promise<Findings> {
  const read: RefundFacts[] = [];
  const problems: Problem[] = [];
  for (const refundId of refundIds) {
    const refund = await readAlone(comparison.feed, refundId);
    if (refund === 'unreadable') problems.push(unreadableOf(refundId));
    else if (refund) read.push(refund);
  }
  const { settled, suspicious } = await take(comparison, read);
  for (const { refund, problem } of suspicious)
    problems.push({ vendorId: refund.refundId, amountMinor: refund.amountMinor, currency: refund.currency, problem });
  return { settled, problems };
}

/** Commands that were applied since, and whose effect is not among the changes: each is looked for by its id. */
async function confirmCommands(comparison: Comparison, span: Span, seen: Set<string>): Promise<Findings> {
  const { db, tenantId, feed } = comparison;
  const applied = await db.readTenant(tenantId, (tx) =>
    tx
      .select()
      .from(moneyCommands)
      .where(
        and(
          eq(moneyCommands.vendor, VENDOR),
          eq(moneyCommands.state, 'applied'),
          gt(moneyCommands.finishedAt, new Date(span.fromMs)),
          lte(moneyCommands.finishedAt, new Date(Math.min(span.untilMs, Date.now() - SETTLING_MS))),
        ),
      ),
  );
  const missing: Problem[] = [];
  const there: string[] = [];
  for (const { id, vendorId, amountMinor, currency } of applied) {
    if (vendorId && seen.has(vendorId)) continue;
    if (vendorId && (await readAlone(feed, vendorId))) there.push(vendorId);
    else missing.push({ vendorId: vendorId ?? id, problem: 'missing_at_vendor', amountMinor, currency });
  }
  const confirmed = await confirm(comparison, there);
  return { settled: confirmed.settled, problems: [...missing, ...confirmed.problems] };
}

/** One span of time; its end is kept, so that the next run has only what came after it. Returns how many were settled. */
async function compare(comparison: Comparison, span: Span): Promise<number> {
  const { db, tenantId, feed } = comparison;
  const { refunds: changes, unreadable } = await feed.changesBetween(span.fromMs, span.last ? null : span.untilMs);
  const { settled, suspicious } = await take(comparison, changes);
  const old = suspicious.filter(({ refund }) => refund.createdAtMs < Date.now() - SETTLING_MS);
  const confirmed = await confirm(
    comparison,
    old.map(({ refund }) => refund.refundId),
  );
  const seen = new Set([...changes, ...unreadable].map((refund) => refund.refundId));
  const commands = await confirmCommands(comparison, span, seen);
  const problems = [
    ...unreadable.map(({ refundId }) => unreadableOf(refundId)),
    ...confirmed.problems,
    ...commands.problems,
  ];
  const ended = { tenantId, vendor: VENDOR, checkedThrough: new Date(span.untilMs) };
  await db.withTenant(tenantId, (tx) => endComparison(tx, ended, problems));
  return settled + confirmed.settled + commands.settled;
}

/** Where a run begins: a little before the last one ended, and never before the tenant connected its account. */
async function beginningOf(db: Database, tenantId: string, untilMs: number, since: Date | null): Promise<number> {
  const [cursor] = await db.readTenant(tenantId, (tx) =>
    tx.select().from(reconcilerCursors).where(eq(reconcilerCursors.vendor, VENDOR)),
  );
  // A cursor of a clock that was ahead must not leave a gap.
  const lastMs = cursor ? Math.min(cursor.checkedThrough.getTime(), untilMs) - OVERLAP_MS : untilMs - FIRST_RUN_MS;
  // What happened at an account before the tenant connected it is nobody's here to explain.
  return Math.max(lastMs, since?.getTime() ?? 0);
}

export const reconcileMoney =
  ({ db, stripe, ownsAccounts }: ReconcileDeps): ReconcileActivities['reconcileMoney'] =>
  async ({ tenantId }) => {
    let settled = 0;
    if (await ownsAccounts(tenantId)) {
      const { client, since } = await stripe(tenantId);
      const comparison = { db, tenantId, feed: createRefundFeed(client) };
      const untilMs = Date.now();
      const fromMs = await beginningOf(db, tenantId, untilMs, since ?? null);
      for (const span of spans(fromMs, untilMs)) settled += await compare(comparison, span);
    }
    const open = isNull(reconciliationItems.explainedAt);
    const unexplained = await db.withTenant(tenantId, (tx) => tx.$count(reconciliationItems, open));
    return { settled, unexplained };
  };
