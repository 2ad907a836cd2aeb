import type { JWK } from 'jose';
import { Configuration, CountryCode, PlaidApi, Products, type RemovedTransaction } from 'plaid';
import type { BankAccountFacts, BankBalance, FeedPage } from '../../domain/banking/feed.ts';
import { bankError } from '../bankError.ts';
import { bankId } from '../bankLines.ts';
import { VendorError } from '../vendorError.ts';
import { PLAID, plaidError } from './errors.ts';
import { plaidAccounts, plaidLines } from './lines.ts';

/** Where Plaid is, and as whom this installation speaks to it. */
export interface PlaidEndpoint {
  baseUrl: string;
  clientId: string;
  secret: string;
  mock: boolean;
}

/** The SDK itself has no limits. */
const TIMEOUT_MS = 20_000;
/** Far above a page of 500 transactions. */
const MAXIMUM_BYTES = 32 * 1024 * 1024;
const API_VERSION = '2020-09-14';
/** The largest page that Plaid gives. */
const PAGE_SIZE = 500;
/** Bank of Plaid's sandbox that stands in for somebody who has connected none. */
export const PLAID_STAND_IN = 'ins_109508';

/** The official SDK; it repeats nothing by itself, the engine does. */
function sdk({ baseUrl, clientId, secret }: PlaidEndpoint): PlaidApi {
  return new PlaidApi(
    new Configuration({
      basePath: baseUrl,
      baseOptions: {
        timeout: TIMEOUT_MS,
        maxContentLength: MAXIMUM_BYTES,
        maxRedirects: 0,
        headers: { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret, 'Plaid-Version': API_VERSION },
      },
    }),
  );
}

/** What a call answers; what it throws is one of our vendor errors. */
async function inOurWords<Answer>(call: Promise<{ data: Answer }>): Promise<Answer> {
  try {
    return (await call).data;
  } catch (error) {
    throw plaidError(error);
  }
}

/** Of an item: which bank it is of, and when its consent ends. */
export interface PlaidItem {
  itemId: string;
  institutionId: string | null;
  institutionName: string | null;
  /** ms since the epoch; null where Plaid does not say. */
  consentEndsAtMs: number | null;
}

export interface PlaidPage extends FeedPage {
  accounts: { facts: BankAccountFacts; balances: BankBalance[] }[];
}

/** What a person opens Link with. `accessToken`: of an item that needs a new sign-in (update mode, the token stays). */
export interface LinkRequest {
  userId: string;
  webhookUrl: string | null;
  /** Where the page of Plaid leads back to. */
  returnUrl: string | null;
  accessToken: string | null;
}

export interface OpenedLink {
  linkToken: string;
  /** ISO 8601. */
  expiration: string;
  /** Plaid's own page; null where it gives none. */
  url: string | null;
}

async function linkToken(api: PlaidApi, request: LinkRequest): Promise<OpenedLink> {
  const { userId, webhookUrl, returnUrl, accessToken } = request;
  const answer = await inOurWords(
    api.linkTokenCreate({
      client_name: 'Countersign',
      language: 'en',
      country_codes: [CountryCode.Us],
      user: { client_user_id: userId },
      ...(webhookUrl ? { webhook: webhookUrl } : {}),
      ...(returnUrl ? { hosted_link: { completion_redirect_uri: returnUrl } } : {}),
      // In update mode the products are those of the item.
      ...(accessToken ? { access_token: accessToken } : { products: [Products.Transactions] }),
    }),
  );
  return { linkToken: answer.link_token, expiration: answer.expiration, url: answer.hosted_link_url ?? null };
}

/** How a person finished Link: with a token to swap, in update mode without one; null where they did not finish. */
async function finishedLink(api: PlaidApi, token: string): Promise<{ publicToken: string | null } | null> {
  const { link_sessions: sessions = [] } = await inOurWords(api.linkTokenGet({ link_token: token }));
  const finished = sessions.filter((session) => session.finished_at && !session.exit);
  const added = finished.flatMap((session) => session.results?.item_add_results ?? []);
  if (added[0]) return { publicToken: added[0].public_token };
  return finished.length > 0 ? { publicToken: null } : null;
}

