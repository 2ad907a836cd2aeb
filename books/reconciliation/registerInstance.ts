import { randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { firstRow, type Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { instancesOf, type LicenseKey } from '../../db/reconciliation/licenses.ts';
import { licenseKeys, whmcsInstances } from '../../db/reconciliation/schema.ts';
import { seal, type WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { FIRST_RULES } from '../../domain/reconciliation/instances.ts';
import { registrationProblem } from '../../domain/reconciliation/licenses.ts';
import type { By } from '../by.ts';
import { appendEvent } from '../events.ts';

export interface WhmcsCredential {
  identifier: string;
  secret: string;
  accessKey: string | null;
}

export interface WantedInstance {
  tenantId: string;
  keyHash: string;
  name: string;
  baseUrl: string;
  credential: WhmcsCredential;
  gateway: string;
  timeZone: string;
  mock: boolean;
}

/** Text that signs what a hook sends: 256 bits. */
export const newHookSecret = (): string => `whs_${randomBytes(32).toString('base64url')}`;

/** Columns of a credential, encrypted. */
export const credentialColumns = (
  cipher: FieldCipher,
  row: { id: string; tenantId: string },
  { identifier, secret, accessKey }: WhmcsCredential,
) => ({
  identifier: seal(cipher, 'whmcs_instances', row, 'identifier', identifier),
  secret: seal(cipher, 'whmcs_instances', row, 'secret', secret),
  accessKey: seal(cipher, 'whmcs_instances', row, 'access_key', accessKey),
});

/** The licence of a key, locked, so that two registrations at once don't both find the last place. Throws LICENSE_…. */
async function licenseFor(tx: Transaction, keyHash: string): Promise<LicenseKey> {
  const [license] = await tx.select().from(licenseKeys).where(eq(licenseKeys.keyHash, keyHash)).for('update');
  const clock = await firstRow<{ ms: string }>(tx, sql`select (extract(epoch from now()) * 1000)::bigint as ms`);
  const now = new Date(Number(clock?.ms));
  const problem = registrationProblem(license, license ? await instancesOf(tx, license.id) : 0, now);
  if (problem || !license) throw new CodedError(problem ?? 'LICENSE_KEY_UNKNOWN');
  return license;
}

/** A unique key over all tenants says that an installation is registered once; else the error as it is. */
function takenOr(error: unknown): unknown {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  const taken =
    typeof cause === 'object' &&
    cause !== null &&
    'constraint_name' in cause &&
    cause.constraint_name === 'whmcs_instances_address_once';
  return taken ? new CodedError('INSTANCE_IN_USE') : error;
}

/**
 * Whether a key would let an instance be registered now. Asked before WHMCS is, so that an unknown key makes no call. Throws
 * LICENSE_KEY_UNKNOWN, LICENSE_KEY_SUSPENDED, LICENSE_KEY_EXPIRED, LICENSE_LIMIT_REACHED.
 */
export const assertLicense = async (tx: Transaction, keyHash: string): Promise<void> =>
  void (await licenseFor(tx, keyHash));

/**
 * Registers an instance whose credential WHMCS has accepted, under a licence key. It approves nothing by itself yet. Throws
 * LICENSE_… and INSTANCE_IN_USE.
 */
export async function registerInstance(
  tx: Transaction,
  cipher: FieldCipher,
  wanted: WantedInstance,
  by: By,
): Promise<WhmcsInstance> {
  const { tenantId, keyHash, credential, ...fields } = wanted;
  const license = await licenseFor(tx, keyHash);
  const row = { id: randomUUID(), tenantId };
  const [made] = await tx
    .insert(whmcsInstances)
    .values({
      ...row,
      ...fields,
      ...FIRST_RULES,
      ...credentialColumns(cipher, row, credential),
      hookSecret: seal(cipher, 'whmcs_instances', row, 'hook_secret', newHookSecret()),
      licenseId: license.id,
      status: 'active',
      registeredBy: by.actor,
    })
    .returning()
    .catch((error: unknown) => {
      throw takenOr(error);
    });
  if (!made) throw new Error('instance not written');
  await appendEvent(tx, {
    type: 'whmcs_instance_registered',
    actor: by.actor,
    subject: `whmcs-instance:${made.id}`,
    data: { licenseId: license.id, mock: made.mock },
    requestId: by.requestId,
  });
  return made;
}
