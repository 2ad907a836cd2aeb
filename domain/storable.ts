/**
 * Text that PostgreSQL can store, in columns and in JSON: no NUL, no half of a surrogate pair. Foreign text goes through
 * here wherever it is taken; what can't be stored becomes U+FFFD, so that a person still sees that something stood there.
 */
export const storableText = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed();

/** The same for everything in a plain value: keys and texts, at any depth. */
export function storable<Value>(value: Value): Value {
  if (typeof value === 'string') return storableText(value) as Value;
  if (Array.isArray(value)) return value.map((item) => storable(item)) as Value;
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)])) as Value;
}

/** Longest text of a vendor's record that is kept; what people write in a case is far below it. */
const VENDOR_TEXT_CHARS = 32_000;

/** A vendor's record as it is kept: storable, and a text of megabytes cut, visibly, so that no card carries it whole. */
export function vendorRecord<Value>(value: Value): Value {
  if (typeof value === 'string')
    return storableText(
      value.length > VENDOR_TEXT_CHARS ? `${value.slice(0, VENDOR_TEXT_CHARS)}… (cut)` : value,
    ) as Value;
  if (Array.isArray(value)) return value.map((item) => vendorRecord(item)) as Value;
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), vendorRecord(item)]),
  ) as Value;
}

/** Whether PostgreSQL keeps this text as it is. What a caller or a model sends is refused where it is not. */
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Path of the first text inside `value`, names included, that can't be stored; null when all can. */
export function unstorablePath(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (value === null || typeof value !== 'object') return null;
  for (const [name, inner] of Object.entries(value)) {
    if (!isStorable(name)) return path;
    const found = unstorablePath(inner, path === '' ? name : `${path}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
