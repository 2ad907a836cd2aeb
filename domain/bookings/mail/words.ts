import { phrases } from './phrases.ts';

/**
 * What sentences of payment mails say. Each list is of one statement; sentences are searched after what is conditional
 * has been cut off. Whatever speaks against a completed credit is read generously: it only means that a
 * person looks.
 */
const any = (...parts: string[]) => phrases(parts);

/** From here to the end of the sentence it only says what would be. */
export const CONDITION = any(
  String.raw`\b(?:if|unless|in case|in the event|should (?:you|there|this|the)|whether|when(?:ever)?|you (?:may|can|could|might)|how to|learn more|beware|stay safe|protect (?:yourself|your)|report(?:ing)? (?:any|fraud|suspicious|it)|to (?:report|dispute|cancel|reverse|contest|raise|file|unsubscribe|stop receiving)|for (?:any |all |more |further )?(?:disput|refund|cancel|complain|quer|question|help|support|assistance|information|details))`,
  String.raw`\b(?:refund|cancellation|dispute|privacy|return|fraud)s? (?:policy|policies|resolution|terms|awareness|prevention|helpline|team|desk|alerts?)\b`,
  // What may happen to payments at all, not to this one.
  String.raw`^(?:payments|transactions|transfers) (?:can|may|could|might)\b|^(?:failed|reversed|refunded|disputed|cancell?ed|pending|declined) (?:payments|transactions|transfers)\b`,
  String.raw`\b(?:si (?:usted|no|tiene|desea)|en caso|falls|sollten sie|wenn sie|si vous|en cas)\b`,
);
/** What would come, in a sentence that says when. */
export const WOULD_COME = any(
  String.raw`\b(?:you will|you'll|you would|you can) (?:\w+ )?(?:receive|get|have)\b|\b(?:will|would|can) (?:\w+ )?be (?:credited|deposited|paid|transferred|sent|released|added)\b`,
);
/** Phrases with a "not" that say nothing about the payment. */
export const HARMLESS = any(
  String.raw`\b(?:do not|don't|please do not|never|will never|must not|should not|shall never)\s+(?:reply|respond|share|disclose|ask|click|forward|call|give|tell|open|request|send|write|answer)\b`,
  String.raw`\bno[- ](?:reply|fee|fees|charge|charges|tax|further|action|need|extra|additional|hidden|one)\b`,
  String.raw`\b(?:cannot|can't|can not|not|never) (?:be )?(?:reversed|refunded|reversible|refundable|cancelled|canceled|liable|responsible|required|monitored|disputed|recalled)\b`,
  String.raw`\bnot (?:require|need|an? (?:bank|invoice|advice))\b`,
  String.raw`\b(?:licen[sc]ed|regulated|authori[sz]ed)(?: and (?:regulated|supervised|licen[sc]ed|authori[sz]ed))? by\b`,
  String.raw`\b(?:processing fees?|computer[- ]generated|no signature|credit ?/ ?debit cards?|debit or credit cards?|debit cards?)\b`,
  String.raw`\bhold(?:s|ing)? (?:an? )?(?:licen[sc]e|banking)\b|\bscheduled (?:maintenance|downtime)\b|\berror[- ]free\b`,
  String.raw`\bunauthori[sz]ed (?:use|access|disclosure|copying|distribution|persons?|reproduction)\b`,
);

