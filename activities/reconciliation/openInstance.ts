import { eq } from 'drizzle-orm';
import type { Database } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { licenseKeys, whmcsInstances } from '../../db/reconciliation/schema.ts';
import { unseal, type WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { licenseProblem } from '../../domain/reconciliation/licenses.ts';
import { createWhmcsClient, type WhmcsClient } from '../../providers/whmcs/client.ts';
import { whmcsEndpoint } from '../../providers/whmcs/endpoint.ts';

export interface InstanceDeps {
  db: Database;
  cipher: FieldCipher;
  /** Address of the sandbox's WHMCS; null where nothing of it is rehearsed. */
  whmcsSandboxUrl: string | null;
}

/** The client of an instance with the credential it has now. Throws INTEGRATION_NOT_CONFIGURED. */
export function clientOf({ cipher, whmcsSandboxUrl }: InstanceDeps, instance: WhmcsInstance): WhmcsClient {
  const read = (column: 'identifier' | 'secret' | 'access_key', text: string | null) =>
    unseal(cipher, 'whmcs_instances', instance, column, text);
  const [identifier, secret] = [read('identifier', instance.identifier), read('secret', instance.secret)];
  if (!identifier || !secret) throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'The instance is disconnected');
  if (instance.mock && !whmcsSandboxUrl)
    throw new CodedError('INTEGRATION_NOT_CONFIGURED', 'The instance was registered in a rehearsal');
  const credential = { identifier, secret, accessKey: read('access_key', instance.accessKey) };
  return createWhmcsClient(whmcsEndpoint(instance, credential, whmcsSandboxUrl), instance.timeZone);
}

/** An instance that may be read now, and its client. Throws LICENSE_KEY_…, INTEGRATION_NOT_CONFIGURED, NOT_FOUND. */
export async function openInstance(
  deps: InstanceDeps,
  tenantId: string,
  instanceId: string,
): Promise<{ instance: WhmcsInstance; client: WhmcsClient }> {
  const [row] = await deps.db.readTenant(tenantId, (tx) =>
    tx
      .select({ instance: whmcsInstances, license: licenseKeys })
      .from(whmcsInstances)
      .innerJoin(licenseKeys, eq(licenseKeys.id, whmcsInstances.licenseId))
      .where(eq(whmcsInstances.id, instanceId)),
  );
  if (!row) throw new CodedError('NOT_FOUND');
  const problem = licenseProblem(row.license, new Date());
  if (problem) throw new CodedError(problem);
  return { instance: row.instance, client: clientOf(deps, row.instance) };
}
