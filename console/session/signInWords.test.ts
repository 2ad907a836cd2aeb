import { expect, it } from 'vitest';
import { Problem } from '../api/problem.ts';
import { signInRefusal } from './signInWords.ts';

it('says why and what to do, and never a code', () => {
  expect(signInRefusal(new Problem('INVALID_CREDENTIALS', 401, 'E-mail or password is wrong'))).toBe(
    'E-mail or password is wrong. Check both. If you do not know the password any more, use “Forgot password?”.',
  );
  const locked = { retry_after_seconds: 120 };
  expect(signInRefusal(new Problem('ACCOUNT_LOCKED', 429, 'Too many failed tries', locked))).toBe(
    'Too many failed tries. Wait 2 minutes.',
  );
  expect(signInRefusal(new TypeError('x is not a function'))).not.toContain('function');
});
