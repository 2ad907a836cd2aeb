import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { connectionProblem, loginName, loginUrl, ownRoles } from './roles.ts';

describe('the URL of a login', () => {
  it('carries any password as it is, to whoever reads the URL', async () => {
    for (const password of ['a%41b', '100%', 'a:b@c/d?e#f', 'plain', 'ü &=+']) {
      const client = postgres(loginUrl('postgres://owner:x@db:5433/books', { user: 'cs_app', password }));
      expect(client.options).toMatchObject({ user: 'cs_app', pass: password, host: ['db'], port: [5433] });
      await client.end();
    }
  });

  it('is not made of one without a host, which would hold no login', () => {
    for (const url of ['postgres:///books', 'postgres:///books?host=/run/postgresql', 'postgresql:books'])
      expect(() => loginUrl(url, { user: 'cs_app', password: 'p' }), url).toThrow('names no host');
  });

  it('a connection that got in as somebody else is refused', async () => {
    const as = (me: string) => (() => Promise.resolve([{ me, above: [], owned: [], crossing: [] }])) as never;
    expect(await connectionProblem(as('owner'), 'cs_app', 'app')).toContain('got in as owner');
    expect(await connectionProblem(as('cs_app'), 'cs_app', 'app')).toBeNull();
  });
});

it('a database may have one of the words that stand for the logins in its own name', () => {
  for (const database of ['countersign_platform', 'countersign_app', 'books']) {
    const [app, platform] = [loginName(database, 'app'), loginName(database, 'platform')];
    const logins = { app: { user: app, password: 'p' }, platform: { user: platform, password: 'p' } };
    expect(ownRoles('TO countersign_app, countersign_platform, countersign_app;', logins)).toBe(
      `TO ${app}, ${platform}, ${app};`,
    );
  }
});
