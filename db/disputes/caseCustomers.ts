import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../database.ts';
import { users } from '../identity/schema.ts';
import { workflowStates } from './schema.ts';

const caseContact = sql`lower(${workflowStates.crmData} #>> '{dispute,contactEmail}')`;

/** Whose dispute a run is about: the account that has proved the address which the case names, disabled or not (`user:…`). */
export async function customersOfCase(tx: Transaction, processId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(workflowStates)
    .innerJoin(users, and(eq(users.email, caseContact), eq(users.address, 'proved')))
    .where(eq(workflowStates.processId, processId));
  return rows.map(({ id }) => `user:${id}`);
}
