import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approved } from '../../../cli/secondPerson.ts';
import { bearer, call, logIn, signUp } from '../http.ts';
import { mailedToken, openWorld, type World } from '../world.ts';

let world: World;
let api: string;
beforeAll(() => {
  world = openWorld();
  api = world.run.api;
});
afterAll(() => world.close());

const me = async (token: string) => (await call('GET', `${api}/auth/me`, { headers: bearer(token) })).status;
const events = async (subject: string, type: string) =>
  (await world.admin.get<{ events: { actor: string }[] }>(`/admin/events?subject=${subject}&type=${type}`)).body.events;

describe('accounts', () => {
  it('[PM-AUTH-01] [EM-REG-01] [EM-API-01] [PM-AUTH-06] sign-up gives a user and tokens at every path; the address is taken afterwards', async () => {
    const password = 'the very same password';
    const emails = ['A', 'b', 'c'].map((name) => `${name}.${crypto.randomUUID().slice(0, 8)}@people.example`);
    for (const [index, path] of ['/auth/signup', '/api/auth/register', '/api/v1/auth/signup'].entries()) {
      const answer = await call('POST', api + path, { body: { email: emails[index], password } });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        token_type: 'Bearer',
        expires_in: 900,
        user: { email: emails[index]?.toLowerCase(), roles: ['user'], tenant_id: world.run.logins[0]?.tenantId },
      });
      expect(await me(answer.body.access_token)).toBe(200);
      const again = await call('POST', api + path, { body: { email: emails[index]?.toUpperCase(), password } });
      expect([again.status, again.body.error.code]).toEqual([409, 'EMAIL_TAKEN']);
    }
    const hashes =
      await world.owner`select password_hash from users where email in ${world.owner(emails.map((email) => email.toLowerCase()))}`;
    expect(hashes).toHaveLength(3);
    expect(new Set(hashes.map((row) => row.password_hash)).size).toBe(3);
    for (const row of hashes) expect(row.password_hash).toMatch(/^\$argon2id\$/);
  });

  it('[U-02] [PY-AUTH-10] a weak password, a wrong type, an unknown field or somebody’s role is refused by name', async () => {
    const email = 'weak@people.example';
    const refused: [object, string][] = [
      [{ email, password: 'short' }, 'password'],
      [{ email, password: email }, 'password'],
      [{ email, password: 'aaaaaaaaaaaa' }, 'password'],
      [{ email, password: 'x'.repeat(129) }, 'password'],
      [{ email: 'nobody', password: 'a good password' }, 'email'],
      [{ email: 7, password: 'a good password' }, 'email'],
      [{ email, password: 'a good password', roles: ['admin'] }, 'roles'],
      [{ email, password: 'a good password', tenant_id: crypto.randomUUID() }, 'tenant_id'],
    ];
    for (const [body, field] of refused) {
      const answer = await call('POST', `${api}/auth/signup`, { body });
      expect([answer.status, answer.body.error.code], JSON.stringify(body).slice(0, 80)).toEqual([
        422,
        'VALIDATION_FAILED',
      ]);
      expect(answer.body.error.details.fields.map((entry: { field: string }) => entry.field)).toContain(field);
    }
    const person = await signUp(api);
    const renamed = await call('PATCH', `${api}/me`, {
      headers: bearer(person.access),
      body: { display_name: 'Ann\u0007 \u202eevil\u0000' },
    });
    expect(renamed.body.display_name).toBe('Ann evil');
  });

  it('[PM-AUTH-02] [PM-AUTH-03] [PY-AUTH-02] [PY-AUTH-08] login tells right from wrong and nothing else', async () => {
    const person = await signUp(api);
    const { body } = await logIn(api, person);
    expect(body).toMatchObject({
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      expires_in: 900,
      second_factor: 'off',
    });
    expect(await me(body.access_token)).toBe(200);
    expect((await call('GET', `${api}/auth/me`)).status).toBe(401);
    const strip = (text: string) => text.replaceAll(/"timestamp":"[^"]+"/g, '');
    const wrong = await call('POST', `${api}/auth/login`, {
      body: { email: person.email, password: 'not the password' },
    });
    const unknown = await call('POST', `${api}/auth/login`, {
      body: { email: 'nobody@people.example', password: 'not the password' },
    });
    expect([wrong.status, wrong.body.error.code]).toEqual([401, 'INVALID_CREDENTIALS']);
    expect(wrong.headers['content-type']).toContain('application/problem+json');
    expect(strip(wrong.text)).toBe(strip(unknown.text));
    expect(await events(`user:${person.userId}`, 'login_failed')).toHaveLength(1);
    expect(await events(`user:${person.userId}`, 'user_logged_in')).toHaveLength(1);
  });

  it('[PM-AUTH-08] the profile is kept, the date of birth only encrypted; an impossible one is refused', async () => {
    const person = await signUp(api);
    const headers = bearer(person.access);
    for (const date of ['1990-02-30', '2999-01-01', '1800-01-01', '17.05.1990'])
      expect(
        (await call('PUT', `${api}/onboarding`, { headers, body: { state: 'CA', date_of_birth: date } })).status,
        date,
      ).toBe(422);
    const put = await call('PUT', `${api}/onboarding`, {
      headers,
      body: { state: 'CA', date_of_birth: '1990-05-17', display_name: 'Ann' },
    });
    expect(put.status).toBe(200);
    const read = await call('GET', `${api}/me`, { headers });
    expect(read.body).toMatchObject({
      state: 'CA',
      date_of_birth: '1990-05-17',
      display_name: 'Ann',
      email: person.email,
    });
    const [row] = await world.owner`select date_of_birth from users where id = ${person.userId}`;
    expect(row?.date_of_birth).toMatch(/^v1:[\w-]+:[\w-]+$/);
    const stale = await call('PATCH', `${api}/me`, {
      headers: { ...headers, 'if-match': '"v1"' },
      body: { display_name: 'Old' },
    });
    expect([stale.status, stale.body.error.code]).toEqual([412, 'PRECONDITION_FAILED']);
    const current = await call('PATCH', `${api}/me`, {
      headers: { ...headers, 'if-match': String(read.headers.etag) },
      body: { display_name: 'New' },
    });
    expect(current.body.display_name).toBe('New');
  });

  it('[PY-AUTH-07] [EM-DB-03] sessions are listed and ended; logging out ends the access token at once', async () => {
    const person = await signUp(api);
    const phone = await logIn(api, person);
    const list = await call('GET', `${api}/auth/sessions`, { headers: bearer(person.access) });
    expect(list.body.count).toBe(2);
    const other = list.body.sessions.find((session: { current: boolean }) => !session.current);
    expect(
      (await call('DELETE', `${api}/auth/sessions/${other.session_id}`, { headers: bearer(person.access) })).status,
    ).toBe(204);
    expect(await me(phone.access)).toBe(401);
    expect((await call('POST', `${api}/auth/refresh`, { body: { refresh_token: phone.refresh } })).status).toBe(401);
    expect((await call('POST', `${api}/auth/logout`, { headers: bearer(person.access) })).status).toBe(204);
    const after = await call('GET', `${api}/auth/me`, { headers: bearer(person.access) });
    expect([after.status, after.body.error.code]).toEqual([401, 'TOKEN_REVOKED']);
    expect((await call('POST', `${api}/auth/refresh`, { body: { refresh_token: person.refresh } })).status).toBe(401);
    const rows =
      await world.owner`select kind from token_revocations r join user_sessions s on s.id = r.subject where s.user_id = ${person.userId}`;
    expect(rows.length).toBeGreaterThanOrEqual(2);
  });

  it('changing a password needs the old one and ends the other sessions only', async () => {
    const person = await signUp(api);
    const other = await logIn(api, person);
    const change = (current: string, next: string) =>
      call('POST', `${api}/auth/password`, {
        headers: bearer(person.access),
        body: { current_password: current, new_password: next },
      });
    expect((await change('not the password', 'another good password')).status).toBe(401);
    expect((await change(person.password, 'short')).status).toBe(422);
    expect((await change(person.password, 'another good password')).status).toBe(204);
    expect([await me(person.access), await me(other.access)]).toEqual([200, 401]);
    await expect(logIn(api, person)).rejects.toThrow('401');
    await logIn(api, { email: person.email, password: 'another good password' });
  });

  it('[U-03] a forgotten password is set by a mailed token, good once; nobody learns who has an account', async () => {
    const person = await signUp(api);
    const ask = (email: string) => call('POST', `${api}/auth/password/forgot`, { body: { email } });
    const [known, unknown] = [await ask(person.email), await ask('nobody@people.example')];
    expect([known.status, known.text]).toEqual([unknown.status, unknown.text]);
    expect(known.status).toBe(202);
    const token = await mailedToken(world, person.email, 'minutes');
    const reset = (given: string, password = 'a brand new password') =>
      call('POST', `${api}/auth/password/reset`, { body: { token: given, new_password: password } });
    for (const guess of [
      'x',
      `${token}x`,
      `${crypto.randomUUID()}.${token.split('.')[1]}`,
      `${token.split('.')[0]}.${'A'.repeat(43)}`,
    ])
      expect((await reset(guess)).status, guess).toBe(401);
    expect((await reset(token, 'short')).status).toBe(422);
    const both = await Promise.all([reset(token), reset(token)]);
    expect(both.map((answer) => answer.status).sort()).toEqual([204, 401]);
    expect(await me(person.access)).toBe(401);
    await logIn(api, { email: person.email, password: 'a brand new password' });
    // The secret stands in the mail alone: not in the books, not in Temporal, not in a log.
    const secret = token.split('.')[1] ?? '';
    const [row] =
      await world.owner`select (select count(*) from notifications n where n::text like ${`%${secret}%`}) as notes, (select count(*) from password_resets p where p::text like ${`%${secret}%`}) as resets`;
    expect(row).toEqual({ notes: '0', resets: '0' });
    for (const name of ['api', 'worker']) expect(world.log(name)).not.toContain(secret);
  });
});

