import { sql } from 'drizzle-orm';
import { hasPermission } from '../../domain/identity/permissions.ts';
import type { Transaction } from '../database.ts';
import { users } from '../identity/schema.ts';

/** Addresses that hear of reviews: the configured list and users with the right who opted in. */
export async function approvers(tx: Transaction, configured: string[]): Promise<string[]> {
  const optedIn = await tx.select().from(users).where(sql`notify_on_review and disabled_at is null`);
  const own = optedIn.filter((user) => hasPermission(user.roles, 'review:decide')).map((user) => user.email);
  return [...new Set([...configured, ...own])];
}
