import { DEFAULT_TENANT_ID, DEMO_LOGINS } from '../../db/seed/tenants.ts';
import type { Configuration } from '../configuration.ts';

/** Names of vendors as their errors carry them, and the setting each comes from. */
const VENDORS = [
  { vendor: 'stripe', integration: 'stripe' },
  { vendor: 'salesforce', integration: 'crm' },
  { vendor: 'zuora', integration: 'billing' },
  { vendor: 'openai', integration: 'openai' },
] as const;

/** Address of the simulated vendors; null in production, whose API has no door to them. */
const sandboxUrlOf = ({ production, env }: Configuration): string | null =>
  production ? null : (env.SANDBOX_URL ?? null);

/** What screens show of the installation itself. */
export function shownParts(configuration: Configuration) {
  const { env } = configuration;
  const sandboxUrl = sandboxUrlOf(configuration);
  return {
    vendors: [
      ...VENDORS.map(({ vendor, integration }) => ({ vendor, endpoint: configuration.endpoint(integration) })),
      { vendor: 'gmail', endpoint: configuration.google() },
    ].map(({ vendor, endpoint }) => ({ vendor, configured: endpoint !== null, mock: endpoint?.mock ?? false })),
    engineUi: env.TEMPORAL_UI_URL ? { url: env.TEMPORAL_UI_URL, namespace: env.TEMPORAL_NAMESPACE } : null,
    sandbox: sandboxUrl !== null,
    sandboxUrl,
    demoLogins: !configuration.demoLogins
      ? []
      : // The sign-in page offers the logins of staff only.
        DEMO_LOGINS.filter((login) => login.role !== 'user').map(({ tenantId, ...login }) => ({
          ...login,
          tenantSlug: tenantId === DEFAULT_TENANT_ID ? 'default' : 'second',
        })),
  };
}
