import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { createPasswords } from '../../api/identity/passwords.ts';
import { createAccount } from '../../books/identity/createAccount.ts';
import { tenants } from '../../db/identity/schema.ts';
import { passwordProblem } from '../../domain/identity/passwords.ts';
import { ROLES, type Role } from '../../domain/identity/permissions.ts';
import type { Configuration } from '../configuration.ts';
import { withDatabase } from '../environment/withDatabase.ts';
import { Failure } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { roleName } from './roleName.ts';

/** Makes a user with a role: the way to the first super user. The password comes from COUNTERSIGN_PASSWORD, else it is made and shown once. */
export async function createAdmin(
  configuration: Configuration,
  options: { email: string; role: string; tenant: string },
): Promise<void> {
  const email = options.email.trim().toLowerCase();
  if (!/^[^@\s]+@[^@\s]+$/.test(email))
    throw new Failure('usage', `--email: ${options.email} is not an e-mail address`);
  const role = ROLES.find((known): known is Role => known === options.role);
  if (!role) throw new Failure('usage', `--role: one of ${ROLES.join(', ')}`);
  const given = process.env.COUNTERSIGN_PASSWORD;
  const password = given ?? randomBytes(15).toString('base64url');
  const problem = passwordProblem(password, email);
  if (problem) throw new Failure('usage', `COUNTERSIGN_PASSWORD: ${problem}`);
  const passwordHash = await createPasswords().hash(password);
  await withDatabase(configuration, async (db) => {
    const [tenant] = await db.withPlatform('admin create', (tx) =>
      tx.select().from(tenants).where(eq(tenants.slug, options.tenant)),
    );
    if (!tenant) throw new Failure('missing', `--tenant: there is no tenant ${options.tenant}`);
    await db.withTenant(tenant.id, (tx) => createAccount(tx, { tenantId: tenant.id, email, role, passwordHash }));
  });
  line(`${email} is ${roleName(role)} of the tenant ${options.tenant} now`);
  if (!given) line(`password, shown once: ${password}`);
}
