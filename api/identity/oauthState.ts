import { createHmac, timingSafeEqual } from 'node:crypto';
import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { type ConsentFlow, keepConsentFlow, takeConsentFlow } from '../../books/identity/consentFlow.ts';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import { userSessions, users } from '../../db/identity/schema.ts';
import { CodedError } from '../../domain/errors/codes.ts';

/** A flow that came back, and what its user may do now. */
interface EndedFlow extends ConsentFlow {
  roles: string[];
}

const LIFE_SECONDS = 600;

/**
 * The `state` of OAuth consent flows (RFC 9700): signed, bound to tenant, user, session, provider and, by a cookie, to the
 * browser that asked; good for ten minutes and one callback. A link that is finished anywhere else connects nothing.
 * `callback` is the address the vendor sends people back to: the cookie goes there only.
 */
export function createOAuthStates(db: Database, secret: string, callback: string) {
  const { pathname, protocol } = new URL(callback);
  const hmac = (kind: 'state' | 'browser', tenantId: string, id: string) =>
    createHmac('sha256', secret).update(`oauth-${kind}:${tenantId}:${id}`).digest('base64url');
  const same = (expected: string, given: string | undefined) => {
    const [left, right] = [Buffer.from(expected), Buffer.from(given ?? '')];
    return left.length === right.length && timingSafeEqual(left, right);
  };
  // One of its own for each flow: several may be under way in one browser.
  const cookieName = (id: string) => `cs_oauth_${id.slice(0, 8)}`;
  // Lax: the vendor's page leads back by a link, which Strict would not let it take along.
  const cookie = (id: string, value: string, seconds: number) =>
    `${cookieName(id)}=${value}; Max-Age=${seconds}; Path=${pathname}; HttpOnly; SameSite=Lax${protocol === 'https:' ? '; Secure' : ''}`;

  /** Tenant and id of a state that we have signed. */
  function read(state: string): { tenantId: string; id: string } {
    const [tenantId, id, signature, ...rest] = state.split('.');
    if (!tenantId || !id || rest.length > 0 || !isUuid(tenantId) || !isUuid(id))
      throw new CodedError('INVALID_STATE_TOKEN');
    if (!same(hmac('state', tenantId, id), signature)) throw new CodedError('INVALID_STATE_TOKEN');
    return { tenantId, id };
  }

  /** The user of a session that has not ended, unless they have been disabled. */
  async function alive(tx: Transaction, userId: string, sessionId: string): Promise<{ roles: string[] } | undefined> {
    const [row] = await tx
      .select({ roles: users.roles })
      .from(userSessions)
      .innerJoin(users, eq(users.id, userSessions.userId))
      .where(
        and(
          eq(userSessions.id, sessionId),
          eq(userSessions.userId, userId),
          isNull(userSessions.revokedAt),
          gt(userSessions.expiresAt, sql`now()`),
          isNull(users.disabledAt),
        ),
      );
    return row;
  }

  return {
    /** The state to send along with the authorization request, and the cookie for the browser that is sent. */
    async issue(tx: Transaction, flow: ConsentFlow): Promise<{ state: string; setCookie: string }> {
      const { tenantId } = flow;
      const id = await keepConsentFlow(tx, flow, LIFE_SECONDS);
      return {
        state: `${tenantId}.${id}.${hmac('state', tenantId, id)}`,
        setCookie: cookie(id, hmac('browser', tenantId, id), LIFE_SECONDS),
      };
    },
    /** Whether the browser that brings this state is the one that asked for it. */
    isFromBrowser(state: string, cookieOf: (name: string) => string | undefined): boolean {
      const { tenantId, id } = read(state);
      return same(hmac('browser', tenantId, id), cookieOf(cookieName(id)));
    },
    /**
     * The flow behind a callback; of two callbacks with one state the second fails. Another browser's does not use it up.
     * Throws INVALID_STATE_TOKEN.
     */
    async consume(
      state: string,
      provider: string,
      cookieOf: (name: string) => string | undefined,
    ): Promise<{ flow: EndedFlow; clearCookie: string }> {
      const { tenantId, id } = read(state);
      if (!this.isFromBrowser(state, cookieOf))
        throw new CodedError('INVALID_STATE_TOKEN', 'The consent was asked for in another browser');
      const flow = await db.withTenant(tenantId, async (tx) => {
        const taken = await takeConsentFlow(tx, id, provider);
        const user = taken && (await alive(tx, taken.userId, taken.sessionId));
        return taken && user && { ...taken, roles: user.roles };
      });
      if (!flow) throw new CodedError('INVALID_STATE_TOKEN', 'The consent is too old, used, or whoever asked has left');
      return { flow, clearCookie: cookie(id, '', 0) };
    },
  };
}
