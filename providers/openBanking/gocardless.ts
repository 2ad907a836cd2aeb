import { z } from 'zod';
import type { BankAccountFacts, BankBalance, FeedPage, Institution } from '../../domain/banking/feed.ts';
import { AmountError, parseAmount } from '../../domain/money/money.ts';
import { createAccessTokens } from '../accessTokens.ts';
import { bankError } from '../bankError.ts';
import { bankDay, bankText } from '../bankLines.ts';
import { VendorError } from '../vendorError.ts';
import { callBank } from './call.ts';
import { GOCARDLESS, gocardlessError } from './gocardlessErrors.ts';
import { gocardlessLines, transactionsAnswer } from './gocardlessLines.ts';
import type { ConsentRequest, OpenBankingProvider } from './port.ts';

/** Where GoCardless Bank Account Data is, and as whom this installation speaks to it. */
export interface GoCardlessEndpoint {
  baseUrl: string;
  secretId: string;
  secretKey: string;
  mock: boolean;
}

const DAY_MS = 86_400_000;
/** What the vendor grants an account in one kind of data. */
const CALLS_A_DAY = 4;
const SCOPES = ['balances', 'details', 'transactions'];
const MAXIMUM_HISTORY_DAYS = 730;
const ENDED_STATUSES = new Set(['EX', 'SU', 'RJ']);

const text = z.string().nullish();
const tokensAnswer = z.object({
  access: z.string().min(1),
  access_expires: z.number().positive(),
  refresh: z.string().optional(),
  refresh_expires: z.number().optional(),
});
const institutionsAnswer = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    transaction_total_days: z.coerce.number().catch(90),
    max_access_valid_for_days: z.coerce.number().optional().catch(undefined),
  }),
);
const agreementAnswer = z.object({ id: z.string(), access_valid_for_days: z.number(), accepted: text, created: text });
const requisitionAnswer = z.object({
  id: z.string(),
  status: z.string(),
  agreement: text,
  accounts: z.array(z.string()),
  link: z.string(),
});
const accountAnswer = z.object({ id: z.string(), iban: text, institution_id: text, owner_name: text, status: text });
const detailsAnswer = z.object({
  account: z.object({
    resourceId: text,
    iban: text,
    bban: text,
    currency: text,
    ownerName: text,
    name: text,
    product: text,
    cashAccountType: text,
    maskedPan: text,
  }),
});
const balancesAnswer = z.object({
  balances: z.array(
    z.object({
      balanceAmount: z.object({ amount: z.coerce.string(), currency: z.string() }),
      balanceType: z.string(),
      referenceDate: text,
    }),
  ),
});

type Call = <Shape>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  shape: z.ZodType<Shape>,
  body?: object,
) => Promise<Shape>;

