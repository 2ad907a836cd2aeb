import { sql } from 'drizzle-orm';
import { type CallPlace, callsLeft } from '../../db/banking/calls.ts';
import { bankCalls } from '../../db/banking/syncSchema.ts';
import type { Transaction } from '../../db/database.ts';

/** How often an account may be asked for a kind of data. */
export interface CallBudget {
  calls: number;
  windowMs: number;
}

/**
 * Takes one call of an account's budget, before it is made: one whose answer is lost was made all the same. null where none
 * is left; then it must not be made, and `untilMs` (ms since the epoch) is when one is.
 */
export async function spendCall(
  tx: Transaction,
  place: CallPlace & { tenantId: string },
  budget: CallBudget | null,
): Promise<{ spent: true } | { spent: false; untilMs: number }> {
  const { tenantId, connectionId, externalId, scope } = place;
  // Two readings at once do not both take the last one.
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`bank-calls:${connectionId}:${externalId}:${scope}`}, 0))`,
  );
  const untilMs = await callsLeft(tx, place, budget);
  if (untilMs !== null) return { spent: false, untilMs };
  if (budget)
    await tx.insert(bankCalls).values({
      tenantId,
      connectionId,
      externalId,
      scope,
      kind: 'call',
      countsUntil: sql`now() + ${`${budget.windowMs} milliseconds`}::interval`,
    });
  return { spent: true };
}

/** The provider takes no more calls before a time, whatever we have counted: somebody else may have made some. */
export const noteLimit = (
  tx: Transaction,
  { tenantId, connectionId, externalId, scope }: CallPlace & { tenantId: string },
  waitMs: number,
): Promise<unknown> =>
  tx.insert(bankCalls).values({
    tenantId,
    connectionId,
    externalId,
    scope,
    kind: 'refusal',
    countsUntil: sql`now() + ${`${Math.ceil(waitMs)} milliseconds`}::interval`,
  });
