import { and, eq, isNull } from 'drizzle-orm';
import type { BankProvider } from '../../domain/banking/line.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { Database, Transaction } from '../database.ts';
import { bankAccountLinks, bankAccounts, bankConnections } from './schema.ts';

export type BankConnectionRow = typeof bankConnections.$inferSelect;

/** A connected bank. Throws NOT_FOUND. */
export async function bankIn(tx: Transaction, connectionId: string): Promise<BankConnectionRow> {
  const [row] = await tx.select().from(bankConnections).where(eq(bankConnections.id, connectionId));
  if (!row) throw new CodedError('NOT_FOUND');
  return row;
}

/** The accounts that a connection tells of now, by the provider's ids. */
export const linksOf = (tx: Transaction, connectionId: string) =>
  tx
    .select({
      accountId: bankAccountLinks.accountId,
      externalId: bankAccountLinks.externalId,
      coveredTo: bankAccountLinks.coveredTo,
      currency: bankAccounts.currency,
    })
    .from(bankAccountLinks)
    .innerJoin(bankAccounts, eq(bankAccounts.id, bankAccountLinks.accountId))
    .where(and(eq(bankAccountLinks.connectionId, connectionId), isNull(bankAccountLinks.endedAt)))
    .orderBy(bankAccountLinks.createdAt, bankAccountLinks.externalId);

/** How people call a bank. */
export const bankName = ({ institutionName }: Pick<BankConnectionRow, 'institutionName'>): string =>
  institutionName ?? 'a bank';

/** Whose bank it is that a provider calls so; null where it is nobody's. Reads across tenants: webhooks name none. */
export async function ownerOfBank(
  db: Database,
  provider: BankProvider,
  externalId: string,
): Promise<{ tenantId: string; id: string } | null> {
  const [row] = await db.withPlatform('owner of a bank connection', (tx) =>
    tx
      .select({ tenantId: bankConnections.tenantId, id: bankConnections.id })
      .from(bankConnections)
      .where(and(eq(bankConnections.provider, provider), eq(bankConnections.externalId, externalId)))
      .limit(1),
  );
  return row ?? null;
}
