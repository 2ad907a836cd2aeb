import { describe, expect, it } from 'vitest';
import { licenseStateAt, registrationProblem } from './licenses.ts';

const now = new Date('2026-11-28T00:00:00Z');
const license = { state: 'active', expiresAt: null, instanceLimit: 2 } as const;

describe('[PY-DB-02] a licence key', () => {
  it('lets as many instances be registered as it says', () => {
    expect([0, 1, 2, 3].map((count) => registrationProblem(license, count, now))).toEqual([
      null,
      null,
      'LICENSE_LIMIT_REACHED',
      'LICENSE_LIMIT_REACHED',
    ]);
  });

  it.each([
    [undefined, 'LICENSE_KEY_UNKNOWN'],
    [{ ...license, state: 'suspended' } as const, 'LICENSE_KEY_SUSPENDED'],
    [{ ...license, state: 'expired' } as const, 'LICENSE_KEY_EXPIRED'],
    [{ ...license, expiresAt: now }, 'LICENSE_KEY_EXPIRED'],
    [{ ...license, expiresAt: new Date(now.getTime() + 1) }, null],
  ])('%j: %s', (given, problem) => {
    expect(registrationProblem(given, 0, now)).toBe(problem);
  });

  it('that is suspended stays so when its day passes', () => {
    expect(licenseStateAt({ state: 'suspended', expiresAt: now }, now)).toBe('suspended');
  });
});
