import { bodyOf, openSession, type Shown, show } from '../commands/session.ts';
import { Failure } from '../terminal/failure.ts';
import { type Column, line, printTable } from '../terminal/print.ts';
import { ago, when } from '../terminal/text.ts';

const BASE = '/admin/vendor-accounts';

interface Account {
  vendor: string;
  vendor_name: string;
  status: string;
  account: { account_id: string; account_name: string; mock: boolean; connected_at: string | null } | null;
  checked_at: string | null;
  waiting: { account_name: string; change_id: string } | null;
}

const STATES: Record<string, string> = {
  none: 'not connected',
  ok: 'works',
  unchecked: 'not used yet',
  problem: 'the last call failed',
  refused: 'credential refused',
  by_operator: 'set by the installation',
};
const stateOf = ({ status }: Account): string => STATES[status] ?? status;
const nameOf = ({ account }: Account): string =>
  account ? `${account.account_name}${account.mock ? ' (sandbox)' : ''}` : '';

const COLUMNS: readonly Column<Account>[] = [
  { head: 'VENDOR', of: (row) => row.vendor_name },
  { head: 'STATE', of: stateOf },
  { head: 'ACCOUNT', of: nameOf },
  { head: 'SINCE', of: (row) => when(row.account?.connected_at ?? null) },
  { head: 'CHECKED', of: (row) => ago(row.checked_at) },
  { head: 'WAITS FOR A SECOND PERSON', of: (row) => row.waiting?.account_name ?? '' },
  { head: 'ID', of: (row) => row.account?.account_id ?? '', id: true },
];

export const vendorAccounts = async (options: Shown): Promise<void> =>
  show(bodyOf(await openSession('admin').get<{ vendor_accounts: Account[] }>(BASE)), options, (body) =>
    printTable(COLUMNS, body.vendor_accounts),
  );

/** One account as it is after a change. */
function sayAccount(account: Account): void {
  line(`${account.vendor_name}: ${stateOf(account)}${nameOf(account) ? `, ${nameOf(account)}` : ''}`);
  if (account.waiting)
    line(
      `${account.waiting.account_name} waits for a second person: countersign admin approve ${account.waiting.change_id}`,
    );
}

/** Secrets come from the environment: what stands in a command is kept in the shell's history. */
export async function connectVendorAccount(
  vendor: string,
  options: Shown & { baseUrl?: string; otherAccount?: boolean },
): Promise<void> {
  const {
    COUNTERSIGN_VENDOR_CREDENTIAL: credential,
    COUNTERSIGN_VENDOR_CLIENT_ID: clientId,
    COUNTERSIGN_VENDOR_WEBHOOK_SECRET: secret,
  } = process.env;
  if (!credential)
    throw new Failure('usage', 'COUNTERSIGN_VENDOR_CREDENTIAL is not set', {
      next: 'set it to the key of the account, or to the client secret',
    });
  const answer = await openSession('admin').post<Account>(`${BASE}/${encodeURIComponent(vendor)}`, {
    credential,
    other_account: options.otherAccount ?? false,
    ...(clientId ? { client_id: clientId } : {}),
    ...(options.baseUrl ? { base_url: options.baseUrl } : {}),
    ...(secret ? { webhook_secret: secret } : {}),
  });
  show(bodyOf(answer), options, sayAccount);
}

export async function changeVendorAccount(
  vendor: string,
  change: 'test' | 'disconnect',
  options: Shown,
): Promise<void> {
  const path = `${BASE}/${encodeURIComponent(vendor)}/${change}`;
  show(bodyOf(await openSession('admin').post<Account>(path, {})), options, sayAccount);
}
