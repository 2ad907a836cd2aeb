import { sql } from 'drizzle-orm';
import { createProcess } from '../../books/operations/createProcess.ts';
import { openTask } from '../../books/reviews/openTask.ts';
import type { Database } from '../../db/database.ts';
import { workflowStates } from '../../db/disputes/schema.ts';
import { users } from '../../db/identity/schema.ts';
import { decisionRequests, reviewDecisions } from '../../db/reviews/schema.ts';
import type { BookingSettings } from '../../domain/bookings/settings.ts';
import type { ReviewWarning } from '../../domain/reviews/warnings.ts';

/** Settings of bookings as an installation without any has them. */
export const BOOKINGS: BookingSettings = {
  mode: 'manual',
  minimumConfidence: 50,
  expirationMinutes: 15,
  providerEmail: 'nayapay@example.com',
  providerName: 'NayaPay',
  providerDomains: [],
  maximumAmount: 1_000_000,
  claimIdsPerDay: 10,
  phoneCountry: 'PK',
  timeZone: 'Asia/Karachi',
  currency: 'PKR',
};

/** A run with an open task, as the workflow's activities leave it; `maximumMinor` bounds what may be approved. */
export async function openSampleTask(
  db: Database,
  tenantId: string,
  caseId: string,
  over: { maximumMinor?: number; startedBy?: string; proposed?: string; warnings?: ReviewWarning[]; run?: number } = {},
) {
  return db.withTenant(tenantId, async (tx) => {
    const { process } = await createProcess(tx, {
      tenantId,
      kind: 'dispute',
      subject: caseId,
      title: `Dispute ${caseId}`,
      run: over.run ?? 1,
      workflowType: 'disputeResolutionWorkflow',
      workflowId: `dispute:${tenantId}:${caseId}`,
      taskQueue: 'core',
      input: () => ({}),
      startedBy: over.startedBy ?? 'queue',
    });
    await tx.insert(workflowStates).values({
      tenantId,
      processId: process.id,
      caseId,
      customerId: 'ACC',
      status: 'pending',
      currentStep: 'awaiting_review',
    });
    const maximumMinor = over.maximumMinor ?? 4500;
    const charge = {
      chargeId: `ch_${caseId}`,
      amountMinor: 6000,
      refundedMinor: 0,
      currency: 'USD',
      createdAt: '2026-11-10T00:00:00.000Z',
      disputed: false,
      captured: true,
    };
    const { opened } = await openTask(tx, {
      tenantId,
      processId: process.id,
      kind: 'dispute_resolution',
      gate: 'proposal/1',
      subject: caseId,
      named: { title: `Dispute ${caseId}`, subtitle: '', sentence: '' },
      reason: null,
      atRiskMinor: maximumMinor,
      confidence: 0.9,
      hasProposal: true,
      timings: null,
      warnings: over.warnings ?? [],
      shown: {
        case: { case_id: caseId },
        proposal: { action: over.proposed ?? 'full_refund', amount_minor: maximumMinor },
        charges: [charge],
        payee: charge.chargeId,
      },
      payee: charge.chargeId,
      currency: 'USD',
      maximumMinor,
    });
    return { process, opened, charge };
  });
}

export async function reviewerId(db: Database, tenantId: string): Promise<string> {
  const [user] = await db.withTenant(tenantId, (tx) =>
    tx.select().from(users).where(sql`'reviewer' = any(roles)`).orderBy(users.email),
  );
  return user?.id ?? '';
}

/** A stored decision request, as the API writes it. */
export async function storeRequest(
  db: Database,
  tenantId: string,
  task: { taskId: string; shownHash: string },
  action: 'approved' | 'rejected' | 'modified',
  actor: string,
  modification: object | null = null,
  overrideReason: string | null = null,
): Promise<string> {
  const id = crypto.randomUUID();
  await db.withTenant(tenantId, (tx) =>
    tx.insert(decisionRequests).values({
      id,
      tenantId,
      taskId: task.taskId,
      idempotencyKey: id,
      requestHash: id,
      shownHash: task.shownHash,
      action,
      modification,
      overrideReason,
      actor,
    }),
  );
  return id;
}

export const decisionsOf = (db: Database, tenantId: string, taskId: string) =>
  db.withTenant(tenantId, (tx) => tx.select().from(reviewDecisions).where(sql`task_id = ${taskId}`));
