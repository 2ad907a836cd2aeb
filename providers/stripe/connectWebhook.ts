import { z } from 'zod';

const text = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\0]*$/);
const reference = z.union([text, z.object({ id: text })]).nullish();
const eventShape = z.object({
  id: text,
  type: text,
  account: text,
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
  created: number | undefined;
  objectId: string | null;
}

const idOf = (given: z.infer<typeof reference>): string | undefined => (typeof given === 'string' ? given : given?.id);

function objectOf(type: string, object: z.infer<typeof eventShape>['data']['object']): string | null {
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
  const event = eventShape.safeParse(signed);
  if (!event.success) return null;
  const { id, type, account: accountId, created, data } = event.data;
  return { id, type, accountId, created, objectId: objectOf(type, data.object) };
}
