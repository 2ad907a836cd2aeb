import { desc } from 'drizzle-orm';
import { whmcsInstances } from '../../db/reconciliation/schema.ts';
import type { StripeConnection, WhmcsInstance } from '../../db/reconciliation/sealed.ts';
import { stripeConnections } from '../../db/reconciliation/stripeSchema.ts';
import { connectionWords } from '../../domain/reconciliation/connectionWords.ts';
import type { ConnectableJson, ConnectionJson, ConnectionPart } from '../connections/connectionJson.ts';
import { instanceState } from './instanceJson.ts';
import type { StripeConnectionDeps } from './stripeConnections.ts';

/** Longest list that is shown. */
const MAXIMUM = 500;

type Actions = ConnectionJson['actions'];
const post = (kind: 'sync' | 'disconnect', name: string, path: string): Actions[number] => ({
  kind,
  name,
  method: 'post',
  path,
  query: null,
  body: {},
});

function actionsOfInstance({ id, status }: WhmcsInstance): Actions {
  if (status === 'disconnected') return [];
  const root = `/integrations/whmcs/${id}`;
  const end = post('disconnect', 'Disconnect', `${root}/disconnect`);
  return status === 'active' ? [post('sync', 'Read now', `${root}/sync`), end] : [end];
}

function actionsOfStripe({ id, status }: StripeConnection): Actions {
  const root = `/integrations/stripe/${id}`;
  const again: Actions[number] = {
    kind: 'reauthorise',
    name: status === 'active' || status === 'requires_reauth' ? 'Authorise again' : 'Connect',
    method: 'get',
    path: '/integrations/stripe/oauth/init',
    query: null,
    body: null,
  };
  const end = post('disconnect', 'Disconnect', `${root}/disconnect`);
  if (status === 'disconnected') return [again];
  return status === 'active' ? [post('sync', 'Read now', `${root}/sync`), again, end] : [again, end];
}

/** WHMCS instances and Stripe accounts that are read. */
export const billingConnectionPart: ConnectionPart = {
  async read(tx) {
    const instances = await tx.select().from(whmcsInstances).orderBy(desc(whmcsInstances.createdAt)).limit(MAXIMUM);
    const accounts = await tx
      .select()
      .from(stripeConnections)
      .orderBy(desc(stripeConnections.createdAt))
      .limit(MAXIMUM);
    const nothing = { accounts: [], consent_ends_at: null };
    const shown: ConnectionJson[] = [];
    for (const row of instances)
      shown.push({
        ...nothing,
        connection_id: row.id,
        kind: 'whmcs',
        kind_name: 'WHMCS',
        name: row.name,
        accounts: [row.baseUrl],
        status: row.status,
        state: await instanceState(tx, row),
        checked_at: row.checkedAt?.toISOString() ?? null,
        last_code: row.lastCode,
        mock: row.mock,
        actions: actionsOfInstance(row),
      });
    for (const row of accounts)
      shown.push({
        ...nothing,
        connection_id: row.id,
        kind: 'stripe',
        kind_name: 'Stripe, to be read only',
        name: row.accountName ?? 'A Stripe account',
        status: row.status,
        state: connectionWords({ ...row, wasRead: row.checkedAt !== null }),
        checked_at: row.checkedAt?.toISOString() ?? null,
        last_code: row.lastCode,
        mock: row.mock,
        actions: actionsOfStripe(row),
      });
    return shown;
  },
};

/** Stripe is connected by its own page; WHMCS has a form, because it needs a licence key. */
export const connectableBilling = ({
  stripeConnect,
}: Pick<StripeConnectionDeps, 'stripeConnect'>): ConnectableJson[] => [
  {
    kind: 'stripe',
    name: 'Stripe',
    about: 'Card payments and payouts, to be read only',
    configured: stripeConnect !== null,
    mock: stripeConnect?.mock ?? false,
    method: 'get',
    path: '/integrations/stripe/oauth/init',
    institutions_path: null,
  },
];
