import { describe, expect, it } from 'vitest';
import { PRODUCTION } from '../tests/productionEnvironment.ts';
import { ConfigurationError, loadConfiguration } from './configuration.ts';
import { halfPairs } from './productionProblems.ts';

const thrown = (env: Record<string, string>): ConfigurationError => {
  try {
    loadConfiguration(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  return expect.fail('it started');
};

describe('what stops a start', () => {
  it('never says a secret, however wrong the value is', () => {
    const secret = 'Zq7-canary-42';
    for (const name of Object.keys(PRODUCTION).filter((one) => one !== 'APP_ENV')) {
      const { message, problems } = thrown({ ...PRODUCTION, [name]: `${secret} change`, PORT: 'x' });
      expect(`${message} ${problems.join()}`, name).not.toContain(secret);
      expect(problems.join(), 'all of it is said at once').toContain('PORT');
    }
  });

  it('says each problem once, each in a line of its own', () => {
    const { message, problems } = thrown({ APP_ENV: 'production', PORT: 'x' });
    expect(new Set(problems).size).toBe(problems.length);
    expect(message.split('\n')).toHaveLength(problems.length + 1);
  });

  it.each([
    ['x'.repeat(40), true],
    ['Change-me-please-now', true],
    ['this-is-the-DEFAULT-one', true],
    ['k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9k3x9', false],
  ])('%s as the secret of sessions is trivial: %s', (SESSION_SECRET, trivial) => {
    const { problems } = thrown({ ...PRODUCTION, SESSION_SECRET, PORT: 'x' });
    expect(problems.some((problem) => problem.startsWith('SESSION_SECRET'))).toBe(trivial);
  });
});

describe('half of a pair', () => {
  it.each<[Record<string, string>, string[]]>([
    [{}, []],
    [{ CRM_CLIENT_ID: 'a', CRM_CLIENT_SECRET: 'b' }, []],
    [{ CRM_CLIENT_ID: 'a' }, ['CRM_CLIENT_SECRET']],
    [{ CRM_CLIENT_SECRET: 'b' }, ['CRM_CLIENT_ID']],
    [{ CRM_CLIENT_ID: 'a', BILLING_CLIENT_SECRET: 'b' }, ['CRM_CLIENT_SECRET', 'BILLING_CLIENT_ID']],
    [{ GMAIL_APP_PASSWORD: 'p' }, ['GMAIL_EMAIL']],
    [{ GMAIL_EMAIL: 'a@example.com' }, []],
  ])('%j: %j', (present, missing) => {
    expect(halfPairs(present).map((problem) => problem.split(' ')[0])).toEqual(missing);
  });
});
