import { z } from 'zod';

const WHOLE = /^-?\d{1,15}$/;

/**
 * A whole number in a query. Only digits are one: an empty value, `null` or `20,000` is refused, where coercion would make
 * 0 of it, which is no bound at all.
 */
export const queryInteger = (minimum: number, maximum: number = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (value) => (typeof value === 'string' && WHOLE.test(value) ? Number(value) : value),
    z.int().min(minimum).max(maximum),
  );
