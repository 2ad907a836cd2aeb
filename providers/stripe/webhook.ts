import Stripe from 'stripe';
import { z } from 'zod';
import { hasFailed } from './records.ts';

// Only the signature check is used: no request leaves with this instance.
const verifier = new Stripe('sk_unused');

/** Stripe's own tolerance for old signatures; it has none for those of tomorrow. */
const TOLERANCE_SECONDS = 300;

/** Whether an event, or its signature, is dated later than any clock allows. */
export function isDatedInFuture(
  event: Pick<StripeEvent, 'created'>,
  signature: string | undefined,
  nowMs: number,
): boolean {
  const signedAt = [...(signature ?? '').matchAll(/(?:^|,)\s*t=(\d+)/g)].map((match) => Number(match[1]));
  return [event.created ?? 0, ...signedAt].some((at) => at > nowMs / 1000 + TOLERANCE_SECONDS);
}

/** Checks the signature of a raw webhook body (300 s tolerance) and returns what it says, or null when it does not fit. */
export function verifyStripeWebhook(rawBody: Buffer, signature: string | undefined, secret: string): unknown {
  if (!signature || !secret.trim()) return null;
  try {
    return verifier.webhooks.constructEvent(rawBody, signature, secret);
  } catch {
    return null;
  }
}

/** Far longer than any id of the vendor; NUL can't be kept. */
const text = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\0]*$/);
const eventShape = z.object({
  id: text,
  type: text,
  created: z.number().optional(),
  data: z.object({ object: z.looseObject({ object: z.string().optional() }) }),
});
const refundShape = z.object({
  id: text,
  status: z.string().nullish(),
  metadata: z.object({ business_key: text.nullish() }).nullish(),
});

/** An event as far as it is read: `failed` is the refund that it says has failed, whatever the event is called. */
export interface StripeEvent {
  id: string;
  type: string;
  created: number | undefined;
  failed: { refundId: string; businessKey: string | null } | null;
}

/** Reads a signed event; null when it has not the vendor's shape: who knows the secret of an account signs what they like. */
export function readEvent(signed: unknown): StripeEvent | null {
  const event = eventShape.safeParse(signed);
  if (!event.success) return null;
  const { id, type, created, data } = event.data;
  if (data.object.object !== 'refund') return { id, type, created, failed: null };
  const refund = refundShape.safeParse(data.object);
  if (!refund.success) return null;
  const { id: refundId, status, metadata } = refund.data;
  const failed = hasFailed({ status: status ?? null })
    ? { refundId, businessKey: metadata?.business_key ?? null }
    : null;
  return { id, type, created, failed };
}

/** An object by its id, or whole. */
const reference = z.union([text, z.object({ id: text })]).nullish();
const connectShape = z.object({
  id: text,
  type: text,
  account: text,
  livemode: z.boolean().optional(),
  created: z.number().optional(),
  data: z.object({
    object: z.looseObject({
      id: text.optional(),
      object: z.string().optional(),
      charge: reference,
      latest_charge: reference,
    }),
  }),
});

/** An event of a connected account, as far as it is read: whose, and which object has to be read again; null where none has. */
export interface ConnectEvent {
  id: string;
  type: string;
  accountId: string;
  /** False for an event of Stripe's test mode, which comes to the same address. */
  livemode: boolean | undefined;
  created: number | undefined;
  objectId: string | null;
}

const idOf = (given: z.infer<typeof reference>): string | undefined => (typeof given === 'string' ? given : given?.id);

function objectOf(type: string, object: z.infer<typeof connectShape>['data']['object']): string | null {
  const named = (kind: string, id: string | undefined) => (id ? `${kind}:${id}` : null);
  if (type === 'account.application.deauthorized') return 'account:';
  if (object.object === 'charge') return named('charge', object.id);
  // Refunds and disputes change the charge that they are about; a payment is the charge that it made.
  if (object.object === 'refund' || object.object === 'dispute') return named('charge', idOf(object.charge));
  if (type === 'payment_intent.succeeded') return named('charge', idOf(object.latest_charge));
  return object.object === 'payout' ? named('payout', object.id) : null;
}

/** Reads a signed event; null when it is not the vendor's shape or not about a connected account. */
export function readConnectEvent(signed: unknown): ConnectEvent | null {
  const event = connectShape.safeParse(signed);
  if (!event.success) return null;
  const { id, type, account: accountId, livemode, created, data } = event.data;
  return { id, type, accountId, livemode, created, objectId: objectOf(type, data.object) };
}
