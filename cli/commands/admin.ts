import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { createPasswords } from '../../api/identity/passwords.ts';
import { operatorPowerChange } from '../../api/identity/powerChanges.ts';
import { invitationSummary } from '../../api/identity/powerSummary.ts';
import type { Database } from '../../db/database.ts';
import { appendEvent } from '../../db/events.ts';
import { tenants, users } from '../../db/identity/schema.ts';
import { passwordProblem } from '../../domain/identity/passwords.ts';
import { ROLES, type Role } from '../../domain/identity/permissions.ts';
import { widensPerson } from '../../domain/identity/power.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';
import { openSession, printAnswer } from './session.ts';
import { say } from './up.ts';

export async function withDatabase(configuration: Configuration, work: (db: Database) => Promise<void>): Promise<void> {
  const db = openConfiguredDatabase(configuration, 2);
  try {
    await work(db);
  } finally {
    await db.end();
  }
}

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

const GENERATORS: Record<string, () => string> = {
  jwt: () =>
    `JWT_PRIVATE_KEY: put this block before those that stand there; keep the old ones for 30 days\n${generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })}`,
  field: () =>
    `TOKEN_ENCRYPTION_KEY: put this before the keys that stand there, restart, then \`countersign admin keys rotate\`\n${randomBytes(32).toString('base64url')}`,
  codec: () =>
    `TEMPORAL_CODEC_KEYS: put this before the keys that stand there; keep the old ones until no execution inside retention uses them\nk${Date.now().toString(36)}:${randomBytes(32).toString('base64url')}`,
};

/** A new key of a ring, printed with where it goes. Nothing is stored. */
export function generateKey(kind: string): void {
  const generator = GENERATORS[kind];
  if (!generator) throw new Error(`one of ${Object.keys(GENERATORS).join(', ')}`);
  say(generator());
}

/** Which keys the encrypted fields still need, asked of the running API. */
export async function showKeys(configuration: Configuration): Promise<void> {
  printAnswer(await openSession(configuration, 'super_user').get('/admin/keys'));
}

export async function rotateKeys(configuration: Configuration): Promise<void> {
  printAnswer(await openSession(configuration, 'super_user').post('/admin/keys/rotation', {}));
}

/** A line of the file that createAnchorActivities writes. */
interface Anchor {
  sequence: number;
  hash: string;
}

/** Checks every tenant's event chain, and the heads that were written outside the database, against each other. */
export async function audit(configuration: Configuration): Promise<void> {
  await withDatabase(configuration, async (db) => {
    let problems = 0;
    for (const tenant of await db.withPlatform('audit', (tx) => tx.select().from(tenants))) {
      const file = join(configuration.dataDirectory, 'anchors', `${tenant.id}.jsonl`);
      const anchors = existsSync(file)
        ? readFileSync(file, 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as Anchor)
        : [];
      const { broken, events, moved } = await db.withTenant(tenant.id, async (tx) => {
        const rows = await tx.execute(sql`select sequence, problem from broken_events() order by sequence`);
        const [count] = await tx.execute(sql`select count(*) as events from events`);
        const lost: number[] = [];
        for (const anchor of anchors) {
          const [event] = await tx.execute(sql`select hash from events where sequence = ${anchor.sequence}`);
          if (event?.hash !== anchor.hash) lost.push(anchor.sequence);
        }
        return { broken: [...rows], events: Number(count?.events ?? 0), moved: lost };
      });
      for (const row of broken) say(`${tenant.slug}: event ${row.sequence}: ${row.problem}`);
      for (const sequence of moved)
        say(`${tenant.slug}: event ${sequence} is not the one anchored outside the database`);
      problems += broken.length + moved.length;
      say(`${tenant.slug}: ${events} events, ${anchors.length} anchors, ${broken.length + moved.length} problems`);
    }
    if (problems > 0) process.exitCode = 1;
  });
}
