import { z } from 'zod';
import { disconnectAccount } from '../../books/vendors/disconnectAccount.ts';
import { noteAccountUse } from '../../books/vendors/noteAccountUse.ts';
import type { Transaction } from '../../db/database.ts';
import { accountPlace, connectedAccount } from '../../db/vendors/accounts.ts';
import { CodedError, type ErrorCode } from '../../domain/errors/codes.ts';
import { ACCOUNT_VENDORS, type AccountVendor } from '../../domain/vendors/accounts.ts';
import { defineRoute, type Reply, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { vendorAccountSchema, vendorAccountsJson } from './accountJson.ts';
import { connectVendor, type VendorAccountDeps } from './connect.ts';

const params = z.object({ vendor: z.enum(ACCOUNT_VENDORS) });
const secret = (maximum: number) =>
  z
    .string()
    .min(8)
    .max(maximum)
    .regex(/^[\x21-\x7e]+$/, 'visible characters without spaces');
const one = { description: 'The account as it stands now', schema: vendorAccountSchema };

const action = { area: 'admin', access: 'integrations:manage', params } as const;
const CONNECT_ERRORS: ErrorCode[] = [
  'FORBIDDEN',
  'VENDOR_CREDENTIAL_REFUSED',
  'VENDOR_ACCOUNT_IN_USE',
  'OTHER_VENDOR_ACCOUNT',
  'VENDOR_MONEY_OPEN',
  'PROVIDER_ERROR',
];

const list = ({ vendorAccounts, vendorTenantId }: VendorAccountDeps, tx: Transaction, { tenantId }: Principal) =>
  vendorAccountsJson(tx, (vendor) => tenantId === vendorTenantId && vendorAccounts.isConfigured(vendor));

async function shown(
  deps: VendorAccountDeps,
  status: number,
  principal: Principal,
  vendor: AccountVendor,
): Promise<Reply> {
  const all = await deps.db.withTenant(principal.tenantId, (tx) => list(deps, tx, principal));
  return { status, body: all.find((account) => account.vendor === vendor) };
}

const listAccounts = (deps: VendorAccountDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/admin/vendor-accounts',
    budget: 'admin',
    area: 'admin',
    summary: 'Accounts of your organisation at gateway, CRM and billing; never their credentials',
    access: 'integrations:manage',
    responses: {
      200: {
        description: 'Every vendor, with its account or without',
        schema: z.object({ vendor_accounts: z.array(vendorAccountSchema) }),
      },
    },
    errors: [],
    async handle(_context, principal) {
      return {
        status: 200,
        body: { vendor_accounts: await deps.db.withTenant(principal.tenantId, (tx) => list(deps, tx, principal)) },
      };
    },
  });

const connectRoute = (deps: VendorAccountDeps): Route =>
  defineRoute({
    ...action,
    method: 'post',
    path: '/admin/vendor-accounts/:vendor',
    budget: 'admin',
    summary:
      'Connect an account, or give the connected one another credential. The vendor is asked first; what is connected stays until the new one works. A new or another account waits for a second person',
    body: z.strictObject({
      credential: secret(4_000).describe('Secret key of Stripe, client secret of Salesforce or Zuora'),
      client_id: secret(400)
        .optional()
        .describe('Of Salesforce and Zuora: the client that the secret belongs to. It gets its access tokens itself'),
      base_url: z.string().max(200).optional().describe('Of Salesforce and Zuora: the address your company has there'),
      webhook_secret: secret(200).optional().describe("Of Stripe: checks this account's events"),
      other_account: z
        .boolean()
        .default(false)
        .describe('Another account may take the place of the connected one. Without it that is refused'),
    }),
    idempotent: true,
    responses: {
      200: { ...one, description: 'The connected account has the new credential' },
      202: { ...one, description: 'Waits for a second person' },
    },
    errors: CONNECT_ERRORS,
    async handle(context, principal, { params: { vendor }, body }) {
      if (principal.kind !== 'user') throw new CodedError('FORBIDDEN', 'Only a person connects accounts');
      const waits = await connectVendor(deps, vendor, body, { principal, requestId: context.requestId });
      return shown(deps, waits ? 202 : 200, principal, vendor);
    },
  });

const testRoute = (deps: VendorAccountDeps): Route =>
  defineRoute({
    ...action,
    method: 'post',
    path: '/admin/vendor-accounts/:vendor/test',
    budget: 'admin',
    summary: 'Ask the vendor whether the connected credential still works and opens the same account',
    body: z.strictObject({}),
    responses: { 200: { ...one, description: 'What it said: last_code is null when it works' } },
    errors: ['NOT_FOUND', 'PROVIDER_ERROR'],
    async handle(_context, principal, { params: { vendor } }) {
      const [row] = await deps.db.withTenant(principal.tenantId, (tx) => connectedAccount(tx, vendor));
      if (!row) throw new CodedError('NOT_FOUND', 'No account is connected');
      const startedAt = new Date();
      const credential = deps.cipher.decrypt(accountPlace(row, 'credential'), row.credential ?? '');
      const answer = await deps.vendorAccounts.check(vendor, row.baseUrl, credential);
      if (!answer.ok && answer.wait) throw new CodedError('PROVIDER_ERROR');
      const code = answer.ok ? (answer.accountId === row.accountId ? null : 'OTHER_VENDOR_ACCOUNT') : answer.code;
      const { tenantId } = principal;
      await deps.db.withTenant(tenantId, (tx) => noteAccountUse(tx, { tenantId, vendor, code, startedAt }));
      return shown(deps, 200, principal, vendor);
    },
  });

const disconnectRoute = (deps: VendorAccountDeps): Route =>
  defineRoute({
    ...action,
    method: 'post',
    path: '/admin/vendor-accounts/:vendor/disconnect',
    budget: 'admin',
    summary:
      'End the use of an account; its credential is forgotten, the secret of its events after 180 days. Refused while money there is open. What waits is dropped',
    body: z.strictObject({}),
    responses: { 200: { ...one, description: 'Disconnected; doing it again changes nothing' } },
    errors: ['VENDOR_MONEY_OPEN'],
    async handle(context, principal, { params: { vendor } }) {
      const by = { actor: principal.actor, requestId: context.requestId };
      await deps.db.withTenant(principal.tenantId, (tx) => disconnectAccount(tx, vendor, by));
      return shown(deps, 200, principal, vendor);
    },
  });

/** Accounts of the tenant at its gateway, CRM and billing. Credentials come in here and are never shown again. */
export const vendorAccountRoutes = (deps: VendorAccountDeps): Route[] => [
  listAccounts(deps),
  connectRoute(deps),
  testRoute(deps),
  disconnectRoute(deps),
];
