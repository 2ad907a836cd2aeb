import { randomUUID } from 'node:crypto';
import { type ApiClient, apiClient } from '../../apiClient.ts';
import { type SandboxClient, sandboxClient } from '../../demo/sandboxClient.ts';
import type { RunFile } from '../../environment/runFile.ts';
import { approved } from '../../secondPerson.ts';
import { Failure } from '../../terminal/failure.ts';

/** An organisation of the month, and who works in it. */
export interface Finance {
  tenantId: string;
  admin: ApiClient;
  reviewer: ApiClient;
  superUser: ApiClient;
  sandbox: SandboxClient;
  /** Whose WHMCS and Stripe it has in the sandbox. */
  company: string;
}

const WAIT_MS = 120_000;
const LOOK_EVERY_MS = 150;

/** The body of an answer that must be a good one. */
export async function good<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`the month: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** Looks again until there is a value. Throws when it takes two minutes. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | null | undefined | false>,
): Promise<Value> {
  for (const deadline = Date.now() + WAIT_MS; Date.now() < deadline; ) {
    const value = await look();
    if (value) return value;
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
  throw new Error(`the month: ${what} took more than ${WAIT_MS / 1000} s`);
}

export function openFinance(run: RunFile, tenant: number, company: string): Finance {
  const tenantId = [...new Set(run.logins.map((login) => login.tenantId))][tenant] ?? '';
  const as = (role: string, of: string | null) => {
    const login = run.logins.find((one) => one.role === role && (of === null || one.tenantId === of));
    if (!login) throw new Failure('refused', 'the demo needs its demo logins; they do not exist in production');
    return apiClient(run.api, login);
  };
  return {
    tenantId,
    admin: as('admin', tenantId),
    reviewer: as('reviewer', tenantId),
    superUser: as('super_user', null),
    sandbox: sandboxClient(run.sandbox),
    company,
  };
}

/** Opens a page of a vendor as a browser does, and comes back with what the vendor says. */
async function walk(api: string, link: string, cookie: string): Promise<Record<string, unknown>> {
  const page = await fetch(link, { redirect: 'manual' });
  const back = new URL(page.headers.get('location') ?? '', api);
  const answer = await fetch(back, { headers: { cookie, accept: 'application/json' } });
  const body = (await answer.json()) as Record<string, unknown>;
  if (answer.status >= 300) throw new Error(`consent: ${answer.status} ${JSON.stringify(body)}`);
  return body;
}

/** Connects a bank by the page of Plaid; the id of the connection. */
export async function connectPlaid({ admin }: Finance, api: string): Promise<string> {
  const asked = await admin.post<{ link_url: string; connection_id: string }>('/integrations/plaid/link-token', {});
  const { link_url: link, connection_id: id } = await good(Promise.resolve(asked));
  await walk(api, link, asked.cookie);
  return id;
}

/** Connects a bank by its own page through GoCardless; the id of the connection. */
export async function connectOpenBank({ admin }: Finance, api: string, bankName: string): Promise<string> {
  const { institutions } = await good(
    admin.get<{ institutions: { institution_id: string; name: string }[] }>(
      '/integrations/gocardless/institutions?country=DE',
    ),
  );
  const bank = institutions.find(({ name }) => name === bankName);
  if (!bank) throw new Error(`no bank ${bankName}`);
  const asked = await admin.post<{ authorization_url: string; connection_id: string }>(
    '/integrations/gocardless/connect',
    { institution_id: bank.institution_id },
  );
  const { authorization_url: link, connection_id: id } = await good(Promise.resolve(asked));
  await walk(api, link, asked.cookie);
  return id;
}

/** Connects the Stripe account of the organisation's company. */
export async function connectStripe({ admin, company }: Finance, api: string): Promise<string> {
  const path = `/integrations/stripe/oauth/init?email=${encodeURIComponent(`finance@${company}.example`)}`;
  const asked = await admin.get<{ authorization_url: string }>(path);
  const { authorization_url: link } = await good(Promise.resolve(asked));
  const { connection_id: id } = await walk(api, link, asked.cookie);
  return String(id);
}

const AUTO_LIMIT_MINOR = 2_000_000;

/** Registers the WHMCS of the organisation's company, and lets the rules approve there what is certain; a second person agrees. */
export async function connectWhmcs(finance: Finance): Promise<string> {
  const { admin, superUser, tenantId, company } = finance;
  const { key } = await good(
    superUser.post<{ key: string }>(`/admin/tenants/${tenantId}/license-keys`, {
      name: 'The month',
      instance_limit: 1,
    }),
  );
  const registered = admin.post<{ instance_id: string }>(
    '/integrations/whmcs',
    {
      license_key: key,
      base_url: `https://billing.${company}.example`,
      identifier: `whmcs_${company}`,
      secret: `whmcs_secret_${company}`,
      gateway: 'banktransfer',
      time_zone: 'UTC',
    },
    { 'idempotency-key': randomUUID() },
  );
  const { instance_id: id } = await good(registered);
  const asked = await admin.call<Record<string, unknown>>('PATCH', `/integrations/whmcs/${id}`, {
    auto_approve: true,
    auto_threshold: 85,
    auto_limit_minor: AUTO_LIMIT_MINOR,
  });
  await good(secondPerson(finance, `whmcs-instance:${id}`, asked));
  return id;
}

/** Lets the rules approve what names its invoice, in the right amount, by the right payer. */
export async function allowRules(finance: Finance): Promise<void> {
  const { active } = await good(
    finance.admin.get<{ active: { version: number; rules: { auto: object } } }>('/reconciliation/rules'),
  );
  const body = { from_version: active.version, auto: { on: true, from: 85, margin: 10, twins: 'ask' } };
  const asked = await finance.admin.call<Record<string, unknown>>('PATCH', '/reconciliation/rules', body);
  await good(secondPerson(finance, 'matching-rules', asked));
}

/** A change that waits is approved by the super user, whichever answer told of it. */
async function secondPerson(
  { superUser, tenantId }: Finance,
  subject: string,
  answer: { status: number; body: Record<string, unknown> },
) {
  if (answer.status !== 202 || answer.body.change_id || answer.body.waits_for)
    return approved(superUser, tenantId, answer);
  const { power_changes: changes } = await good(
    superUser.get<{ power_changes: { change_id: string; subject: string }[] }>(
      `/admin/tenants/${tenantId}/power-changes?state=pending&limit=100`,
    ),
  );
  const change = changes.find((one) => one.subject.includes(subject.split(':').at(-1) ?? subject));
  return approved(superUser, tenantId, { status: 202, body: { change_id: change?.change_id } });
}
