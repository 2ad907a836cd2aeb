/** Words that decide; a slip of the pen in one must not turn a mail into its opposite. */
const DECIDING: ReadonlySet<string> = new Set(
  `reversed reversal refund refunded returned bounced failed failure declined rejected refused cancelled canceled
  unsuccessful declined denied expired pending waiting awaiting holding scheduled uncleared clearing authorised authorized
  debited withdrawn withdrawal purchase disputed dispute chargeback requested invoice cannot couldn't haven't wasn't unable
  tomorrow arrive review reviewing expected estimated transit cancel decline reverse nothing voucher points approve
  claim verify recalled disputed`.split(/\s+/),
);
/** Ordinary words that are one letter away from those. */
const ORDINARY: ReadonlySet<string> = new Set(
  'ending tending sending spending lending vending filed sailed mailed hailed foiled return returns refunds points pointed point reviews reviewed preview arrived arrives received deceived blaming claims aim clam cancels verified expects accepted inspected approved approves improve reserved debited refused reused invoices voices purchased purchases funded refined declines defined'.split(
    ' ',
  ),
);

const HELPER = '(?:was|were|is|are|has|have|had|did|does|do|could|can|would|will|been|be|it|yet)';
const DONE =
  '(?:be(?:en)?|yet|credited|received|deposited|completed?|processed|sent|paid|added|transferred|settled|cleared)';
/** A "not" whose spaces were lost, or became another letter: wasnot, wasxnot, notbeen. */
const GLUED_NOT = new RegExp(`^(?:${HELPER}.?(?:not|never)(?:.?${DONE})?|(?:not|never).?${DONE})$`, 'u');
/** Words to do with it that go on in the next one: claimit, claimxit. */
const GLUED_IT = /^(?:claim|accept|collect|verify|unlock|redeem|until|unless)\p{L}?(?:it|this|the|your?|you)\p{L}*$/u;

/** Whether one insertion, loss, exchange or swap of letters makes one word of the other. */
function isOneSlip(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  const [a, b] = [left.slice(at), right.slice(at)];
  return (
    a.slice(1) === b.slice(1) ||
    a.slice(1) === b ||
    a === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}

/** The place of a word that is nearly, or in two pieces, one that decides; null where there is none. */
export function slipIn(text: string): { index: number; length: number } | null {
  const words = [...text.toLowerCase().matchAll(/[\p{L}'’]+/gu)];
  for (const [at, match] of words.entries()) {
    const [word] = match;
    const next = words[at + 1];
    if (next && DECIDING.has(word + next[0]) && next.index === match.index + word.length + 1)
      return { index: match.index, length: word.length + 1 + next[0].length };
    if ((GLUED_NOT.test(word) && word !== 'cannot') || GLUED_IT.test(word))
      return { index: match.index, length: word.length };
    if (word.length < 5 || DECIDING.has(word) || ORDINARY.has(word)) continue;
    for (const one of DECIDING)
      if (
        isOneSlip(word, one) ||
        (one.length > 7 && word.length > one.length + 1 && (word.endsWith(one) || word.startsWith(one)))
      )
        return { index: match.index, length: word.length };
  }
  return null;
}