const OURS = String.raw`(?:your|you|yours|a/?c|ac|acc(?:oun)?t|account|wallet|card|iban|bank|ending|the|this|our|us|x+\d*|\*+|\d)`;
/** The credit of somebody else. */
export const OTHERS_CREDIT = any(
  String.raw`\b(?:beneficiary|recipient|receiver|payee|merchant|biller|vendor|supplier)(?:'s)?\b[^\n]{0,60}\bcredited\b(?: (?:with|by)[^\n]{0,30})?`,
  String.raw`\b(?:a/?c|acc(?:oun)?t|account|wallet) of (?!(?:you|your|the holder)\b)[^\n]{1,60}?\bcredited\b(?: (?:with|by)\b)?`,
  String.raw`\b(?:his|her|their|\p{L}{2,}'s)\s+(?:a/?c|acc(?:oun)?t|account|wallet|card)\b[^\n]{0,40}\b(?:credited|received)\b(?: (?:with|by)\b)?`,
  String.raw`\bcredited (?!\d|(?:your|you|to|with|by|in|into|on|from|via|rs|pkr|inr|usd|amount|an|a)\b)(?:(?!(?:to|into|in|with|by)\b)[A-Za-z'-]+ ){1,4}(?:a/?c|account|wallet)\b`,
  String.raw`\b(?:credited|deposited|added|transferred) (?:in)?to the (?:a/?c|acc(?:oun)?t|account|wallet) of (?!you)[^\n]{0,40}`,
  String.raw`\byour (?!(?:wallet|account|a/c|acct|card|business|page|link|store|shop|bank|till|merchant)\b)\w+ (?:has |have |had )?received\b`,
  String.raw`\b(?:credited|deposited|added|transferred) (?:in)?to (?!${OURS}\b|\*)[^\n]{0,40}`,
  String.raw`\b(?:received by|delivered to|reached) (?!you|your|us\b)[^\n]{0,40}`,
);

