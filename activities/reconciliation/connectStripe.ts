import { closeProcess } from '../../books/operations/closeProcess.ts';
import { endStripeConsent, leaveStripe, type StripeConsent } from '../../books/reconciliation/stripeConsent.ts';
import { unseal } from '../../db/reconciliation/sealed.ts';
import { assertAccountIsFree } from '../../db/vendors/accounts.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { endConsent, exchangeConsent } from '../../providers/stripe/connect.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { StripeActivities } from '../../workflows/reconciliation/contract.ts';
import { loadConnection, platformOf, type StripeDeps } from './openStripe.ts';

const isTaken = (error: unknown): boolean => error instanceof CodedError && error.code === 'VENDOR_ACCOUNT_IN_USE';

/** What a code is worth. Changes nothing here. An account that another tenant has is read by no second one (0027). */
async function consentOf(deps: StripeDeps, tenantId: string, code: string): Promise<StripeConsent> {
  const platform = platformOf(deps);
  try {
    const grant = await exchangeConsent(platform, code);
    await assertAccountIsFree(deps.db, tenantId, 'stripe', grant.accountId);
    return { result: 'connected', ...grant, mock: platform.mock };
  } catch (error) {
    if (isTaken(error)) return { result: 'in_use' };
    if (!(error instanceof VendorError)) throw error;
    // A code that was not taken yet is tried again by the engine.
    if (error.kind === 'retryable') throw error;
    return { result: 'failed' };
  }
}

export const connectStripe =
  (deps: StripeDeps): StripeActivities['connectStripe'] =>
  async ({ tenantId, connectionId, processId }) => {
    const { db, cipher } = deps;
    const connection = await loadConnection(db, tenantId, connectionId);
    const code = unseal(cipher, 'stripe_connections', connection, 'auth_code', connection.authCode);
    const consent: StripeConsent | null = code ? await consentOf(deps, tenantId, code) : null;
    const end = (given: StripeConsent | null) =>
      db.withTenant(tenantId, async (tx) => {
        await closeProcess(tx, processId);
        return given && endStripeConsent(tx, cipher, connection, given);
      });
    const ended = await end(consent).catch((error: unknown) => {
      // Connected by somebody else while this was under way.
      if (isTaken(error)) return end({ result: 'in_use' });
      throw error;
    });
    return { connected: ended?.status === 'active' && consent?.result === 'connected' };
  };

export const disconnectStripe =
  (deps: StripeDeps): StripeActivities['disconnectStripe'] =>
  async ({ tenantId, connectionId, processId }) => {
    const connection = await loadConnection(deps.db, tenantId, connectionId);
    if (connection.accountId && connection.status !== 'disconnected')
      await endConsent(platformOf(deps), connection.accountId);
    await deps.db.withTenant(tenantId, async (tx) => {
      await closeProcess(tx, processId);
      await leaveStripe(tx, connection, { actor: `user:${connection.userId}`, requestId: processId });
    });
  };
