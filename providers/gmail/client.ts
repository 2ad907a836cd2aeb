import { auth, gmail } from 'googleapis/build/src/apis/gmail/index.js';
import type { MailboxTokens } from '../../domain/mailbox/consent.ts';
import { VendorError } from '../vendorError.ts';
import { gmailError } from './errors.ts';
import { MAXIMUM_MAIL_BYTES } from './mailBounds.ts';

const TIMEOUT_MS = 15_000;
/** Of the answer with a raw message: base64, and what stands around it. */
const MAXIMUM_RAW_ANSWER = Math.ceil((MAXIMUM_MAIL_BYTES * 4) / 3) + 20_000;
/** Quota units of each call, for projects since May 2026; in older ones a message costs 5. */
const UNITS = { profile: 1, aliases: 1, list: 5, history: 2, get: 20, batchModify: 50 } as const;

/** Taken from a message, these bring it back among what came in. */
const BACK = new Set(['SPAM', 'TRASH']);

const ENVELOPE_HEADERS = ['From', 'List-Unsubscribe'];

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

interface MailPage {
  ids: string[];
  next: string | null;
}

/** A message as its envelope shows it. */
interface MailEnvelope {
  threadId: string;
  labels: string[];
  fromDomain: string | null;
  bulk: boolean;
  sizeBytes: number;
  receivedAtMs: number;
}

/** One mailbox. Quota units of each call are Google's table for projects since May 2026. */
export interface GmailReader {
  /** Address and current history id; 1 unit. */
  profile(): Promise<{ address: string; historyId: string }>;
  /** Its other addresses, as far as Google has proved them: mail that somebody else gets is no mail to this mailbox. 1 unit. */
  aliases(): Promise<string[]>;
  /** A page of message ids, newest first; 5 units. */
  list(query: { q?: string; maximum: number; page?: string | null }): Promise<MailPage>;
  /** Ids added since a history id, or taken out of spam or the trash; null when that id is too old (then read everything again). 2 units a page. */
  history(since: string, page: string | null): Promise<(MailPage & { historyId: string }) | null>;
  /**
   * The raw message with its labels and the instant it arrived; null when it was deleted meanwhile. Throws GMAIL_TOO_LARGE,
   * terminal, instead of taking in more than is read. 20 units.
   */
  raw(messageId: string): Promise<{ raw: Buffer; receivedAtMs: number; labels: string[] } | null>;
  /** What a message is, without its text; null when it was deleted meanwhile. 20 units. */
  metadata(messageId: string): Promise<MailEnvelope | null>;
  /** Takes the unread mark from up to 1,000 messages; 50 units. */
  markRead(messageIds: string[]): Promise<void>;
}

const inOurWords = async <Result>(call: Promise<Result>): Promise<Result> => {
  try {
    return await call;
  } catch (error) {
    throw gmailError(error);
  }
};

function oauthClient(endpoint: GoogleEndpoint) {
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

/**
 * Gmail by Google's own client with its retries off: Temporal is the only retry owner. `spend` waits until a call's units
 * may be spent.
 */
export function createGmailReader(
  endpoint: GoogleEndpoint,
  accessToken: string,
  spend: (units: number) => Promise<void>,
): GmailReader {
  const client = oauthClient(endpoint);
  client.setCredentials({ access_token: accessToken });
  const api = gmail({
    version: 'v1',
    auth: client,
    rootUrl: endpoint.apiRoot,
    timeout: TIMEOUT_MS,
    retryConfig: { retry: 0 },
  });
  const userId = 'me';
  return {
    async profile() {
      await spend(UNITS.profile);
      const { data } = await inOurWords(api.users.getProfile({ userId }));
      return { address: data.emailAddress ?? '', historyId: data.historyId ?? '' };
    },
    async aliases() {
      await spend(UNITS.aliases);
      const { data } = await inOurWords(api.users.settings.sendAs.list({ userId }));
      return (data.sendAs ?? []).flatMap(({ sendAsEmail, isPrimary, verificationStatus }) =>
        sendAsEmail && !isPrimary && verificationStatus === 'accepted' ? [sendAsEmail.toLowerCase()] : [],
      );
    },
    async list({ q, maximum, page }) {
      await spend(UNITS.list);
      const { data } = await inOurWords(
        api.users.messages.list({
          userId,
          maxResults: maximum,
          ...(q ? { q } : {}),
          ...(page ? { pageToken: page } : {}),
        }),
      );
      return { ids: (data.messages ?? []).flatMap(({ id }) => id ?? []), next: data.nextPageToken ?? null };
    },
    async history(since, page) {
      await spend(UNITS.history);
      try {
        const { data } = await inOurWords(
          api.users.history.list({
            userId,
            startHistoryId: since,
            historyTypes: ['messageAdded', 'labelRemoved'],
            ...(page ? { pageToken: page } : {}),
          }),
        );
        const ids = (data.history ?? []).flatMap((record) =>
          [
            ...(record.messagesAdded ?? []),
            ...(record.labelsRemoved ?? []).filter(({ labelIds }) => labelIds?.some((label) => BACK.has(label))),
          ].flatMap(({ message }) => message?.id ?? []),
        );
        return { ids: [...new Set(ids)], next: data.nextPageToken ?? null, historyId: data.historyId ?? since };
      } catch (error) {
        if (error instanceof VendorError && error.type === 'GMAIL_NOT_FOUND') return null;
        throw error;
      }
    },
    async raw(messageId) {
      await spend(UNITS.get);
      try {
        const { data } = await inOurWords(
          api.users.messages.get({ userId, id: messageId, format: 'raw' }, { maxContentLength: MAXIMUM_RAW_ANSWER }),
        );
        return {
          raw: Buffer.from(data.raw ?? '', 'base64url'),
          receivedAtMs: Number(data.internalDate ?? Date.now()),
          labels: data.labelIds ?? [],
        };
      } catch (error) {
        if (error instanceof VendorError && error.type === 'GMAIL_NOT_FOUND') return null;
        throw error;
      }
    },
    async metadata(messageId) {
      await spend(UNITS.get);
      try {
        const { data } = await inOurWords(
          api.users.messages.get({ userId, id: messageId, format: 'metadata', metadataHeaders: ENVELOPE_HEADERS }),
        );
        const header = (name: string) =>
          data.payload?.headers?.find((one) => one.name?.toLowerCase() === name)?.value ?? null;
        return {
          threadId: data.threadId ?? messageId,
          labels: data.labelIds ?? [],
          fromDomain: /@([a-z0-9.-]+)/i.exec(header('from') ?? '')?.[1]?.toLowerCase() ?? null,
          bulk: header('list-unsubscribe') !== null,
          sizeBytes: data.sizeEstimate ?? 0,
          receivedAtMs: Number(data.internalDate ?? Date.now()),
        };
      } catch (error) {
        if (error instanceof VendorError && error.type === 'GMAIL_NOT_FOUND') return null;
        throw error;
      }
    },
    async markRead(messageIds) {
      await spend(UNITS.batchModify);
      await inOurWords(
        api.users.messages.batchModify({ userId, requestBody: { ids: messageIds, removeLabelIds: ['UNREAD'] } }),
      );
    },
  };
}
