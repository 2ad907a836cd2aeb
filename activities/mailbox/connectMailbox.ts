import { sleep } from '@temporalio/activity';
import { type Consent, endConsent } from '../../books/mailbox/endConsent.ts';
import { closeProcess } from '../../books/operations/closeProcess.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { type MailboxRow, unseal } from '../../db/mailbox/sealed.ts';
import { type MailboxTokens, missingScope } from '../../domain/mailbox/consent.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { MailboxActivities } from '../../workflows/mailbox/contract.ts';
import type { MailboxDeps } from './deps.ts';
import { FIXTURE_MAILBOX, loadMailbox } from './openMailbox.ts';

const LOOKS = 3;
const LOOK_AGAIN_MS = 500;

/** Whose mailbox the new tokens open. The code is spent, so a short failure is waited for here. */
async function addressBehind(deps: MailboxDeps, box: MailboxRow, tokens: MailboxTokens): Promise<string> {
  for (let look = 1; ; look += 1) {
    try {
      return (await deps.google().reader(box.id, tokens.accessToken).profile()).address;
    } catch (error) {
      if (look === LOOKS || !(error instanceof VendorError) || error.kind !== 'retryable') throw error;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

const addressOf = (cipher: FieldCipher, box: MailboxRow) => unseal(cipher, box, 'address', box.address);

/** What tokens are worth that Google has given for a consent. */
async function worthOf(deps: MailboxDeps, box: MailboxRow, tokens: MailboxTokens): Promise<Consent> {
  const scope = missingScope(box.purpose, tokens.scopes);
  if (scope) return { result: 'scope_missing', scope };
  const before = addressOf(deps.cipher, box);
  const address = await addressBehind(deps, box, tokens);
  const another = before !== null && before.toLowerCase() !== address.toLowerCase();
  // What only stood in for a mailbox gives way to one.
  const connected = (box.status === 'active' || box.status === 'requires_reauth') && before !== FIXTURE_MAILBOX;
  if (another && connected && !box.mayReplace) return { result: 'other_account' };
  // Without one of its own the grant would end within the hour, or the old account's would be taken for it.
  if (!tokens.refreshToken && (another || !box.refreshToken)) return { result: 'failed' };
  return { result: 'connected', tokens, address, another, mock: deps.google().oauth.mock };
}

/** What a code is worth. Changes nothing: what was connected before works until this has ended well. */
async function consentOf(deps: MailboxDeps, box: MailboxRow, code: string): Promise<Consent> {
  let tokens: MailboxTokens | null = null;
  try {
    const verifier = unseal(deps.cipher, box, 'code_verifier', box.codeVerifier) ?? '';
    tokens = await deps.google().oauth.exchange(code, verifier);
    return await worthOf(deps, box, tokens);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    // A code that was not taken yet is tried again by the engine.
    if (error.kind === 'retryable' && !tokens) throw error;
    return { result: 'failed' };
  }
}

/** The account whose place was taken is not read any more; whether Google answers changes nothing here. */
async function revokeReplaced(deps: MailboxDeps, box: MailboxRow, consent: Consent): Promise<void> {
  if (consent.result !== 'connected' || !consent.another) return;
  const old = unseal(deps.cipher, box, 'refresh_token', box.refreshToken);
  if (old)
    await deps
      .google()
      .oauth.revoke(old)
      .catch(() => undefined);
}

export const connectMailbox =
  (deps: MailboxDeps): MailboxActivities['connectMailbox'] =>
  async ({ tenantId, mailboxId, processId }) => {
    const { db, cipher } = deps;
    const box = await loadMailbox(db, tenantId, mailboxId);
    const code = unseal(cipher, box, 'auth_code', box.authCode);
    const consent = code ? await consentOf(deps, box, code) : null;
    await db.withTenant(tenantId, async (tx) => {
      await closeProcess(tx, processId);
      if (consent) await endConsent(tx, cipher, box, consent);
    });
    if (consent) await revokeReplaced(deps, box, consent);
    return { connected: consent?.result === 'connected' };
  };
