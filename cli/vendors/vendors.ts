import { openSession, printAnswer } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';

const BASE = '/admin/vendor-accounts';

export const vendorAccounts = async (configuration: Configuration): Promise<void> =>
  printAnswer(await openSession(configuration, 'admin').get(BASE));

/** Secrets come from the environment: what stands in a command is kept in the shell's history. */
export async function connectVendorAccount(
  configuration: Configuration,
  vendor: string,
  options: { baseUrl?: string; otherAccount?: boolean },
): Promise<void> {
  const {
    COUNTERSIGN_VENDOR_CREDENTIAL: credential,
    COUNTERSIGN_VENDOR_CLIENT_ID: clientId,
    COUNTERSIGN_VENDOR_WEBHOOK_SECRET: secret,
  } = process.env;
  if (!credential)
    throw new Error('set COUNTERSIGN_VENDOR_CREDENTIAL to the key of the account, or to the client secret');
  printAnswer(
    await openSession(configuration, 'admin').post(`${BASE}/${encodeURIComponent(vendor)}`, {
      credential,
      other_account: options.otherAccount ?? false,
      ...(clientId ? { client_id: clientId } : {}),
      ...(options.baseUrl ? { base_url: options.baseUrl } : {}),
      ...(secret ? { webhook_secret: secret } : {}),
    }),
  );
}

export const changeVendorAccount = async (
  configuration: Configuration,
  vendor: string,
  change: 'test' | 'disconnect',
): Promise<void> =>
  printAnswer(await openSession(configuration, 'admin').post(`${BASE}/${encodeURIComponent(vendor)}/${change}`, {}));
