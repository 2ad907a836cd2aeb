import { assertSafeBaseUrl, type VendorEndpoint } from '../../providers/endpoint.ts';
import { integrationParts } from '../areaParts.ts';
import type { Environment } from '../environmentSchema.ts';
import type { Installation, Integration } from '../slice.ts';

export type IntegrationName = keyof ReturnType<typeof integrationParts>;

/** Where each integration is spoken to, and whether any of them is a real vendor. */
export function integrationsOf(env: Environment, { production }: Installation) {
  const integrations: Readonly<Record<IntegrationName, Integration>> = integrationParts(env);
  const endpoint = (name: IntegrationName): VendorEndpoint | null => {
    const { baseUrl, credential, clientId, mock, sandboxPath, sandboxClient } = integrations[name];
    const by = (id: string | undefined) => (id ? { clientId: id } : {});
    const chosen =
      credential && baseUrl
        ? { baseUrl, credential, ...by(clientId), mock: false }
        : (mock ?? !production) && env.SANDBOX_URL
          ? {
              baseUrl: `${env.SANDBOX_URL}${sandboxPath}`,
              credential: 'sk_test_sandbox',
              ...by(sandboxClient),
              mock: true,
            }
          : null;
    if (chosen) assertSafeBaseUrl(chosen.baseUrl, !production && chosen.mock);
    return chosen;
  };
  const anyReal = Object.values(integrations).some(({ credential, baseUrl }) => credential && baseUrl);
  return { endpoint, anyReal };
}
