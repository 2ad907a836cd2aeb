import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { accountNames } from '../../db/identity/people.ts';
import { events } from '../../db/operations/schema.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { instantText } from '../http/text.ts';

const eventSchema = z
  .object({
    sequence: z.int(),
    type: z.string(),
    actor: z.string(),
    actor_name: z.string().nullable().describe('The person behind `user:…` and `key:…`'),
    subject: z.string(),
    subject_name: z.string().nullable().describe('The same of a subject that is an account'),
    data: z.unknown(),
    request_id: z.string().nullable(),
    workflow_id: z.string().nullable(),
    occurred_at: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'Event' });

interface EventDeps {
  db: Database;
}

const listEvents = ({ db }: EventDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/events',
    budget: 'admin',
    area: 'admin',
    summary: 'Audit events of your tenant, newest first',
    access: 'audit:read',
    query: listQuery(['sequence'], '-sequence', {
      type: z
        .string()
        .regex(/^[a-z_]{1,60}\*?$/, 'an event name, or its beginning with *')
        .optional()
        .describe('Exactly this type, or all that begin so: user_*'),
      actor: z.string().max(100).optional(),
      subject: z.string().max(300).optional(),
      request_id: z.string().max(100).optional(),
      from: instantText().optional(),
      to: instantText().optional(),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('events', eventSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { sequence: events.sequence }, events.sequence);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ event: events, ...list.columns })
          .from(events)
          .where(
            and(
              query.type?.endsWith('*')
                ? sql`starts_with(${events.type}, ${query.type.slice(0, -1)})`
                : query.type
                  ? eq(events.type, query.type)
                  : undefined,
              query.actor ? eq(events.actor, query.actor) : undefined,
              query.subject ? eq(events.subject, query.subject) : undefined,
              query.request_id ? eq(events.requestId, query.request_id) : undefined,
              query.from ? sql`${events.occurredAt} >= ${query.from}::timestamptz` : undefined,
              query.to ? sql`${events.occurredAt} < ${query.to}::timestamptz` : undefined,
              list.where,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      const accounts = shown.flatMap(({ event }) => [event.actor, event.subject]);
      const names = await db.withTenant(principal.tenantId, (tx) => accountNames(tx, accounts));
      const json = shown.map(({ event }) => ({
        sequence: event.sequence,
        type: event.type,
        actor: event.actor,
        actor_name: names.get(event.actor) ?? null,
        subject: event.subject,
        subject_name: names.get(event.subject) ?? null,
        data: event.data,
        request_id: event.requestId,
        workflow_id: event.workflowId,
        occurred_at: event.occurredAt.toISOString(),
        hash: event.hash,
      }));
      return { status: 200, body: { events: json, ...page } };
    },
  });

const verifyChain = ({ db }: EventDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/events/verification',
    budget: 'admin',
    area: 'admin',
    summary: 'Recompute the hash chain of your tenant: every altered event and a cut tail are named',
    access: 'audit:read',
    responses: {
      200: {
        description: 'intact, or what is broken (at most 1,000)',
        schema: z.object({
          intact: z.boolean(),
          events: z.int(),
          head: z.object({ sequence: z.int(), hash: z.string() }).nullable(),
          broken: z.array(z.object({ sequence: z.int(), problem: z.string() })),
        }),
      },
    },
    errors: [],
    async handle(_context, principal) {
      const body = await db.withTenant(principal.tenantId, async (tx) => {
        const broken = await tx.execute(
          sql`select sequence, problem from broken_events() order by sequence limit 1000`,
        );
        const [counted] = await tx.execute(
          sql`select (select count(*) from events) as events, sequence, hash from event_heads`,
        );
        return {
          intact: broken.length === 0,
          events: Number(counted?.events ?? 0),
          head: counted ? { sequence: Number(counted.sequence), hash: String(counted.hash) } : null,
          broken: broken.map((row) => ({ sequence: Number(row.sequence), problem: String(row.problem) })),
        };
      });
      return { status: 200, body };
    },
  });

/** The audit log as it may be read: append-only and hash-chained per tenant. */
export function eventRoutes(deps: EventDeps): Route[] {
  return [listEvents(deps), verifyChain(deps)];
}
