import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import type { BankAccountFacts, BankBalance, FeedPage, Institution } from '../../domain/banking/feed.ts';
import { AmountError, parseAmount } from '../../domain/money/money.ts';
import { bankError } from '../bankError.ts';
import { bankDay, bankText } from '../bankLines.ts';
import { VendorError } from '../vendorError.ts';
import { callBank } from './call.ts';
import { ENABLE_BANKING, enableBankingError } from './enableBankingErrors.ts';
import { enableBankingLines, transactionsAnswer } from './enableBankingLines.ts';
import type { ConsentRequest, LineRequest, OpenBankingProvider } from './port.ts';

/** Where Enable Banking is, and as which application this installation speaks to it. */
export interface EnableBankingEndpoint {
  baseUrl: string;
  applicationId: string;
  /** PEM (PKCS 8) of the application's RSA key. */
  privateKey: string;
  mock: boolean;
}

const DAY_SECONDS = 86_400;
const DAY_MS = 86_400_000;
const TOKEN_SECONDS = 3_600;
/** Longest history that is asked for; the bank gives what it has. */
const HISTORY_DAYS = 730;

const text = z.string().nullish();
const aspspsAnswer = z.object({
  aspsps: z.array(
    z.object({ name: z.string(), country: z.string(), maximum_consent_validity: z.number().nonnegative() }),
  ),
});
const authAnswer = z.object({ url: z.url(), authorization_id: z.string() });
const identification = z.object({ iban: text, other: z.object({ identification: z.string() }).nullish() }).nullish();
const accountAnswer = z.object({
  uid: z.string().nullish(),
  account_id: identification,
  name: text,
  details: text,
  product: text,
  cash_account_type: text,
  currency: z.string(),
  identification_hash: text,
});
const sessionAnswer = z.object({
  session_id: z.string(),
  accounts: z.array(accountAnswer),
  access: z.object({ valid_until: text }),
});
const statusAnswer = z.object({ status: z.string() });
const balancesAnswer = z.object({
  balances: z.array(
    z.object({
      balance_amount: z.object({ amount: z.coerce.string(), currency: z.string() }),
      balance_type: z.string(),
      reference_date: text,
    }),
  ),
});

type Call = <Shape>(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  shape: z.ZodType<Shape>,
  body?: object,
) => Promise<Shape>;

/** Requests signed by the application: RS256, an hour, named by its id. */
function caller({ baseUrl, applicationId, privateKey }: EnableBankingEndpoint): Call {
  const key = importPKCS8(privateKey, 'RS256');
  // Where nobody asks, a key that is none is no unhandled rejection.
  key.catch(() => undefined);
  let token: { text: string; renewAt: number } | null = null;
  async function bearer(): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    if (token && token.renewAt > now) return token.text;
    const signer = await key.catch(() => {
      throw bankError(ENABLE_BANKING, 'BANK_CREDENTIALS');
    });
    const signed = await new SignJWT({})
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: applicationId })
      .setIssuer('enablebanking.com')
      .setAudience('api.enablebanking.com')
      .setIssuedAt(now)
      .setExpirationTime(now + TOKEN_SECONDS)
      .sign(signer);
    token = { text: signed, renewAt: now + TOKEN_SECONDS / 2 };
    return signed;
  }
  return async (method, path, shape, body) => {
    const answer = await callBank(ENABLE_BANKING, `${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await bearer()}`,
        accept: 'application/json',
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (answer.status >= 300) throw enableBankingError(answer);
    const parsed = shape.safeParse(answer.body);
    if (!parsed.success) throw bankError(ENABLE_BANKING, 'BANK_ANSWER_UNREADABLE');
    return parsed.data;
  };
}

const part = encodeURIComponent;

/** `FI:Nordea`: a bank has no id of its own there. */
const institutionId = (country: string, name: string) => `${country}:${name}`;
function aspspOf(id: string): { country: string; name: string } {
  const [, country, name] = /^([A-Z]{2}):(.+)$/s.exec(id) ?? [];
  if (!country || !name) throw bankError(ENABLE_BANKING, 'BANK_NOT_FOUND');
  return { country, name };
}

function accountFacts(account: z.infer<typeof accountAnswer>): BankAccountFacts[] {
  // One without an id may be seen and not read.
  if (!account.uid) return [];
  const iban = bankText(account.account_id?.iban);
  const number = bankText(account.account_id?.other?.identification);
  return [
    {
      externalId: account.uid,
      persistentId: bankText(account.identification_hash),
      iban,
      number,
      name: bankText(account.details) ?? bankText(account.product) ?? bankText(account.name) ?? 'Account',
      holder: bankText(account.name),
      currency: account.currency.toUpperCase(),
      type: bankText(account.cash_account_type),
      mask: (iban ?? number)?.slice(-4) ?? null,
    },
  ];
}

