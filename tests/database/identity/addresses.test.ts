import { createHash, randomBytes } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { deliverNotifications } from '../../../activities/notifications/deliverNotifications.ts';
import type { Principal, TokenService } from '../../../api/http/tokens.ts';
import { passwordRoutes } from '../../../api/identity/passwordRoutes.ts';
import { powerRoutes } from '../../../api/identity/powerRoutes.ts';
import { signInRoutes } from '../../../api/identity/signInRoutes.ts';
import { signUpRoutes } from '../../../api/identity/signUpRoutes.ts';
import { userAdminRoutes } from '../../../api/identity/userRoutes.ts';
import { DEFAULT_TENANT_ID as A, SECOND_TENANT_ID as B } from '../../../db/seed/tenants.ts';
import { renderMail } from '../../../workers/activities.ts';
import { adminDeps, caller, principalOf } from '../routeCaller.ts';
import { createTestDatabase, type TestDatabase } from '../testDatabase.ts';

let database: TestDatabase;
let call: ReturnType<typeof caller>;
let admin: Principal;
let boss: Principal;
const mails: { to: string; text: string }[] = [];
beforeAll(async () => {
  database = await createTestDatabase(inject('embeddedUrl'));
  const deps = {
    ...adminDeps(database.db),
    // Tokens themselves are not looked at here.
    tokens: { issue: async () => ({ token: 't', expiresAtMs: 0 }) } as unknown as TokenService,
    sessionSecret: 'a secret of at least thirty-two characters',
    defaultTenantId: A,
    authPerMinute: 10_000,
    production: false,
    log: () => undefined,
  };
  call = caller([
    ...signUpRoutes(deps),
    ...signInRoutes(deps),
    ...passwordRoutes(deps),
    ...userAdminRoutes(deps),
    ...powerRoutes(deps),
  ]);
  admin = await principalOf(database, 'admin@second.example');
  boss = await principalOf(database, 'super@countersign.example');
});
afterAll(() => database.end());

const PASSWORD = 'a good password';
const signUp = (email: string, password = PASSWORD) => call(null, 'POST /auth/signup', {}, { email, password });
const logIn = (email: string, password = PASSWORD) =>
  call(null, 'POST /auth/login', {}, { email, password, refresh_in: 'body' });
const account = async (email: string, tenant: string) =>
  (await database.owner`select * from users where email = ${email} and tenant_id = ${tenant}`)[0];
const address = () => `${crypto.randomUUID()}@people.example`;

/** Sends what waits for an address, as the worker does, and gives the tokens of those mails, oldest first. */
async function tokensOf(email: string): Promise<string[]> {
  mails.length = 0;
  const deliver = deliverNotifications({
    db: database.db,
    cipher: adminDeps(database.db).cipher,
    mail: { send: async ({ to, text }: { to: string; text: string }) => void mails.push({ to, text }) } as never,
    publish: null,
    whatsapp: () => null,
    baseUrl: 'http://x',
    renderMail,
    log: () => undefined,
  });
  const batches =
    await database.owner`select distinct n.tenant_id, n.batch_id, n.created_at, coalesce(n.process_id, p.id) as process_id from notifications n
    left join processes p on p.tenant_id = n.tenant_id and p.kind = 'notification' and p.subject = n.batch_id::text
    where n.recipient = ${email} and n.status = 'queued' order by n.created_at`;
  for (const { tenant_id: tenantId, batch_id: batchId, process_id: processId } of batches)
    await new MockActivityEnvironment().run(deliver as never, { tenantId, processId, batchId } as never);
  return mails
    .filter((mail) => mail.to === email)
    .flatMap((mail) => /(?:minutes|half an hour): (\S+)/.exec(mail.text)?.[1] ?? []);
}
/** Invites somebody as a reviewer of the second tenant, which the super user approves. */
async function invite(email: string) {
  const asked = await call(admin, 'POST /admin/users', {}, { email, display_name: 'R', roles: ['reviewer'] });
  if (asked.status !== 202) return asked;
  const at = { tenant_id: B, change_id: asked.body.change_id };
  return call(boss, 'POST /admin/tenants/:tenant_id/power-changes/:change_id/approve', at, {});
}

