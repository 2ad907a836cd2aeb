import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type Stripe from 'stripe';
import { explainPayout, type ToldMove } from '../../books/reconciliation/takePayments.ts';
import { stripePayouts } from '../../db/reconciliation/stripeSchema.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { moveFacts, readEach } from '../../providers/stripe/payments.ts';
import type { StripeActivities } from '../../workflows/reconciliation/contract.ts';
import { openStripe, type StripeDeps } from './openStripe.ts';

/** Payouts that one reading explains; what is left comes with the next. */
const MOST = 200;
/** Of a payout with more moves than this not every one is kept; its sum then says that it is not explained. */
const MOST_MOVES = 50_000;

/** null where Stripe refuses to list them: that payout stays unexplained, and holds up no other. */
async function movesOf(client: Stripe, payoutId: string): Promise<ToldMove[] | null> {
  const found: Stripe.BalanceTransaction[] = [];
  try {
    for await (const move of client.balanceTransactions.list({ payout: payoutId, limit: 100 })) {
      found.push(move);
      if (found.length >= MOST_MOVES) break;
    }
  } catch (error) {
    const mapped = stripeError(error);
    if (mapped.type === 'STRIPE_INVALID_REQUEST') return null;
    throw mapped;
  }
  return readEach(found, moveFacts).facts;
}

/** Stripe lists the moves of automatic payouts only; what a manual one takes out is whatever was there. */
export const explainPayouts =
  (deps: StripeDeps): StripeActivities['explainPayouts'] =>
  async ({ tenantId, connectionId }) => {
    const { connection, client } = await openStripe(deps, tenantId, connectionId);
    const open = await deps.db.withTenant(tenantId, (tx) =>
      tx
        .select({ stripeId: stripePayouts.stripeId })
        .from(stripePayouts)
        .where(
          and(
            eq(stripePayouts.connectionId, connectionId),
            isNull(stripePayouts.explainedMinor),
            eq(stripePayouts.automatic, true),
            inArray(stripePayouts.status, ['paid', 'in_transit']),
          ),
        )
        .orderBy(asc(stripePayouts.madeAt))
        .limit(MOST),
    );
    let explained = 0;
    for (const { stripeId } of open) {
      const moves = await movesOf(client, stripeId);
      if (!moves) continue;
      explained += 1;
      await deps.db.withTenant(tenantId, (tx) => explainPayout(tx, connection, stripeId, moves));
    }
    return { changed: explained };
  };
