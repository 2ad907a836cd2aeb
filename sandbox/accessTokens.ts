import { randomBytes } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { type Company, companyById, companyOfClient } from './companies.ts';
import { edge, requestText, takeFault } from './faults.ts';
import type { SandboxStore } from './store.ts';

type ClientVendor = 'salesforce' | 'zuora';

interface IssuedToken {
  company: string;
  /** Of the client when it asked; another one since ends the token. */
  secret: string;
  endsAt: number;
}

const KIND = 'access_token';
const TOKEN_PATHS: Record<ClientVendor, string> = { salesforce: '/services/oauth2/token', zuora: '/oauth/token' };

/** What a vendor answers to its client, and to one that it does not know. */
const ANSWERS: Record<
  ClientVendor,
  { given(company: Company, token: string, base: string): object; refuse(response: Response, error: string): void }
> = {
  // A session ends by a setting of the organisation, so the answer does not say when.
  salesforce: {
    given: (company, token, base) => ({
      access_token: token,
      signature: randomBytes(32).toString('base64'),
      scope: 'api',
      instance_url: base,
      id: `${base}/id/${company.accounts.salesforce}/005000000000001AAA`,
      token_type: 'Bearer',
      issued_at: String(Date.now()),
    }),
    refuse: (response, error) =>
      void response.status(400).json({
        error,
        error_description: error === 'invalid_client_id' ? 'client identifier invalid' : 'invalid client credentials',
      }),
  },
  zuora: {
    given: (company, token) => ({
      access_token: token,
      token_type: 'bearer',
      expires_in: company.token_seconds,
      scope: `user.${randomBytes(16).toString('hex')} entity.${crypto.randomUUID()} service.echo.read tenant.${company.accounts.zuora}`,
      jti: randomBytes(16).toString('hex'),
    }),
    refuse: (response) =>
      void response.status(401).json({ error: 'invalid_client', message: 'Bad client credentials' }),
  },
};

/** The OAuth 2.0 client credentials flow of a vendor, below its path. */
export function tokenRouter(store: SandboxStore, vendor: ClientVendor): Router {
  const router = express.Router();
  const answers = ANSWERS[vendor];
  const clientOf = (request: Request) => {
    const { client_id: clientId } = (request.body ?? {}) as { client_id?: string };
    return companyOfClient(store, String(clientId));
  };
  router.post(
    TOKEN_PATHS[vendor],
    express.urlencoded({ extended: false }),
    (request, response, next) => {
      const company = clientOf(request);
      edge(company ? store.within(company) : store, vendor)(request, response, next);
    },
    (request, response) => {
      const { grant_type: grant, client_secret: secret } = (request.body ?? {}) as Record<string, string | undefined>;
      const company = clientOf(request);
      if (!company) return answers.refuse(response, 'invalid_client_id');
      if (grant !== 'client_credentials') return answers.refuse(response, 'unsupported_grant_type');
      if (!secret || secret !== company.credentials[vendor]) return answers.refuse(response, 'invalid_client');
      const token = `${company.id}_${randomBytes(24).toString('base64url')}`;
      const endsAt = store.now() + company.token_seconds * 1000;
      store.put(vendor, KIND, token, { company: company.id, secret, endsAt } satisfies IssuedToken);
      response.json(answers.given(company, token, `${request.protocol}://${request.host}${request.baseUrl}`));
    },
  );
  return router;
}

/** Whose account a token opens: until it ends, its client gets another secret, or a fault ends it. */
export const byToken =
  (store: SandboxStore, vendor: ClientVendor) =>
  (request: Request, token: string): Company | undefined => {
    const issued = store.get<IssuedToken>(vendor, KIND, token);
    const company = issued && companyById(store, issued.company);
    if (!issued || !company || issued.secret !== company.credentials[vendor] || issued.endsAt <= store.now())
      return undefined;
    const line = `${request.method} ${request.path}`;
    if (!takeFault(store.within(company), vendor, line, requestText(request), ['token_ended'])) return company;
    store.put(vendor, KIND, token, { ...issued, endsAt: 0 });
    return undefined;
  };
