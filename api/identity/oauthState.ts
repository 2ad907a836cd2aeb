import { createHmac, timingSafeEqual } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { oauthStates } from '../../db/schema/identity.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/** Whose consent a callback brings, and for which session it was asked. */
export interface ConsentFlow {
  tenantId: string;
  userId: string;
  sessionId: string;
  provider: string;
}

const LIFE_SECONDS = 600;

/**
 * The `state` of OAuth consent flows (RFC 9700): signed, bound to tenant, user, session and provider, good for ten
 * minutes and one callback.
 */
export function createOAuthStates(db: Database, secret: string) {
  const sign = (id: string, tenantId: string) =>
    createHmac('sha256', secret).update(`oauth-state:${tenantId}:${id}`).digest('base64url');
  return {
    /** The state to send along with the authorization request. */
    async issue(tx: Transaction, flow: ConsentFlow): Promise<string> {
      const [row] = await tx
        .insert(oauthStates)
        .values({ ...flow, expiresAt: sql`now() + make_interval(secs => ${LIFE_SECONDS})` })
        .returning({ id: oauthStates.id });
      if (!row) throw new Error('oauth state not written');
      return `${flow.tenantId}.${row.id}.${sign(row.id, flow.tenantId)}`;
    },
    /** The flow behind a callback; of two callbacks with one state the second fails. Throws INVALID_STATE_TOKEN. */
    async consume(state: string, provider: string): Promise<ConsentFlow> {
      const [tenantId, id, signature, ...rest] = state.split('.');
      if (!tenantId || !id || !signature || rest.length > 0 || !isUuid(tenantId) || !isUuid(id))
        throw new CodedError('INVALID_STATE_TOKEN');
      const [expected, given] = [Buffer.from(sign(id, tenantId)), Buffer.from(signature)];
      if (expected.length !== given.length || !timingSafeEqual(expected, given))
        throw new CodedError('INVALID_STATE_TOKEN');
      const [row] = await db.withTenant(tenantId, (tx) =>
        tx
          .delete(oauthStates)
          .where(and(eq(oauthStates.id, id), eq(oauthStates.provider, provider)))
          .returning(),
      );
      if (!row || row.expiresAt.getTime() <= Date.now()) throw new CodedError('INVALID_STATE_TOKEN');
      return { tenantId, userId: row.userId, sessionId: row.sessionId, provider };
    },
  };
}
