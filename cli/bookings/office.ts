import { type ApiClient, apiClient } from '../apiClient.ts';
import type { RunFile } from '../environment/runFile.ts';
import { connectMailbox } from '../mailbox/mailboxConsent.ts';
import { approved, approveInbox } from '../secondPerson.ts';

const WAIT_MS = 60_000;

/** A tenant that rents places out, with an inbox of its own. */
export interface Office {
  admin: ApiClient;
  superUser: ApiClient;
  tenantId: string;
  mailbox: string;
  farm(name: string, price: number): Promise<string>;
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The body of an answer that must be a good one. */
export async function ok<Body>(answer: Promise<{ status: number; body: Body }>): Promise<Body> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`demo: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** How an office verifies payments; less work for people takes a second one, here the super user. */
export async function setMode(office: Office, mode: 'automated' | 'manual' | 'hybrid' | null): Promise<void> {
  const asked = office.admin.call('PUT', '/admin/config/verification_mode', { value: mode });
  await ok(asked.then((answer) => approved(office.superUser, office.tenantId, answer)));
}

/** Signs in as the admin of the n-th demo tenant and connects an inbox. */
export async function openOffice(run: RunFile, tenant: number, label: string): Promise<Office> {
  const tenants = [...new Set(run.logins.map((login) => login.tenantId))];
  const tenantId = tenants[tenant] ?? '';
  const login = run.logins.find((entry) => entry.role === 'admin' && entry.tenantId === tenantId);
  if (!login) throw new Error('the demo needs its demo logins');
  const admin = apiClient(run.api, login);
  const mailbox = `bookings-${label.toLowerCase()}-${tenant}@countersign.example`;
  const mailboxId = await connectMailbox(admin, { login_hint: mailbox, replace: 'true' });
  const boss = run.logins.find((entry) => entry.role === 'super_user');
  if (!boss) throw new Error('the demo needs its super user');
  const superUser = apiClient(run.api, boss);
  await approveInbox(superUser, tenantId, mailboxId);
  return {
    admin,
    superUser,
    tenantId,
    mailbox,
    async farm(name, price) {
      const body = await ok(
        admin.post<{ property_id: string }>('/admin/properties', {
          name,
          type: 'farm',
          address: 'Karachi, Pakistan',
          contact: '+92 21 1234567',
          currency: 'PKR',
          rates: { Day: price, Night: price, 'Full Day': price * 2, 'Full Night': price * 2 },
        }),
      );
      return body.property_id;
    },
  };
}

/** Reads the inbox and waits until all mail that is there has been seen. */
export async function readInbox(office: Office): Promise<void> {
  const since = Date.now();
  await ok(office.admin.post('/integrations/gmail/sync', {}));
  while (Date.now() < since + WAIT_MS) {
    const { mailboxes } = await ok(
      office.admin.get<{ mailboxes: { status: string; checked_at: string | null }[] }>('/integrations/gmail/status'),
    );
    if (mailboxes.some((box) => box.status === 'active' && Date.parse(box.checked_at ?? '') >= since)) return;
    await pause(100);
  }
  throw new Error('the inbox was not read in time');
}
