import { expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from './codes.ts';

it.each(Object.keys(ERROR_CODES) as ErrorCode[])('%s says in words what it is and what to do now', (code) => {
  const { title, next } = ERROR_CODES[code];
  for (const text of [title, next]) {
    expect(text).toMatch(/^[A-Z]/);
    expect(text.replace(/override_reason/, '')).not.toMatch(/_|\.$/);
    expect(text.length).toBeGreaterThan(8);
  }
  expect(next).not.toBe(title);
});
