import { keepBooked } from '../../books/banking/openBank.ts';
import { noteLimit, spendCall } from '../../books/banking/spendCall.ts';
import { dropPages, lastPage, type Stream } from '../../books/banking/stagePage.ts';
import type { CallPlace } from '../../db/banking/calls.ts';
import { type BankConnectionRow, linksOf } from '../../db/banking/connections.ts';
import { readingDays } from '../../domain/banking/readingDays.ts';
import type { OpenBankingProvider } from '../../providers/openBanking/port.ts';
import { VendorError } from '../../providers/vendorError.ts';
import type { BankProgress, BankStep } from '../../workflows/banking/contract.ts';
import type { BankDeps } from './deps.ts';
import { NOTHING_READ, readStream } from './readStream.ts';

/** A bank that says no time is asked again after this. */
const UNSAID_LIMIT_MS = 6 * 3_600_000;

/** No call of the account is left; `untilMs`: when one is (ms since the epoch). */
class CallLimit extends Error {
  readonly untilMs: number;
  constructor(untilMs: number) {
    super('no call is left');
    this.untilMs = untilMs;
  }
}

interface Reading {
  deps: BankDeps;
  bank: BankConnectionRow;
  provider: OpenBankingProvider;
}

/**
 * One call of an account, counted before it is made. What the provider counts is not asked again at once: each try would be
 * one of the few calls of a day. Throws CallLimit where none is left, and VendorError.
 */
async function counted<Result>(
  { deps, bank, provider }: Reading,
  place: Omit<CallPlace, 'connectionId'>,
  work: () => Promise<Result>,
): Promise<Result> {
  const where = { ...place, connectionId: bank.id, tenantId: bank.tenantId };
  const spent = await deps.db.withTenant(bank.tenantId, (tx) => spendCall(tx, where, provider.budget));
  if (!spent.spent) throw new CallLimit(spent.untilMs);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error.type === 'BANK_RATE_LIMITED') {
      const waitMs = error.retryAfterMs ?? UNSAID_LIMIT_MS;
      await deps.db.withTenant(bank.tenantId, (tx) => noteLimit(tx, where, waitMs));
      throw new CallLimit(Date.now() + waitMs);
    }
    if (provider.budget && error.kind === 'retryable' && error.type !== 'BANK_PAGES_CHANGED')
      throw new VendorError(error.vendor, error.type, 'blocked');
    throw error;
  }
}

type Link = Awaited<ReturnType<typeof linksOf>>[number];

/** What is booked on an account, where a call for it is left; a bank that does not say it holds up no lines. */
async function readBalance(reading: Reading, { externalId, accountId, currency }: Link): Promise<void> {
  const { deps, bank, provider } = reading;
  try {
    const balances = await counted(reading, { externalId, scope: 'balances' }, () => provider.balances(externalId));
    await deps.db.withTenant(bank.tenantId, (tx) =>
      keepBooked(tx, { accountId, currency }, balances, new Date().toISOString().slice(0, 10)),
    );
  } catch (error) {
    if (error instanceof CallLimit) return;
    if (!(error instanceof VendorError) || error.type === 'BANK_CONSENT_ENDED') throw error;
  }
}

async function readAccount(reading: Reading, link: Link, fresh: boolean): Promise<BankProgress & { more: boolean }> {
  const { deps, bank, provider } = reading;
  const { externalId, coveredTo } = link;
  const stream: Stream = { tenantId: bank.tenantId, connectionId: bank.id, stream: externalId };
  const days = readingDays({ coveredTo, historyDays: bank.historyDays, nowMs: Date.now() });
  const last = await deps.db.withTenant(bank.tenantId, (tx) => lastPage(tx, stream));
  // Pages of other days are of a reading that did not end.
  const stale = last !== null && (fresh ? last.windowTo !== days.to : false);
  if (stale) await deps.db.withTenant(bank.tenantId, (tx) => dropPages(tx, stream));
  const kept = last && !stale && last.windowFrom && last.windowTo ? { from: last.windowFrom, to: last.windowTo } : days;
  const step = await readStream(deps, {
    stream,
    provider: provider.name,
    grant: bank.externalId ?? '',
    days: kept,
    fetch: (after) =>
      counted(reading, { externalId, scope: 'transactions' }, () =>
        provider.lines({ account: externalId, ...kept, page: after }),
      ),
  });
  if (!step.more) await readBalance(reading, link);
  return step;
}

/** Accounts of a connection that were read to their end by an earlier step of the same reading are not asked again. */
async function stillToRead(reading: Reading, links: readonly Link[], fresh: boolean): Promise<Link[]> {
  if (fresh) return [...links];
  const { deps, bank } = reading;
  const under = await Promise.all(
    links.map((link) =>
      deps.db.withTenant(bank.tenantId, (tx) =>
        lastPage(tx, { tenantId: bank.tenantId, connectionId: bank.id, stream: link.externalId }),
      ),
    ),
  );
  const first = under.findIndex((last) => last !== null);
  return first < 0 ? [] : links.slice(first);
}

/**
 * One step of a reading by consent at the bank: account by account. One that takes no more calls holds up no other; the
 * first of several pages ends the step, so that it goes on there.
 */
export async function readAccounts(
  deps: BankDeps,
  bank: BankConnectionRow,
  provider: OpenBankingProvider,
  fresh: boolean,
): Promise<BankStep> {
  const reading = { deps, bank, provider };
  const links = await deps.db.withTenant(bank.tenantId, (tx) => linksOf(tx, bank.id));
  const total: BankProgress = { ...NOTHING_READ };
  let limitedUntilMs: number | null = null;
  for (const link of await stillToRead(reading, links, fresh)) {
    try {
      const { more, ...step } = await readAccount(reading, link, fresh);
      for (const name of Object.keys(total) as (keyof BankProgress)[]) total[name] += step[name];
      if (more) return { ...total, more, limitedUntilMs };
    } catch (error) {
      if (!(error instanceof CallLimit)) throw error;
      limitedUntilMs = Math.max(limitedUntilMs ?? 0, error.untilMs);
    }
  }
  return { ...total, more: false, limitedUntilMs };
}
