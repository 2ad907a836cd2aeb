import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { payments } from '../../db/bookings/schema.ts';
import { gmailMessages, mailboxes } from '../../db/mailbox/schema.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { mayManage } from './mailboxJson.ts';
import type { MailboxRouteDeps } from './routes.ts';

const setAsideSchema = z
  .object({
    message_id: z.string().describe("Gmail's id"),
    mailbox_id: z.uuid(),
    reason: z.string().describe('A stable code'),
    received_at: z.string().nullable(),
    found_at: z.string(),
    payment_id: z
      .uuid()
      .nullable()
      .describe('The unmatched payment it became, where it says it comes from the provider'),
  })
  .meta({ id: 'SetAsideMail' });

/** Mail that could not be read: what became of it, and why. */
export function setAsideRoutes({ db }: Pick<MailboxRouteDeps, 'db'>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/integrations/gmail/set-aside',
      area: 'mailbox',
      summary:
        'Mail that could not be read, with the reason; of your own mailboxes, or of the tenant for who manages them',
      access: 'user',
      query: listQuery(['found_at'], '-found_at', { mailbox_id: z.uuid().optional() }),
      responses: { 200: { description: 'A page of it', schema: listSchema('mails', setAsideSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const order = keyset(query, { found_at: gmailMessages.createdAt }, gmailMessages.messageId);
        return db.withTenant(principal.tenantId, async (tx) => {
          const own = tx.select({ id: mailboxes.id }).from(mailboxes).where(eq(mailboxes.userId, principal.userId));
          const found = await tx
            .select({
              ...order.columns,
              messageId: gmailMessages.messageId,
              mailboxId: gmailMessages.mailboxId,
              reason: gmailMessages.reason,
              receivedAt: gmailMessages.receivedAt,
              createdAt: gmailMessages.createdAt,
              paymentId: payments.id,
            })
            .from(gmailMessages)
            .leftJoin(
              payments,
              and(eq(payments.mailboxId, gmailMessages.mailboxId), eq(payments.emailId, gmailMessages.messageId)),
            )
            .where(
              and(
                eq(gmailMessages.state, 'set_aside'),
                mayManage(principal) ? undefined : inArray(gmailMessages.mailboxId, own),
                query.mailbox_id ? eq(gmailMessages.mailboxId, query.mailbox_id) : undefined,
                order.where,
              ),
            )
            .orderBy(...order.orderBy)
            .limit(order.limit);
          const { rows, count, next_cursor } = order.page(found);
          const mails = rows.map((row) => ({
            message_id: row.messageId,
            mailbox_id: row.mailboxId,
            reason: row.reason ?? '',
            received_at: row.receivedAt?.toISOString() ?? null,
            found_at: row.createdAt.toISOString(),
            payment_id: row.paymentId,
          }));
          return { status: 200, body: { mails, count, next_cursor } };
        });
      },
    }),
  ];
}
