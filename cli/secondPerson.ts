import type { ApiClient } from './apiClient.ts';

/** A super user as the second person of a tenant: approves a change that waits; an answer without one is given back as it is. */
export async function approved<Answer extends { status: number; body: unknown }>(
  superUser: ApiClient,
  tenantId: string,
  answer: Answer,
): Promise<Answer> {
  const change = answer.body as { change_id?: string; waits_for?: string | null } | null;
  const changeId = answer.status === 202 ? change?.change_id : change?.waits_for;
  if (!changeId) return answer;
  const done = await superUser.post(`/admin/tenants/${tenantId}/power-changes/${changeId}/approve`, {});
  if (done.status !== 200) throw new Error(`second person: ${done.status} ${JSON.stringify(done.body)}`);
  return { ...answer, status: 200 };
}

/** The same for an inbox that was just connected: it is read from then on. */
export async function approveInbox(superUser: ApiClient, tenantId: string, mailboxId: string): Promise<void> {
  const base = `/admin/tenants/${tenantId}/power-changes`;
  const { body } = await superUser.get<{ power_changes: { change_id: string; subject: string }[] }>(
    `${base}?state=pending&limit=100`,
  );
  const change = body.power_changes.find(({ subject }) => subject === `mailbox:${mailboxId}`);
  // The account was approved before.
  if (change) await approved(superUser, tenantId, { status: 202, body: change });
}
