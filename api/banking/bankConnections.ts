import { desc, isNull, sql } from 'drizzle-orm';
import type { BankConnectionRow } from '../../db/banking/connections.ts';
import { bankAccountLinks, bankAccounts, bankConnections } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { bankState } from '../../domain/banking/bankState.ts';
import { BANK_PROVIDER_NAMES } from '../../domain/banking/feed.ts';
import type { BankProvider } from '../../domain/banking/line.ts';
import { nameAccount } from '../../domain/banking/naming.ts';
import type { ConnectableJson, ConnectionJson, ConnectionPart } from '../connections/connectionJson.ts';
import { SHOWN_ITEMS, type TodayPart } from '../today/todayPart.ts';
import type { BankGateway } from './gateway.ts';

/** Longest list that is shown. */
const MAXIMUM = 500;
/** As providers stand in paths. */
export const PROVIDER_PATHS: Record<BankProvider, string> = {
  plaid: 'plaid',
  gocardless: 'gocardless',
  enable_banking: 'enablebanking',
};

const ms = (at: Date | null) => at?.getTime() ?? null;
/** How a bank stands, in words. */
const stateOfBank = (row: BankConnectionRow) =>
  bankState({
    ...row,
    pausedUntilMs: ms(row.pausedUntil),
    checkedAtMs: ms(row.checkedAt),
    consentEndsAtMs: ms(row.consentEndsAt),
    nowMs: Date.now(),
  });

/** What a person can do with a bank, as calls of the API. */
function actionsOf({ id, status, provider, institutionId }: BankConnectionRow): ConnectionJson['actions'] {
  const root = `/integrations/${PROVIDER_PATHS[provider]}`;
  const isPlaid = provider === 'plaid';
  const on = (verb: string): { path: string; body: Record<string, string> } =>
    isPlaid ? { path: `${root}/${verb}`, body: { connection_id: id } } : { path: `${root}/${id}/${verb}`, body: {} };
  const call = { method: 'post', query: null } as const;
  const sync = { ...call, ...on('sync'), kind: 'sync', name: 'Read now' } as const;
  const again = {
    ...call,
    kind: 'reauthorise',
    name: status === 'active' || status === 'requires_reauth' ? 'Authorise again' : 'Connect',
    path: isPlaid ? `${root}/link-token` : `${root}/connect`,
    body: { connection_id: id, ...(isPlaid || !institutionId ? {} : { institution_id: institutionId }) },
  } as const;
  const end = { ...call, ...on('disconnect'), kind: 'disconnect', name: 'Disconnect' } as const;
  if (status === 'active') return [sync, again, end];
  return status === 'disconnected' ? [again] : [again, end];
}

async function accountNames(tx: Transaction): Promise<Map<string, string[]>> {
  const rows = await tx
    .select({ connectionId: bankAccountLinks.connectionId, name: bankAccounts.name, lastFour: bankAccounts.lastFour })
    .from(bankAccountLinks)
    .innerJoin(bankAccounts, sql`${bankAccounts.id} = ${bankAccountLinks.accountId}`)
    .where(isNull(bankAccountLinks.endedAt))
    .orderBy(bankAccounts.name)
    .limit(MAXIMUM);
  const names = new Map<string, string[]>();
  for (const { connectionId, ...account } of rows)
    names.set(connectionId, [...(names.get(connectionId) ?? []), nameAccount(account)]);
  return names;
}

export const bankJson = (row: BankConnectionRow, accounts: string[]): ConnectionJson => ({
  connection_id: row.id,
  kind: row.provider,
  kind_name: BANK_PROVIDER_NAMES[row.provider],
  name: row.institutionName ?? 'A bank',
  status: row.status,
  state: stateOfBank(row),
  accounts,
  consent_ends_at: row.consentEndsAt?.toISOString() ?? null,
  checked_at: row.checkedAt?.toISOString() ?? null,
  last_code: row.lastCode,
  mock: row.mock,
  actions: actionsOf(row),
});

export const bankConnectionPart: ConnectionPart = {
  async read(tx) {
    const rows = await tx
      .select()
      .from(bankConnections)
      // Consents that were never finished push none out that is connected.
      .orderBy(sql`${bankConnections.status} = 'pending'`, desc(bankConnections.createdAt))
      .limit(MAXIMUM);
    const names = await accountNames(tx);
    return rows.map((row) => bankJson(row, names.get(row.id) ?? []));
  },
};

/** The three ways to connect a bank. */
export function connectableBanks({ banks }: { banks: BankGateway }): ConnectableJson[] {
  const plaid = banks.plaid();
  const by = (provider: 'gocardless' | 'enable_banking', about: string): ConnectableJson => {
    const door = banks.openBanking(provider);
    const root = `/integrations/${PROVIDER_PATHS[provider]}`;
    return {
      kind: provider,
      name: BANK_PROVIDER_NAMES[provider],
      about,
      configured: door !== null,
      mock: door?.mock ?? false,
      method: 'post',
      path: `${root}/connect`,
      institutions_path: `${root}/institutions`,
    };
  };
  return [
    by('enable_banking', 'Banks of Europe'),
    by('gocardless', 'Banks of Europe, for who has an account there already'),
    {
      kind: 'plaid',
      name: BANK_PROVIDER_NAMES.plaid,
      about: 'Banks of the United States',
      configured: plaid !== null,
      mock: plaid?.mock ?? false,
      method: 'post',
      path: '/integrations/plaid/link-token',
      institutions_path: null,
    },
  ];
}

export const bankToday: TodayPart = {
  section: 'health',
  permission: 'integrations:manage',
  more: { text: 'Connections', href: '/connections' },
  async read(tx) {
    const rows = await tx
      .select()
      .from(bankConnections)
      .where(sql`${bankConnections.status} in ('active', 'requires_reauth')`)
      .orderBy(sql`${bankConnections.status} desc, ${bankConnections.consentEndsAt} nulls last`)
      .limit(SHOWN_ITEMS);
    return {
      items: rows.map((row) => {
        const { tone, text, next } = stateOfBank(row);
        return {
          title: row.institutionName ?? 'A bank',
          subtitle: [text, next].filter(Boolean).join('. '),
          since: row.checkedAt?.toISOString() ?? null,
          tone,
          href: '/connections',
        };
      }),
    };
  },
};
