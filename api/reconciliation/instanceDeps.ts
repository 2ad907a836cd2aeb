import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import type { WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Principal } from '../http/tokens.ts';

export interface Credential {
  identifier: string;
  secret: string;
  accessKey: string | null;
}

export interface InstanceDeps {
  db: Database;
  cipher: FieldCipher;
  /** Whether instances that are registered here are those of the sandbox. */
  whmcs: {
    isRehearsed: boolean;
    /** Where hooks and people find this installation. */
    publicUrl: string;
    /** Asks WHMCS whether a credential opens its API; `code` null = it does. `wait`: nothing is known. */
    check(baseUrl: string, credential: Credential): Promise<{ code: string | null; wait: boolean }>;
  };
  startProcess(tenantId: string, processId: string): Promise<string | null>;
}

export const instanceParams = z.object({ instance_id: z.string().max(100) });

export const uuidOr404 = (id: string): string => {
  if (!isUuid(id)) throw new CodedError('NOT_FOUND');
  return id;
};

/** Throws VENDOR_CREDENTIAL_REFUSED, or PROVIDER_ERROR where WHMCS did not say anything. */
export async function assertAccepted({ whmcs }: InstanceDeps, baseUrl: string, credential: Credential): Promise<void> {
  const { code, wait } = await whmcs.check(baseUrl, credential);
  if (code === null) return;
  const details = { vendor: 'whmcs', vendor_code: code };
  if (wait) throw new CodedError('PROVIDER_ERROR', 'WHMCS does not answer; nothing has changed', details);
  throw new CodedError(
    'VENDOR_CREDENTIAL_REFUSED',
    'WHMCS refuses this credential, or this is not its address',
    details,
  );
}

/** Only a person registers and changes instances: a key could not be asked why. */
export function personOf(principal: Principal): { actor: string; userId: string } {
  if (principal.kind !== 'user') throw new CodedError('FORBIDDEN', 'Only a person changes what instances do');
  return { actor: principal.actor, userId: principal.userId };
}

/** An instance of the transaction's tenant. Throws NOT_FOUND. */
export const findInstance = async (tx: Transaction, id: string): Promise<WhmcsInstance> => {
  const [row] = await tx.select().from(whmcsInstances).where(eq(whmcsInstances.id, id));
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
};
