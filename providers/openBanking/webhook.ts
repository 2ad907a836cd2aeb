import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Events of one request that are read; GoCardless sends at most 250. */
const MAXIMUM_EVENTS = 250;

/** Whether these bytes are signed with the secret of a webhook endpoint of GoCardless. */
export function isSignedByGoCardless(rawBody: Buffer, signature: string | undefined, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(rawBody).digest();
  if (!/^[0-9a-f]{64}$/i.test(signature ?? '')) return false;
  return timingSafeEqual(Buffer.from(signature ?? '', 'hex'), expected);
}

const events = z.object({
  events: z
    .array(
      z.object({
        id: z.string().min(1).max(100),
        resource_type: z.string().max(100),
        action: z.string().max(100),
      }),
    )
    .max(MAXIMUM_EVENTS),
});

export interface GoCardlessEvent {
  id: string;
  resource: string;
  action: string;
}

/** The events of a request that was checked; null where it is none of GoCardless. */
export function readGoCardlessEvents(rawBody: Buffer): GoCardlessEvent[] | null {
  try {
    const { events: found } = events.parse(JSON.parse(rawBody.toString('utf8')));
    return found.map(({ id, resource_type: resource, action }) => ({ id, resource, action }));
  } catch {
    return null;
  }
}
