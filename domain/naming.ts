/** How people call a thing: made in one place per area, `domain/<area>/naming.ts`, for desk, mails, command line and Temporal UI. */
export interface Named {
  /** Who or what, with the amount: stands alone in a list, e.g. `Ayesha K. disputes $58.00`. */
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

/** What a search looks through, in lower case. */
export const searchTextOf = (subject: string, { title, subtitle, sentence, search = [] }: Named): string =>
  [subject, title, subtitle, sentence, ...search].join('\n').toLowerCase().slice(0, SEARCHED_LENGTH);
