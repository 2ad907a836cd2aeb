/** Whether PostgreSQL keeps this text as it is: no NUL, and no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();

/** Path of the first text inside `value`, names included, that can't be stored; null when all can. */
export function unstorablePath(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (value === null || typeof value !== 'object') return null;
  for (const [name, inner] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (!isStorable(name)) return path;
    const found = unstorablePath(inner, at);
    if (found !== null) return found;
  }
  return null;
}
