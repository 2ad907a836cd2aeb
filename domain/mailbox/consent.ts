/** How a consent ended. `pending`: Google has not answered yet. */
export const CONSENT_RESULTS = [
  'pending',
  'connected',
  /** Google says no, or whoever was asked. */
  'denied',
  /** Something that is needed was not ticked. */
  'scope_missing',
  /** Another account than the one that is connected, and nobody has said that it may take its place. */
  'other_account',
  /** Google did not answer as it should. */
  'failed',
] as const;
export type ConsentResult = (typeof CONSENT_RESULTS)[number];

const GMAIL = 'https://www.googleapis.com/auth/gmail';
/** Everything in Gmail. */
const ALL_SCOPE = 'https://mail.google.com/';

/** Reading evidence needs to read; an inbox that people share is also marked as read. */
export const SCOPES = {
  payment_inbox: `${GMAIL}.modify`,
  evidence: `${GMAIL}.readonly`,
  summaries: `${GMAIL}.modify`,
} as const;
export type MailboxPurpose = keyof typeof SCOPES;

/** The scope this purpose needs and was not given; null when all is there. No list at all means what was asked for. */
export function missingScope(purpose: MailboxPurpose, granted: readonly string[]): string | null {
  const needed = SCOPES[purpose];
  if (granted.length === 0 || granted.includes(needed) || granted.includes(ALL_SCOPE)) return null;
  // Who may change may also read.
  return needed === SCOPES.evidence && granted.includes(SCOPES.payment_inbox) ? null : needed;
}

/** What a consent or its renewal gives. */
export interface MailboxTokens {
  accessToken: string;
  /** ms since the epoch. */
  accessExpiresAtMs: number;
  /** Absent in the answer to a refresh: the old one stays good. */
  refreshToken: string | null;
  scopes: string[];
}
