import { createHash } from 'node:crypto';
import { type MailboxPurpose, SCOPES } from '../../domain/mailbox/consent.ts';
import type { MailboxRouteDeps } from './routes.ts';

/** Where consent is asked for, and as whom. */
export type Google = NonNullable<MailboxRouteDeps['google']>;

/** Where Google asks for consent. */
export function authorizationUrl(
  google: Google,
  purpose: MailboxPurpose,
  state: string,
  verifier: string,
  hint?: string,
): string {
  const url = new URL(google.authorizeUrl);
  for (const [name, value] of Object.entries({
    client_id: google.clientId,
    redirect_uri: google.redirectUri,
    response_type: 'code',
    scope: SCOPES[purpose],
    access_type: 'offline',
    prompt: 'consent',
    state: `${purpose}~${state}`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(hint ? { login_hint: hint } : {}),
  }))
    url.searchParams.set(name, value);
  return url.toString();
}
