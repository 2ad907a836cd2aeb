import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import { CONNECTION_STATUSES } from '../../domain/connections/states.ts';

/** What a person can do with a connection, as one call of the API. */
const actionSchema = z.object({
  name: z.string().describe('In words'),
  /** What comes of it. */
  kind: z.enum(['sync', 'reauthorise', 'disconnect']),
  method: z.enum(['get', 'post']),
  path: z.string().describe('Below the address of the API'),
  body: z.record(z.string(), z.string()).nullable(),
  query: z.record(z.string(), z.string()).nullable(),
});

export const connectionSchema = z
  .object({
    connection_id: z.uuid(),
    kind: z.string().describe('plaid, gocardless, enable_banking, gmail …'),
    kind_name: z.string().describe('In words'),
    name: z.string().describe('What is connected, in words'),
    status: z.enum(CONNECTION_STATUSES),
    state: z
      .object({ tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']), text: z.string(), next: z.string() })
      .describe('How it stands in words, and what a person can do; `next` is empty where nothing is needed'),
    accounts: z.array(z.string()).describe('What it tells of, in words'),
    consent_ends_at: z.string().nullable(),
    checked_at: z.string().nullable().describe('When it was last read'),
    last_code: z.string().nullable(),
    mock: z.boolean().describe('True for an account of the sandbox'),
    actions: z.array(actionSchema),
  })
  .meta({ id: 'Connection' });
export type ConnectionJson = z.infer<typeof connectionSchema>;

/** What can be connected. */
export const connectableSchema = z.object({
  kind: z.string(),
  name: z.string(),
  about: z.string(),
  configured: z.boolean().describe('False without credentials'),
  mock: z.boolean(),
  method: z.enum(['get', 'post']),
  path: z.string(),
  /** Where banks of a country are listed; null where the vendor's own page asks. */
  institutions_path: z.string().nullable(),
});
export type ConnectableJson = z.infer<typeof connectableSchema>;

/** What an area adds to the list of connections, to be read in one transaction with all others. */
export interface ConnectionPart {
  read(tx: Transaction): Promise<ConnectionJson[]>;
}
