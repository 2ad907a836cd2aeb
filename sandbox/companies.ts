import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import type { SandboxStore } from './store.ts';

/** Vendors whose data belong to a company, by the names their faults and records have. */
type CompanyVendor = 'stripe' | 'salesforce' | 'zuora' | 'whmcs';

/** A company with accounts at the vendors. What it has there is seen with its own credentials only. */
export interface Company {
  id: string;
  name: string;
  /** What each vendor calls its account. */
  accounts: Record<CompanyVendor, string>;
  /**
   * What opens each account: a key of Stripe, identifier and secret of WHMCS, a secret of the client `client_{id}` at the others. Another one put through
   * the control door revokes this, and the tokens it got.
   */
  credentials: Record<CompanyVendor, string>;
  /** Signs the events of its Stripe account. */
  webhook_secret: string;
  /** How long the access tokens of its clients live. */
  token_seconds: number;
}

/** Whose data is meant where nobody says a company: that of the installation's own credentials. */
const HOME_ID = 'home';

const BUILT_IN: readonly Company[] = [
  {
    id: HOME_ID,
    name: 'Home Company',
    accounts: { stripe: 'acct_home', salesforce: '00D000000000001AAA', zuora: '10001', whmcs: 'home' },
    credentials: {
      stripe: 'sk_test_sandbox',
      salesforce: 'sk_test_sandbox',
      zuora: 'sk_test_sandbox',
      whmcs: 'whmcs_home:whmcs_secret_home',
    },
    webhook_secret: '',
    token_seconds: 3600,
  },
  {
    id: 'globex',
    name: 'Globex Trading',
    accounts: { stripe: 'acct_globex', salesforce: '00D000000000002AAA', zuora: '10002', whmcs: 'globex' },
    credentials: {
      stripe: 'sk_test_globex',
      salesforce: 'crm_secret_globex',
      zuora: 'billing_secret_globex',
      whmcs: 'whmcs_globex:whmcs_secret_globex',
    },
    webhook_secret: 'whsec_sandbox_globex',
    token_seconds: 3600,
  },
];
export const HOME = BUILT_IN[0] as Company;

/** All companies, each as the control door has changed it. */
function companies(store: SandboxStore): Company[] {
  const changed = store.shared().list<Partial<Company> & { id: string }>('sandbox', 'company');
  const known = [...BUILT_IN, ...changed.filter(({ id }) => !BUILT_IN.some((company) => company.id === id))];
  return known.map(({ id }) => {
    const [before, over] = [BUILT_IN.find((one) => one.id === id), changed.find((one) => one.id === id)];
    return {
      id,
      name: over?.name ?? before?.name ?? id,
      accounts: {
        stripe: `acct_${id}`,
        salesforce: `00D${id}`,
        zuora: id,
        whmcs: id,
        ...before?.accounts,
        ...over?.accounts,
      },
      credentials: {
        stripe: '',
        salesforce: '',
        zuora: '',
        whmcs: `whmcs_${id}:whmcs_secret_${id}`,
        ...before?.credentials,
        ...over?.credentials,
      },
      webhook_secret: over?.webhook_secret ?? before?.webhook_secret ?? '',
      token_seconds: over?.token_seconds ?? before?.token_seconds ?? 3600,
    };
  });
}

export const companyById = (store: SandboxStore, id: string = HOME_ID): Company | undefined =>
  companies(store).find((company) => company.id === id);

/** Whose WHMCS an API credential opens. */
export const companyOfWhmcs = (store: SandboxStore, identifier: string, secret: string): Company | undefined =>
  companies(store).find((company) => company.credentials.whmcs === `${identifier}:${secret}`);

/** Whose client this is. */
export const companyOfClient = (store: SandboxStore, clientId: string): Company | undefined =>
  companies(store).find((company) => clientId === `client_${company.id}`);

/** Whose account a bearer opens. */
type Opens = (request: Request, bearer: string) => Company | undefined;

/** Stripe is opened by its secret key itself. */
export const byKey =
  (store: SandboxStore): Opens =>
  (_request, bearer) =>
    companies(store).find((company) => company.credentials.stripe === bearer);

/** Hands a request to the routes of the company that its credential opens; one that opens nothing is refused. */
export function byCompany(
  store: SandboxStore,
  opens: Opens,
  make: (store: SandboxStore, company: Company) => Router,
  refuse: (response: Response) => void,
): RequestHandler {
  const routers = new Map<string, Router>();
  return (request: Request, response: Response, next: NextFunction) => {
    const bearer = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
    const company = bearer ? opens(request, bearer) : undefined;
    if (!company) return refuse(response);
    const key = JSON.stringify(company);
    const router = routers.get(key) ?? make(store.within(company), company);
    routers.set(key, router);
    router(request, response, next);
  };
}
