import { and, eq, gte, isNull, lte } from 'drizzle-orm';
import { grantOf, openBankingOf, plaidOf, tokenOf } from '../../activities/banking/clients.ts';
import { spendCall } from '../../books/banking/spendCall.ts';
import { type BankConnectionRow, bankName, linksOf } from '../../db/banking/connections.ts';
import { bankConnections, bankTransactionIds, bankTransactions } from '../../db/banking/schema.ts';
import type { Database } from '../../db/database.ts';
import { createFieldCipher } from '../../db/encryption/fieldCipher.ts';
import { tenants } from '../../db/identity/schema.ts';
import { type AuditDifference, type AuditedLine, auditDifferences } from '../../domain/banking/audit.ts';
import type { FeedPage } from '../../domain/banking/feed.ts';
import { linesOfPages } from '../../domain/banking/pages.ts';
import { moneyText } from '../../domain/money/moneyText.ts';
import { counted } from '../../domain/words.ts';
import { VendorError } from '../../providers/vendorError.ts';
import { type Shown, show } from '../commands/session.ts';
import type { Configuration } from '../configuration.ts';
import { openConfiguredDatabase } from '../environment/connect.ts';
import { EXIT_CODES, Failure, type FailureKind } from '../terminal/failure.ts';
import { line } from '../terminal/print.ts';
import { bankClients } from './clients.ts';

interface Audited {
  tenant: string;
  bank: string;
  connection_id: string;
  /** Days that were compared, both included. */
  from: string;
  to: string;
  listed: number;
  held: number;
  differences: AuditDifference[];
  /** Why it could not be compared; null where it was. */
  problem: 'later' | 'refused' | 'unreachable' | null;
}

interface Auditor {
  db: Database;
  cipher: ReturnType<typeof createFieldCipher>;
  clients: ReturnType<typeof bankClients>;
  days: { from: string; to: string };
}

/** A call of the few that a bank gives a day was not made. */
class NoCallLeft extends Error {}

async function pagesOf(next: (page: string | null) => Promise<FeedPage>): Promise<FeedPage[]> {
  const pages: FeedPage[] = [];
  for (let page: string | null = null; ; ) {
    const read: FeedPage = await next(page);
    pages.push(read);
    if (!read.more || read.next === null) return pages;
    page = read.next;
  }
}

/** What a provider lists of each account now. Calls are counted as those of a reading are. */
async function listedBy({ db, cipher, clients, days }: Auditor, bank: BankConnectionRow) {
  if (bank.provider === 'plaid') {
    const token = tokenOf(cipher, bank);
    return linesOfPages(await pagesOf((page) => plaidOf(clients).page(token, page)));
  }
  const provider = openBankingOf(clients, bank.provider);
  const pages: FeedPage[] = [];
  for (const { externalId } of await db.withTenant(bank.tenantId, (tx) => linksOf(tx, bank.id)))
    pages.push(
      ...(await pagesOf(async (page) => {
        const place = { tenantId: bank.tenantId, connectionId: bank.id, externalId, scope: 'transactions' } as const;
        const spent = await db.withTenant(bank.tenantId, (tx) => spendCall(tx, place, provider.budget));
        if (!spent.spent) throw new NoCallLeft();
        return provider.lines({ account: externalId, ...days, page });
      })),
    );
  return linesOfPages(pages);
}

/** What the books hold of an account as told by this access. */
async function heldOf({ db, days }: Auditor, bank: BankConnectionRow, accountId: string): Promise<AuditedLine[]> {
  const rows = await db.withTenant(bank.tenantId, (tx) =>
    tx
      .select({
        key: bankTransactionIds.externalKey,
        bookedOn: bankTransactionIds.bookedOn,
        amountMinor: bankTransactions.amountMinor,
        currency: bankTransactions.currency,
      })
      .from(bankTransactionIds)
      .innerJoin(bankTransactions, eq(bankTransactions.id, bankTransactionIds.transactionId))
      .where(
        and(
          eq(bankTransactionIds.accountId, accountId),
          eq(bankTransactionIds.source, bank.provider),
          eq(bankTransactionIds.scope, bank.externalId ?? ''),
          isNull(bankTransactions.removedAt),
          gte(bankTransactionIds.bookedOn, days.from),
          lte(bankTransactionIds.bookedOn, days.to),
        ),
      ),
  );
  return rows.map(({ key, ...row }) => ({ ...row, externalId: key.startsWith('id:') ? key.slice(3) : null }));
}

