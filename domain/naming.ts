/** How people call a thing: made in one place per area, `domain/<area>/naming.ts`, for desk, mails, command line and Temporal UI. */
export interface Named {
  /** Who or what, with the amount: stands alone in a list, e.g. `Ayesha K. paid $58.00`. */
  title: string;
  /** What tells it from others like it; never says the title again. */
  subtitle: string;
  /** What is to be decided or what happened, as one sentence without a full stop. */
  sentence: string;
  /** Further words that a search finds it by: ids, other spellings, what people wrote. */
  search?: readonly string[];
}

/** As much of a case's own words as a search looks through. */
const SEARCHED_LENGTH = 2_000;

/** What a search looks through, in lower case. Amounts with commas stand there without them as well. */
export const searchTextOf = (subject: string, { title, subtitle, sentence, search = [] }: Named): string => {
  const named = [subject, title, subtitle, sentence].join('\n');
  const plain = (named.match(/\d{1,3}(?:,\d{3})+(?:\.\d+)?/g) ?? []).map((text) => text.replaceAll(',', ''));
  return [named, ...new Set(plain), ...search].join('\n').toLowerCase().slice(0, SEARCHED_LENGTH);
};

/** An amount as somebody types it: a sign or a code before or behind, commas between thousands. */
const TYPED_AMOUNT =
  /^(?:[\p{Sc}]|[a-z]{2,3}\.?)?\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?:[\p{Sc}]|[a-z]{2,3})?$/iu;

/** What to look for where somebody typed this: an amount by its plain number, everything else as it is. */
export function searchedFor(typed: string): string {
  const text = typed.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return TYPED_AMOUNT.exec(text)?.[1]?.replaceAll(',', '') ?? text;
}
