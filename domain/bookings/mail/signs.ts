/**
 * Signs beside a number that are no part of how money is written. One may be what is left of a currency sign (¦ of ₦, ? of
 * anything), hide a digit or come from another alphabet: the currency is unknown then.
 */

/** Stand before a number without saying anything of its currency. */
const BEFORE = String.raw`\p{L}\p{Mn}\p{Mc}\p{Nd}\p{Sc}\s\u0002()[\]:=+.,'"“~≈±<>≤≥*#@&/_^|\-`;
/** Before its currency, where quotes and small pictures may stand besides. */
const OUTSIDE = String.raw`${BEFORE}\p{Ps}\p{Pi}\p{Emoji_Presentation}!;`;
const BEHIND = String.raw`\p{L}\p{N}\p{Sc}\s\u0002()[\]:=+.,'"”»…।;!~<>*#@&/_^|\-`;
/** Part words in a line, with a space on both sides. */
const PARTING = '•·▪◦●‣→;';

const GLUED_BEFORE = new RegExp(`[^${BEFORE}]$`, 'u');
const GLUED_OUTSIDE = new RegExp(`[^${OUTSIDE}]$`, 'u');
const APART_BEFORE = new RegExp(String.raw`[^${BEFORE}${PARTING}!?…”»\p{Pe}]\s+$`, 'u');
const GLUED_BEHIND = new RegExp(`^[^${BEHIND}]`, 'u');
const GLUED_QUESTION = /^[?؟]/u;
const APART_BEHIND = new RegExp(String.raw`^\s+[^${BEHIND}${PARTING}\p{Ps}\p{Pi}\p{Emoji_Presentation}✓✔]`, 'u');
const ODD_END = new RegExp(String.raw`[^${BEFORE}]+\s*$`, 'u');
/** A question mark that ends no sentence, or a character reference nobody resolved. */
const UNRESOLVED = /(?:^|\s)\?+\s+$|&#?[\p{L}\d]{1,8};\s*$/u;
/** Anything of a few characters that has such a sign in it: what is left of ₦ may be â¦. */
const SIGN = String.raw`\S{0,2}[^${BEFORE}${PARTING}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Emoji_Presentation}✓✔!…]\S{0,2}`;
const BRACKETED = new RegExp(String.raw`[([]\s*${SIGN}\s*[)\]][\s:=-]*$`, 'u');
const LONE = new RegExp(`^${SIGN}$`, 'u');
const IN_LABEL = new RegExp(
  String.raw`[([]\s*${SIGN}\s*[)\]]|(?<=\p{L})\s+${SIGN}$|(?<=\p{L})[^${BEFORE}\p{Emoji_Presentation}]{1,3}$`,
  'gu',
);
/** Brackets and signs that may stand between the two. */
const BETWEEN = /[([:=+.,'"“-]*$/u;

/** A sign before a number, or before its currency where one is known. */
export const oddBefore = (text: string, hasMark: boolean): boolean =>
  UNRESOLVED.test(text) ||
  (hasMark
    ? GLUED_OUTSIDE.test(text)
    : GLUED_BEFORE.test(text.replace(BETWEEN, '')) || APART_BEFORE.test(text) || BRACKETED.test(text));

/** A sign behind a number, or behind its currency. */
export const oddBehind = (text: string, hasMark: boolean): boolean =>
  hasMark ? GLUED_BEHIND.test(text) && !GLUED_QUESTION.test(text) : GLUED_BEHIND.test(text) || APART_BEHIND.test(text);

/** The text up to such a sign. */
export const withoutOdd = (text: string): string => text.replace(ODD_END, '');

/** Whether a line or cell is nothing but such a sign. */
export const isLoneSign = (text: string): boolean => LONE.test(text.trim()) && !/\d/.test(text);

/** A label without such a sign at its end or in brackets. */
export const labelWithoutSign = (label: string): string => label.replaceAll(IN_LABEL, '').trim();
