import { consentNearness } from '../connections/consentEnd.ts';
import type { ConnectionStatus } from '../connections/states.ts';
import { bankFailure } from './failures.ts';

/** What the books know of a connected bank. Instants in ms since the epoch. */
export interface BankFacts {
  status: ConnectionStatus;
  /** How the last consent went. */
  consent: string | null;
  failures: number;
  lastCode: string | null;
  pausedUntilMs: number | null;
  checkedAtMs: number | null;
  consentEndsAtMs: number | null;
  nowMs: number;
}

interface ConnectionState {
  tone: 'plain' | 'good' | 'bad' | 'warn' | 'info';
  /** How it stands, in words. */
  text: string;
  /** What a person can do; empty when nothing is needed. */
  next: string;
}

function pendingState(consent: string | null): ConnectionState {
  if (consent === 'denied')
    return { tone: 'warn', text: 'Not connected: the consent was not given', next: 'Begin again' };
  if (consent === 'failed')
    return { tone: 'bad', text: 'Not connected: the consent could not be brought to its end', next: 'Begin again' };
  return { tone: 'info', text: 'Waits for the consent at the bank', next: 'Finish it there, or begin again' };
}

/** A bank as a person reads it: whether it is read, and what to do where it is not. */
export function bankState(facts: BankFacts): ConnectionState {
  const { status, failures, lastCode, nowMs } = facts;
  const problem = lastCode === null ? null : bankFailure(lastCode);
  if (status === 'disconnected') return { tone: 'plain', text: 'Disconnected: not read any more', next: '' };
  if (status === 'pending') return pendingState(facts.consent);
  if (status === 'requires_reauth')
    return { tone: 'bad', text: 'The bank has ended the access: not read any more', next: 'Authorise it again' };
  if (failures > 0) {
    const paused = facts.pausedUntilMs !== null && facts.pausedUntilMs > nowMs;
    const how = failures === 1 ? 'once' : `${failures} times`;
    return {
      tone: paused ? 'bad' : 'warn',
      text: `${problem?.text ?? 'It could not be read'}: failed ${how}${paused ? ', and reading is paused' : ''}`,
      next: problem?.next ?? 'It is read again by itself',
    };
  }
  if (consentNearness(facts.consentEndsAtMs, nowMs) !== 'far')
    return { tone: 'warn', text: 'Read; its consent ends soon', next: 'Authorise it again before it ends' };
  if (lastCode === 'BANK_RATE_LIMITED')
    return { tone: 'info', text: 'Read; the bank takes no more requests for now', next: '' };
  return facts.checkedAtMs === null
    ? { tone: 'info', text: 'Connected, and not read yet', next: '' }
    : { tone: 'good', text: 'Read', next: '' };
}
