import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const noticeSchema = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({
            statuses: z
              .array(
                z.object({
                  id: z.string(),
                  status: z.enum(['sent', 'delivered', 'read', 'failed']),
                  biz_opaque_callback_data: z.string().optional(),
                }),
              )
              .optional(),
          }),
        }),
      ),
    }),
  ),
});

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

/** Status notices of a webhook body; null when it can't be read. They come out of order and more than once. */
export function deliveryNotices(rawBody: Buffer): DeliveryNotice[] | null {
  try {
    const { entry } = noticeSchema.parse(JSON.parse(rawBody.toString('utf8')));
    return entry
      .flatMap(({ changes }) => changes.flatMap(({ value }) => value.statuses ?? []))
      .map((status) => ({
        messageId: status.id,
        status: status.status,
        reference: status.biz_opaque_callback_data ?? '',
      }));
  } catch {
    return null;
  }
}
