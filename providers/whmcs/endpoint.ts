import { VendorError } from '../vendorError.ts';
import type { WhmcsEndpoint } from './caller.ts';
import { createWhmcsClient } from './client.ts';

interface Credential {
  identifier: string;
  secret: string;
  accessKey: string | null;
}

/**
 * Where an instance is spoken to: one that was registered in a rehearsal only ever at the sandbox, any other only ever at its
 * own address. `sandboxUrl` null: nothing is rehearsed here.
 */
export const whmcsEndpoint = (
  instance: { baseUrl: string; mock: boolean },
  credential: Credential,
  sandboxUrl: string | null,
): WhmcsEndpoint => ({
  ...credential,
  baseUrl: instance.mock ? (sandboxUrl ?? '') : instance.baseUrl,
  mock: instance.mock,
});

/** What WHMCS says of a credential: `code` null = it opens the API. `wait`: nothing is known, ask again later. */
export async function checkWhmcs(endpoint: WhmcsEndpoint): Promise<{ code: string | null; wait: boolean }> {
  try {
    await createWhmcsClient(endpoint, 'UTC').check();
    return { code: null, wait: false };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    return { code: error.type, wait: error.kind === 'retryable' };
  }
}
