import type Stripe from 'stripe';
import { type ListCursor, readCursor, writeCursor } from '../../books/reconciliation/listCursor.ts';
import { takePayments, takePayouts } from '../../books/reconciliation/takePayments.ts';
import type { Transaction } from '../../db/database.ts';
import type { StripeConnection } from '../../db/reconciliation/sealed.ts';
import type { ToldPayment } from '../../domain/reconciliation/stripePayments.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { chargePayment, payoutFacts, readEach } from '../../providers/stripe/payments.ts';
import type { StripeActivities, StripeList } from '../../workflows/reconciliation/contract.ts';
import { openStripe, type StripeDeps } from './openStripe.ts';

const PAGE_SIZE = 100;
const PAGES_PER_STEP = 10;
const DAY_SECONDS = 86_400;
/** How far back the first reading of an account goes. */
const FIRST_DAYS = 365;
/** How long an object of a list may change after it was made; so far each reading goes back. Longer ones come by events. */
const CHANGES_FOR_DAYS: Record<StripeList, number> = { charges: 3, refunds: 14, disputes: 120, payouts: 21 };

/** A reading of a list, newest first: what was made since `from`, from behind `after` on. Seconds since the epoch. */
interface Pass {
  from: number;
  startedAt: number;
  after: string | null;
}
interface Resume {
  through: number;
}

interface Open {
  deps: StripeDeps;
  connection: StripeConnection;
  client: Stripe;
}
interface Page {
  hasMore: boolean;
  lastId: string | null;
  write(tx: Transaction): Promise<number>;
}

const EXPAND = ['balance_transaction'];

/** Charges as they are now, by id; one that can't be read is left out. */
export async function chargesNow({ client }: Pick<Open, 'client'>, ids: readonly string[]): Promise<ToldPayment[]> {
  const charges: Stripe.Charge[] = [];
  for (const id of new Set(ids)) {
    try {
      charges.push(await client.charges.retrieve(id, { expand: EXPAND }));
    } catch (error) {
      const mapped = stripeError(error);
      if (mapped.type !== 'STRIPE_INVALID_REQUEST') throw mapped;
    }
  }
  return readEach(charges, chargePayment).facts;
}

/**
 * Payments with the state of their newest dispute: a payment may be disputed again after it was won, and lists and events tell of
 * disputes in any order.
 */
export async function withDisputes(
  { client }: Pick<Open, 'client'>,
  told: readonly ToldPayment[],
): Promise<ToldPayment[]> {
  const found: ToldPayment[] = [];
  for (const one of told) {
    const [newest] = one.disputed
      ? (
          await client.disputes.list({ charge: one.stripeId, limit: 1 }).catch((error: unknown) => {
            throw stripeError(error);
          })
        ).data
      : [];
    found.push({ ...one, disputeStatus: newest?.status ?? null });
  }
  return found;
}

const idOf = (given: string | { id: string } | null | undefined): string[] =>
  typeof given === 'string' ? [given] : given ? [given.id] : [];

async function pageOf(open: Open, list: StripeList, { from, after }: Pass): Promise<Page> {
  const { deps, connection, client } = open;
  const range = { created: { gte: from }, limit: PAGE_SIZE, ...(after ? { starting_after: after } : {}) };
  const payments = (told: ToldPayment[]) => (tx: Transaction) => takePayments(tx, deps.cipher, connection, told);
  const shape = (page: Stripe.ApiList<{ id: string }>) => ({
    hasMore: page.has_more,
    lastId: page.data.at(-1)?.id ?? null,
  });
  if (list === 'charges') {
    const page = await client.charges.list({ ...range, expand: ['data.balance_transaction'] });
    return { ...shape(page), write: payments(await withDisputes(open, readEach(page.data, chargePayment).facts)) };
  }
  if (list === 'refunds') {
    const page = await client.refunds.list(range);
    const told = await chargesNow(
      open,
      page.data.flatMap((refund) => idOf(refund.charge)),
    );
    return { ...shape(page), write: payments(await withDisputes(open, told)) };
  }
  if (list === 'disputes') {
    const page = await client.disputes.list(range);
    const told = await chargesNow(
      open,
      page.data.flatMap((dispute) => idOf(dispute.charge)),
    );
    return { ...shape(page), write: payments(await withDisputes(open, told)) };
  }
  const page = await client.payouts.list(range);
  const { facts } = readEach(page.data, payoutFacts);
  return { ...shape(page), write: (tx) => takePayouts(tx, connection, facts) };
}

/** Reads one page and writes it with its cursor. */
async function readOne(open: Open, list: StripeList): Promise<{ changed: number; done: boolean }> {
  const { deps, connection } = open;
  const { tenantId, id: sourceId } = connection;
  const before: ListCursor<Pass, Resume> = await deps.db.withTenant(tenantId, (tx) => readCursor(tx, sourceId, list));
  const now = Math.floor(Date.now() / 1000);
  const days = before.resume ? CHANGES_FOR_DAYS[list] : FIRST_DAYS;
  const pass = before.pass ?? {
    from: (before.resume?.through ?? now) - days * DAY_SECONDS,
    startedAt: now,
    after: null,
  };
  const page = await pageOf(open, list, pass).catch((error: unknown) => {
    throw stripeError(error);
  });
  // A list that gives the same place twice goes nowhere.
  const done = !page.hasMore || page.lastId === null || page.lastId === pass.after;
  const after: ListCursor<Pass, Resume> = done
    ? { pass: null, resume: { through: pass.startedAt } }
    : { pass: { ...pass, after: page.lastId }, resume: before.resume };
  return deps.db.withTenant(tenantId, async (tx) => {
    // Another reading was faster: what it wrote is at least as new.
    if (!(await writeCursor(tx, { tenantId, sourceId, list }, before, after))) return { changed: 0, done: false };
    return { changed: await page.write(tx), done };
  });
}

export const readStripeList =
  (deps: StripeDeps): StripeActivities['readStripeList'] =>
  async ({ tenantId, connectionId, list }) => {
    const open = { deps, ...(await openStripe(deps, tenantId, connectionId)) };
    const progress = { pages: 0, changed: 0, done: false };
    while (!progress.done && progress.pages < PAGES_PER_STEP) {
      const { changed, done } = await readOne(open, list);
      progress.pages += 1;
      progress.changed += changed;
      progress.done = done;
    }
    return progress;
  };
