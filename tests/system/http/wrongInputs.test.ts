import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, call, type RawAnswer } from '../http.ts';
import { openWorld, type World } from '../world.ts';

let world: World;
let token = '';
beforeAll(async () => {
  world = openWorld();
  token = await world.reviewer.bearer();
});
afterAll(() => world.close());

const ask = (method: string, path: string, options: Parameters<typeof call>[2] = {}): Promise<RawAnswer> =>
  call(method, `${world.run.api}/api/v1${path}`, { ...options, headers: { ...bearer(token), ...options.headers } });
const said = ({ status, body }: RawAnswer) => [status, body.error.code, body.detail];

describe('a wrong request says what to do', () => {
  it('a bad token differs from none, as RFC 6750 says, and tells nothing of accounts', async () => {
    const none = await call('GET', `${world.run.api}/reviews`);
    expect([none.status, none.body.error.code, none.headers['www-authenticate']]).toEqual([
      401,
      'UNAUTHENTICATED',
      'Bearer realm="countersign"',
    ]);
    const headers = ['Bearer x', `Bearer ${token}x`, 'Basic eDp5', `Bearer ${token.split('.').slice(0, 2).join('.')}.`];
    for (const authorization of headers) {
      const bad = await call('GET', `${world.run.api}/reviews`, { headers: { authorization } });
      expect([bad.status, bad.body.error.code], authorization).toEqual([401, 'TOKEN_INVALID']);
      expect(bad.headers['www-authenticate']).toMatch(
        /^Bearer realm="countersign", error="invalid_token", error_description="/,
      );
    }
    const key = await call('GET', `${world.run.api}/reviews`, { headers: { 'x-api-key': 'cs_nobody' } });
    expect(said(key)).toEqual([401, 'TOKEN_INVALID', 'This API key is not valid here']);
  });

  it('403 names the permission that is missing, in words and in the body', async () => {
    const answer = await ask('GET', '/admin/users');
    expect(answer.body).toMatchObject({
      status: 403,
      permission: expect.stringMatching(/^[\w-]+:[\w-]+$/),
      detail: expect.stringMatching(/^Your account lacks the permission .*; it comes with the role .*admin/),
    });
    expect(answer.headers['www-authenticate']).toContain(`scope="${answer.body.permission}"`);
  });

  it('404 what was not found, and which address was likely meant', async () => {
    const nothing = 'There is no such task here, or it is not yours to see';
    for (const id of ['nonsense', crypto.randomUUID()])
      expect(said(await ask('GET', `/reviews/${id}`))).toEqual([404, 'NOT_FOUND', nothing]);
    expect(said(await ask('GET', '/reveiws'))[2]).toBe('The API has no such address; did you mean /reviews?');
  });

  it('405 the methods, 413 the bytes, 415 the type', async () => {
    const method = await ask('PATCH', '/human-review/decision');
    expect(said(method)).toEqual([405, 'METHOD_NOT_ALLOWED', 'This address takes POST, not PATCH']);
    expect(method.headers.allow).toBe('POST');
    const large = await ask('POST', '/human-review/decision', { raw: `"${'x'.repeat(1_100_000)}"` });
    expect(said(large)).toEqual([413, 'PAYLOAD_TOO_LARGE', 'The body may have at most 1,048,576 bytes, unpacked']);
    const type = await ask('POST', '/human-review/decision', { raw: 'a=b', headers: { 'content-type': 'text/plain' } });
    expect(said(type)).toEqual([
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'This takes JSON: send the body as Content-Type: application/json',
    ]);
  });

  it('unknown parameters and fields are named, with what was likely meant', async () => {
    const query = await ask('GET', '/reviews?limt=5');
    expect(said(query)).toEqual([422, 'VALIDATION_FAILED', 'limt: not known here; did you mean limit?']);
    const body = { case_id: 'x', run_id: 'x', decision: 'approved', reviewer_name: 'x', coments: 'x', comments: 'y' };
    expect((await ask('POST', '/human-review/decision', { body })).body.detail).toContain(
      'coments: not known here; did you mean comments?',
    );
  });
});
