import { ERROR_CODES, isErrorCode } from '../errors/codes.ts';

/** A failure for people: what is wrong, and what can be done. */
export interface FailureWords {
  text: string;
  /** null where nothing is needed, or nothing helps. */
  next: string | null;
}

/** Whom the first word of a vendor's code means. */
const VENDORS: Record<string, string> = {
  STRIPE: 'Stripe',
  CRM: 'Salesforce',
  BILLING: 'Zuora',
  OPENAI: 'OpenAI',
  MODEL: 'OpenAI',
  GMAIL: 'Google',
  WHATSAPP: 'WhatsApp',
  MAIL: 'The mail server',
};

const ITSELF = 'It is tried again by itself';
const LOOK = 'Look at the Vendors page if it stays so';
const CONNECT = 'An admin connects the account again';

/** What the end of a vendor's code says, whichever vendor it is. */
const ENDINGS: readonly (readonly [ending: string, says: string, next: string | null])[] = [
  ['UNAVAILABLE', 'does not answer', `${ITSELF}. ${LOOK}`],
  ['UNANSWERED', 'did not say whether it took it', 'Look there whether it arrived'],
  ['RATE_LIMITED', 'takes no more calls just now', ITSELF],
  ['LIMIT', 'takes no more calls today', ITSELF],
  ['QUOTA_EXHAUSTED', 'has no quota left', 'Raise the quota there; then decide the task'],
  ['CREDENTIALS', 'refuses our credentials', CONNECT],
  ['REVOKED', 'has ended the access', CONNECT],
  ['NOT_CONNECTED', 'is not connected', CONNECT],
  ['SCOPE_MISSING', 'was not given all the rights it needs', CONNECT],
  ['PERMISSION', 'does not let our account do this', 'An admin gives the account that right'],
  ['CASE_NOT_FOUND', 'has no such case', 'Check the number of the case'],
  ['CUSTOMER_NOT_FOUND', 'has no such customer', 'Check the number of the customer'],
  ['NOT_FOUND', 'does not have what was asked for', null],
  ['RECORD_INVALID', 'gave a record that breaks a rule', 'Mend the record there, then start the case again'],
  ['REJECTED_REQUEST', 'refuses what was asked', null],
  ['INVALID_REQUEST', 'refuses what was asked', null],
  ['INVALID_ANSWER', 'gave an answer that can not be read', ITSELF],
  ['ANSWER_UNREADABLE', 'gave an answer that can not be read', ITSELF],
  ['LIST_TOO_LONG', 'lists more than is read', 'A person decides from the records there'],
  ['TOO_LARGE', 'gave something too large to read', null],
  ['REFUSED', 'refuses it for good', null],
];

const PLAIN: Record<string, FailureWords> = {
  CANCELLED: { text: 'Somebody cancelled it', next: null },
  RETRIES_EXHAUSTED: { text: 'It was tried as often as it may be', next: LOOK },
  INTERNAL: { text: 'Something went wrong on our side', next: `${ITSELF}. The log has the rest` },
  TIMEOUT: { text: 'It took too long', next: ITSELF },
  FAILED: { text: 'It took too long, or its worker stopped', next: ITSELF },
  REFUND_FAILED: {
    text: 'The refund failed at the vendor after it had been taken',
    next: 'A new review of the case opens by itself',
  },
  ROTATION_UNFINISHED: { text: 'Fields are still under another key', next: 'Start the rotation again' },
  RECIPIENT_UNKNOWN: { text: 'There is nobody to send it to', next: null },
};

/** Our own codes: who may act on an error says what to do. */
const NEXT = {
  terminal: null,
  retryable: ITSELF,
  blocked: 'A person has to act; it goes on afterwards',
  cancelled: null,
} as const;

function vendorWords(code: string): FailureWords | null {
  const [, first = '', ending = ''] = /^([A-Z]+)_(.+)$/.exec(code) ?? [];
  const vendor = Object.hasOwn(VENDORS, first) && VENDORS[first];
  if (!vendor) return null;
  const found = ENDINGS.find(([name]) => ending === name || ending.startsWith(`${name}_`));
  return found ? { text: `${vendor} ${found[1]}`, next: found[2] } : null;
}

/** A code of the engine or the books in words; one without words of its own is read as it is written. */
export function failureWords(code: string): FailureWords {
  if (Object.hasOwn(PLAIN, code) && PLAIN[code]) return PLAIN[code];
  if (isErrorCode(code)) return { text: ERROR_CODES[code].title, next: NEXT[ERROR_CODES[code].kind] };
  // Billing is told after the refund: its refusal stands behind that word.
  return (
    vendorWords(code) ??
    vendorWords(code.replace(/^BILLING_/, '')) ?? { text: code.replaceAll('_', ' ').toLowerCase(), next: null }
  );
}

const PERSONAL = [
  // Addresses of mail and of the web, then whatever has many digits: phones, cards, accounts, identity numbers.
  /[^\s"'<>]+@[^\s"'<>]+/g,
  /\b\w+:\/\/\S+/g,
  /\+?\d[\d\s().-]{5,}\d/g,
  // Ids and tokens, and what stands in quotes: it came from outside.
  /\b[0-9a-f]{8}-[0-9a-f-]{27,}\b/gi,
  /\b(?=\w*\d)\w{16,}\b/g,
  /"[^"]*"|“[^”]*”|‘[^’]*’|'[^']*'/g,
];
const MOST_CHARACTERS = 200;

/** What the engine kept of a failure, without what could be about a person. */
export const plainMessage = (message: string): string =>
  PERSONAL.reduce((text, pattern) => text.replace(pattern, '…'), message.split('\n')[0] ?? '').slice(
    0,
    MOST_CHARACTERS,
  );
