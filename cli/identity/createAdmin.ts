import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { createPasswords } from '../../api/identity/passwords.ts';
import { operatorPowerChange } from '../../api/identity/powerChanges.ts';
import { invitationSummary } from '../../api/identity/powerSummary.ts';
import { appendEvent } from '../../books/events.ts';
import { tenants, users } from '../../db/identity/schema.ts';
import { passwordProblem } from '../../domain/identity/passwords.ts';
import { ROLES, type Role } from '../../domain/identity/permissions.ts';
import { widensPerson } from '../../domain/identity/power.ts';
import { say } from '../commands/up.ts';
import type { Configuration } from '../configuration.ts';
import { withDatabase } from '../environment/withDatabase.ts';

/** Makes a user with a role: the way to the first super user. The password comes from COUNTERSIGN_PASSWORD, else it is made and shown once. */
export async function createAdmin(
  configuration: Configuration,
  options: { email: string; role: string; tenant: string },
): Promise<void> {
  const email = options.email.trim().toLowerCase();
  if (!/^[^@\s]+@[^@\s]+$/.test(email)) throw new Error('--email: not an e-mail address');
  const role = ROLES.find((known): known is Role => known === options.role);
  if (!role) throw new Error(`--role: one of ${ROLES.join(', ')}`);
  const given = process.env.COUNTERSIGN_PASSWORD;
  const password = given ?? randomBytes(15).toString('base64url');
  const problem = passwordProblem(password, email);
  if (problem) throw new Error(`COUNTERSIGN_PASSWORD: ${problem}`);
  const passwordHash = await createPasswords().hash(password);
  await withDatabase(configuration, async (db) => {
    const [tenant] = await db.withPlatform('admin create', (tx) =>
      tx.select().from(tenants).where(eq(tenants.slug, options.tenant)),
    );
    if (!tenant) throw new Error(`--tenant: there is no tenant ${options.tenant}`);
    await db.withTenant(tenant.id, async (tx) => {
      const displayName = email.split('@')[0] ?? email;
      if (widensPerson(null, { roles: [role], active: true, reviewLimitMinor: null }))
        await operatorPowerChange(tx, {
          tenantId: tenant.id,
          kind: 'invitation',
          subject: `invitation:${email}`,
          after: { email, display_name: displayName, roles: [role] },
          summary: invitationSummary(displayName, email, [role]),
        });
      const [made] = await tx
        .insert(users)
        .values({ tenantId: tenant.id, email, displayName, passwordHash, roles: [role] })
        .onConflictDoNothing()
        .returning();
      if (!made) throw new Error(`there is an account with the e-mail ${email}`);
      await appendEvent(tx, {
        type: 'user_registered',
        actor: 'operator',
        subject: `user:${made.id}`,
        data: { roles: [role] },
      });
    });
  });
  say(`${role} ${email} created in tenant ${options.tenant}`);
  if (!given) say(`password, shown once: ${password}`);
}
