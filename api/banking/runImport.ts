import { eq, sql } from 'drizzle-orm';
import { type AccountRow, ensureAccount, identityKey } from '../../books/banking/ensureAccount.ts';
import { importStatement } from '../../books/banking/importStatement.ts';
import { mappingById } from '../../books/banking/saveMapping.ts';
import type { By } from '../../books/by.ts';
import { bankAccounts, statementMappings } from '../../db/banking/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { lastFourOf } from '../../domain/banking/accountIdentity.ts';
import type { CsvMapping } from '../../domain/banking/csvMapping.ts';
import type { Statement, StatementRead } from '../../domain/banking/statement.ts';
import { contentHash, sha256 } from '../../domain/digest.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import type { BankingRouteDeps, StatementAnswers } from './fields.ts';

export interface WantedImport {
  bytes: Buffer;
  fileName: string;
  accountId: string | null;
  mappingId: string | null;
  answers: StatementAnswers;
}
export interface ImportedPart {
  statement: Statement;
  /** Null where nothing says which account it is. */
  account: AccountRow | null;
  isNewAccount: boolean;
  imported: Awaited<ReturnType<typeof importStatement>> | null;
}
export interface ReadImport {
  read: StatementRead;
  mappingId: string | null;
  account: AccountRow | null;
  fileHash: string;
  /** Of the file, of how it was read and of where it goes. */
  hash: string;
}

async function accountOf(tx: Transaction, accountId: string): Promise<AccountRow> {
  const [row] = await tx.select().from(bankAccounts).where(eq(bankAccounts.id, accountId));
  if (!row) throw new CodedError('BANK_ACCOUNT_NOT_FOUND');
  return row;
}

/** The mapping that is named, else the saved one of this head. */
async function savedMapping(
  deps: BankingRouteDeps,
  tenantId: string,
  mappingId: string | null,
  headKey: string | null,
) {
  if (!mappingId && !headKey) return null;
  return deps.db.withTenant(tenantId, async (tx) => {
    if (mappingId) {
      const row = await mappingById(tx, mappingId);
      if (!row) throw new CodedError('STATEMENT_MAPPING_NOT_FOUND');
      return row;
    }
    const [row] = await tx
      .select()
      .from(statementMappings)
      .where(eq(statementMappings.headKey, headKey ?? ''))
      .orderBy(sql`updated_at desc`)
      .limit(1);
    return row ?? null;
  });
}

/** Reads a file with what is known of its account and columns. */
export async function readImport(deps: BankingRouteDeps, tenantId: string, wanted: WantedImport): Promise<ReadImport> {
  const { bytes, accountId, answers } = wanted;
  const account = accountId ? await deps.db.withTenant(tenantId, (tx) => accountOf(tx, accountId)) : null;
  const known = { ...answers, currency: answers.currency ?? account?.currency ?? null };
  const named = wanted.mappingId ? await savedMapping(deps, tenantId, wanted.mappingId, null) : null;
  // What was saved was checked when it was; the column is JSON.
  const mappingIn = (row: { mapping: unknown } | null) => (row ? (row.mapping as CsvMapping) : null);
  let read = await deps.readStatement(bytes, { ...known, mapping: answers.mapping ?? mappingIn(named) });
  let mappingId = answers.mapping ? null : (named?.id ?? null);
  if (read.csv?.headKey && !answers.mapping && !named) {
    const found = await savedMapping(deps, tenantId, null, read.csv.headKey);
    if (found) read = await deps.readStatement(bytes, { ...known, mapping: mappingIn(found) });
    mappingId = found?.id ?? null;
  }
  const fileHash = sha256(bytes.toString('base64'));
  const hash = contentHash({
    fileHash,
    fileName: wanted.fileName,
    accountId,
    mappingId,
    statements: read.statements,
    questions: read.csv?.questions ?? [],
  });
  return { read, mappingId, account, fileHash, hash };
}

interface Place {
  tenantId: string;
  deps: BankingRouteDeps;
  by: By;
}

/** The account of a statement: the chosen one, where the file does not name another; else the one of its number. */
async function placeOf(
  tx: Transaction,
  { deps, tenantId, by }: Place,
  chosen: AccountRow | null,
  { account: number, currency, holder }: Statement,
) {
  const named = (code: string) => ({
    tenantId,
    currency: code,
    number,
    holder,
    name: `Account …${lastFourOf(number ?? '')}`,
    mock: false,
  });
  if (chosen) {
    if (
      number &&
      chosen.identityKey.startsWith('number:') &&
      (await identityKey(tx, deps.cipher, named(chosen.currency))) !== chosen.identityKey
    )
      throw new CodedError('STATEMENT_OTHER_ACCOUNT', `The file is of the account that ends in ${lastFourOf(number)}`);
    return { account: chosen, isNew: false };
  }
  if (!number || !currency) return { account: null, isNew: false };
  return ensureAccount(tx, deps.cipher, named(currency), by);
}

class Undone extends Error {
  readonly parts: ImportedPart[];
  constructor(parts: ImportedPart[]) {
    super('undone');
    this.parts = parts;
  }
}

/**
 * Imports all statements of a file, or none. A preview does the same and undoes it, so it says exactly what an import would do
 * and keeps nothing.
 */
export async function runImport(
  place: Place,
  wanted: WantedImport,
  found: ReadImport,
  isPreview: boolean,
): Promise<ImportedPart[]> {
  const { deps, tenantId, by } = place;
  const { read, mappingId, account: chosen, fileHash } = found;
  try {
    return await deps.db.withTenant(tenantId, async (tx) => {
      const parts: ImportedPart[] = [];
      for (const [part, statement] of read.statements.entries()) {
        const { account, isNew } = await placeOf(tx, place, chosen, statement);
        if (!account && !isPreview)
          throw new CodedError('STATEMENT_INCOMPLETE', 'The file does not say which account it is of: choose one');
        const { fileName } = wanted;
        const { format } = read;
        const imported =
          account &&
          (await importStatement(
            tx,
            {
              tenantId,
              accountId: account.id,
              currency: account.currency,
              mappingId,
              fileName,
              format,
              fileHash,
              part,
              statement,
              mock: account.mock,
            },
            by,
          ));
        parts.push({ statement, account, isNewAccount: isNew, imported });
      }
      if (isPreview) throw new Undone(parts);
      return parts;
    });
  } catch (error) {
    if (error instanceof Undone) return error.parts;
    throw error;
  }
}
