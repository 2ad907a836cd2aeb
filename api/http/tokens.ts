import { createPrivateKey, createPublicKey, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, errors, exportJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { isUuid } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';

export const ACCESS_TOKEN_SECONDS = 900;
const AUDIENCE = 'countersign-api';

/** Who calls: from the verified token, never from a header or body. */
export interface Principal {
  userId: string;
  tenantId: string;
  roles: string[];
}

const claimsSchema = z.object({
  sub: z.string().refine(isUuid),
  tenant_id: z.string().refine(isUuid),
  roles: z.array(z.string()),
});

export interface TokenService {
  issue(principal: Principal): Promise<string>;
  /** Throws UNAUTHENTICATED or TOKEN_EXPIRED. */
  verify(token: string): Promise<Principal>;
  jwks(): Promise<{ keys: JWK[] }>;
}

/** RS256 access tokens of type at+jwt, 15 minutes; algorithm, issuer and audience are fixed. */
export function createTokenService(privateKeyPem: string, issuer: string): TokenService {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKey = createPublicKey(privateKey);
  const described = (async () => {
    const jwk = await exportJWK(publicKey);
    return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
  })();
  return {
    async issue(principal) {
      const { kid } = await described;
      return new SignJWT({ tenant_id: principal.tenantId, roles: principal.roles })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
        .setSubject(principal.userId)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setNotBefore('0s')
        .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
        .setJti(randomUUID())
        .sign(privateKey);
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          algorithms: ['RS256'],
          issuer,
          audience: AUDIENCE,
          typ: 'at+jwt',
          requiredClaims: ['exp', 'nbf', 'jti', 'iat'],
        });
        const claims = claimsSchema.parse(payload);
        return { userId: claims.sub, tenantId: claims.tenant_id, roles: claims.roles };
      } catch (error) {
        throw new CodedError(error instanceof errors.JWTExpired ? 'TOKEN_EXPIRED' : 'UNAUTHENTICATED');
      }
    },
    jwks: async () => ({ keys: [await described] }),
  };
}
