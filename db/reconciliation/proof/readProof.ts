import { sql } from 'drizzle-orm';
import type { ProofFacts } from '../../../domain/reconciliation/proof/facts.ts';
import type { Database, Transaction } from '../../database.ts';
import { firstRow } from '../../database.ts';
import { readAccounts, readBankSources, readLineSums, readLines, readSetAside, readStatements } from './readBanks.ts';
import { instancesOf, readInstanceSources, readInvoices, readUnreadable } from './readBilling.ts';
import { readCommands, readLedger, readMatches, readReturns, readUnexplained } from './readMoney.ts';
import { readCharges, readPayouts, readStripeSources } from './readStripe.ts';
import { iso } from './rows.ts';

type Times = Pick<ProofFacts, 'now' | 'asOf' | 'day' | 'today'>;

/** The instants of a proof: now, or the end of a day of the tenant that is over. `day`: null = today. */
async function timesOf(tx: Transaction, timeZone: string, day: string | null): Promise<Times> {
  const row = await firstRow<Times & { ends: string }>(
    tx,
    sql`with z as (select coalesce((select time_zone from tenant_settings), ${timeZone}) as zone),
      d as (select zone, (now() at time zone zone)::date as today, coalesce(${day}::date, (now() at time zone zone)::date) as day from z)
      select ${iso('now()')} as now, today::text, day::text,
        ${iso("least(now(), ((day + 1)::timestamp at time zone zone) - interval '1 microsecond')")} as "asOf" from d`,
  );
  if (!row) throw new Error('no time');
  return { now: row.now, asOf: row.asOf, day: row.day, today: row.today };
}

async function factsIn(tx: Transaction, times: Times): Promise<ProofFacts> {
  const instances = await readInstanceSources(tx);
  return {
    ...times,
    sources: [...(await readBankSources(tx)), ...(await readStripeSources(tx)), ...instances],
    accounts: await readAccounts(tx),
    statements: await readStatements(tx),
    lines: await readLines(tx),
    lineSums: await readLineSums(tx, times.asOf),
    charges: await readCharges(tx),
    payouts: await readPayouts(tx),
    invoices: await readInvoices(tx, times.asOf),
    instances: instancesOf(instances),
    matches: await readMatches(tx),
    commands: await readCommands(tx),
    returns: await readReturns(tx),
    ledger: await readLedger(tx, times.asOf),
    unexplained: await readUnexplained(tx),
    unreadable: [...(await readSetAside(tx)), ...(await readUnreadable(tx))],
  };
}

/**
 * Everything that the proof of a tenant looks at, in one snapshot of the books. `timeZone`: of tenants that name none. Null where
 * `day` has not begun for the tenant.
 */
export const readProofFacts = (
  db: Database,
  tenantId: string,
  { timeZone, day }: { timeZone: string; day: string | null },
): Promise<ProofFacts | null> =>
  db.withTenant(tenantId, async (tx) => {
    // Whatever is written meanwhile is in all of it or in none of it.
    await tx.execute(sql`set transaction isolation level repeatable read, read only`);
    const times = await timesOf(tx, timeZone, day);
    return times.day > times.today ? null : factsIn(tx, times);
  });
