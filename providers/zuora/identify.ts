import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AccountIdentity } from '../../domain/vendors/accounts.ts';
import type { VendorEndpoint } from '../endpoint.ts';
import { VendorError } from '../vendorError.ts';
import type { Call } from './answers.ts';
import { ZuoraRefused, type zuoraCaller } from './caller.ts';

const entitiesAnswer = z.object({
  entities: z.array(z.object({ tenantId: z.coerce.string(), displayName: z.string().nullish() })).min(1),
});

/** The entity of a tenant that has several; null where the tenant has no such list, as most. */
async function entityOf(call: Call) {
  try {
    return (await call('GET', '/v1/entities', entitiesAnswer)).entities.at(0) ?? null;
  } catch (error) {
    if (!(error instanceof ZuoraRefused) && !(error instanceof VendorError && error.kind === 'terminal')) throw error;
    // Every token reads its catalog, so that proves the token.
    await call('GET', '/v1/catalog/products?pageSize=1', z.object({ success: z.literal(true) }));
    return null;
  }
}

/** Whose tenant the credential opens; one that does not say so is told apart by the client. Throws VendorError. */
export async function identify(
  endpoint: VendorEndpoint,
  { call, tenant }: ReturnType<typeof zuoraCaller>,
): Promise<AccountIdentity> {
  const found = await entityOf(call);
  const { hostname } = new URL(endpoint.baseUrl);
  const named = tenant() ?? found?.tenantId;
  if (named) return { accountId: named, name: found?.displayName ?? `Zuora tenant ${named} at ${hostname}` };
  // A client stays the same over all of its tokens.
  const opener = endpoint.clientId ?? endpoint.credential;
  const mark = createHash('sha256').update(`${endpoint.baseUrl}\n${opener}`).digest('hex').slice(0, 24);
  return { accountId: `${endpoint.clientId ? 'client' : 'token'}:${mark}`, name: hostname };
}
