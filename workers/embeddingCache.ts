import { createExpiringCache, type ExpiringCache } from '../domain/expiringCache.ts';
import { cacheLookups } from './metrics.ts';

const CACHE_ENTRIES = 128;
const CACHE_TTL_MS = 3_600_000;

/** Embeddings of this process, with its hits and misses in /metrics. */
export function createEmbeddingCache(): ExpiringCache<number[]> {
  const cache = createExpiringCache<number[]>(CACHE_ENTRIES, CACHE_TTL_MS);
  return {
    ...cache,
    get(key) {
      const found = cache.get(key);
      cacheLookups.inc({ cache: 'embedding', result: found ? 'hit' : 'miss' });
      return found;
    },
  };
}
