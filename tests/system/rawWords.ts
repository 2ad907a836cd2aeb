/** What no person should have to read, wherever it stands: each with what it is called in a failure. */
const RAW: readonly [what: string, pattern: RegExp][] = [
  ['a UUID', /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/i],
  // A vendor's own ids are words for its support: `re_1a2b`.
  ['snake_case', /\b(?!(?:re|ch|acct|pi)_)[a-z]+_[a-z_]+\b/],
  ['SCREAMING_CASE', /\b[A-Z]{2,}_[A-Z_]+\b/],
  ['null or undefined', /\b(?:null|undefined|NaN)\b|\[object/],
  ['JSON', /[[{]\s*"|":\s*["\d{[]/],
  ['minor units', /\bminor\b/i],
];

/** What is raw in a text, line by line. */
export const rawWords = (text: string): string[] =>
  text
    .split('\n')
    .flatMap((line) => RAW.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${what}: ${line.trim()}`));
