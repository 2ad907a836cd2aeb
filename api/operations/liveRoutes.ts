import { z } from 'zod';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Permission } from '../../domain/identity/permissions.ts';
import type { Authenticator } from '../http/authenticate.ts';
import { missingPermission } from '../http/refusals.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { LIVE_TOPICS, type LiveFeed, type LiveTopic } from './liveFeed.ts';

const TOPIC_PERMISSION: Record<LiveTopic, Permission> = {
  reviews: 'review:read',
  disputes: 'disputes:read',
  runs: 'runs:read',
  bulk: 'review:decide',
  bookings: 'bookings:read',
  payments: 'bookings:verify',
  money: 'review:read',
  rights: 'admin:users',
};
// Also how soon a stream whose token has ended or was revoked is closed.
const CHECK_MS = 1_000;
const HEARTBEAT_CHECKS = 15;
const STREAMS_PER_CALLER = 20;
const STREAMS_PER_TENANT = 1_000;

export interface LiveDeps {
  live: LiveFeed;
  authenticator: Authenticator;
}

/** Places of open streams, by caller and tenant. */
function createPlaces() {
  const open = new Map<string, number>();
  const bounds = (principal: Principal) =>
    [
      [principal.actor, STREAMS_PER_CALLER],
      [`tenant:${principal.tenantId}`, STREAMS_PER_TENANT],
    ] as const;
  /** Takes a place for a stream before anything is waited for, so that many at once can't all be the last one. */
  return function take(principal: Principal): () => void {
    if (bounds(principal).some(([name, most]) => (open.get(name) ?? 0) >= most))
      throw new CodedError('RATE_LIMITED', 'Too many open streams', { retry_after_seconds: 5 });
    for (const [name] of bounds(principal)) open.set(name, (open.get(name) ?? 0) + 1);
    return () => {
      for (const [name] of bounds(principal)) {
        const left = (open.get(name) ?? 1) - 1;
        if (left > 0) open.set(name, left);
        else open.delete(name);
      }
    };
  };
}

/** The topics somebody asks for, or all they may read. Throws VALIDATION_FAILED, FORBIDDEN. */
function topicsFor(principal: Principal, asked: string | undefined): LiveTopic[] {
  const may = (topic: LiveTopic) => principal.permissions.includes(TOPIC_PERMISSION[topic]);
  const wanted = asked?.split(',').map((topic) => topic.trim());
  const unknown = wanted?.filter((topic) => !(LIVE_TOPICS as readonly string[]).includes(topic)) ?? [];
  if (unknown.length > 0)
    throw new CodedError('VALIDATION_FAILED', `topics: unknown ${unknown.join(', ')}`, {
      fields: [{ field: 'topics', rule: `of ${LIVE_TOPICS.join(', ')}` }],
    });
  const topics = LIVE_TOPICS.filter((topic) => (wanted ? wanted.includes(topic) : may(topic)));
  const refused = topics.find((topic) => !may(topic));
  if (refused) throw missingPermission(TOPIC_PERMISSION[refused], principal);
  if (topics.length === 0) throw new CodedError('FORBIDDEN', 'Nothing that is told here is for your account');
  return topics;
}

/** Server-sent events: ids and states of what changes, as it changes. Nobody needs to poll. */
export function liveRoutes({ live, authenticator }: LiveDeps): Route[] {
  const takePlace = createPlaces();
  return [
    defineRoute({
      method: 'get',
      path: '/live',
      area: 'live',
      summary:
        'Server-sent events of changes to reviews, disputes, bookings, payments, money, runs, bulk decisions and rights; after `resync` read what you show again',
      access: 'token',
      query: z.strictObject({
        topics: z
          .string()
          .max(100)
          .optional()
          .describe(`Comma separated: ${LIVE_TOPICS.join(', ')}; all you may read when left out`),
      }),
      responses: {
        200: {
          description: 'Events named after their topic, with data {"id", "state"}; `ready` first; ends with the token',
          schema: z.string(),
          type: 'text/event-stream',
        },
      },
      errors: ['FORBIDDEN', 'RATE_LIMITED'],
      async handle(_context, principal, { query }) {
        const topics = topicsFor(principal, query.topics);
        const leavePlace = takePlace(principal);
        return {
          status: 200,
          stream(write, end) {
            write('event: ready\ndata: {}\n\n');
            const unsubscribe = live.subscribe(principal.tenantId, (notice) => {
              if (notice === 'resync') write('event: resync\ndata: {}\n\n');
              else if (topics.includes(notice.topic))
                write(`event: ${notice.topic}\ndata: ${JSON.stringify({ id: notice.id, state: notice.state })}\n\n`);
            });
            let checks = 0;
            const timer = setInterval(() => {
              checks += 1;
              if (checks % HEARTBEAT_CHECKS === 0) write(': still here\n\n');
              authenticator.assertStillValid(principal).catch(() => {
                write('event: end\ndata: {"reason": "the token has ended"}\n\n');
                end();
              });
            }, CHECK_MS);
            return () => {
              clearInterval(timer);
              unsubscribe();
              leavePlace();
            };
          },
        };
      },
    }),
  ];
}