describe('an address is proved before it holds a role', () => {
  it('a stranger’s sign-up neither blocks an invitation nor gets its role; who reads the mail gets it', async () => {
    const email = address();
    expect((await signUp(email)).status).toBe(201);
    expect((await invite(email)).status).toBe(200);
    const [theirs, ours] = [await account(email, A), await account(email, B)];
    expect([theirs?.address, theirs?.roles]).toEqual(['unproved', ['user']]);
    expect([ours?.address, ours?.roles]).toEqual(['invited', ['reviewer']]);
    expect((await logIn(email)).body.user).toMatchObject({ user_id: theirs?.id, roles: ['user'] });
    const token = (await tokensOf(email)).at(-1);
    const set = await call(null, 'POST /auth/password/reset', {}, { token, new_password: 'of the real person' });
    expect(set.status).toBe(204);
    expect((await logIn(email, 'of the real person')).body.user).toMatchObject({
      user_id: ours?.id,
      roles: ['reviewer'],
    });
    // The stranger's account ends with the proof.
    expect((await logIn(email)).code).toBe('INVALID_CREDENTIALS');
    expect((await account(email, A))?.disabled_at).not.toBeNull();
  });

  it('no admin gives an unproved account a role, also past the API; once it is proved they may', async () => {
    const email = address();
    await signUp(email);
    const id = String((await account(email, A))?.id);
    const own = await principalOf(database, 'admin@countersign.example');
    for (const roles of [['reviewer'], ['user', 'admin'], ['attorney']])
      expect((await call(own, 'PATCH /admin/users/:user_id', { user_id: id }, { roles })).code).toBe(
        'ADDRESS_NOT_PROVED',
      );
    await expect(database.owner`update users set roles = '{reviewer}' where id = ${id}`).rejects.toMatchObject({
      code: '23514',
    });
    const [token] = await tokensOf(email);
    expect((await call(null, 'POST /auth/address/prove', {}, { token, password: PASSWORD })).status).toBe(204);
    expect((await call(null, 'POST /auth/address/prove', {}, { token, password: PASSWORD })).code).toBe(
      'INVALID_CREDENTIALS',
    );
    expect((await call(own, 'PATCH /admin/users/:user_id', { user_id: id }, { roles: ['attorney'] })).status).toBe(200);
  });

  it('a sign-up is answered alike for a free address and for one that somebody holds, and so is the login after it', async () => {
    const free = address();
    for (const email of [free, 'reviewer@second.example', 'admin@countersign.example']) {
      const first = await signUp(email);
      expect([first.status, first.body.user.roles, first.body.user.tenant_id], email).toEqual([201, ['user'], A]);
      expect((await logIn(email)).body.user.roles, email).toEqual(['user']);
      expect((await logIn(email, 'not the password')).code).toBe('INVALID_CREDENTIALS');
      expect((await signUp(email)).code, email).toBe('EMAIL_TAKEN');
    }
    // Whoever holds the address is not touched, and their mail does not reach the stranger's account.
    expect((await logIn('reviewer@second.example', 'demo-second-1')).body.user.roles).toEqual(['reviewer']);
    await call(null, 'POST /auth/password/forgot', {}, { email: 'reviewer@second.example' });
    const [mail] =
      await database.owner`select variables->>'userId' as user_id from notifications where template = 'password_reset' and recipient = 'reviewer@second.example'`;
    expect(mail?.user_id).toBe((await account('reviewer@second.example', B))?.id);
    // A proof that comes late finds another holder and proves nothing.
    const [token] = await tokensOf('reviewer@second.example').then((all) => all.slice(0, 1));
    expect((await call(null, 'POST /auth/address/prove', {}, { token, password: PASSWORD })).code).toBe(
      'INVALID_CREDENTIALS',
    );
  });

  it('a link that its owner opens proves no account of a stranger: whoever signed up knows its password', async () => {
    const email = address();
    await signUp(email, 'of the stranger 1');
    const [token] = await tokensOf(email);
    for (const password of ['of the real owner', PASSWORD])
      expect((await call(null, 'POST /auth/address/prove', {}, { token, password })).status).not.toBe(204);
    expect((await account(email, A))?.address).toBe('unproved');
    // The token is not spent by that: whoever signed up and reads the mail proves it.
    const both = { token, password: 'of the stranger 1' };
    expect((await call(null, 'POST /auth/address/prove', {}, both)).status).toBe(204);
  });

  it('who signed up first does not keep the address from its owner, who takes the account by mail', async () => {
    const email = address();
    await signUp(email, 'of the stranger 1');
    await call(null, 'POST /auth/password/forgot', {}, { email });
    const token = (await tokensOf(email)).at(-1);
    expect(
      (await call(null, 'POST /auth/password/reset', {}, { token, new_password: 'of the real owner' })).status,
    ).toBe(204);
    expect((await account(email, A))?.address).toBe('proved');
    expect((await logIn(email, 'of the stranger 1')).code).toBe('INVALID_CREDENTIALS');
    expect((await logIn(email, 'of the real owner')).status).toBe(200);
  });
});

