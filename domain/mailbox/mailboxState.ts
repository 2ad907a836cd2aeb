import type { MailboxPurpose } from './consent.ts';
import type { MailboxStatus } from './states.ts';

/** What the books know of a connected mailbox. Instants are ISO 8601. */
interface MailboxFacts {
  purpose: MailboxPurpose;
  status: MailboxStatus;
  notReadBecause: 'unapproved' | 'owner_disabled' | 'owner_without_right' | null;
  missingScope: boolean;
  failures: number;
  lastCode: string | null;
  paused: boolean;
  checkedAt: string | null;
}

interface ConnectionState {
  tone: 'plain' | 'good' | 'bad' | 'warn' | 'info';
  /** How it stands, in words. */
  text: string;
  /** What a person can do; empty when nothing is needed. */
  next: string;
}

const PURPOSES: Record<MailboxPurpose, string> = {
  payment_inbox: 'Payment inbox',
  evidence: 'Mailbox for evidence',
  summaries: 'Mailbox for summaries',
};
/** What a mailbox is for, as people read it. */
export const mailboxName = (purpose: MailboxPurpose): string => PURPOSES[purpose];

const HINDRANCES: Record<NonNullable<MailboxFacts['notReadBecause']>, readonly [text: string, next: string]> = {
  unapproved: [
    'Not read: a second person has not approved it',
    'A colleague approves it under Changes of rights. If it is not listed there, connect it again',
  ],
  owner_disabled: [
    'Not read: the account of whoever connected it is disabled',
    'Somebody else who manages integrations connects an inbox',
  ],
  owner_without_right: [
    'Not read: whoever connected it may not manage integrations any more',
    'Somebody who may connects it again',
  ],
};
const PROBLEMS: Record<string, readonly [text: string, next: string]> = {
  GMAIL_REVOKED: ['Google has ended the access', 'Connect it again'],
  GMAIL_PERMISSION: ['Google refuses the access', 'Connect it again'],
  GMAIL_SCOPE_MISSING: ['A permission is missing', 'Connect it again and leave every box ticked'],
  GMAIL_RATE_LIMITED: ['Google asks us to wait', 'It is read again by itself'],
  GMAIL_UNAVAILABLE: ['Google does not answer', 'It is read again by itself'],
};

const state = (tone: ConnectionState['tone'], [text, next]: readonly [string, string]): ConnectionState => ({
  tone,
  text,
  next,
});

/** A mailbox as a person reads it: whether it is read, and what to do where it is not. */
export function mailboxState(facts: MailboxFacts): ConnectionState {
  const problem = facts.lastCode === null ? null : (PROBLEMS[facts.lastCode] ?? ['It could not be read', '']);
  if (facts.status === 'disconnected') return state('plain', ['Disconnected: not read any more', '']);
  if (facts.status === 'pending')
    return state('info', ['Waits for the consent at Google', 'Finish it there, or connect it again']);
  if (facts.status === 'requires_reauth')
    return state('bad', problem ?? ['Google has ended the access', 'Connect it again']);
  if (facts.notReadBecause) return state('bad', HINDRANCES[facts.notReadBecause]);
  if (facts.missingScope)
    return state('bad', ['A permission is missing', 'Connect it again and leave every box ticked']);
  if (facts.failures > 0) {
    const [text, next] = problem ?? ['It could not be read', ''];
    const how = facts.failures === 1 ? 'once' : `${facts.failures} times`;
    return state(facts.paused ? 'bad' : 'warn', [
      `${text}: failed ${how}${facts.paused ? ', and reading is paused' : ''}`,
      next || 'It is read again by itself',
    ]);
  }
  return facts.checkedAt === null ? state('info', ['Connected, and not read yet', '']) : state('good', ['Read', '']);
}
