import type Stripe from 'stripe';
import { InvalidRecordError } from '../../providers/invalidRecord.ts';
import { stripeError } from '../../providers/stripe/errors.ts';
import { type RefundFacts, refundFacts } from '../../providers/stripe/records.ts';

/** Every name under which the vendor tells that a refund was made or changed. */
const REFUND_EVENTS = ['refund.created', 'refund.updated', 'refund.failed', 'charge.refund.updated'];
const DAY_MS = 86_400_000;

export interface RefundFeed {
  /** Refunds that were made or changed in a span of time, each as its last event shows it; null = until now. */
  changesBetween(
    fromMs: number,
    untilMs: number | null,
  ): Promise<{ refunds: RefundFacts[]; unreadable: Pick<RefundFacts, 'refundId' | 'businessKey'>[] }>;
  /** One refund as it is now; null when the vendor has none of this id. */
  read(refundId: string): Promise<RefundFacts | null>;
}

export interface Span {
  fromMs: number;
  untilMs: number;
  /** The one that ends now: a vendor whose clock is ahead has events behind it. */
  last: boolean;
}

/** Spans of at most a day, so that a long pause is made up step by step. */
export function spans(fromMs: number, untilMs: number): Span[] {
  const found: Span[] = [];
  for (let start = fromMs; start < untilMs; start += DAY_MS)
    found.push({ fromMs: start, untilMs: Math.min(start + DAY_MS, untilMs), last: start + DAY_MS >= untilMs });
  return found;
}

/** The last state of each refund; one that can't be read is named and hides no other. */
async function lastWords(events: AsyncIterable<Stripe.Event>) {
  const seen = new Set<string>();
  const found: Awaited<ReturnType<RefundFeed['changesBetween']>> = { refunds: [], unreadable: [] };
  for await (const event of events) {
    const refund = event.data.object as Stripe.Refund;
    // Newest first: what is known of a refund already is younger.
    if (seen.has(refund.id)) continue;
    seen.add(refund.id);
    try {
      found.refunds.push(refundFacts(refund));
    } catch (error) {
      if (!(error instanceof InvalidRecordError)) throw error;
      found.unreadable.push({ refundId: refund.id, businessKey: refund.metadata?.business_key ?? null });
    }
  }
  return found;
}

/** The vendor's list of events is its list of changes: what did not change is not in it. */
export function createRefundFeed(client: Stripe): RefundFeed {
  return {
    async changesBetween(fromMs, untilMs) {
      const until = untilMs === null ? {} : { lte: Math.ceil(untilMs / 1000) };
      const created = { gte: Math.floor(fromMs / 1000), ...until };
      try {
        return await lastWords(client.events.list({ types: REFUND_EVENTS, created, limit: 100 }));
      } catch (error) {
        throw stripeError(error);
      }
    },
    async read(refundId) {
      try {
        return refundFacts(await client.refunds.retrieve(refundId));
      } catch (error) {
        const mapped = stripeError(error);
        if (mapped.type === 'STRIPE_INVALID_REQUEST') return null;
        throw mapped;
      }
    },
  };
}