/** Our own money went out; said so plainly that nobody has to look. */
export const SURELY_OUT = any(
  String.raw`\byou(?:'ve| have| had)?(?: just| successfully| recently| already)? (?:sent|paid|transferred|made an? (?:payment|transfer|purchase)|spent|withdrew|withdrawn|donated|purchased|remitted|gave|bought|wired)\b`,
  String.raw`\byour (?:[\p{L}\d*./#-]+ ){1,8}?(?:has been |was |is |been )?debited\b|\bdebit (?:alert|advice|notification)\b`,
  String.raw`\b(?:sent|paid|transferred|debited|withdrawn|deducted) from your\b|\byour (?:payment|transfer) to\b`,
);
export const OUT = any(
  String.raw`\bdebit(?:ed|s)?\b|\bwithdraw(?:n|als?|s)?\b|\bwithdrew\b|\boutgoing\b|\boutward\b|\bpaid out\b|\bdisburs\w*|\byou(?:'ve| have)? authori[sz]ed\b`,
  String.raw`\b(?:your|the|a) purchase\b|\bpurchase (?:at|from|was|of)\b|\bspent\b|\bpos (?:transaction|purchase)\b|\bcharged to your\b|\bcharged your\b`,
  String.raw`\b(?:money|payment|transfer|funds|amount|remittance) (?:has been |have been |was |were |is )?(?:successfully )?sent\b(?! (?:to )?you\b)`,
  String.raw`\b(?:sent|paid|transferred|remitted|payments?|transfers?) to (?!(?:you|your|yours|us|our|this|the account)\b)`,
  String.raw`\byour (?:(?!incoming|inward|new)[\p{L}-]+ )?(?:payments?|transfers?|remittances?|purchases?|orders?|bills?|donations?|recharges?)\b(?! (?:from|limits?|history|card)\b)`,
  String.raw`\byour (?:\w+ ){0,2}(?:instal?lments?|premiums?|subscription|rent|fees|dues|beneficiar(?:y|ies)|payees?|recipients?)\b`,
  String.raw`\bthank(?:s| you) for (?:your|the|paying|making|shopping)(?! (?:using|trust))`,
  String.raw`\bfrom your (?:\w+ ){0,2}(?:a/?c|acc(?:oun)?t|account|wallet|card|balance|bank)\b|\b(?:from|by) you\b(?! received)`,
  String.raw`\b(?:deducted|taken) from (?:your|you)\b|\breceived your\b`,
  String.raw`\b(?:enviaste|ha enviado|has enviado|ha pagado|pagaste|cargo en|débito|adeudo|vous avez (?:envoyé|payé|viré)|débité|prélevé|sie haben [^\n]{0,40}(?:gesendet|überwiesen|gezahlt|bezahlt)|abgebucht|belastet|lastschrift)\b`,
  'خصم|سحب|أرسلت|قمت بتحويل|ارسال|بھیجے|بھیجی|بھیج دی|منہا|کٹوتی|नामे|डेबिट|भेजे|भेजा|काटे|काटी|निकाले',
);
export const OWN = any(
  String.raw`\bown accounts?\b|\bbetween your\b|\bself[- ]transfer\b|\bto self\b|\btop[- ]?(?:ped )?up\b|\byou(?:'ve| have)? (?:added|deposited|loaded|moved)\b|\badd(?:ed)? money\b|\bown (?:wallet|transfer)\b`,
);
export const REVERSED = any(
  String.raw`\brevers(?:ed|al|als|ing|es)\b|\brefund\w*|\bcharge[ -]?back\w*|\bcharged back\b|\bdisput\w*|\brecall(?:ed)?\b|\bclaw\w*|\bpaid back\b|\btaken back\b|\bgiven back\b|\bsent back\b|\broll\w* ?back\b|\bretract\w*|\breturned\b|\bcontested\b|\bunauthori[sz]ed\b|\bfraud\w*|\bsuspicious\b|\bmoney back\b|\bundone\b|\brevoked\b|\brescinded\b|\b(?:amount|money|payment|funds|sum|it) [^\n]{0,30}(?:deducted|removed|taken (?:away|out)|withheld|subtracted)\b|\bby mistake\b|\bin error\b|\berroneous\w*`,
  String.raw`\b(?:devuelt\w*|devoluci\w*|reembols\w*|revertid\w*|rembours\w*|contest\w*|zurück\w*|rückerstatt\w*|rückbuchung|storn\w*|annul\w*|anulad\w*)`,
  'استرداد|استرجاع|إلغاء|الغاء|عكس|واپس|منسوخ|वापस|रद्द|रिफंड',
);
export const FAILED = any(
  String.raw`\bfail(?:ed|ure|s|ing)?\b|\bdeclin\w*|\bunsuccessful\w*|\breject\w*|\bcancel(?:l?ed|lation)?\b|\bexpired\b|\bdenied\b|\bbounced?\b|\bdishonou?red\b|\babort\w*|\btimed? ?out\b|\bvoid(?:ed)?\b|\binsufficient\b|\bincomplete\b|\bundelivered\b|\brefus\w*|\bunable\b|\berrors?\b|\binvalid\b`,
  String.raw`\b(?:fallid\w*|rechazad\w*|fracas\w*|échou\w*|échec|refus\w*|rejet\w*|abgelehnt|fehlgeschlagen|gescheitert|nicht (?:erfolgreich|möglich))`,
  'فشل|فشلت|رفض|مرفوض|ناکام|مسترد|विफल|असफल|अस्वीकृत',
);
/** Somebody with a name received it. */
export const OTHERS_RECEIVED = phrases(
  [
    String.raw`(?:^|[.!] )(?!(?:You|Your|We|YOU|YOUR|Payments?|Money|Funds?|Amount|Transfer|Deposit|Credit|Cash|The|An?|Rs|PKR|Total|Net|Gross|Transaction|Incoming|New|Instant|Raast|RAAST|IBFT|UPI|Wallet|Account|Balance|Confirmed|Dear|Hi|Hello|Just|Successfully|Also|Now|Date|Time|Last|PAYMENTS?|MONEY|FUNDS?|AMOUNT|TRANSFER|DEPOSIT|CREDIT)\b)\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,3} (?:has |have )?(?:just )?(?:received|got)\b`,
  ],
  'as written',
);
/** Said of this payment itself. */
export const SURELY_FAILED = any(
  String.raw`\b(?:payment|transaction|transfer|credit|deposit|money|it)\b[^\n]{0,60}\b(?:fail(?:ed|s)?|declined|unsuccessful|rejected|cancel(?:l?ed)|bounced|unable|denied|aborted)\b|\bunable to (?:credit|deposit|transfer|process|complete)\b|^fail(?:ed|ure)\b`,
);
export const SURELY_REQUESTED = any(
  String.raw`\brequest(?:s|ed|ing)?\b[^\n]{0,60}\bfrom you\b|\basking you\b|\bpayment request from\b|\byou owe\b|\binvoice from\b|\bis due\b`,
);
export const PENDING = any(
  String.raw`\b(?:will|shall|would|going to|about to|yet to|to) (?:\w+ )?be (?:\w+ )?(?:credited|deposited|received|transferred|paid|sent|added|released|available|settled|processed|completed|reflected|made|posted|confirmed|in your)\b`,
  String.raw`\bwill (?:\w+ )?(?:arrive|receive|reach|appear|get|credit|deposit|transfer|pay|reflect|hit|land|send|settle|clear)\b|\byou'll (?:receive|get)\b`,
  String.raw`\b(?:pending|awaiting|await\w*|waiting|processing|in (?:process|progress|transit|review)|initiated|on (?:hold|its way|the way)|(?:being|is|are|was) held|held|under (?:\w+ )?(?:review|process|investigation|verification|consideration)|being (?:\w+ )?(?:processed|reviewed|verified|checked|transferred|credited|investigated|sent|cleared)|frozen|blocked|locked|suspended|restricted|delayed|postponed|deferred|unclaimed|uncleared|unsettled|clearing|provisional\w*|tentativ\w*|conditional\w*|authori[sz]ation|authori[sz]ed|pre-?auth\w*|earmark\w*|lien|standing (?:order|instruction)|queued|scheduled|upcoming|expected|expects?|estimated|promised?|intends?|plans? to|wants? to|would like to|subject to|shortly|soon|once (?:it|the|your|they|we|you|approved|verified|cleared)|until (?:it|the|we|you|they)|after (?:verification|approval|review|clearance)|before it|claim (?:your|the|this|it)|accept (?:your|the|this|it|payment)|flagged|quarantin\w*|paused|stuck|tomorrow|almost|would have|could have|should have|might have|escrow|sandbox|test|testing|sorry|unfortunately|regret|apolog\w*|disregard|ignore|not true|mistaken\w*|in mistake|correction|erratum|available (?:from|on|after|by|within|in(?! (?:your|the) (?:account|wallet|balance)))|(?:to|and) accept|to (?:claim|collect) (?:it|your|the|this|money)|deposit (?:your|the|this) (?:money|transfer|funds|payment)|select your bank|choose (?:a|your) bank|before \d|part[- ]payment|trying to|attempt\w*|partial(?:ly)?)\b`,
  String.raw`\b(?:test|sample|demo|dummy|simulat\w*|example|draft|practice|rehearsal) (?:payment|transaction|transfer|e?-?mail|message|notification|alert|credit|deposit)\b|\bthis is (?:only )?an? (?:test|sample|example|demo|drill)\b|^(?:sample|example|specimen|demo|preview)\b|\bspecimen\b|\bduplicate (?:notification|notice|message|e?-?mail|alert|copy|receipt)\b`,
  String.raw`\b(?:pendiente|en proceso|retenid\w*|programad\w*|será|recibirá|en attente|en cours|sera|recevrez|prévu|suspendu|ausstehend|in bearbeitung|wird|werden|vorgemerkt|angehalten)\b`,
  'معلق|قيد|سيتم|انتظار|زیر|جلد|لंबित|लंबित|प्रक्रिया|होंगे|होगा|जल्द|جائے گا|جائیں گے|گا۔',
);
export const REQUEST = any(
  String.raw`\bpayment request\b|\brequest(?:s|ed|ing)? (?:for )?(?:money|a payment|payment|funds|you|from|rs|pkr)|\brequested\b|\basks?(?:ed|ing)? (?:you )?(?:for|to pay)\b|\bplease pay\b|\bpay now\b|\b(?:is|are|was|amount|payment|falls) (?:over)?due\b|\bdue (?:on|date|by|in)\b|\boverdue\b|\breminder\b|\bowes?\b|\boutstanding\b|\bunpaid\b|\bpayable\b|\breceived an? (?:\w+ )?(?:invoice|bill|request|quote|offer|estimate|reminder|loan|cheque|check|draft)\b|\bnew invoice\b|\binvoice (?:from|is|attached|for you)\b|\bquot(?:e|ation)\b|\blink to pay\b|\bcollect request\b|\basks? you to\b`,
  String.raw`\b(?:solicit\w*|demande de paiement|zahlungsaufforderung|angefordert)`,
  'طلب دفع|درخواست|अनुरोध',
);
export const NOT = any(
  String.raw`\bno\b(?!\s*[.:#]|\s+[\p{L}*]*\d|\s+x+\b)|\b(?:not|never|cannot|without|unable|nothing|none|neither|nor|yet to|hardly)\b|n't\b|\bun(?:paid|received|processed|completed|successful)\b`,
  String.raw`\b(?:nicht|kein\w*|pas|aucun\w*|jamais|nunca|no se|no ha)\b`,
  'لم |ليس|لا |نہیں|نہ |नहीं|न ',
);
/** What a "not" has to stand beside to speak of the payment. */
export const EVENT = any(
  String.raw`\b(?:receiv\w*|credit\w*|deposit\w*|transfer\w*|paid|pay|payments?|complet\w*|process\w*|settl\w*|success\w*|through|arriv\w*|clear\w*|releas\w*|confirm\w*|approv\w*|accept\w*|money|funds|amount|transaction|final\w*|available|valid|genuine|real|sent|happen\w*|true|occur\w*|correct|usted|recibid\w*|reçu\w*|erhalten|acreditad\w*)\b`,
  'موصول|جمع|إيداع|استلام|प्राप्त|जमा',
);

