/**
 * JSON in which every number is one. Plain JSON.stringify writes NaN and Infinity as null, and null takes a bound away.
 * Throws RangeError with the name of the field.
 */
export function finiteJson(value: unknown): string {
  return JSON.stringify(value, (name, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) throw new RangeError(name || 'value');
    return part;
  });
}
