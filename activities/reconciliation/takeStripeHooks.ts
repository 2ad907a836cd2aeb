import type Stripe from 'stripe';
import { markHooksTaken } from '../../books/reconciliation/keepHook.ts';
import { takePayments, takePayouts } from '../../books/reconciliation/takePayments.ts';
import { waitingStripeEvents } from '../../db/reconciliation/hooks.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { payoutFacts, readEach } from '../../providers/stripe/payments.ts';
import type { StripeActivities } from '../../workflows/reconciliation/contract.ts';
import { openStripe, type StripeDeps } from './openStripe.ts';
import { chargesNow, withDisputes } from './readStripeList.ts';

const AT_ONCE = 100;
const ROUNDS = 20;

export const takeStripeHooks =
  (deps: StripeDeps): StripeActivities['takeStripeHooks'] =>
  async ({ tenantId, connectionId }) => {
    const { db, cipher } = deps;
    let changed = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const hooks = await db.withTenant(tenantId, (tx) => waitingStripeEvents(tx, connectionId, AT_ONCE));
      if (hooks.length === 0) break;
      const { connection, client } = await openStripe(deps, tenantId, connectionId);
      const idsOf = (kind: string) =>
        [...new Set(hooks.map((hook) => hook.objectId))]
          .filter((id) => id.startsWith(kind))
          .map((id) => id.slice(kind.length));
      // What is told is read again: events come late, twice and in any order.
      const told = await withDisputes({ client }, await chargesNow({ client }, idsOf('charge:')));
      const payouts: Stripe.Payout[] = [];
      for (const id of idsOf('payout:'))
        payouts.push(
          ...(await client.payouts.retrieve(id).then(
            (payout) => [payout],
            (error: unknown) => {
              const mapped = stripeError(error);
              if (mapped.type !== 'STRIPE_INVALID_REQUEST') throw mapped;
              return [];
            },
          )),
        );
      changed += await db.withTenant(tenantId, async (tx) => {
        const written = await takePayments(tx, cipher, connection, told);
        await markHooksTaken(
          tx,
          hooks.map((hook) => hook.id),
        );
        return written + (await takePayouts(tx, connection, readEach(payouts, payoutFacts).facts));
      });
    }
    return { changed };
  };