const NOW = '(?:just |now |successfully |also |already )?';
const WAS = '(?:has been |have been |was |were |is |are |been |is being )?';
const MONEY = '(?:payments?|money|funds|amount|transfer|deposit|credit|remittance|cash|transaction)';
/** Money has come. */
export const CAME = any(
  String.raw`\byou (?:were|are|got|have been) (?:just )?(?:paid|credited)\b|^received\b(?! (?:by|your)\b)`,
  String.raw`\byou(?:'ve| have|'re| are| were| got)? ?${NOW}(?:received|got|been (?:paid|sent|credited)|paid by|sent by)\b`,
  String.raw`\b(?:your|the|this) (?:[\p{L}\d*./#-]+ ){1,8}?${WAS}${NOW}credited\b|\bcredited (?:with|by|to (?:your|a/?c|acc(?:oun)?t|account|the|this|x)|in(?:to)? your)\b|${WAS}${NOW}credited\b`,
  String.raw`\b${MONEY} (?:of [^\n]{1,30}?)?${WAS}${NOW}(?:received|credited|deposited)\b|\breceived (?:an? )?(?:new |instant )?${MONEY}\b|\breceived from\b|\breceived (?:in|into|to) (?:your|a/?c)\b|\breceived\s*:|\byour (?:\p{L}+ ){0,3}(?:account|wallet|a/c)(?: ending(?: in| with)?)?(?: (?:no\.? )?[\dx*]+)? (?:has |have )?(?:just )?received\b`,
  String.raw`\b(?:sent|paid|transferred|wired|remitted|gave) you\b|\b(?:sent|paid|transferred|wired|remitted)\b[^\n]{0,60}\b(?:in)?to you(?:r\b|\b)`,
  String.raw`\bdeposited\b|\b(?:has |have |just )?(?:arrived|landed|come) in your\b|\badded to your\b|\bis (?:now )?in your (?:[\p{L}\d]+ ){0,2}(?:account|wallet|balance)\b|\bhas (?:been )?received\b|\bdeposit\b[^\n]{0,40}\bmade (?:in|to|into) your\b`,
  String.raw`\bpayment\b[^\n]{0,60}\bfrom\b[^\n]{0,60}\b(?:succeeded|was successful|is complete)\b|\b(?:money|payment|transfer|cash) has arrived\b`,
  String.raw`(?:^|[.!¡,:] ?|\busted |\bya )(?:ha|has|hemos) recibido\b|\brecibiste\b|\bse (?:ha |le ha )?(?:acreditado|abonado|depositado|acreditó|abonó)\b|\bvous avez reçu\b|\bsie haben [^\n]{0,80}erhalten\b|\ba été crédité\w*\b|\bwurde (?:ihrem konto )?gutgeschrieben\b|\bgutschrift\b|\bte ha enviado\b|\bvous a envoyé\b|\bhat ihnen\b`,
  'موصول ہوئے|موصول ہوئی|موصول ہوا|وصول ہوئے|جمع کر دی|جمع ہو|प्राप्त हुए|प्राप्त हुई|प्राप्त हुआ|जमा किए|जमा किया|जमा हुए|लقد استلمت|استلمت|تم إيداع|تم ايداع|وصلك|لقد تلقيت',
);
/** A heading that names a credit, without saying that it is done. */
export const CREDIT_TITLE = any(
  String.raw`\bincoming (?:${MONEY}|ibft|raast)\b|\binward (?:remittance|transfer|payment|credit)\b|\bcredit (?:alert|advice|notification|transaction|confirmation)\b|\bpayment from\b|\btransfer from\b|\bdeposit (?:alert|notification|confirmation)\b|^money in\b(?! your)|\bdeposit of\b|(?:^|: )credit (?:of )?(?=\W{0,3}(?:\p{L}{1,3}\W{0,3})?\d)`,
);
/** Several payments in one mail. */
const SCRIPT =
  '[' +
  'Arabic Devanagari Cyrillic Han Hiragana Katakana Hangul Hebrew Thai Bengali Greek Tamil Gurmukhi Georgian Armenian'
    .split(' ')
    .map((script) => `\\p{Script=${script}}`)
    .join('') +
  ']';
