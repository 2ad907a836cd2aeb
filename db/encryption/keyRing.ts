import { createHash } from 'node:crypto';

/** Keys by id; new ciphertexts use `current`, old ones any key that is still in the ring. */
export interface KeyRing {
  current: string;
  keys: Record<string, Buffer>;
}

const KEY_BYTES = 32;

/**
 * Reads keys of 32 bytes in url-safe base64, comma separated, newest first. A key is `id:key`, or bare (the form of a
 * Fernet key); a bare key's id is derived from it. Throws when a key is unreadable or an id comes twice.
 */
export function parseKeyRing(text: string): KeyRing {
  const pairs = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => {
      const separator = entry.indexOf(':');
      const key = Buffer.from(entry.slice(separator + 1), 'base64url');
      const derived = createHash('sha256').update(key).digest('hex').slice(0, 8);
      return [separator < 0 ? derived : entry.slice(0, separator), key] as const;
    });
  const [first] = pairs;
  if (!first || pairs.some(([id, key]) => !/^[\w-]{1,40}$/.test(id) || key.length !== KEY_BYTES))
    throw new Error('a key ring is keys of 32 bytes in base64url, bare or as id:key, comma separated');
  if (new Set(pairs.map(([id]) => id)).size !== pairs.length) throw new Error('a key ring names each id once');
  return { current: first[0], keys: Object.fromEntries(pairs) };
}
