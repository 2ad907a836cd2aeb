/**
 * Sentences that are in every mail of a sender: what readers may do, and what holds for payments at all. They say nothing
 * about the payment of this mail. Known by their build: an order to the reader, or a bare plural and what holds for it;
 * neither may point to the money at hand.
 */

const ORDER =
  /^(?:(?:please|kindly|simply|just|now|or|and)\s+)?(?:never|always|don't|do not|avoid|download|install|visit|remember|learn|see|read|tap|click|swipe|open|apply|enjoy|earn|save|win|invite|refer|follow|join|send|pay|withdraw|get|buy|use|manage|explore|discover|register|sign up|subscribe|unsubscribe|protect|keep|retain|beware|be (?:aware|careful|alert)|stay|choose|activate|add|dial|reply|call \d|(?:view|update|upgrade|call|contact|e?-?mail|write|report|scan|shop|like|share|request|split|top[- ]up|transfer|recharge|book|try|track|help|tell|give|rate|switch|set|link|text|sms|check|review|change|note|think) (?:your|our|the|an?|us|any|all|this|these|their|it|money|cash|to|from|with|by|out|for|more|how|what|if|at|on|in|details|suspicious|fraud|bills?|friends?|transactions?|up))\b/iu;
/** Says what happened: no order. */
const HAPPENED = /\b(?:was|were|has been|have been|had been|is|are|got) (?:\p{L}+ )?\p{L}+(?:ed|en)\b/iu;
const KIND =
  '(?:transactions|payments|transfers|deposits|withdrawals|purchases|refunds|reversals|disputes|requests|charges|fees|credits|cheques|checks|orders|e?-?mails|messages|calls|banks|accounts|cards|cardholders|customers|users|services|branches|offices|rates|limits|holidays|terms)';
const SOME = String.raw`(?:some|any|all|most|many|certain|other|such|\p{L}+ed|pending|outgoing|international|domestic|online|bank|card|cash|debit|credit|our|late|large|or|and|&|/)`;
const PLURAL = new RegExp(String.raw`^(?:${SOME}\s+)*${KIND}\b(?!\s*:)`, 'iu');
const HOLDS =
  /\b(?:may|can|could|might|cannot|can't|must|should|take|takes|apply|applies|vary|depend\w*|automatically|usually|normally|typically|generally|always|within|are (?:never|not)? ?(?:guaranteed|secure|protected|insured|closed|unavailable|available|free|subject|monitored|recorded|checked|prohibited))\b/iu;
const FINITE = /\b(?:are|is|can|may|might|could|cannot|can't|must|should|will|takes?|apply|applies|vary|depend\w*)\b/iu;
const SERVICE =
  /^(?:our|the) (?:\p{L}+ ){0,2}(?:services?|systems?|offices?|branch(?:es)?|staff|team|helpline|app|website)\b/iu;
/** The rest of a menu at the foot of a page. */
const MENU =
  /^(?:[\p{L}&'-]+ ){0,2}(?:policy|policies|cent(?:re|er)|resolution|terms|conditions|preferences|settings|maintenance|notice)\W*$/iu;

const MONEY =
  '(?:money|funds?|payment|amount|transfer|sum|deposit|credit|cash|cheque|check|remittance|entry|sender|payer|transaction)';
/** What points to the money at hand, or says how to come by it. */
const POINTS = new RegExp(
  [
    String.raw`\b(?:it|its|them|him|her)\b`,
    String.raw`\b(?:this|that|these|those)\b(?! (?:e?-?mail|mail|message|notification|alert|service|link|address|app|page|number))`,
    String.raw`\b(?:the|your) (?:\p{L}+ )?${MONEY}\b(?!s? (?:card|history|limit|account))`,
    String.raw`\bto (?:accept|claim|collect|unlock|redeem|release|deposit|pick up|cash|finish|complete|confirm|approve|get paid)\b`,
    String.raw`\b(?:back|again|today|tomorrow|soon|yet|until|before|first)\b`,
  ].join('|'),
  'iu',
);
/** Says where something can be seen; this may be the payment itself. */
const LOOK = /^(?:(?:please|kindly)\s+)?(?:tap|click|open|view|see|check|visit|call|contact|report|retain|keep)\b/iu;
const LOOKED_AT =
  /\b(?:the|your|this|these) (?:\p{L}+ )?(?:transaction|payment|receipt)s?\b|\bto (?:view|see|check|download)\b/giu;

/** An amount that is no bound and no prize. */
const AMOUNT = /(?:\p{Sc}|\b(?:rs|[A-Z]{3})\.?)\s?\d|\d\s?(?:\p{Sc}|[A-Z]{3}\b)/u;
const BOUND =
  /\b(?:up to|upto|insured|above|over|below|limits?|maximum|minimum|per (?:day|month|year))\b|^(?:earn|get|win|save|invite|refer|enjoy)\b/iu;

const REVERSAL = '(?:reversal|refund|charge[- ]?back|dispute|recall)';
/** Names the reversal at hand; "request a refund" and "refund policy" are in every mail. */
const THIS_REVERSAL = new RegExp(
  [
    String.raw`\b(?:the|this|your|attached|enclosed|related) (?:\p{L}+ )?${REVERSAL}\b(?! (?:polic|terms|cent|resolution|rules|form|process|options|rights|team|desk|support|department))`,
    String.raw`\b${REVERSAL}(?: (?:transaction|payment))? (?:notice|advice|note|letter|details?|notification|receipt|reference|ref|id|number|no|case|slip|confirmation|alert|e?-?mail|below|above|attached|enclosed)\b`,
    String.raw`\b(?:see|view|check|read|open) ${REVERSAL}\W*$`,
  ].join('|'),
  'iu',
);

/** Whether a sentence speaks of payments or customers at all, not of this payment; payers' names are left out. */
export function isGeneral(sentence: string): boolean {
  const text = sentence.trim().replace(/^[^\p{L}]+/u, '');
  if (THIS_REVERSAL.test(text)) return false;
  if (MENU.test(text)) return true;
  if (/:\s+\S/u.test(text)) return false;
  if (AMOUNT.test(text) && !BOUND.test(text)) return false;
  if (ORDER.test(text))
    return !HAPPENED.test(text) && !POINTS.test(LOOK.test(text) ? text.replaceAll(LOOKED_AT, '') : text);
  const isAtAll = (PLURAL.test(text) && FINITE.test(text) && HOLDS.test(text)) || SERVICE.test(text);
  return (
    isAtAll &&
    !POINTS.test(text.replace(/\b(?:they|them)\b/giu, '').replace(/\b(?:until|before|once) \p{L}+ are\b/iu, ''))
  );
}
