import { gmail, type gmail_v1 } from 'googleapis/build/src/apis/gmail/index.js';
import { VendorError } from '../vendorError.ts';
import { type GoogleEndpoint, inOurWords, oauthClient, TIMEOUT_MS } from './client.ts';
import { MAXIMUM_MAIL_BYTES } from './mailBounds.ts';

/** Of the answer with a raw message: base64, and what stands around it. */
const MAXIMUM_RAW_ANSWER = Math.ceil((MAXIMUM_MAIL_BYTES * 4) / 3) + 20_000;
/** Quota units of each call, for projects since May 2026; in older ones a message costs 5. */
const UNITS = { profile: 1, aliases: 1, list: 5, history: 2, get: 20, batchModify: 50 } as const;

/** Taken from a message, these bring it back among what came in. */
const BACK = new Set(['SPAM', 'TRASH']);

const ENVELOPE_HEADERS = ['From', 'List-Unsubscribe'];

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

interface ListQuery {
  q?: string;
  maximum: number;
  page?: string | null;
}

/** One mailbox. Quota units of each call are Google's table for projects since May 2026. */
export interface GmailReader {
  /** Address and current history id; 1 unit. */
  profile(): Promise<{ address: string; historyId: string }>;
  /** Its other addresses, as far as Google has proved them: mail that somebody else gets is no mail to this mailbox. 1 unit. */
  aliases(): Promise<string[]>;
  /** A page of message ids, newest first; 5 units. */
  list(query: ListQuery): Promise<MailPage>;
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

/** Google's own client, and what waits until a call's units may be spent. */
interface Calls {
  api: gmail_v1.Gmail;
  spend(units: number): Promise<void>;
}
const userId = 'me';

async function profile({ api, spend }: Calls) {
  await spend(UNITS.profile);
  const { data } = await inOurWords(api.users.getProfile({ userId }));
  return { address: data.emailAddress ?? '', historyId: data.historyId ?? '' };
}

async function aliases({ api, spend }: Calls) {
  await spend(UNITS.aliases);
  const { data } = await inOurWords(api.users.settings.sendAs.list({ userId }));
  return (data.sendAs ?? []).flatMap(({ sendAsEmail, isPrimary, verificationStatus }) =>
    sendAsEmail && !isPrimary && verificationStatus === 'accepted' ? [sendAsEmail.toLowerCase()] : [],
  );
}

async function list({ api, spend }: Calls, { q, maximum, page }: ListQuery) {
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
}

async function history({ api, spend }: Calls, since: string, page: string | null) {
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
}

async function raw({ api, spend }: Calls, messageId: string) {
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
}

async function metadata({ api, spend }: Calls, messageId: string) {
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
}

async function markRead({ api, spend }: Calls, messageIds: string[]) {
  await spend(UNITS.batchModify);
  await inOurWords(
    api.users.messages.batchModify({ userId, requestBody: { ids: messageIds, removeLabelIds: ['UNREAD'] } }),
  );
}

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
  const calls = { api, spend };
  return {
    profile: () => profile(calls),
    aliases: () => aliases(calls),
    list: (query) => list(calls, query),
    history: (since, page) => history(calls, since, page),
    raw: (messageId) => raw(calls, messageId),
    metadata: (messageId) => metadata(calls, messageId),
    markRead: (messageIds) => markRead(calls, messageIds),
  };
}
