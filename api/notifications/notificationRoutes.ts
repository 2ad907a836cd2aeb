import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendEvent } from '../../books/events.ts';
import { replayNotification } from '../../books/notifications/replayNotification.ts';
import { type Database, isUuid } from '../../db/database.ts';
import { notifications } from '../../db/notifications/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';

const status = z.enum(notifications.status.enumValues);
const channel = z.enum(notifications.channel.enumValues);
const notificationSchema = z
  .object({
    notification_id: z.uuid(),
    channel,
    status: status.describe('undeliverable: no channel took it and somebody must follow up by hand'),
    template: z.string(),
    recipient: z.string().describe('Mail address, queue, or `booking:{id}`'),
    attempts: z.int(),
    last_error: z.string().nullable(),
    created_at: z.string(),
    sent_at: z.string().nullable(),
  })
  .meta({ id: 'Notification' });

const notificationJson = (row: typeof notifications.$inferSelect) => ({
  notification_id: row.id,
  channel: row.channel,
  status: row.status,
  template: row.template,
  recipient: row.recipient,
  attempts: row.attempts,
  last_error: row.lastError,
  created_at: row.createdAt.toISOString(),
  sent_at: row.sentAt?.toISOString() ?? null,
});

/** Messages to people: what became of each, and another try. */
export function notificationRoutes(db: Database): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/admin/notifications',
      budget: 'admin',
      area: 'operations',
      summary: 'Messages of your tenant, newest first; `status=undeliverable` is the list to follow up by hand',
      access: 'ops:read',
      query: listQuery(['created_at'], '-created_at', { status: status.optional(), channel: channel.optional() }),
      responses: { 200: { description: 'A page', schema: listSchema('notifications', notificationSchema) } },
      errors: [],
      async handle(_context, principal, { query }) {
        const list = keyset(query, { created_at: notifications.createdAt }, notifications.id);
        const rows = await db.readTenant(principal.tenantId, (tx) =>
          tx
            .select({ notification: notifications, ...list.columns })
            .from(notifications)
            .where(
              and(
                query.status && eq(notifications.status, query.status),
                query.channel && eq(notifications.channel, query.channel),
                list.where,
              ),
            )
            .orderBy(...list.orderBy)
            .limit(list.limit),
        );
        const { rows: shown, ...page } = list.page(rows);
        return {
          status: 200,
          body: { notifications: shown.map((row) => notificationJson(row.notification)), ...page },
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/admin/notifications/:notification_id/retry',
      budget: 'admin',
      area: 'operations',
      summary: 'Deliver a message that was given up once more, under its old Message-ID',
      access: 'ops:manage',
      params: z.object({ notification_id: z.string().max(100) }),
      responses: {
        202: { description: 'It is tried again', schema: z.object({ notification_id: z.uuid() }) },
      },
      errors: ['NOT_FOUND'],
      async handle(context, principal, { params }) {
        const id = params.notification_id;
        const { tenantId, actor } = principal;
        await db.withTenant(tenantId, async (tx) => {
          if (!isUuid(id) || !(await replayNotification(tx, tenantId, id, actor))) throw new CodedError('NOT_FOUND');
          await appendEvent(tx, {
            type: 'dead_letter_replayed',
            actor,
            subject: `letter:${id}`,
            requestId: context.requestId,
          });
        });
        return { status: 202, body: { notification_id: id } };
      },
    }),
  ];
}
