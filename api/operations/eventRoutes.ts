import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../db/database.ts';
import { actorNames } from '../../db/identity/people.ts';
import { events } from '../../db/operations/schema.ts';
import { subjectNames } from '../../db/subjectNames.ts';
import { EVENT_GROUPS, EVENT_KINDS, eventSentence, eventsOf } from '../../domain/events/names.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { escapeLike, instantText } from '../http/text.ts';

const eventSchema = z
  .object({
    sequence: z.int(),
    type: z.string(),
    actor: z.string(),
    actor_name: z.string().describe('Who did it: a person, a key with its maker, or what does things by itself'),
    sentence: z.string().describe('What happened, for people, e.g. `Rita Reviewer approved $58.00 for Maria Ortiz`'),
    subject: z.string(),
    subject_name: z.string().nullable().describe('What it is about; null where it is gone'),
    data: z.unknown(),
    request_id: z.string().nullable(),
    workflow_id: z.string().nullable(),
    occurred_at: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'Event' });

const kindsSchema = z
  .array(z.object({ group: z.enum(EVENT_GROUPS), title: z.string() }))
  .describe('What the list can be narrowed to');

interface EventDeps {
  db: Database;
}

/** Events of everybody whose name has these letters, and of their keys. */
const didBy = (person: string) => sql`${events.actor} in (
  select 'user:' || id from users where display_name ilike ${`%${escapeLike(person)}%`}
  union all select 'key:' || k.id from api_keys k join users u on u.id = k.created_by
  where u.display_name ilike ${`%${escapeLike(person)}%`})`;

/** Events as they are answered: with names, and as sentences. */
async function told(tx: Transaction, shown: (typeof events.$inferSelect)[]): Promise<z.infer<typeof eventSchema>[]> {
  const actors = await actorNames(
    tx,
    shown.map(({ actor }) => actor),
  );
  const subjects = await subjectNames(
    tx,
    shown.map(({ subject }) => subject),
  );
  return shown.map((event) => {
    const actor = actors.get(event.actor) ?? 'Somebody';
    const subject = subjects.get(event.subject);
    const names = { actor, about: subject?.name ?? null, whom: subject?.person ?? null };
    return {
      sequence: event.sequence,
      type: event.type,
      actor: event.actor,
      actor_name: actor,
      sentence: eventSentence(event.type, event.data, names),
      subject: event.subject,
      subject_name: subject?.name ?? null,
      data: event.data,
      request_id: event.requestId,
      workflow_id: event.workflowId,
      occurred_at: event.occurredAt.toISOString(),
      hash: event.hash,
    };
  });
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
        .regex(/^[a-z_]{1,60}$/, 'an event name')
        .optional()
        .describe('Exactly this type: `user_changed`'),
      group: z.enum(EVENT_GROUPS).optional().describe('Every event of one kind; the answer lists the kinds'),
      actor: z.string().max(100).optional().describe('Exactly this one: `user:{id}`, `workflow`'),
      person: z.string().min(1).max(100).optional().describe('Part of the name of who did it'),
      subject: z.string().max(300).optional(),
      request_id: z.string().max(100).optional(),
      from: instantText().optional(),
      to: instantText().optional(),
    }),
    responses: {
      200: { description: 'A page', schema: listSchema('events', eventSchema).extend({ kinds: kindsSchema }) },
    },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { sequence: events.sequence }, events.sequence);
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ event: events, ...list.columns })
          .from(events)
          .where(
            and(
              query.type ? eq(events.type, query.type) : undefined,
              query.group ? inArray(events.type, eventsOf(query.group)) : undefined,
              query.actor ? eq(events.actor, query.actor) : undefined,
              query.person ? didBy(query.person) : undefined,
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
      const json = await db.withTenant(principal.tenantId, (tx) =>
        told(
          tx,
          shown.map(({ event }) => event),
        ),
      );
      return { status: 200, body: { events: json, ...page, kinds: [...EVENT_KINDS] } };
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
