import { describe, expect, it } from 'vitest';
import { createExpiringCache } from './expiringCache.ts';

describe('[DR-VEC-08] [H-13] the query cache', () => {
  it('keeps 128 entries for one real hour', () => {
    let now = 0;
    const cache = createExpiringCache<number>(128, 3_600_000, () => now);
    for (let index = 0; index < 129; index += 1) cache.set(`tenant-a:${index}`, index);
    expect(cache.get('tenant-a:0')).toBeUndefined();
    expect(cache.get('tenant-a:128')).toBe(128);
    expect(cache.get('tenant-b:128')).toBeUndefined();
    now = 3_600_000;
    expect(cache.get('tenant-a:128')).toBeUndefined();
  });
});
