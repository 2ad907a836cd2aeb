import { createPublicKey, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, errors, exportJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { isUuid } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { PERMISSIONS, type Permission } from '../../domain/identity/permissions.ts';
import { ACCESS_TOKEN_SECONDS, CODEC_TOKEN_SECONDS, REFRESH_TOKEN_SECONDS } from '../../domain/identity/tokenLives.ts';
import type { DatabaseClock } from './databaseClock.ts';
import { readSigningKeys } from './signingKeys.ts';

/** Each kind has its own audience and type, so that none is taken for another (RFC 8725, RFC 9068). */
const KINDS = {
  access: { audience: 'api', typ: 'at+jwt', seconds: ACCESS_TOKEN_SECONDS },
  refresh: { audience: 'refresh', typ: 'rt+jwt', seconds: REFRESH_TOKEN_SECONDS },
  /** Lets the Temporal UI and CLI read payloads through the codec route. */
  codec: { audience: 'codec', typ: 'ct+jwt', seconds: CODEC_TOKEN_SECONDS },
} as const;
type Kind = keyof typeof KINDS;

/** Who calls: from the verified token or key, never from another header or the body. */
export interface Principal {
  kind: 'user' | 'service';
  /** Actor of events and decisions: `user:{id}` or `key:{id}`. */
  actor: string;
  /** The user, or the user who made the key. */
  userId: string;
  tenantId: string;
  roles: string[];
  permissions: readonly Permission[];
  /** A sign-up that had not shown its address to be its own when the token was made. */
  unproved?: boolean;
  /** Session of the token; null for a key. */
  sessionId: string | null;
  tokenId: string;
  /** When the token was made, or a key was looked at, in ms since 1970. */
  issuedAtMs: number;
  /** When the token ends, in ms since 1970; a key that does not end has Infinity. */
  expiresAtMs: number;
}

interface Subject {
  userId: string;
  tenantId: string;
  sessionId: string;
}

/** Claims every kind carries, checked before anybody looks at them. */
export interface VerifiedToken extends Subject {
  tokenId: string;
  issuedAtMs: number;
  expiresAtMs: number;
  payload: Record<string, unknown>;
}

export interface TokenService {
  /**
   * `issuedAtMs`: by the database's clock, as the transaction that allows the token read it, because revocations are compared
   * with it. `tokenId`: given where it had to be stored before the token is made.
   */
  issue(
    kind: Kind,
    subject: Subject,
    issuedAtMs: number,
    claims?: Record<string, unknown>,
    tokenId?: string,
  ): Promise<{ token: string; expiresAtMs: number }>;
  /** Signature, algorithm, issuer, audience, type, times and claims; not revocation. Throws UNAUTHENTICATED, TOKEN_EXPIRED, or DATABASE_UNAVAILABLE. */
  verify(kind: Kind, token: string): Promise<VerifiedToken>;
  jwks(): Promise<{ keys: JWK[] }>;
}

/** Access tokens that were verified and have not ended, so that a signature is checked once and not at each request. */
const REMEMBERED_TOKENS = 2_000;

const isString = (value: unknown): value is string => typeof value === 'string';
const permissionNames = new Set<string>(PERMISSIONS);

/** When a token of ours begins that the known clock has not come to: the database's has jumped. Any other refusal is thrown. */
function aheadOf(error: unknown): number {
  if (!(error instanceof errors.JWTClaimValidationFailed) || error.claim !== 'nbf') throw error;
  return Number(error.payload.nbf) * 1000;
}

/** The claims that every kind carries. Throws UNAUTHENTICATED when one is missing or of another form. */
function verifiedOf(payload: JWTPayload): VerifiedToken {
  const { sub, tenant_id: tenantId, sid, jti, iat, exp } = payload;
  if (![sub, tenantId, sid, jti].every((id) => isString(id) && isUuid(id)) || Array.isArray(payload.aud))
    throw new CodedError('UNAUTHENTICATED');
  return {
    userId: String(sub),
    tenantId: String(tenantId),
    sessionId: String(sid),
    tokenId: String(jti),
    issuedAtMs: Math.floor(Number(iat) * 1000),
    expiresAtMs: Number(exp) * 1000,
    payload,
  };
}

/** The newest tokens that were verified, each until it ends. */
function rememberTokens() {
  const tokens = new Map<string, VerifiedToken>();
  return {
    find(token: string, nowMs: number): VerifiedToken | null {
      const known = tokens.get(token);
      if (known && known.expiresAtMs > nowMs) return known;
      tokens.delete(token);
      return null;
    },
    keep(token: string, verified: VerifiedToken): void {
      const [oldest] = tokens.keys();
      if (oldest !== undefined && tokens.size >= REMEMBERED_TOKENS) tokens.delete(oldest);
      tokens.set(token, verified);
    },
  };
}

/**
 * RS256 only; the key comes from our own ring by `kid`, and whatever else a header names is ignored. Times are judged by
 * `clock`, so that every machine says the same of a token.
 */
export function createTokenService(privateKeyPem: string, issuer: string, clock: DatabaseClock): TokenService {
  const privateKeys = readSigningKeys(privateKeyPem);
  const ring = Promise.all(
    privateKeys.map(async (privateKey) => {
      const publicKey = createPublicKey(privateKey);
      const jwk = await exportJWK(publicKey);
      const kid = await calculateJwkThumbprint(jwk);
      return { kid, privateKey, publicKey, jwk: { ...jwk, kid, alg: 'RS256', use: 'sig' } };
    }),
  );
  const byKid = ring.then((entries) => new Map(entries.map((entry) => [entry.kid, entry.publicKey])));
  const remembered = rememberTokens();

  return {
    async issue(kind, subject, issuedAtMs, claims = {}, tokenId = randomUUID()) {
      const { audience, typ, seconds } = KINDS[kind];
      const [signing] = await ring;
      if (!signing) throw new Error('no signing key');
      const now = Math.floor(issuedAtMs / 1000);
      const token = await new SignJWT({ ...claims, tenant_id: subject.tenantId, sid: subject.sessionId })
        .setProtectedHeader({ alg: 'RS256', typ, kid: signing.kid })
        .setSubject(subject.userId)
        .setIssuer(issuer)
        .setAudience(audience)
        // With milliseconds: a revocation ends what was issued before it, and a new login in the same second must live.
        .setIssuedAt(issuedAtMs / 1000)
        .setNotBefore(now)
        .setExpirationTime(now + seconds)
        .setJti(tokenId)
        .sign(signing.privateKey);
      return { token, expiresAtMs: (now + seconds) * 1000 };
    },

    async verify(kind, token) {
      const { audience, typ } = KINDS[kind];
      const nowMs = await clock.nowMs();
      const known = kind === 'access' && remembered.find(token, nowMs);
      if (known) return known;
      const keys = await byKid;
      const open = (atMs: number) =>
        jwtVerify(
          token,
          (header) => {
            const key = header.kid === undefined ? undefined : keys.get(header.kid);
            if (!key) throw new errors.JWKSNoMatchingKey();
            return key;
          },
          {
            algorithms: ['RS256'],
            issuer,
            audience,
            typ,
            currentDate: new Date(atMs),
            requiredClaims: ['exp', 'nbf', 'jti', 'iat', 'sub'],
          },
        );
      try {
        const { payload } = await open(nowMs).catch(async (error: unknown) => open(await clock.nowMs(aheadOf(error))));
        const verified = verifiedOf(payload);
        if (kind === 'access') remembered.keep(token, verified);
        return verified;
      } catch (error) {
        throw new CodedError(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'UNAUTHENTICATED');
      }
    },

    jwks: async () => ({ keys: (await ring).map((entry) => entry.jwk) }),
  };
}

/** The caller behind a verified access token. Throws UNAUTHENTICATED when its own claims are missing. */
export function principalOf(token: VerifiedToken): Principal {
  const { roles, permissions, unproved } = token.payload;
  if (!Array.isArray(roles) || !roles.every(isString) || !Array.isArray(permissions) || !permissions.every(isString))
    throw new CodedError('UNAUTHENTICATED');
  return {
    kind: 'user',
    actor: `user:${token.userId}`,
    userId: token.userId,
    tenantId: token.tenantId,
    roles,
    permissions: permissions.filter((permission): permission is Permission => permissionNames.has(permission)),
    unproved: unproved === true,
    sessionId: token.sessionId,
    tokenId: token.tokenId,
    issuedAtMs: token.issuedAtMs,
    expiresAtMs: token.expiresAtMs,
  };
}
