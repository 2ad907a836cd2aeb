import { assertSafeBaseUrl } from '../../providers/endpoint.ts';
import type { GoogleEndpoint } from '../../providers/gmail/client.ts';

interface GoogleEnvironment {
  PORT: number;
  PUBLIC_URL?: string | undefined;
  SANDBOX_URL?: string | undefined;
  SANDBOX_PUBLIC_URL?: string | undefined;
  GOOGLE_CLIENT_ID?: string | undefined;
  GOOGLE_CLIENT_SECRET?: string | undefined;
  MOCK_GMAIL?: boolean | undefined;
}

/** Where Google is, or the sandbox in its place; null without credentials where no sandbox may stand in. */
export function googleEndpoint(env: GoogleEnvironment, production: boolean): GoogleEndpoint | null {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret, SANDBOX_URL: sandboxUrl } = env;
  const publicUrl = env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`;
  const redirectUri = `${publicUrl}/api/v1/integrations/gmail/oauth/callback`;
  if (clientId && clientSecret)
    return {
      apiRoot: 'https://gmail.googleapis.com/',
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: 'https://oauth2.googleapis.com/token',
      revokeUrl: 'https://oauth2.googleapis.com/revoke',
      clientId,
      clientSecret,
      redirectUri,
      mock: false,
    };
  if (!(env.MOCK_GMAIL ?? !production) || !sandboxUrl) return null;
  const root = `${sandboxUrl}/google`;
  assertSafeBaseUrl(root, !production);
  return {
    // Google's client keeps the host of this address only; the API is at its root.
    apiRoot: `${sandboxUrl}/`,
    // The only one of these that a browser opens.
    authorizeUrl: `${env.SANDBOX_PUBLIC_URL ?? sandboxUrl}/google/o/oauth2/v2/auth`,
    tokenUrl: `${root}/token`,
    revokeUrl: `${root}/revoke`,
    clientId: 'sandbox.apps.example',
    clientSecret: 'sandbox',
    redirectUri,
    mock: true,
  };
}
