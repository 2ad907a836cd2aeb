// Apart from what makes sentences: workflows load the words of the areas, which are made with these, and must not load amounts and reasons.

/** Joins what is there with spaces. */
export const joined = (...parts: (string | null | false | undefined)[]): string =>
  parts.filter((part) => typeof part === 'string' && part !== '').join(' ');

/** Adds a clause where there is one: `after(', because ', null)` is nothing. */
export const after = (before: string, text: string | null): string => (text ? `${before}${text}` : '');
