import { describe, expect, it } from 'vitest';
import { type BankFacts, bankState } from './bankState.ts';

const nowMs = Date.UTC(2026, 4, 1);
const DAY_MS = 86_400_000;
const state = (more: Partial<BankFacts>) =>
  bankState({
    status: 'active',
    consent: 'connected',
    failures: 0,
    lastCode: null,
    pausedUntilMs: null,
    checkedAtMs: nowMs,
    consentEndsAtMs: nowMs + 60 * DAY_MS,
    nowMs,
    ...more,
  });

describe('a bank in words', () => {
  it.each<[Partial<BankFacts>, string, string, string]>([
    [{}, 'good', 'Read', ''],
    [{ checkedAtMs: null }, 'info', 'Connected, and not read yet', ''],
    [
      { consentEndsAtMs: nowMs + 6 * DAY_MS },
      'warn',
      'Read; its consent ends soon',
      'Authorise it again before it ends',
    ],
    [{ lastCode: 'BANK_RATE_LIMITED' }, 'info', 'Read; the bank takes no more requests for now', ''],
    [{ status: 'requires_reauth' }, 'bad', 'The bank has ended the access: not read any more', 'Authorise it again'],
    [{ status: 'disconnected' }, 'plain', 'Disconnected: not read any more', ''],
    [
      { status: 'pending', consent: null },
      'info',
      'Waits for the consent at the bank',
      'Finish it there, or begin again',
    ],
    [{ status: 'pending', consent: 'denied' }, 'warn', 'Not connected: the consent was not given', 'Begin again'],
    [
      { failures: 1, lastCode: 'BANK_UNAVAILABLE' },
      'warn',
      'The bank does not answer: failed once',
      'It is read again by itself',
    ],
    [
      { failures: 3, lastCode: 'X', pausedUntilMs: nowMs + 1 },
      'bad',
      'It could not be read: failed 3 times, and reading is paused',
      'It is read again by itself',
    ],
  ])('[PY-ADM-07] %o', (facts, tone, text, next) => {
    expect(state(facts)).toEqual({ tone, text, next });
  });
});
