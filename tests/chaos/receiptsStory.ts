import { apiClient } from '../../cli/apiClient.ts';
import { sandboxClient } from '../../cli/demo/sandboxClient.ts';
import type { RunFile } from '../../cli/environment/runFile.ts';
import { DEFAULT_TENANT_ID as tenantId } from '../../db/seed/tenants.ts';
import {
  type Bill,
  bill,
  importLines,
  type ListedMatch,
  matchOf,
  type Receipts,
  type Received,
  registerWhmcs,
} from '../fixtures/receipts.ts';

/** As long as a match may take, with leases that run out and processes that come back. */
const LONGEST_MS = 240_000;
const PAUSE_MS = 250;
/** Cents that tell the payments of one round from those of all others. */
const FIRST_CENTS = 20_000;

/** Tries again whatever fails: a process that it needs may have been killed. */
async function until<Value>(what: string, check: () => Promise<Value | null | undefined | false>): Promise<Value> {
  let last: unknown;
  for (const deadline = Date.now() + LONGEST_MS; Date.now() < deadline; ) {
    try {
      const value = await check();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`${what}: not within ${LONGEST_MS / 1000} s${last instanceof Error ? ` (${last.message})` : ''}`);
}
const done = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  await until(what, async () => {
    await work();
    return true;
  });
};

const decimal = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

/** What comes in in one round: two payments of an invoice each, and one of two invoices. */
function roundOf(round: number) {
  const [first, second, third, fourth] = [0, 1, 2, 3].map((index) => {
    const id = 40_000 + round * 4 + index;
    const firm = index < 3 ? `Firm ${round}-${index}` : `Firm ${round}-2`;
    return { id, client: firm, total: decimal(FIRST_CENTS + round * 4 + index) };
  }) as [Bill, Bill, Bill, Bill];
  const cents = (...bills: Bill[]) => bills.reduce((sum, { total }) => sum + Math.round(Number(total) * 100), 0);
  const paid = [[first], [second], [third, fourth]];
  return {
    bills: [first, second, third, fourth],
    payments: paid.map((bills) => ({
      cents: cents(...bills),
      line: {
        from: bills[0]?.client ?? '',
        amount: decimal(cents(...bills)),
        reference: bills.map(({ id }) => `INV-${id}`).join(' '),
      } satisfies Received,
    })),
  };
}

/** Approves a match as a reviewer does, until it is settled. */
async function approve(reviewer: Receipts['admin'], { match_id: id }: ListedMatch): Promise<void> {
  const key = { 'idempotency-key': crypto.randomUUID() };
  const body = { comment: 'Agrees' };
  await until(`${id} is approved`, async () => {
    const { status } = await reviewer.post(`/reconciliation/matches/${id}/approve`, body, key);
    if (status === 409) throw new Error('the approval was refused');
    return status === 200;
  });
}

/**
 * Payments that come in, are matched, approved by a reviewer and recorded at WHMCS, of which the answer to one is lost, while
 * WHMCS would take every transaction id twice. Returns what plays one round and tells what is not as it must be.
 */
export async function receiptsStory(run: RunFile) {
  const login = (role: string) =>
    apiClient(run.api, run.logins.find((one) => one.role === role) ?? { email: '', password: '' });
  const [admin, reviewer, superUser] = [login('admin'), login('reviewer'), login('super_user')];
  const receipts: Receipts = { tenantId, admin, superUser, sandbox: sandboxClient(run.sandbox), until };
  const { sandbox } = receipts;
  const instanceId = await registerWhmcs(receipts, 'chaos');
  await sandbox.fault({ vendor: 'whmcs', fault: 'accept_duplicate' });
  let rounds = 0;

  /** How often each invoice of a round was paid, in the effect log. */
  async function paidTimes(bills: readonly Bill[]): Promise<string[]> {
    const rows = await sandbox.records('whmcs', 'transaction');
    const effects = (await sandbox.effects('whmcs')).filter(({ kind }) => kind === 'payment');
    return bills.flatMap(({ id, total }) => {
      const own = new Set(rows.filter((row) => Number(row.invoiceid) === id).map((row) => String(row.id)));
      const paid = effects.filter((effect) => own.has(String(effect.id)));
      const right = paid.length === 1 && paid[0]?.amountMinor === Math.round(Number(total) * 100);
      return right ? [] : [`invoice ${id}: recorded ${paid.length} times`];
    });
  }

  return async (_label: string, begins: () => void, over: () => Promise<void>): Promise<string[]> => {
    rounds += 1;
    const { bills, payments } = roundOf(rounds);
    if (rounds % 2 === 0)
      await done('a fault', () =>
        sandbox.fault({ vendor: 'whmcs', fault: 'drop_after', account: '"AddInvoicePayment"', times: 1 }),
      );
    begins();
    try {
      await done('the invoices', () => bill(receipts, instanceId, bills));
      await done('the statement', () =>
        importLines(
          receipts,
          'DE02120300000000202051',
          payments.map(({ line }) => line),
        ),
      );
      for (const { cents } of payments) await approve(reviewer, await matchOf(receipts, cents, 'proposed'));
      for (const { cents } of payments) await matchOf(receipts, cents, 'recorded');
    } catch (error) {
      await over();
      return [error instanceof Error ? error.message : String(error), ...(await paidTimes(bills))];
    }
    await over();
    return paidTimes(bills);
  };
}
