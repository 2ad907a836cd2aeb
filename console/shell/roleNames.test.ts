import { expect, it } from 'vitest';
import { roleNames } from './roleNames.ts';

it('says roles in words, one that is not known without its underscores', () => {
  expect(roleNames(['admin', 'super_user'])).toBe('Admin, Operator');
  expect(roleNames(['night_guard'])).toBe('night guard');
});
