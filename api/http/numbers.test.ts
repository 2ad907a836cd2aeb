import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { queryInteger } from './numbers.ts';

const NOTHING = ['', ' ', 'null', 'NaN', '20,000', '1e3', '0x10', '1.5', 'true', ' 5', '+5'];

describe('a whole number in a query', () => {
  const query = z.strictObject({ minimum: queryInteger(0, 100).optional(), limit: queryInteger(1, 200).default(50) });
  it('is read from its digits and kept within its bounds', () => {
    expect(query.parse({})).toEqual({ limit: 50 });
    expect(query.parse({ minimum: '7', limit: '200' })).toEqual({ minimum: 7, limit: 200 });
    expect(query.safeParse({ minimum: '101' }).success).toBe(false);
    expect(query.safeParse({ limit: '0' }).success).toBe(false);
  });

  it('anything else is refused, never read as no bound', () => {
    expect(NOTHING.filter((minimum) => query.safeParse({ minimum }).success)).toEqual([]);
  });

  it('planted bug: coercion that makes 0 of nothing is caught', () => {
    const careless = z.strictObject({ minimum: z.coerce.number().int().min(0).optional() });
    expect(NOTHING.filter((minimum) => careless.safeParse({ minimum }).success)).toContain('');
  });
});
