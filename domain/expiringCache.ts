export interface ExpiringCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
}

/** A bounded in-process cache with a real time to live; the oldest entry goes first. `now` is ms since the epoch. */
export function createExpiringCache<Value>(
  maximumEntries: number,
  ttlMs: number,
  now: () => number = Date.now,
): ExpiringCache<Value> {
  const entries = new Map<string, { value: Value; expiresAt: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (entry && entry.expiresAt > now()) return entry.value;
      entries.delete(key);
      return undefined;
    },
    delete: (key) => void entries.delete(key),
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, expiresAt: now() + ttlMs });
      const oldest = entries.keys().next();
      if (entries.size > maximumEntries && !oldest.done) entries.delete(oldest.value);
    },
  };
}
