import { markOf } from './currencies.ts';

/**
 * How the sentence of a credit is built: what may stand before it, as its object and behind its amount. Any other
 * build asks a person, whatever its words are.
 */

const RECEIVED =
  /\byou(?:'ve| have| had)?(?: just| now| also| already| successfully)*(?: received| got)\b(?!\s*(?:by|paid|credited)\b)/iu;
const SENT = /\b(?:sent|paid|transferred|wired|remitted|gave) you\b/iu;

const OPENER =
  /^(?:dear|hi|hello|hey|assalam|salam|greetings|congrat|good|great|update|alert|confirmed|yay|woohoo|cha-ching|thank|fyi|notice|notification|success|today|on|at|credit|money|payment)\b/iu;
const INFORM =
  /^(?:(?:this is to|we(?:'re| are)? (?:pleased|happy|glad|delighted) to|we (?:wish|would like|want) to|we hereby|please|kindly|good news)\s*(?:inform|let|tell|note|confirm|be informed|be advised|advise|notify)?(?: you)?(?: know)?(?: that)?)$/iu;
const NAME_WORD = String.raw`(?:\p{Lu}[\p{L}\p{M}\d'’.&/-]*|&|of|de|la|del|bin|ibn|al|and)`;
const NAME = new RegExp(String.raw`^${NAME_WORD}(?:\s+${NAME_WORD}){0,5}$`, 'u');
/** Words with a capital that are nobody's name: the sentence asks, supposes or denies. */
const NO_NAME =
  /\b(?:no ?body|no|none|neither|never|have|has|had|did|do|does|unless|assuming|suppos\w+|alleg\w+|reported\w*|perhaps|maybe|according|pretend\w*|imagine|claim\w*|rumou?r\w*)\b/iu;
const DATE_WORD =
  /^(?:[\d][\d:/.]*(?:st|nd|rd|th)?|on|at|of|as|am|pm|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)\p{L}*)$/iu;
const isDated = (chunk: string): boolean => chunk.split(/\s+/u).every((word) => DATE_WORD.test(word));

/** Nothing, a greeting, a date, a name or an amount in front of the credit. */
function isPlainLead(lead: string, direct: boolean): boolean {
  const chunks = lead.split(/[,:!.;()|\t-]+/u).map((chunk) => chunk.trim());
  const last = chunks.pop() ?? '';
  const isPlain = (chunk: string) =>
    chunk === '' || OPENER.test(chunk) || INFORM.test(chunk) || (NAME.test(chunk) && !NO_NAME.test(chunk));
  if (!chunks.every((chunk) => isPlain(chunk) || /\d/.test(chunk) || isDated(chunk))) return false;
  const bare = last.replace(/\s*\b(?:has|have|just|successfully|also|now)\b/giu, '').trim();
  if (bare === '' || INFORM.test(bare) || (/\d/.test(bare) && isDated(bare))) return true;
  return direct ? /^(?:dear|hi|hello|hey)\b/iu.test(bare) : bare !== 'I' && NAME.test(bare) && !NO_NAME.test(bare);
}

const AMOUNT = String.raw`(?:[^\p{L}\p{N}.,;]*(?:\p{L}{1,3}\.?[\s:]*)?[\p{Sc}\s]*\d(?![\d.,']*\s?%)[\d.,']*(?:\/[-=]|[.,]-)?)`;
const NOUN =
  '(?:payments?|transfers?|deposits?|amounts?|amt|sum|funds|money|credits?|remittances?|cash|e-?transfers?|transactions?|ibft|tips?)';
const OBJECT = new RegExp(
  String.raw`^\s*(?:(?:an?|the|some|new|instant|incoming|inward|direct|raast|upi|imps|neft|ach|wire|online|bank|wallet|mobile|total|full|another|successful|nayapay|zelle|paypal)\s+)*(?:(?<noun>${NOUN})\b|(?<amount>${AMOUNT})|(?:from|in|into|to|via|through|on|with)\b|(?:rs|pkr|inr|usd)?[.:!]?\s*$|[.:!])`,
  'iu',
);
const BEHIND_NOUN =
  /^\s*(?:$|[^\p{L}\p{N}\s]|\d|(?:of|for|from|in|into|by|via|through|on|at|to|amount(?:ing)?|with|worth|using|and|was|has|today|successfully|rs|pkr|inr|usd|eur|gbp|[A-Z]{3})\b)/u;
const BEHIND_AMOUNT =
  /^\s*(?:$|[^\p{L}\p{N}\s]|\d|(?:from|by|via|through|on|at|into|ref|reference|txn|trx|tid|utr|rrn|today|only|using|as|against|dated|of gcash|sent|for|with|successfully|has|was)\b|(?:to|in|of) (?:your|you|the|our|a\/?c|acc(?:oun)?t|account|wallet|hbl|ubl|[\d*]))/iu;
const IN_A_NAMED = /^\s*(?:to|in) \p{Lu}/u;
const CURRENCY_WORD =
  /^\s*\(?(?:(?!and|but|per|out|not|yet|nor|etc|off|for|via)[A-Za-z]{3}|rs\.?|rupees?|dollars?|pounds?|euros?|dirhams?|riyals?|shillings?|francs?|yen|naira|pesos?|\p{Sc})\b\)?/iu;
const ODD_TAIL =
  /,\s*(?:or so|less|minus|of which|except)\b|\bof which\b|,\s*\p{Lu}[\p{L}]*(?: \p{Lu}[\p{L}]*)* (?:\p{Ll}+s)\W*$/u;

const BEHIND = /^\s*(?:from|by|via|through|on|at|into|to|in|for|with)\b/iu;

/** Between "has" and "received" stands only what does not change it. */
const BETWEEN =
  /\bcould\b.{0,12}\bbe (?:credited|received|deposited|paid)\b|\b(?:has|have|had|was|were|is|been|wasn|hasn|haven|isn)\s+(?!(?:been|being|just|now|successfully|also|already|today|automatically|instantly|safely|recently)\s)\S+\s+(?:\S{1,3}\s+)?(?:been\s+)?(?:received|credited|deposited|paid|added|transferred|sent)\b/iu;
/** "to Ali Raza", where no account of ours is named so. */
const TO_SOMEBODY =
  /\b(?:to|in favou?r of|give) (?!(?:You|Your|A\/?C|AC|Acc|Acct|Account|The|Our|This|X+|[A-Z]{3} ?\d)\b)\p{Lu}[\p{L}'’.-]+(?! ?(?:\p{L}+ ){0,3}(?:a\/?c|acc|acct|account|wallet|card|bank)\b)/u;

/** What is odd in a sentence that says that money came; null where it is built as such sentences are. */
export function oddBuild(sentence: string): { index: number; length: number } | null {
  const odd = { index: 0, length: sentence.length };
  if (ODD_TAIL.test(sentence) || BETWEEN.test(sentence) || TO_SOMEBODY.test(sentence)) return odd;
  const sent = SENT.exec(sentence);
  if (sent && !isPlainLead(sentence.slice(0, sent.index), false)) return odd;
  if (sent && !OBJECT.test(sentence.slice(sent.index + sent[0].length))) return odd;
  const received = RECEIVED.exec(sentence);
  if (!received) return null;
  if (!isPlainLead(sentence.slice(0, received.index), true)) return odd;
  const rest = sentence.slice(received.index + received[0].length);
  const object = OBJECT.exec(rest);
  if (!object) return odd;
  let behind = rest.slice(object[0].length);
  if (object.groups?.noun !== undefined) return BEHIND_NOUN.test(behind) ? null : odd;
  if (object.groups?.amount === undefined || BEHIND.test(behind.replace(CURRENCY_WORD, '')) === false) {
    if (object.groups?.amount === undefined) return null;
    const word = CURRENCY_WORD.exec(behind)?.[0];
    if (word && !BEHIND_AMOUNT.test(behind)) behind = behind.slice(word.length);
  } else if (!BEHIND.test(behind)) behind = behind.replace(CURRENCY_WORD, '');
  return BEHIND_AMOUNT.test(behind) || IN_A_NAMED.test(behind) ? null : odd;
}

const any = (...parts: string[]) => new RegExp(parts.join('|'), 'iu');
const OWN_PLACE = String.raw`(?:[\p{L}\d*#/'.-]+\s+){0,4}?(?:a/?c|ac|acc(?:oun)?t|account|wallet|card|balance|iban|bank)\b`;
/** The credit of somebody else. */
const OTHERS = any(
  String.raw`\b(?:credited|deposited|added)\s+(?:in)?to\s+(?:the|your|an?)\s+(?!${OWN_PLACE})\p{L}`,
  String.raw`\byour \p{L}{3,}(?:'s|s'| s) (?:a/?c|acc(?:oun)?t|account|wallet)\b`,
  String.raw`\b(?:a/?c|acc(?:oun)?t|account|wallet)(?: (?:no\.? ?)?[\dx*]+)? of (?!(?:you|the holder)\b|your (?:business|company|shop|store)\b)\p{L}`,
  String.raw`\byour (?:employee|staff|friend|landlord|customer|supplier|seller|tenant|client|loan)\b|\bfrom yourself\b|\byour loan account\b|\bfor your loan\b|\bas an advance\b`,
);
/** Taken back, not yet usable, not real: what the build of a sentence does not show. */
const SPOILED = any(
  String.raw`\b(?:pulled|nullif\w+|unw(?:ound|ind\w*)|lapsed|parked|kidding|joke|mock|testnet|uat|staging|training|screenshot|fake|scam\w*|wrongly|snag|usable|unlock|awarded upon|no longer|no movement|meant for (?:another|some)|belongs to some|repay\w*|repaid)\b`,
  String.raw`^claim\b|\bholding (?:this|the|your|it)\b|\b(?:was|is|were|been) reverse\b`,
  String.raw`\b(?:stopped|removed|deleted|erased|corrected|adjusted|amended)\b`,
  String.raw`\b(?:took|take|taken|send|sent|give|pay) (?:it|this|the money|the amount) back\b|\bchanged (?:his|her|their|its) mind\b|\breturn (?:it|this|the (?:money|amount))\b|\bcould not (?:book|post)\b|\bsits? with\b|\bverify your identity\b|\bcollect it\b|\bto (?:claim|collect|accept|unlock|redeem|release|pick (?:it|this|them) up|get (?:it|paid)|receive (?:it|them|the|this|your (?:money|funds|payment|transfer)))\b|\bfunds follow\b|\bmust have received\b|\bpost-dated\b`,
  String.raw`\b(?:[\d.]+% |part of this|of this,).{0,30}\b(?:stays?|kept|keep|remains?)\b|\bwe (?:keep|kept|retain\w*)\b|\bcharges? deducted\b|\bless this (?:month|week|time)\b|\bequal parts\b|\bto follow\b|\bit\b.{0,15}\bwithin \d+ (?:days?|hours?)\b`,
  String.raw`\b(?:actual|correct(?:ed)?|real|true)(?: amount| value)?\s*:?\s*(?:\p{L}{1,3}\.? ?)?\d`,
  String.raw`^(?:according to|allegedly|supposedly|reportedly|apparently|nobody|assuming|have you|did you)\b|\btype\s*:\s*(?:d|dr|debit|payment out)\b`,
  String.raw`[-/ .](?:20[3-9]\d|2[1-9]\d\d)(?!\d|[,.]\d)(?=\D|$)(?<=\d[-/ .](?:\d{1,2}|\p{L}{3,9})[-/ .]\d{4})`,
);

/** A credit of somebody else, or one that is spoiled. */
export const spoiledIn = (text: string): RegExpExecArray | null => SPOILED.exec(text);
export const othersIn = (text: string): RegExpExecArray | null => OTHERS.exec(text);

const YES_FIELD =
  /^(?:(?:transaction|payment|transfer|is)\s)?(?:success(?:ful)?|completed?|settled|paid|credited|received|response(?: code)?|settlement|outcome|status of \w+|final amount|environment)\s*(?::|-|=|$)/iu;
const YES =
  /^\W*(?:yes|y|true|1|0{1,3}\b|ok|success\w*|approved|completed?|done|paid|settled|credited|live|production|\D{0,6}\d[\d,]*\.?\d*|on |from |by |in )/iu;
const NO = /^\W*(?:(?:false|no|n|none|0|declined|stopped|failed|to follow|not)\b|0[1-9])/iu;

/** A field that answers no where only yes would do. */
export const saysNo = (label: string, value: string): boolean =>
  YES_FIELD.test(label.trim()) &&
  (NO.test(value)
    ? !/^\W*0{1,3}\W*$/u.test(value) || !/response/iu.test(label)
    : !YES.test(value) && /response/iu.test(label));
/** We ourselves are the payer. */
export const isOurselves = (value: string): boolean => /^\s*you(?:rself)?\s*$|\(you\)/iu.test(value);

const BARE =
  /^(?:a|an|amount|amt|total|sum|payment|received|credited|deposited|paid|from|by|via|through|to|in|into|on|at|for|of|the|with|your|you|my|account|a\/c|ac|acct|wallet|bank|card|ref|reference|refno|txn|trx|tid|transaction|id|no|number|rrn|utr|cr|credit|deposit|transfer|ibft|raast|upi|neft|imps|ach|only|bal|balance|avl|available|new|lakhs?|lacs?|crores?|hundred|thousand|million|date|time|desc|description|details|trf|trfr|tfr|frm|ending|info|p2p|alert|txn|pvt|ltd|limited|llc|inc|co|plc|[pecm][sd]t|utc|gmt|pkt|ist|am|pm|successfully|successful|completed?|and|is|was|has|been|sender|name|value|gross|net)$/iu;

/** Whether a sentence with an amount only names it: with whom, where and when, but without a word of what happens. */
export const isBare = (sentence: string): boolean =>
  sentence
    .replaceAll(
      /\b(?:from|by|frm|sender|remitter)\s*:?\s+(?:(?:\p{Lu}[\p{L}\p{M}\d'’.&/-]*|&|de|la|of|bin|ibn|al)\s*){1,7}/gu,
      ' ',
    )
    .split(/[^\p{L}\p{M}\p{N}/$]+/u)
    .every(
      (word) =>
        word === '' ||
        /\d/.test(word) ||
        BARE.test(word) ||
        word.length === 1 ||
        isDated(word) ||
        markOf(word) !== null,
    );

const DEED = new RegExp(
  String.raw`^${NAME_WORD}(?: ${NAME_WORD}){0,5} (?:(?:has|have|just) )*(?:paid|sent|transferred|deposited)\s+(?:you\b|[^\p{L}]*(?:\p{L}{1,3}\.?\s?)?[\p{Sc}\s]*\d|money\b|an?\b)`,
  'u',
);
/** A payer paid it; to whom is said elsewhere, and nobody else is named. */
export const isPayersDeed = (sentence: string): boolean =>
  DEED.test(sentence.trim()) && !/^(?:you|we|i|they)\b|\bto (?!your?\b)/iu.test(sentence.trim());
