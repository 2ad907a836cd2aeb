import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approved } from '../../../cli/secondPerson.ts';
import { bearer, call, logIn, signUp } from '../http.ts';
import { openWorld, proveAddress, type World } from '../world.ts';

const PARALLEL = 1_000;

let world: World;
let api: string;
beforeAll(() => {
  world = openWorld();
  api = world.run.api;
});
afterAll(() => world.close());

const refresh = (token: string) => call('POST', `${api}/auth/refresh`, { body: { refresh_token: token } });
const alive = async (access: string) =>
  (await call('GET', `${api}/auth/me`, { headers: bearer(access) })).status === 200;
const reuses = async (userId: string) =>
  (await world.admin.get<{ count: number }>(`/admin/events?type=refresh_token_reused&subject=user:${userId}`)).body
    .count;

describe('[S4] [PY-AUTH-05] [PY-AUTH-11] refresh tokens rotate and a reuse ends the family', () => {
  it('each use gives the next one; a replayed one ends every token of the session within a second', async () => {
    const person = await signUp(api);
    const first = await refresh(person.refresh);
    expect(first.status).toBe(200);
    expect(first.body.refresh_token).not.toBe(person.refresh);
    expect(await alive(first.body.access_token)).toBe(true);
    const replay = await refresh(person.refresh);
    expect([replay.status, replay.body.error.code]).toEqual([401, 'TOKEN_REVOKED']);
    const until = Date.now() + 1_000;
    while ((await alive(first.body.access_token)) && Date.now() < until);
    expect(await alive(first.body.access_token)).toBe(false);
    expect(await alive(person.access)).toBe(false);
    expect((await refresh(first.body.refresh_token)).status).toBe(401);
    expect(await reuses(person.userId)).toBe(1);
    const [row] =
      await world.owner`select revoked_reason, current_token_hash from user_sessions where user_id = ${person.userId}`;
    expect(row?.revoked_reason).toBe('reuse');
    expect(row?.current_token_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('a grandparent ends it too, and another session of the same person lives on', async () => {
    const person = await signUp(api);
    const other = await logIn(api, person);
    const child = await refresh(person.refresh);
    const grandchild = await refresh(child.body.refresh_token);
    expect(grandchild.status).toBe(200);
    expect((await refresh(person.refresh)).status).toBe(401);
    expect((await refresh(grandchild.body.refresh_token)).status).toBe(401);
    expect((await refresh(other.refresh)).status).toBe(200);
  });

  it(`of ${PARALLEL} parallel uses at most one wins, and the family is dead afterwards`, async () => {
    const person = await signUp(api);
    const answers = await Promise.all(Array.from({ length: PARALLEL }, () => refresh(person.refresh)));
    const won = answers.filter((answer) => answer.status === 200);
    expect(won.length).toBeLessThanOrEqual(1);
    expect(answers.filter((answer) => answer.status === 401).length).toBe(PARALLEL - won.length);
    for (const winner of won) {
      expect((await refresh(winner.body.refresh_token)).status).toBe(401);
      expect(await alive(winner.body.access_token)).toBe(false);
    }
    expect(await reuses(person.userId)).toBe(1);
  });

  it('owner and thief racing with a stolen token, 50 times: never two living families', async () => {
    for (let round = 0; round < 50; round += 1) {
      const person = await signUp(api);
      const [owner, thief] = await Promise.all([refresh(person.refresh), refresh(person.refresh)]);
      const winners = [owner, thief].filter((answer) => answer.status === 200);
      expect(winners.length).toBeLessThanOrEqual(1);
      for (const winner of winners) expect((await refresh(winner.body.refresh_token)).status).toBe(401);
    }
  });

  it('a refresh brings changed rights, a disabled account gets none, and an access token is no refresh token', async () => {
    const person = await signUp(api);
    expect((await refresh(person.access)).status).toBe(401);
    const patch = (body: object) => world.admin.call('PATCH', `/admin/users/${person.userId}`, body);
    await proveAddress(world, person.email, person.password);
    const tenantId = world.run.logins[0]?.tenantId ?? '';
    expect((await approved(world.superUser, tenantId, await patch({ roles: ['reviewer'] }))).status).toBe(200);
    expect(await alive(person.access)).toBe(false);
    const promoted = await refresh(person.refresh);
    expect((await call('GET', `${api}/reviews`, { headers: bearer(promoted.body.access_token) })).status).toBe(200);
    expect((await patch({ active: false })).status).toBe(200);
    expect(await alive(promoted.body.access_token)).toBe(false);
    expect((await refresh(promoted.body.refresh_token)).status).toBe(401);
    await expect(logIn(api, person)).rejects.toThrow('401');
    expect((await approved(world.superUser, tenantId, await patch({ active: true }))).status).toBe(200);
    await logIn(api, person);
  });
});
