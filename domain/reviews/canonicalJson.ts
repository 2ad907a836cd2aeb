/** JSON with sorted keys and no white space, so that equal content has equal bytes and one hash. */
export function canonicalJson(value: unknown): string {
  // JSON would write null, and null is read as no bound.
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`not a number that can be kept: ${value}`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item)).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
