import { auth } from 'googleapis/build/src/apis/gmail/index.js';
import type { MailboxTokens } from '../../domain/mailbox/consent.ts';
import { VendorError } from '../vendorError.ts';
import { gmailError } from './errors.ts';

export const TIMEOUT_MS = 15_000;
/** Where Google is, and as whom this installation speaks to it. */
export interface GoogleEndpoint {
  /** Root of the API, with a slash at its end. */
  apiRoot: string;
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl: string;
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  mock: boolean;
}

/** What a call answers; what it throws is one of our vendor errors. */
export const inOurWords = async <Result>(call: Promise<Result>): Promise<Result> => {
  try {
    return await call;
  } catch (error) {
    throw gmailError(error);
  }
};

export function oauthClient(endpoint: GoogleEndpoint) {
  return new auth.OAuth2({
    clientId: endpoint.clientId,
    clientSecret: endpoint.clientSecret,
    redirectUri: endpoint.redirectUri,
    endpoints: {
      oauth2AuthBaseUrl: endpoint.authorizeUrl,
      oauth2TokenUrl: endpoint.tokenUrl,
      oauth2RevokeUrl: endpoint.revokeUrl,
    },
    transporterOptions: { timeout: TIMEOUT_MS, retryConfig: { retry: 0 } },
  });
}

type Credentials = Parameters<ReturnType<typeof oauthClient>['setCredentials']>[0];

function tokensOf(credentials: Credentials): MailboxTokens {
  if (!credentials.access_token) throw new VendorError('gmail', 'GMAIL_REVOKED', 'blocked');
  return {
    accessToken: credentials.access_token,
    accessExpiresAtMs: credentials.expiry_date ?? 0,
    refreshToken: credentials.refresh_token ?? null,
    scopes: credentials.scope?.split(' ').filter(Boolean) ?? [],
  };
}

/** Consent, renewal and end of a grant. */
export function createGoogleOAuth(endpoint: GoogleEndpoint) {
  return {
    mock: endpoint.mock,
    /** Consent to a mailbox of the sandbox, whose page agrees at once: tokens without a person. Never asks Google. */
    async consentInSandbox(address: string, scope: string): Promise<MailboxTokens> {
      if (!endpoint.mock) throw new VendorError('gmail', 'GMAIL_NOT_CONNECTED', 'terminal');
      const client = oauthClient(endpoint);
      const page = client.generateAuthUrl({ access_type: 'offline', scope, login_hint: address });
      const answer = await inOurWords(fetch(page, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) }));
      const code = URL.parse(answer.headers.get('location') ?? '')?.searchParams.get('code');
      if (!code) throw new VendorError('gmail', 'GMAIL_PERMISSION', 'blocked');
      const { tokens } = await inOurWords(client.getToken(code));
      return tokensOf(tokens);
    },
    /** Exchanges a single-use code, proving with the verifier that whoever asked for it is asking now (PKCE). */
    async exchange(code: string, codeVerifier: string): Promise<MailboxTokens> {
      const { tokens } = await inOurWords(oauthClient(endpoint).getToken({ code, codeVerifier }));
      return tokensOf(tokens);
    },
    async refresh(refreshToken: string): Promise<MailboxTokens> {
      const client = oauthClient(endpoint);
      client.setCredentials({ refresh_token: refreshToken });
      const { credentials } = await inOurWords(client.refreshAccessToken());
      return tokensOf(credentials);
    },
    /** Ends the grant at Google. A grant that has ended already is fine. */
    async revoke(token: string): Promise<void> {
      try {
        await oauthClient(endpoint).revokeToken(token);
      } catch (error) {
        const problem = gmailError(error);
        if (problem.kind === 'retryable') throw problem;
      }
    },
  };
}
export type GoogleOAuth = ReturnType<typeof createGoogleOAuth>;