async function item(api: PlaidApi, accessToken: string): Promise<PlaidItem> {
  const { item: found } = await inOurWords(api.itemGet({ access_token: accessToken }));
  // An item that needs a new sign-in answers, and says so in this field.
  if (found.error) throw plaidError({ response: { status: 400, data: found.error } });
  const endsAtMs = Date.parse(found.consent_expiration_time ?? '');
  return {
    itemId: found.item_id,
    institutionId: found.institution_id ?? null,
    institutionName: found.institution_name ?? null,
    consentEndsAtMs: Number.isFinite(endsAtMs) ? endsAtMs : null,
  };
}

/** One page of what changed after a mark; without one, from the beginning. */
async function page(api: PlaidApi, accessToken: string, cursor: string | null): Promise<PlaidPage> {
  const answer = await inOurWords(
    api.transactionsSync({
      access_token: accessToken,
      count: PAGE_SIZE,
      ...(cursor ? { cursor } : {}),
      options: { include_original_description: true },
    }),
  );
  const accounts = plaidAccounts(answer.accounts);
  const { lines, refused } = plaidLines([...answer.added, ...answer.modified]);
  return {
    accounts,
    lines,
    refused,
    removed: answer.removed.flatMap((one: Partial<RemovedTransaction>) => {
      const externalId = bankId(one.transaction_id);
      // Ids are unique within an item: where Plaid does not say the account, the line is in one of them.
      const of = one.account_id ? [one.account_id] : accounts.map(({ facts }) => facts.externalId);
      return externalId === null ? [] : of.map((accountExternalId) => ({ accountExternalId, externalId }));
    }),
    next: answer.next_cursor || null,
    more: answer.has_more,
    // While Plaid collects, the mark is empty and must not be kept.
    ready: answer.next_cursor !== '',
  };
}

/** Plaid by its official SDK, for items of the United States. Every method throws VendorError. */
export function createPlaid(endpoint: PlaidEndpoint) {
  const api = sdk(endpoint);
  return {
    mock: endpoint.mock,
    linkToken: (request: LinkRequest) => linkToken(api, request),
    finishedLink: (token: string) => finishedLink(api, token),
    /** Swaps the token of a finished Link once for one that stays. */
    async exchange(publicToken: string): Promise<{ accessToken: string; itemId: string }> {
      const answer = await inOurWords(api.itemPublicTokenExchange({ public_token: publicToken }));
      return { accessToken: answer.access_token, itemId: answer.item_id };
    },
    item: (accessToken: string) => item(api, accessToken),
    async accounts(accessToken: string): Promise<PlaidPage['accounts']> {
      const { accounts } = await inOurWords(api.accountsGet({ access_token: accessToken }));
      return plaidAccounts(accounts);
    },
    page: (accessToken: string, cursor: string | null) => page(api, accessToken, cursor),
    /** Ends the access. One that has ended already is fine. */
    async remove(accessToken: string): Promise<void> {
      await inOurWords(api.itemRemove({ access_token: accessToken })).catch((error: unknown) => {
        if (!(error instanceof VendorError) || error.type !== 'BANK_NOT_FOUND') throw error;
      });
    },
    /** The key of webhooks with this id, and when it stopped to be used (s since the epoch). */
    async webhookKey(keyId: string): Promise<{ key: JWK; expiredAt: number | null }> {
      const { key } = await inOurWords(api.webhookVerificationKeyGet({ key_id: keyId }));
      return { key: { ...key } as JWK, expiredAt: key.expired_at };
    },
    /** A bank of Plaid's sandbox that was connected without a person. Never asks Plaid itself. */
    async sandboxPublicToken(institutionId: string): Promise<string> {
      if (!endpoint.mock) throw bankError(PLAID, 'BANK_REFUSED');
      const answer = await inOurWords(
        api.sandboxPublicTokenCreate({ institution_id: institutionId, initial_products: [Products.Transactions] }),
      );
      return answer.public_token;
    },
  };
}
export type PlaidBank = ReturnType<typeof createPlaid>;