async function beginConsent(call: Call, request: ConsentRequest) {
  const { country, name } = aspspOf(request.institutionId);
  const { aspsps } = await call('GET', `/aspsps?${aspspQuery(country)}`, aspspsAnswer);
  const aspsp = aspsps.find((one) => one.name === name && one.country === country);
  if (!aspsp) throw bankError(ENABLE_BANKING, 'BANK_NOT_FOUND');
  const lifeMs = Math.min(request.days * DAY_MS, aspsp.maximum_consent_validity * 1000);
  const begun = await call('POST', '/auth', authAnswer, {
    access: { valid_until: new Date(request.nowMs + lifeMs).toISOString() },
    aspsp: { name, country },
    state: request.state,
    redirect_url: request.redirectUrl,
    psu_type: 'business',
  });
  return { link: begun.url, reference: null };
}

const aspspQuery = (country: string) => new URLSearchParams({ country, psu_type: 'business', service: 'AIS' });

const BALANCE_KINDS: Record<string, BankBalance['kind']> = {
  CLBD: 'booked',
  ITBD: 'booked',
  CLAV: 'available',
  ITAV: 'available',
  XPCD: 'available',
};

async function balances(call: Call, account: string): Promise<BankBalance[]> {
  const { balances: found } = await call('GET', `/accounts/${part(account)}/balances`, balancesAnswer);
  return found.flatMap(({ balance_amount: { amount, currency }, balance_type, reference_date }) => {
    const kind = BALANCE_KINDS[balance_type];
    try {
      return kind
        ? [{ kind, amountMinor: parseAmount(amount, currency), currency, onDay: bankDay(reference_date) }]
        : [];
    } catch (error) {
      if (error instanceof AmountError) return [];
      throw error;
    }
  });
}

async function lines(call: Call, { account, from, to, page }: LineRequest): Promise<FeedPage> {
  const query = new URLSearchParams({ date_from: from, date_to: to, ...(page ? { continuation_key: page } : {}) });
  const answer = await call('GET', `/accounts/${part(account)}/transactions?${query}`, transactionsAnswer);
  const next = answer.continuation_key ?? null;
  return { ...enableBankingLines(account, answer), removed: [], next, more: next !== null, ready: true };
}

const LIVE_STATUSES = new Set(['AUTHORIZED', 'PENDING_AUTHORIZATION', 'RETURNED_FROM_BANK']);

/** Enable Banking, for new connections. Throws VendorError. */
export function createEnableBanking(endpoint: EnableBankingEndpoint): OpenBankingProvider {
  const call = caller(endpoint);
  return {
    name: 'enable_banking',
    mock: endpoint.mock,
    budget: null,
    async institutions(country): Promise<Institution[]> {
      const { aspsps } = await call('GET', `/aspsps?${aspspQuery(country)}`, aspspsAnswer);
      return aspsps.map(({ name, country: of, maximum_consent_validity: seconds }) => ({
        id: institutionId(of, name),
        name: bankText(name) ?? name,
        country: of,
        historyDays: HISTORY_DAYS,
        consentDays: Math.floor(seconds / DAY_SECONDS),
      }));
    },
    beginConsent: (request) => beginConsent(call, request),
    async finishConsent({ code }) {
      if (!code) throw bankError(ENABLE_BANKING, 'BANK_CODE_REFUSED');
      const session = await call('POST', '/sessions', sessionAnswer, { code });
      const endsAtMs = Date.parse(session.access.valid_until ?? '');
      return {
        grant: session.session_id,
        accounts: session.accounts.flatMap(accountFacts),
        endsAtMs: Number.isFinite(endsAtMs) ? endsAtMs : null,
      };
    },
    async check(grant) {
      const { status } = await call('GET', `/sessions/${part(grant)}`, statusAnswer);
      if (!LIVE_STATUSES.has(status)) throw bankError(ENABLE_BANKING, 'BANK_CONSENT_ENDED');
    },
    lines: (request) => lines(call, request),
    balances: (account) => balances(call, account),
    async endConsent(grant) {
      await call('DELETE', `/sessions/${part(grant)}`, z.unknown()).catch((error: unknown) => {
        // It has ended already.
        if (!(error instanceof VendorError) || error.type !== 'BANK_CONSENT_ENDED') throw error;
      });
    },
  };
}
