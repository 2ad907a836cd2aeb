import { z } from 'zod';
import { defineRoute, type Route } from '../http/route.ts';

export interface DeskDeps {
  version: string;
  /** Where a person reads a run in the Temporal UI; null when there is none. */
  engineUi: { url: string; namespace: string } | null;
  /** True where the vendors are the sandbox's. */
  sandbox: boolean;
  /** Accounts of the rehearsal; empty in production: then the route does not exist. */
  demoLogins: { email: string; password: string; role: string; tenantSlug: string }[];
}

const deskSchema = z
  .object({
    version: z.string(),
    run_url: z
      .string()
      .nullable()
      .describe('Address of a run in the Temporal UI, with {workflow_id} and {run_id} to fill in'),
    sandbox: z.boolean(),
    now: z.string(),
  })
  .meta({ id: 'Desk' });
const loginSchema = z.object({ email: z.string(), password: z.string(), role: z.string(), tenant: z.string() });

const demoRoute = (logins: DeskDeps['demoLogins']): Route =>
  defineRoute({
    method: 'get',
    path: '/demo/logins',
    area: 'desk',
    summary: 'Accounts of the rehearsal; not in production',
    access: 'public',
    responses: { 200: { description: 'Accounts', schema: z.object({ logins: z.array(loginSchema) }) } },
    errors: [],
    handle: async () => ({
      status: 200,
      body: {
        logins: logins.map(({ email, password, role, tenantSlug }) => ({ email, password, role, tenant: tenantSlug })),
      },
    }),
  });

const installationRoute = ({ version, engineUi, sandbox }: DeskDeps): Route => {
  const runUrl =
    engineUi &&
    `${engineUi.url}/namespaces/${encodeURIComponent(engineUi.namespace)}/workflows/{workflow_id}/{run_id}/history`;
  return defineRoute({
    method: 'get',
    path: '/desk',
    area: 'desk',
    summary: 'This installation: version, address of runs in the Temporal UI, whether the vendors are simulated',
    access: 'token',
    responses: { 200: { description: 'The installation', schema: deskSchema } },
    errors: [],
    handle: async () => ({ status: 200, body: { version, run_url: runUrl, sandbox, now: new Date().toISOString() } }),
  });
};

/** What the desk needs to know of this installation. */
export const deskRoutes = (deps: DeskDeps): Route[] => [
  ...(deps.demoLogins.length > 0 ? [demoRoute(deps.demoLogins)] : []),
  installationRoute(deps),
];
