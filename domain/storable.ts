/**
 * Text that PostgreSQL can store, in columns and in JSON: no NUL, no half of a surrogate pair. Foreign text goes through
 * here at each door; what can't be stored becomes U+FFFD, so that a person still sees that something stood there.
 */
export const storableText = (text: string): string => text.replaceAll('\u0000', '\ufffd').toWellFormed();

/** The same for everything in a plain value: keys and texts, at any depth. */
export function storable<Value>(value: Value): Value {
  if (typeof value === 'string') return storableText(value) as Value;
  if (Array.isArray(value)) return value.map((item) => storable(item)) as Value;
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)])) as Value;
}