describe('[U-03] the second factor', () => {
  const codeOf = (secret: string, secondsFromNow = 0) =>
    new TOTP({ secret }).generate({ timestamp: Date.now() + secondsFromNow * 1000 });

  it('is set up with password and code, asked for at login, works once per code, and is turned off the same way', async () => {
    const person = await signUp(api);
    const headers = bearer(person.access);
    expect(
      (await call('POST', `${api}/auth/second-factor`, { headers, body: { password: 'not the password' } })).status,
    ).toBe(401);
    const made = await call('POST', `${api}/auth/second-factor`, { headers, body: { password: person.password } });
    expect(made.body.uri).toMatch(/^otpauth:\/\/totp\/Countersign/);
    const { secret } = made.body;
    const [stored] = await world.owner`select second_factor_secret from users where id = ${person.userId}`;
    expect(stored?.second_factor_secret).toMatch(/^v1:/);
    expect(
      (await call('POST', `${api}/auth/second-factor/confirm`, { headers, body: { code: '000000' } })).status,
    ).toBe(401);
    expect(
      (await call('POST', `${api}/auth/second-factor/confirm`, { headers, body: { code: codeOf(secret, -30) } }))
        .status,
    ).toBe(204);
    const without = await call('POST', `${api}/auth/login`, {
      body: { email: person.email, password: person.password },
    });
    expect([without.status, without.body.error.code]).toEqual([401, 'SECOND_FACTOR_REQUIRED']);
    const code = codeOf(secret);
    expect((await logIn(api, person, { code })).body.second_factor).toBe('on');
    await expect(logIn(api, person, { code })).rejects.toThrow('401 ');
    const off = await call('POST', `${api}/auth/second-factor/disable`, {
      headers,
      body: { password: person.password, code: codeOf(secret, 30) },
    });
    expect(off.status).toBe(204);
    expect((await logIn(api, person)).body.second_factor).toBe('off');
  });

  it('where the tenant demands it, whoever decides money gets no rights without it', async () => {
    const admin = world.run.logins.find((login) => login.email === 'admin@second.example') ?? {
      email: '',
      password: '',
    };
    const boss = await logIn(api, admin);
    const email = `r.${crypto.randomUUID().slice(0, 8)}@second.example`;
    const tenantId = world.run.logins.find((login) => login.email === admin.email)?.tenantId ?? '';
    const invited = await call('POST', `${api}/admin/users`, {
      headers: bearer(boss.access),
      body: { email, display_name: 'R', roles: ['reviewer'] },
    });
    expect(invited.status).toBe(202);
    await approved(world.superUser, tenantId, invited);
    const token = await mailedToken(world, email, 'minutes');
    const set = await call('POST', `${api}/auth/password/reset`, { body: { token, new_password: admin.password } });
    expect(set.status).toBe(204);
    const reviewer = { email, password: admin.password };
    const before = await logIn(api, reviewer);
    expect((await call('GET', `${api}/reviews`, { headers: bearer(before.access) })).status).toBe(200);
    const demand = (value: boolean, token: string) =>
      call('PUT', `${api}/admin/config/second_factor_required`, { headers: bearer(token), body: { value } });
    expect((await demand(true, boss.access)).status).toBe(200);
    try {
      // Tokens of the laxer time are dead at once; a refresh gives one that may only set up the factor.
      expect((await call('GET', `${api}/reviews`, { headers: bearer(before.access) })).status).toBe(401);
      const limited = await call('POST', `${api}/auth/refresh`, { body: { refresh_token: before.refresh } });
      expect(limited.body.second_factor).toBe('setup_required');
      const headers = bearer(limited.body.access_token);
      expect((await call('GET', `${api}/reviews`, { headers })).status).toBe(403);
      const made = await call('POST', `${api}/auth/second-factor`, { headers, body: { password: reviewer.password } });
      expect(
        (await call('POST', `${api}/auth/second-factor/confirm`, { headers, body: { code: codeOf(made.body.secret) } }))
          .status,
      ).toBe(204);
      const full = await call('POST', `${api}/auth/refresh`, { body: { refresh_token: limited.body.refresh_token } });
      expect(full.body.second_factor).toBe('on');
      expect((await call('GET', `${api}/reviews`, { headers: bearer(full.body.access_token) })).status).toBe(200);
    } finally {
      await world.owner`update tenant_settings set second_factor_required = false where tenant_id <> ${world.run.logins[0]?.tenantId ?? ''}`;
    }
  });
});
