import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { oauthStates } from '../../db/identity/schema.ts';

/** Whose consent a callback brings, and for which session it was asked. */
export interface ConsentFlow {
  tenantId: string;
  userId: string;
  sessionId: string;
  provider: string;
}

/** Keeps a consent flow that begins, good for so many seconds. Returns its id. */
export async function keepConsentFlow(tx: Transaction, flow: ConsentFlow, seconds: number): Promise<string> {
  const [row] = await tx
    .insert(oauthStates)
    .values({ ...flow, expiresAt: sql`now() + make_interval(secs => ${seconds})` })
    .returning({ id: oauthStates.id });
  if (!row) throw new Error('oauth state not written');
  return row.id;
}

/** Takes a flow that comes back: the first callback of a provider has it, a second none. undefined also when it is too old. */
export async function takeConsentFlow(tx: Transaction, id: string, provider: string): Promise<ConsentFlow | undefined> {
  const [row] = await tx
    .delete(oauthStates)
    .where(and(eq(oauthStates.id, id), eq(oauthStates.provider, provider)))
    .returning({
      tenantId: oauthStates.tenantId,
      userId: oauthStates.userId,
      sessionId: oauthStates.sessionId,
      provider: oauthStates.provider,
      late: sql<boolean>`expires_at <= now()`,
    });
  if (!row || row.late) return undefined;
  const { late: _late, ...flow } = row;
  return flow;
}
