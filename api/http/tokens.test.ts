import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { ACCESS_TOKEN_SECONDS } from '../../domain/identity/tokenLives.ts';
import { createTokenService } from './tokens.ts';

const pem = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const ours = pem();
const subject = () => ({ userId: randomUUID(), tenantId: randomUUID(), sessionId: randomUUID() });

let nowMs = 0;
beforeEach(() => {
  nowMs = Date.now();
});
const service = (key = ours) => createTokenService(key, 'here', { nowMs: async () => nowMs });

describe('access tokens whose signature was checked once', () => {
  it('say the same when they come again, each for its own person', async () => {
    const tokens = service();
    const [first, second] = [subject(), subject()];
    const issued = await Promise.all(
      [first, second].map((of) => tokens.issue('access', of, nowMs, { roles: ['admin'] })),
    );
    for (let round = 0; round < 2; round += 1) {
      expect(await tokens.verify('access', issued[0]?.token ?? '')).toMatchObject(first);
      expect(await tokens.verify('access', issued[1]?.token ?? '')).toMatchObject(second);
    }
  });

  it('end when their time is over, also when they were seen a moment before', async () => {
    const tokens = service();
    const { token, expiresAtMs } = await tokens.issue('access', subject(), nowMs);
    nowMs = expiresAtMs - 1;
    await tokens.verify('access', token);
    nowMs = expiresAtMs;
    await expect(tokens.verify('access', token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    nowMs = expiresAtMs + ACCESS_TOKEN_SECONDS * 1000;
    await expect(tokens.verify('access', token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('are not taken for another kind, and no other kind is taken for one', async () => {
    const tokens = service();
    const of = subject();
    const { token: access } = await tokens.issue('access', of, nowMs);
    await tokens.verify('access', access);
    await expect(tokens.verify('codec', access)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    const { token: refresh } = await tokens.issue('refresh', of, nowMs);
    await tokens.verify('refresh', refresh);
    await expect(tokens.verify('access', refresh)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('with one letter changed, or signed with another key, are refused each time', async () => {
    const tokens = service();
    const of = subject();
    const { token } = await tokens.issue('access', of, nowMs);
    await tokens.verify('access', token);
    const [head = '', body = '', signature = ''] = token.split('.');
    const forged = [
      [head, body, signature.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))].join('.'),
      [head, Buffer.from(JSON.stringify({ ...of, sub: randomUUID() })).toString('base64url'), signature].join('.'),
      (await service(pem()).issue('access', of, nowMs)).token,
    ];
    for (const each of [...forged, ...forged])
      await expect(tokens.verify('access', each)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});