/** Requests with a token of 24 hours, renewed with its refresh token as long as that lives. */
function caller({ baseUrl, secretId, secretKey }: GoCardlessEndpoint): Call {
  let refresh: { token: string; endsAt: number } | null = null;
  const json = { 'content-type': 'application/json', accept: 'application/json' };
  const post = (path: string, body: object) =>
    callBank(GOCARDLESS, `${baseUrl}/api/v2${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) });
  async function ask() {
    const known = refresh && refresh.endsAt > Date.now() ? refresh : null;
    refresh = null;
    const renewed = known ? await post('/token/refresh/', { refresh: known.token }) : null;
    const fresh = renewed?.status !== 200;
    const answer = fresh ? await post('/token/new/', { secret_id: secretId, secret_key: secretKey }) : renewed;
    if (answer.status !== 200) throw gocardlessError(answer);
    const tokens = tokensAnswer.safeParse(answer.body);
    if (!tokens.success) throw bankError(GOCARDLESS, 'BANK_ANSWER_UNREADABLE');
    const { access, access_expires: seconds, refresh: next, refresh_expires: life = 0 } = tokens.data;
    refresh = next ? { token: next, endsAt: Date.now() + life * 900 } : known;
    return { token: access, lifeMs: seconds * 1000 };
  }
  const withToken = createAccessTokens(
    ask,
    (error) => error instanceof VendorError && error.type === 'BANK_CREDENTIALS',
  );
  return (method, path, shape, body) =>
    withToken(async (token) => {
      const answer = await callBank(GOCARDLESS, `${baseUrl}/api/v2${path}`, {
        method,
        headers: { ...json, authorization: `Bearer ${token}` },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (answer.status >= 300) throw gocardlessError(answer);
      const parsed = shape.safeParse(answer.body);
      if (!parsed.success) throw bankError(GOCARDLESS, 'BANK_ANSWER_UNREADABLE');
      return parsed.data;
    });
}

const part = encodeURIComponent;

/** An account, with one call of its details: they are limited, and read once for a consent. */
async function accountFacts(call: Call, id: string): Promise<BankAccountFacts> {
  const account = await call('GET', `/accounts/${part(id)}/`, accountAnswer);
  const details = (await call('GET', `/accounts/${part(id)}/details/`, detailsAnswer)).account;
  const iban = bankText(details.iban ?? account.iban);
  const number = bankText(details.bban);
  return {
    externalId: id,
    persistentId: bankText(details.resourceId),
    iban,
    number,
    name: bankText(details.name) ?? bankText(details.product) ?? 'Account',
    holder: bankText(details.ownerName ?? account.owner_name),
    currency: (details.currency ?? '').toUpperCase(),
    type: bankText(details.cashAccountType),
    mask: (iban ?? number ?? bankText(details.maskedPan))?.slice(-4) ?? null,
  };
}

const BALANCE_KINDS: Record<string, BankBalance['kind']> = {
  closingBooked: 'booked',
  interimBooked: 'booked',
  interimAvailable: 'available',
  expected: 'available',
};

async function balances(call: Call, account: string): Promise<BankBalance[]> {
  const { balances: found } = await call('GET', `/accounts/${part(account)}/balances/`, balancesAnswer);
  return found.flatMap(({ balanceAmount: { amount, currency }, balanceType, referenceDate }) => {
    const kind = BALANCE_KINDS[balanceType];
    try {
      return kind
        ? [{ kind, amountMinor: parseAmount(amount, currency), currency, onDay: bankDay(referenceDate) }]
        : [];
    } catch (error) {
      if (error instanceof AmountError) return [];
      throw error;
    }
  });
}

/** An agreement for as many days as the bank gives, and the page where its owner consents. */
async function beginConsent(call: Call, request: ConsentRequest) {
  const country = await call('GET', `/institutions/${part(request.institutionId)}/`, institutionsAnswer.element);
  const agreement = await call('POST', '/agreements/enduser/', agreementAnswer, {
    institution_id: request.institutionId,
    max_historical_days: Math.min(country.transaction_total_days, MAXIMUM_HISTORY_DAYS),
    access_valid_for_days: Math.min(request.days, country.max_access_valid_for_days ?? request.days),
    access_scope: SCOPES,
  });
  const requisition = await call('POST', '/requisitions/', requisitionAnswer, {
    redirect: request.redirectUrl,
    institution_id: request.institutionId,
    agreement: agreement.id,
    // The vendor brings it back in `ref`: it is the state of the consent.
    reference: request.state,
    user_language: 'EN',
  });
  return { link: requisition.link, reference: requisition.id };
}

async function finishConsent(call: Call, reference: string | null) {
  if (!reference) throw bankError(GOCARDLESS, 'BANK_CODE_REFUSED');
  const requisition = await call('GET', `/requisitions/${part(reference)}/`, requisitionAnswer);
  if (requisition.status !== 'LN') throw bankError(GOCARDLESS, 'BANK_CODE_REFUSED');
  const agreement = requisition.agreement
    ? await call('GET', `/agreements/enduser/${part(requisition.agreement)}/`, agreementAnswer)
    : null;
  const accounts: BankAccountFacts[] = [];
  for (const id of requisition.accounts) accounts.push(await accountFacts(call, id));
  const from = Date.parse(agreement?.accepted ?? agreement?.created ?? '');
  const endsAtMs = agreement && Number.isFinite(from) ? from + agreement.access_valid_for_days * DAY_MS : null;
  return { grant: requisition.id, accounts, endsAtMs };
}

/** GoCardless Bank Account Data (Nordigen), for accounts that exist there: it takes no new sign-ups. Throws VendorError. */
export function createGoCardless(endpoint: GoCardlessEndpoint): OpenBankingProvider {
  const call = caller(endpoint);
  return {
    name: 'gocardless',
    mock: endpoint.mock,
    budget: { calls: CALLS_A_DAY, windowMs: DAY_MS },
    async institutions(country): Promise<Institution[]> {
      const found = await call('GET', `/institutions/?country=${part(country.toLowerCase())}`, institutionsAnswer);
      return found.map(({ id, name, transaction_total_days: historyDays, max_access_valid_for_days: days = 90 }) => ({
        id,
        name: bankText(name) ?? id,
        country,
        historyDays,
        consentDays: days,
      }));
    },
    beginConsent: (request) => beginConsent(call, request),
    finishConsent: ({ reference }) => finishConsent(call, reference),
    async check(grant) {
      const { status } = await call('GET', `/requisitions/${part(grant)}/`, requisitionAnswer);
      if (ENDED_STATUSES.has(status)) throw bankError(GOCARDLESS, 'BANK_CONSENT_ENDED');
    },
    async lines({ account, from, to }): Promise<FeedPage> {
      const days = new URLSearchParams({ date_from: from, date_to: to });
      const answer = await call('GET', `/accounts/${part(account)}/transactions/?${days}`, transactionsAnswer);
      return { ...gocardlessLines(account, answer), removed: [], next: null, more: false, ready: true };
    },
    balances: (account) => balances(call, account),
    async endConsent(grant) {
      await call('DELETE', `/requisitions/${part(grant)}/`, z.unknown()).catch((error: unknown) => {
        if (!(error instanceof VendorError) || error.type !== 'BANK_NOT_FOUND') throw error;
      });
    },
  };
}
