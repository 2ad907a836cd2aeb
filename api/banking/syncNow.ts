import { changeBank } from '../../books/banking/changeBank.ts';
import { startBankSync } from '../../books/banking/startBankSync.ts';
import { TOLD_BY_WRITER_MS } from '../../books/operations/createProcess.ts';
import { noCallLeft } from '../../db/banking/calls.ts';
import { type BankConnectionRow, bankIn } from '../../db/banking/connections.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Reply } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { bankJson } from './bankConnections.ts';
import type { BankRouteDeps } from './bankConsent.ts';

/** Throws where a bank can not be read: its access has ended, or it is not connected. */
export function assertReadable({ status }: Pick<BankConnectionRow, 'status'>): void {
  if (status === 'requires_reauth') throw new CodedError('CONNECTION_REQUIRES_REAUTH');
  if (status !== 'active') throw new CodedError('CONNECTION_ENDED');
}

/**
 * Reads a bank now, besides its schedule. Throws RATE_LIMITED where no account of it takes a call: then none is made, and the
 * answer says when one is.
 */
export async function syncNow(deps: BankRouteDeps, principal: Principal, bank: BankConnectionRow): Promise<Reply> {
  const { tenantId, actor } = principal;
  const budget = bank.provider === 'plaid' ? null : (deps.banks.openBanking(bank.provider)?.budget ?? null);
  const process = await deps.db.withTenant(tenantId, async (tx) => {
    const untilMs = bank.provider === 'plaid' ? null : await noCallLeft(tx, bank.id, budget);
    if (untilMs !== null) {
      const until = new Date(untilMs).toISOString();
      throw new CodedError('RATE_LIMITED', `This bank takes no more requests before ${until}`, {
        retry_after_seconds: Math.max(1, Math.ceil((untilMs - Date.now()) / 1000)),
        until,
      });
    }
    return (await startBankSync(tx, bank, { startedBy: actor, dueAfterMs: TOLD_BY_WRITER_MS })).process;
  });
  const runId = process.runId ?? (await deps.startProcess(tenantId, process.id));
  return { status: 202, body: { connection_id: bank.id, run_id: runId } };
}

const END_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** Ends the access of a bank, and waits a little for the provider. */
export async function disconnectNow(
  deps: BankRouteDeps,
  principal: Principal,
  bank: BankConnectionRow,
): Promise<Reply> {
  const { tenantId, actor } = principal;
  if (bank.status === 'disconnected') return { status: 200, body: bankJson(bank, []) };
  const processId = await deps.db.withTenant(tenantId, (tx) => changeBank(tx, bank, 'disconnect', actor));
  await deps.startProcess(tenantId, processId);
  const deadline = Date.now() + END_WAIT_MS;
  for (;;) {
    const now = await deps.db.withTenant(tenantId, (tx) => bankIn(tx, bank.id));
    const done = now.status === 'disconnected';
    if (done || Date.now() > deadline) return { status: done ? 200 : 202, body: bankJson(now, []) };
    await new Promise((wait) => setTimeout(wait, LOOK_EVERY_MS));
  }
}