async function compare(auditor: Auditor, bank: BankConnectionRow) {
  grantOf(bank);
  const byAccount = await listedBy(auditor, bank);
  const { from, to } = auditor.days;
  const total = { listed: 0, held: 0, differences: [] as AuditDifference[] };
  for (const link of await auditor.db.withTenant(bank.tenantId, (tx) => linksOf(tx, bank.id))) {
    const listed = (byAccount.get(link.externalId)?.lines ?? []).filter(
      ({ bookedOn }) => bookedOn >= from && bookedOn <= to,
    );
    const held = await heldOf(auditor, bank, link.accountId);
    total.listed += listed.length;
    total.held += held.length;
    total.differences.push(...auditDifferences(listed, held));
  }
  return total;
}

function problemOf(error: unknown): NonNullable<Audited['problem']> {
  if (error instanceof NoCallLeft) return 'later';
  if (!(error instanceof VendorError)) throw error;
  if (error.type === 'BANK_RATE_LIMITED') return 'later';
  return error.kind === 'retryable' ? 'unreachable' : 'refused';
}

const PROBLEMS: Record<NonNullable<Audited['problem']>, string> = {
  later: 'not compared: the bank takes no more requests for now',
  refused: 'not compared: the access has ended, authorise it again',
  unreachable: 'not compared: the bank does not answer',
};
const DIFFERENCES: Record<AuditDifference['kind'], string> = {
  missing: 'listed by the bank and not held',
  extra: 'held and not listed by the bank',
  differs: 'the bank and the books disagree about',
};

const shownLine = ({ bookedOn, amountMinor, currency }: AuditedLine) =>
  `${bookedOn} ${moneyText(amountMinor, currency)}`;

function say({ tenant, bank, listed, held, differences, problem }: Audited): void {
  const found = problem
    ? PROBLEMS[problem]
    : `${counted(listed, 'line')} listed, ${held} held, ${counted(differences.length, 'difference')}`;
  line(`${tenant}, ${bank}: ${found}`);
  for (const { kind, listed: theirs, held: ours } of differences) {
    const both = [theirs, ours].flatMap((one) => (one ? [shownLine(one)] : []));
    line(`  ${DIFFERENCES[kind]}: ${both.join(' and ')}`);
  }
}

/** A difference weighs more than a bank that was not compared, and that one more than a bank which may be asked later. */
const WEIGHT: readonly FailureKind[] = ['refused', 'unreachable', 'later'];

function exitOf(reports: readonly Audited[]): void {
  const kind = reports.some(({ differences }) => differences.length > 0)
    ? 'failed'
    : WEIGHT.find((one) => reports.some(({ problem }) => problem === one));
  if (kind) process.exitCode = EXIT_CODES[kind].code;
}

/** Proves that what each provider lists and what is held are the same: asks the banks, and changes no line. */
export async function auditBanks(configuration: Configuration, options: Shown & { days: string }): Promise<void> {
  const count = Number(options.days);
  if (!Number.isInteger(count) || count < 1 || count > 730)
    throw new Failure('usage', `--days: a whole number from 1 to 730, not ${options.days}`);
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
  const days = { from: day(count), to: day(0) };
  const db = openConfiguredDatabase(configuration, 2);
  try {
    const cipher = createFieldCipher(configuration.fieldRing);
    const auditor: Auditor = { db, cipher, clients: bankClients(configuration.banks), days };
    const reports: Audited[] = [];
    for (const tenant of await db.withPlatform('bank audit', (tx) => tx.select().from(tenants))) {
      const banks = await db.withTenant(tenant.id, (tx) =>
        tx.select().from(bankConnections).where(eq(bankConnections.status, 'active')),
      );
      for (const bank of banks) {
        const about = { tenant: tenant.slug, bank: bankName(bank), connection_id: bank.id, ...days };
        const found = await compare(auditor, bank).catch((error: unknown) => ({ problem: problemOf(error) }));
        reports.push({ ...about, listed: 0, held: 0, differences: [], problem: null, ...found });
      }
    }
    show({ banks: reports }, options, () => {
      if (reports.length === 0) line('no bank is connected');
      for (const report of reports) say(report);
    });
    exitOf(reports);
  } finally {
    await db.end();
  }
}
