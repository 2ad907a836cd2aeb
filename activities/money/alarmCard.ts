import { eq } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { reconciliationItems } from '../../db/money/schema.ts';
import { nameUnexplained } from '../../domain/money/naming.ts';
import type { UnexplainedInput } from '../../workflows/money/contract.ts';

/** As many lines as a person reads; the count says how many there are. */
const SHOWN_ITEMS = 100;
type Item = typeof reconciliationItems.$inferSelect;

const lineOf = (item: Item) => ({
  vendor_id: item.vendorId,
  amount_minor: item.amountMinor,
  currency: item.currency,
  found_at: item.foundAt.toISOString(),
});

/** What an alarm shows: one thing as it is, or a list with its sum. */
export async function alarmCard(tx: Transaction, input: UnexplainedInput) {
  const own = await tx
    .select()
    .from(reconciliationItems)
    .where(eq(reconciliationItems.processId, input.processId))
    .orderBy(reconciliationItems.foundAt, reconciliationItems.vendorId);
  const named = own.find((item) => item.id === input.itemId);
  if (!named) throw new Error(`no reconciliation item ${input.itemId}`);
  const question =
    'The books and the vendor disagree. Answer found when the effect is real and explained, absent when it is not.';
  const base = { vendor: named.vendor, problem: named.problem };
  if (own.length === 1)
    return {
      subject: `${named.vendor} ${named.vendorId}`,
      problem: named.problem,
      currency: named.currency,
      atRiskMinor: named.amountMinor ?? 0,
      shown: { ...base, ...lineOf(named), question },
      named: nameUnexplained({ ...named, count: 1, vendorIds: [named.vendorId], question }),
    };
  const currencies = new Set(own.map((item) => item.currency));
  // Sums of several currencies mean nothing; 0 stands for an amount that nobody knows.
  const one = currencies.size === 1 && !own.some((item) => item.amountMinor === null);
  const currency = one ? named.currency : null;
  const atRiskMinor = one ? own.reduce((sum, item) => sum + (item.amountMinor ?? 0), 0) : 0;
  return {
    subject: `${named.vendor} ${own.length} refunds`,
    problem: named.problem,
    currency,
    atRiskMinor,
    shown: {
      ...base,
      count: own.length,
      amount_minor: one ? atRiskMinor : null,
      currency,
      items: own.slice(0, SHOWN_ITEMS).map(lineOf),
      question,
    },
    named: nameUnexplained({
      ...named,
      amountMinor: one ? atRiskMinor : null,
      currency,
      count: own.length,
      vendorIds: own.map((item) => item.vendorId),
      question,
    }),
  };
}
