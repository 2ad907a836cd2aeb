/** Words that end a name, though they may be written with a capital. */
const NO_NAME_WORD =
  /^(?:on|at|via|to|in|into|for|by|from|has|have|had|was|were|is|are|been|be|ref|reference|refno|rrn|utr|tid|trx|txn|transaction|date|time|bal|balance|avl|available|a\/c|ac|acct|account|your|you|the|this|rs|pkr|and|or|if|with|using|through|info|amount|payment|status)\W*$/iu;
const TITLE = /^(?:mr|mrs|ms|miss|dr|prof|m|syed|haji|messrs)\.?$/iu;
const WORD = String.raw`(?:\p{Lu}[\p{L}\p{M}\d'’.&/-]*|\(Pvt\.?\)|&|de|la|of|bin|ibn|al)`;
const RUN = `(?<name>${WORD}(?: ${WORD}){0,6})`;
const PLACES = [
  // IBFT/Training Academy/FT123
  /(?<=\/)(?<name>\p{Lu}[\p{L}'’.&-]*(?: \p{Lu}[\p{L}'’.&-]*){1,5})(?=\/)/dgu,
  new RegExp(
    String.raw`\b(?:[Ff]rom|FROM|[Bb]y|BY|frm|FRM|[Rr]emitter|[Ss]ender|[Pp]ayer|dari|daripada|von|de|da|se)\s*:?\s+(?:a\/c of )?${RUN}`,
    'gdu',
  ),
  new RegExp(
    String.raw`(?:^|[.!,:]\s+|\bthat\s+)${RUN}(?= (?:(?:has|have|just|successfully)\s+)*(?:sent|paid|transferred|wired|remitted|deposited|gave)\b)`,
    'gdu',
  ),
];

/**
 * The sentence with spaces in the place of payers' names: a name may be any word. `speaks`: a word that says something
 * about a payment; it may begin a name, but what stands behind a name is no part of it.
 */
export function withoutNames(text: string, speaks: (word: string) => boolean, known: readonly string[] = []): string {
  let bare = known.reduce((left, name) => left.replaceAll(name, ' '.repeat(name.length)), text);
  for (const place of PLACES)
    for (const match of bare.matchAll(place)) {
      const [from = 0] = match.indices?.groups?.name ?? [];
      const words = (match.groups?.name ?? '').split(' ');
      const first = words.findIndex((word) => !TITLE.test(word));
      let length = words.findIndex(
        (word, at) =>
          NO_NAME_WORD.test(word) ||
          (at > first &&
            ((/[.!]$/u.test(words[at - 1] ?? '') &&
              !TITLE.test(words[at - 1] ?? '') &&
              (words[at - 1]?.length ?? 0) > 3) ||
              speaks(word))),
      );
      if (length < 0) length = words.length;
      // One word that speaks is no name.
      if (length - first < 2 && speaks(words[first] ?? '')) continue;
      const name = words.slice(0, length).join(' ');
      bare = bare.slice(0, from) + ' '.repeat(name.length) + bare.slice(from + name.length);
    }
  return bare;
}
