/** How reading a bank fails, whichever provider does it. A person sees the words, the engine the kind. */
export const BANK_FAILURES = {
  BANK_CONSENT_ENDED: { kind: 'blocked', text: 'The bank has ended the access', next: 'Authorise it again' },
  BANK_CREDENTIALS: {
    kind: 'blocked',
    text: 'The provider refuses the credentials of this installation',
    next: 'Ask whoever keeps this installation to check them',
  },
  BANK_RATE_LIMITED: {
    kind: 'retryable',
    text: 'The bank takes no more requests for now',
    next: 'It is read again by itself',
  },
  BANK_UNAVAILABLE: { kind: 'retryable', text: 'The bank does not answer', next: 'It is read again by itself' },
  BANK_NOT_READY: {
    kind: 'retryable',
    text: 'The provider is still collecting the transactions',
    next: 'It is read again by itself',
  },
  BANK_PAGES_CHANGED: {
    kind: 'retryable',
    text: 'The transactions changed while they were read',
    next: 'It is read again by itself',
  },
  BANK_ANSWER_UNREADABLE: {
    kind: 'retryable',
    text: 'The answer of the bank could not be read',
    next: 'It is read again by itself',
  },
  BANK_CODE_REFUSED: {
    kind: 'terminal',
    text: 'The consent was not accepted',
    next: 'Begin to connect the bank again',
  },
  BANK_NOT_FOUND: { kind: 'terminal', text: 'The provider does not know this account', next: 'Authorise it again' },
  BANK_REFUSED: {
    kind: 'terminal',
    text: 'The provider refuses the request',
    next: 'Tell whoever keeps this installation',
  },
} as const;
export type BankFailureType = keyof typeof BANK_FAILURES;

/** A failure of a bank by its code, in words; null for a code of something else. */
export const bankFailure = (code: string): (typeof BANK_FAILURES)[BankFailureType] | null =>
  Object.hasOwn(BANK_FAILURES, code) ? BANK_FAILURES[code as BankFailureType] : null;

/** Whether a reading that failed with this code waits for a person's consent. */
export const isBankConsentEnded = (code: string): boolean => code === 'BANK_CONSENT_ENDED';
