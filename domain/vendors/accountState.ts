import { isCredentialRefused } from './accounts.ts';

/** How a vendor account goes: the words of the API for its state. */
export const ACCOUNT_STATUSES = ['none', 'ok', 'unchecked', 'problem', 'refused', 'by_operator'] as const;
type AccountStatus = (typeof ACCOUNT_STATUSES)[number];

interface AccountWords {
  tone: 'plain' | 'good' | 'bad' | 'warn' | 'info';
  /** How it stands, in words. */
  text: string;
  /** What a person can do; empty when nothing is needed. */
  next: string;
}

const ENDINGS: readonly [ending: RegExp, text: string, next: string][] = [
  [/_CREDENTIALS$/, 'The vendor refuses the credential', 'Replace it by a new one'],
  [/_PERMISSION$/, 'The credential may not do what is needed', 'Replace it by one with more rights'],
  [/_(RATE_LIMITED|LIMIT)$/, 'The vendor asks us to wait', 'It is tried again by itself'],
  [/_UNAVAILABLE$|_UNREADABLE$/, 'The vendor does not answer', 'It is tried again by itself'],
  [/^OTHER_VENDOR_ACCOUNT$/, 'The credential opens another account now', 'Replace it by one of this account'],
];

/** An account as a person reads it: whether it works, and what to do where it does not. */
export function accountWords(status: AccountStatus, lastCode: string | null): AccountWords {
  if (lastCode !== null) {
    const [, text, next] = ENDINGS.find(([ending]) => ending.test(lastCode)) ?? [
      null,
      'The last call failed',
      'Test it. If it fails again, ask your operator',
    ];
    return { tone: isCredentialRefused(lastCode) ? 'bad' : 'warn', text, next };
  }
  const WORDS: Record<AccountStatus, AccountWords> = {
    none: { tone: 'plain', text: 'Not connected', next: 'Connect it' },
    ok: { tone: 'good', text: 'Works', next: '' },
    unchecked: { tone: 'info', text: 'Connected, and not used yet', next: 'Test it to see whether it works' },
    problem: { tone: 'warn', text: 'The last call failed', next: 'Test it' },
    refused: { tone: 'bad', text: 'The vendor refuses the credential', next: 'Replace it by a new one' },
    by_operator: { tone: 'info', text: 'Set by the operator of this installation', next: '' },
  };
  return WORDS[status];
}
