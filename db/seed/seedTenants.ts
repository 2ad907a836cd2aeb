import { hash } from '@node-rs/argon2';
import postgres from 'postgres';
import { DEFAULT_TENANT_ID, DEMO_LOGINS, SECOND_TENANT_ID } from './tenants.ts';

const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Writes tenants and, for a rehearsal, demo logins. Safe to repeat. `dailyBudgetNano`: model budget per tenant and day. */
export async function seedTenants(
  ownerUrl: string,
  options: { dailyBudgetNano: number; demoLogins: boolean },
): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    for (const [id, slug, name] of [
      [DEFAULT_TENANT_ID, 'default', 'Default'],
      [SECOND_TENANT_ID, 'second', 'Second tenant'],
    ] as const) {
      if (slug !== 'default' && !options.demoLogins) continue;
      // The owner is subject to row security too, where it is no superuser.
      await client.begin(async (tx) => {
        await tx`select set_config('app.tenant_id', ${id}, true)`;
        await tx`insert into tenants (id, slug, name) values (${id}, ${slug}, ${name}) on conflict do nothing`;
        await tx`insert into tenant_settings (tenant_id, llm_daily_budget_nano) values (${id}, ${options.dailyBudgetNano}) on conflict do nothing`;
        if (!options.demoLogins) return;
        for (const login of DEMO_LOGINS.filter((candidate) => candidate.tenantId === id)) {
          const [present] = await tx`select id from users where email = ${login.email}`;
          if (present) continue;
          await tx`insert into users (tenant_id, email, display_name, password_hash, roles)
            values (${id}, ${login.email}, ${login.email.split('@')[0] ?? ''}, ${await hash(login.password, ARGON2)}, ${[login.role]})`;
        }
      });
    }
  } finally {
    await client.end();
  }
}