/** Names of people in a sentence, in any script. */
export const NAMES = phrases(
  [
    String.raw`\b(?:from|by) (?:${SCRIPT}+ ?){1,4}|^(?:${SCRIPT}+ ){1,4}(?=(?:has |have |just )*(?:sent|paid|transferred)\b)`,
    String.raw`\b(?:from|by|von|de) \p{Lu}[\p{L}'-]+(?: (?:de|la|del|los|di|da|von|van|der|\p{Lu}[\p{L}'-]+)){0,6}`,
  ],
  'as written',
);
export const OTHER_SCRIPT = phrases([SCRIPT]);
export const FOREIGN_MONEY = any(
  String.raw`\b(?:pagos?|abonos?|dinero|transferencias?|paiements?|virements?|argent|zahlung(?:en)?|überweisung(?:en)?|geld|pagament[oi]|bonific[oi]|denaro|dinheiro|transferências?|ödeme\w*|havale|pembayaran|dana|bayaran|betaling|płatność|przelew|platba|plată|betalning|maksu)\b`,
);
export const FOREIGN_SMALL = any(
  String.raw`\b(?:el|los|las|una|del|se|su|que|por|está|fue|ne|pas|les|des|du|est|été|votre|und|das|ist|wurde|nicht|ihr|ihre|il|della|è|stato|não|foi|seu|sua|telah|anda|untuk|het|niet|een|uw|nie|jest|została)\b`,
);
export const SEVERAL = any(
  String.raw`\b(?:[2-9]|\d{2,}|two|three|four|five|six|seven|several|multiple|many|both) (?:new |incoming |recent )?(?:payments|transfers|transactions|credits|deposits)\b`,
  String.raw`\b(?:daily|weekly|monthly) (?:summary|digest|report|statement)\b|\bin total (?:in|for|since|during|this|over|from)\b|\bstatement of account\b|\b(?:account )?statement (?:is|for)\b|\baccount statement\b`,
);
export const DONE_STATUS =
  /^(?:(?:transaction |payment |transfer )?(?:is |was |has been )?)?(?:complete|completed|success|successful|successfully (?:completed|credited|received|processed)|paid|received|credited|approved|settled|cleared|done|posted|confirmed|ok|processed|deposited|executed|accepted)[.! ]*$/i;
export const CREDIT_TYPE =
  /^(?:(?:inward|incoming)\b.*|(?:instant |account |bank )?credit(?:ed)?|cr\.?|deposit|received|receive|money in|c)(?: (?:transfer|payment|transaction|funds|money|alert))?[. ]*$/i;
