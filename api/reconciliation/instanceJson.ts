import { and, eq, gt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { instanceSubject } from '../../books/reconciliation/changeInstance.ts';
import type { Transaction } from '../../db/database.ts';
import { powerChanges } from '../../db/identity/powerSchema.ts';
import { licenseKeys } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CONNECTION_STATUSES } from '../../domain/connections/states.ts';
import { connectionWords } from '../../domain/reconciliation/connectionWords.ts';
import { licenseProblem } from '../../domain/reconciliation/licenses.ts';

const stateSchema = z.object({
  tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']),
  text: z.string(),
  next: z.string().describe('What a person can do; empty when nothing is needed'),
});

export const instanceSchema = z
  .object({
    instance_id: z.uuid(),
    name: z.string(),
    base_url: z.string(),
    status: z.enum(CONNECTION_STATUSES),
    state: stateSchema,
    gateway: z.string().describe('System name of the gateway under which payments are recorded'),
    time_zone: z.string(),
    auto_threshold: z.int().describe('Score from which a match may be approved without a person'),
    review_threshold: z.int().describe('Matches below it are not proposed'),
    auto_approve: z.boolean(),
    auto_limit_minor: z.int().nullable().describe('Most that is approved without a person; null = nothing is'),
    has_access_key: z.boolean(),
    mock: z.boolean(),
    checked_at: z.string().nullable(),
    heard_at: z.string().nullable().describe('When its hook was heard last'),
    last_code: z.string().nullable(),
    waiting_change_id: z.uuid().nullable().describe('A change that waits for a second person'),
    webhook_path: z.string(),
    created_at: z.string(),
  })
  .meta({ id: 'WhmcsInstance' });

/** Why the licence of an instance lets nothing be read, or null. */
async function licenseProblemOf(tx: Transaction, row: WhmcsInstance) {
  const [license] = await tx.select().from(licenseKeys).where(eq(licenseKeys.id, row.licenseId));
  return licenseProblem(license, new Date());
}

/** How an instance stands, in words. */
export async function instanceState(tx: Transaction, row: WhmcsInstance) {
  const facts = { status: row.status, failures: row.failures, lastCode: row.lastCode, wasRead: row.checkedAt !== null };
  return connectionWords(facts, await licenseProblemOf(tx, row));
}

/** An instance as the API shows it; its credentials are never among it. */
export async function instanceJson(tx: Transaction, row: WhmcsInstance) {
  const [waiting] = await tx
    .select({ id: powerChanges.id })
    .from(powerChanges)
    .where(
      and(
        eq(powerChanges.subject, instanceSubject(row.id)),
        eq(powerChanges.state, 'pending'),
        gt(powerChanges.expiresAt, sql`now()`),
      ),
    );
  return {
    instance_id: row.id,
    name: row.name,
    base_url: row.baseUrl,
    status: row.status,
    state: await instanceState(tx, row),
    gateway: row.gateway,
    time_zone: row.timeZone,
    auto_threshold: row.autoThreshold,
    review_threshold: row.reviewThreshold,
    auto_approve: row.autoApprove,
    auto_limit_minor: row.autoLimitMinor,
    has_access_key: row.accessKey !== null,
    mock: row.mock,
    checked_at: row.checkedAt?.toISOString() ?? null,
    heard_at: row.heardAt?.toISOString() ?? null,
    last_code: row.lastCode,
    waiting_change_id: waiting?.id ?? null,
    webhook_path: `/api/v1/webhooks/whmcs/${row.id}`,
    created_at: row.createdAt.toISOString(),
  };
}
