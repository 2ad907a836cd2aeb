import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { type ConnectableJson, type ConnectionPart, connectableSchema, connectionSchema } from './connectionJson.ts';

/** What all areas say of their outside accounts. */
export interface ConnectionParts {
  parts: readonly ConnectionPart[];
  /** What can be connected, as this installation is configured. */
  connectable(): ConnectableJson[];
}

/** Those that need somebody come first. */
const ORDER = ['requires_reauth', 'pending', 'active', 'disconnected'];

/** Every outside account of the organisation, in one list. */
export const connectionRoutes = ({ db }: { db: Database }, { parts, connectable }: ConnectionParts): Route[] => [
  defineRoute({
    method: 'get',
    path: '/integrations',
    area: 'connections',
    summary: 'Outside accounts of your organisation: how each stands, when its consent ends, and what can be done',
    access: 'integrations:manage',
    responses: {
      200: {
        description: 'All of them, those that need somebody first, and what can be connected',
        schema: z.object({ connections: z.array(connectionSchema), connectable: z.array(connectableSchema) }),
      },
    },
    errors: [],
    async handle(_context, principal) {
      const lists = await db.withTenant(principal.tenantId, (tx) => Promise.all(parts.map((part) => part.read(tx))));
      const connections = lists
        .flat()
        .toSorted(
          (one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status) || one.name.localeCompare(other.name),
        );
      return { status: 200, body: { connections, connectable: connectable() } };
    },
  }),
];
