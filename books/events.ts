import { sql } from 'drizzle-orm';
import type { Transaction } from '../db/database.ts';
import type { EventName } from '../domain/events/names.ts';

export interface EventInput {
  type: EventName;
  /** `user:{id}`, `workflow`, `temporal-operator`, `queue` … never a mail address. */
  actor: string;
  subject: string;
  data?: Record<string, unknown>;
  requestId?: string | undefined;
  workflowId?: string | undefined;
}

/** Appends to the tenant's hash chain. Call it last in the transaction: it takes the chain's lock until commit. */
export async function appendEvent(tx: Transaction, event: EventInput): Promise<void> {
  await tx.execute(sql`select append_event(${event.type}, ${event.actor}, ${event.subject},
    ${JSON.stringify(event.data ?? {})}::jsonb, ${event.requestId ?? null}, ${event.workflowId ?? null})`);
}
