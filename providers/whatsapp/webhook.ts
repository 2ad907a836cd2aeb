import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A list whose items are read one by one; what is no list is an empty one. */
const list = z.array(z.unknown()).catch([]);
const bodySchema = z.object({ entry: z.array(z.unknown()) });
const entrySchema = z.object({ changes: list });
const changeSchema = z.object({ value: z.object({ statuses: list }) });
const statusSchema = z.object({
  id: z.string(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  biz_opaque_callback_data: z.string().nullish(),
});

/** The items that have the shape; one that has another, or that the vendor adds later, hides no other. */
const readable = <Item>(items: unknown[], schema: z.ZodType<Item>): Item[] =>
  items.flatMap((item) => schema.safeParse(item).data ?? []);

export interface DeliveryNotice {
  messageId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  /** What was sent along with the message. */
  reference: string;
}

/** True when the body was signed with the app's secret (X-Hub-Signature-256). Anybody can sign with a secret that is empty. */
export function isSignedByWhatsApp(rawBody: Buffer, header: string | undefined, appSecret: string): boolean {
  if (!appSecret.trim()) return false;
  const expected = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`);
  const given = Buffer.from(header ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Status notices of a webhook body that are known; null when it can't be read. They come out of order and more than once. */
export function deliveryNotices(rawBody: Buffer): DeliveryNotice[] | null {
  try {
    const { entry } = bodySchema.parse(JSON.parse(rawBody.toString('utf8')));
    const changes = readable(entry, entrySchema).flatMap((item) => readable(item.changes, changeSchema));
    return changes
      .flatMap(({ value }) => readable(value.statuses, statusSchema))
      .map((status) => ({
        messageId: status.id,
        status: status.status,
        reference: status.biz_opaque_callback_data ?? '',
      }));
  } catch {
    return null;
  }
}