describe('of several mails with a token only the newest counts, once', () => {
  const reset = (token: string | undefined, password = 'yet another password') =>
    call(null, 'POST /auth/password/reset', {}, { token, new_password: password });
  /** A token as a mail carries it, written as the worker writes it. */
  async function mailed(userId: string, tenantId: string, purpose = 'password'): Promise<string> {
    const secret = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(secret).digest('hex');
    const [row] = await database.owner`insert into password_resets (tenant_id, user_id, purpose, token_hash, expires_at)
      values (${tenantId}, ${userId}, ${purpose}, ${hash}, now() + interval '30 minutes') returning id`;
    return `${row?.id}.${secret}`;
  }
  const person = async () => {
    const email = address();
    await signUp(email);
    return { email, id: String((await account(email, A))?.id) };
  };

  it('an older one is void as soon as a newer is sent, and all are once one was used', async () => {
    const { id } = await person();
    const three = [await mailed(id, A), await mailed(id, A), await mailed(id, A)];
    for (const token of three.slice(0, 2)) expect((await reset(token)).code).toBe('INVALID_CREDENTIALS');
    expect((await reset(three[2])).status).toBe(204);
    for (const token of three) expect((await reset(token)).code).toBe('INVALID_CREDENTIALS');
  });

  it('asking voids them before the new mail leaves, and so does a changed password; a proof is no password', async () => {
    const { id, email } = await person();
    const asked = await mailed(id, A);
    await call(null, 'POST /auth/password/forgot', {}, { email });
    expect((await reset(asked)).code).toBe('INVALID_CREDENTIALS');
    const before = await mailed(id, A);
    const who = await principalOf(database, email);
    const body = { current_password: PASSWORD, new_password: 'changed by hand 1' };
    expect((await call(who, 'POST /auth/password', {}, body)).status).toBe(204);
    expect((await reset(before)).code).toBe('INVALID_CREDENTIALS');
    const proof = await mailed(id, A, 'address');
    expect((await reset(proof)).code).toBe('INVALID_CREDENTIALS');
    const other = await mailed(id, A);
    expect((await call(null, 'POST /auth/address/prove', {}, { token: other, password: PASSWORD })).code).toBe(
      'INVALID_CREDENTIALS',
    );
    expect(
      (await call(null, 'POST /auth/address/prove', {}, { token: proof, password: 'changed by hand 1' })).status,
    ).toBe(204);
    // Using one voids those of the other purpose too.
    expect((await reset(other)).code).toBe('INVALID_CREDENTIALS');
  });

  it('two mails at the same moment leave one that counts; a disabled account takes none', async () => {
    const { id } = await person();
    const many = await Promise.all(Array.from({ length: 8 }, () => mailed(id, A)));
    const [row] =
      await database.owner`select count(*)::int as live from password_resets where user_id = ${id} and used_at is null`;
    expect(row?.live).toBe(1);
    await database.owner`update users set disabled_at = now() where id = ${id}`;
    for (const token of many) expect((await reset(token)).code).toBe('INVALID_CREDENTIALS');
  });

  it('planted bug: without the trigger an older mail works after a newer one', async () => {
    const { id } = await person();
    await database.owner`alter table password_resets disable trigger void_older_tokens`;
    const [older] = [await mailed(id, A), await mailed(id, A)];
    await database.owner`alter table password_resets enable trigger void_older_tokens`;
    expect((await reset(older)).status).toBe(204);
  });
});
