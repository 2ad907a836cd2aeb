import { eq } from 'drizzle-orm';
import type Stripe from 'stripe';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { type StripeConnection, unseal } from '../../db/reconciliation/sealed.ts';
import { stripeConnections } from '../../db/reconciliation/stripeSchema.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { createStripeClient } from '../../providers/stripe/client.ts';
import type { StripePlatform } from '../../providers/stripe/connect.ts';

export interface StripeDeps {
  db: Database;
  cipher: FieldCipher;
  /** The platform at Stripe, or the sandbox in its place; null without credentials. */
  stripePlatform(): StripePlatform | null;
}

/** Throws INTEGRATION_NOT_CONFIGURED without credentials. */
export function platformOf({ stripePlatform }: StripeDeps): StripePlatform {
  const platform = stripePlatform();
  if (!platform) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'Stripe has no client, and MOCK_STRIPE is off');
  return platform;
}

export async function loadConnection(db: Database, tenantId: string, id: string): Promise<StripeConnection> {
  const [row] = await db.readTenant(tenantId, (tx) =>
    tx.select().from(stripeConnections).where(eq(stripeConnections.id, id)),
  );
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

/** A connected account, and a client that reads it with the token it has given. Throws CONNECTION_REQUIRES_REAUTH. */
export async function openStripe(
  deps: StripeDeps,
  tenantId: string,
  connectionId: string,
): Promise<{ connection: StripeConnection; client: Stripe }> {
  const connection = await loadConnection(deps.db, tenantId, connectionId);
  const token = unseal(deps.cipher, 'stripe_connections', connection, 'access_token', connection.accessToken);
  if (!token) throw new CodedError('CONNECTION_REQUIRES_REAUTH');
  const platform = platformOf(deps);
  // A token of a rehearsal is never sent to Stripe, nor one of Stripe to the sandbox.
  if (platform.mock !== connection.mock)
    throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'The account was connected in another surrounding');
  return { connection, client: createStripeClient({ ...platform, credential: token }) };
}
