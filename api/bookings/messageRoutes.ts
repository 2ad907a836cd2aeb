import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { writeMessage } from '../../books/bookings/writeMessage.ts';
import { ownBooking } from '../../db/bookings/bookings.ts';
import { messages } from '../../db/bookings/schema.ts';
import type { Database } from '../../db/database.ts';
import { BOOKING_ID, BOOKING_ID_RULE } from '../../domain/bookings/states.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';

const messageSchema = z
  .object({
    message_id: z.uuid(),
    booking_id: z.string().nullable(),
    direction: z.enum(['in', 'out']),
    body: z.string(),
    created_at: z.string(),
  })
  .meta({ id: 'WebMessage' });
const messageJson = (row: typeof messages.$inferSelect) => ({
  message_id: row.id,
  booking_id: row.bookingId,
  direction: row.direction,
  body: row.body,
  created_at: row.createdAt.toISOString(),
});

const readMessages = (db: Database) =>
  defineRoute({
    method: 'get',
    path: '/messages',
    area: 'bookings',
    summary: 'Your web chat, newest first; messages that WhatsApp could not deliver are here too',
    access: 'user',
    query: listQuery(['created_at'], '-created_at', {}),
    responses: { 200: { description: 'A page', schema: listSchema('messages', messageSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: messages.createdAt }, messages.id);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ message: messages, ...list.columns })
          .from(messages)
          .where(and(eq(messages.userId, principal.userId), list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { messages: shown.map(({ message }) => messageJson(message)), ...page } };
    },
  });

const sendMessage = (db: Database) =>
  defineRoute({
    method: 'post',
    path: '/messages',
    area: 'bookings',
    summary: 'Write to the office',
    access: 'user',
    body: z.strictObject({
      body: plainText(2000).pipe(z.string().min(1)),
      booking_id: z.string().regex(BOOKING_ID, BOOKING_ID_RULE).optional(),
    }),
    responses: { 201: { description: 'The message', schema: messageSchema } },
    errors: ['BOOKING_NOT_FOUND'],
    example: { body: 'I have paid by card.' },
    async handle(_context, principal, { body }) {
      const { tenantId, userId } = principal;
      const row = await db.withTenant(tenantId, async (tx) => {
        if (body.booking_id) await ownBooking(tx, body.booking_id, userId);
        return writeMessage(tx, { tenantId, userId, bookingId: body.booking_id ?? null, body: body.body });
      });
      return { status: 201, body: messageJson(row) };
    },
  });

/** The web chat of a signed-in customer with the office. */
export const messageRoutes = (db: Database): Route[] => [readMessages(db), sendMessage(db)];
