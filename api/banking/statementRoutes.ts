import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { bankAccounts, statementFiles } from '../../db/banking/schema.ts';
import { isUuid } from '../../db/database.ts';
import { STATEMENT_FORMATS } from '../../domain/banking/line.ts';
import { nameAccount } from '../../domain/banking/naming.ts';
import { daysOf, differenceText, type Statement } from '../../domain/banking/statement.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { moneyText } from '../../domain/money/moneyText.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import { createTurns, type Turns } from '../http/turns.ts';
import { amountSchema, type BankingRouteDeps, currency, mappingSchema, maybeAmount, shownAmount } from './fields.ts';
import { type ImportedPart, type ReadImport, readImport, runImport } from './runImport.ts';

const MAX_BASE64 = 6_700_000;
const BODY_BYTES = 7_340_032;
const SHOWN_LINES = 20;
/** Of one organisation; all share the readers. */
const FILES_AT_ONCE = 2;

const shownLine = z.object({
  booked_on: z.iso.date(),
  amount: amountSchema,
  counterparty: z.string().nullable(),
  reference: z.string().nullable(),
  description: z.string().nullable(),
});
const partSchema = z
  .object({
    statement_id: z.uuid().nullable().describe('Null in a preview'),
    account_id: z.uuid().nullable().describe('Null where the account is new, or where nothing says which one it is'),
    account_name: z.string().nullable(),
    new_account: z.boolean(),
    currency: z.string().nullable(),
    first_day: z.iso.date().nullable(),
    last_day: z.iso.date().nullable(),
    opening: amountSchema.nullable(),
    closing: amountSchema.nullable(),
    difference: z
      .string()
      .nullable()
      .describe('What is wrong with the balances, as a sentence; null where they add up or are not there'),
    lines: z.int(),
    added: z.int().describe('Lines that are new'),
    changed: z.int(),
    sample: z.array(shownLine).describe('The first lines'),
  })
  .meta({ id: 'StatementPart' });

const resultSchema = z
  .object({
    preview_hash: z.string().describe('Import exactly this by sending the same again with this hash'),
    imported: z.boolean(),
    format: z.enum(STATEMENT_FORMATS),
    encoding: z.string(),
    notes: z.array(z.string()),
    questions: z.array(
      z.object({
        asks: z.enum(['date_order', 'currency', 'columns', 'direction', 'account']),
        text: z.string(),
        answers: z.array(z.string()),
      }),
    ),
    csv: z
      .object({
        columns: z.array(z.string()),
        sample: z.array(z.array(z.string())),
        mapping: mappingSchema,
        head_key: z.string().nullable(),
      })
      .nullable(),
    statements: z.array(partSchema),
  })
  .meta({ id: 'StatementResult' });

const sampleOf = ({ lines }: Statement) =>
  lines.slice(0, SHOWN_LINES).map((line) => ({
    booked_on: line.bookedOn,
    amount: shownAmount(line.amountMinor, line.currency),
    counterparty: line.counterparty,
    reference: line.reference,
    description: line.description,
  }));

const partJson = (
  { statement, account, isNewAccount, imported }: ImportedPart,
  isKept: boolean,
): z.infer<typeof partSchema> => {
  const { firstDay, lastDay } = daysOf(statement);
  const balance = (of: Statement['opening']) => (of ? shownAmount(of.amountMinor, of.currency) : null);
  return {
    statement_id: isKept && imported ? imported.row.id : null,
    account_id: account && (isKept || !isNewAccount) ? account.id : null,
    account_name: account ? nameAccount(account) : null,
    new_account: isNewAccount,
    currency: statement.currency ?? account?.currency ?? null,
    first_day: firstDay,
    last_day: lastDay,
    opening: balance(statement.opening),
    closing: balance(statement.closing),
    difference: differenceText(statement),
    lines: statement.lines.length,
    added: imported?.taken.added ?? statement.lines.length,
    changed: imported?.taken.changed ?? 0,
    sample: sampleOf(statement),
  };
};

const ACCOUNT_QUESTION = {
  asks: 'account' as const,
  text: 'The file does not say which account it is of: choose one',
  answers: [] as string[],
};

function resultJson(
  { read, hash }: ReadImport,
  parts: readonly ImportedPart[],
  imported: boolean,
): z.infer<typeof resultSchema> {
  const { csv } = read;
  const open = (csv?.questions ?? []).map(({ answers, ...question }) => ({ ...question, answers: [...answers] }));
  return {
    preview_hash: hash,
    imported,
    format: read.format,
    encoding: read.encoding,
    notes: read.notes,
    questions: parts.some(({ account }) => account === null) ? [...open, ACCOUNT_QUESTION] : open,
    csv: csv && { columns: csv.columns, sample: csv.sample, mapping: csv.mapping, head_key: csv.headKey },
    statements: parts.map((part) => partJson(part, imported)),
  };
}

const importRoute = (deps: BankingRouteDeps, inTurn: Turns) =>
  defineRoute({
    method: 'post',
    path: '/reconciliation/statements',
    area: 'banking',
    summary:
      'Preview a statement file (CAMT, MT940, OFX, QIF, CSV); import it by sending it again with the hash of the preview',
    access: 'banking:manage',
    bodyBytes: BODY_BYTES,
    idempotent: true,
    body: z.strictObject({
      file_name: plainText(200).pipe(z.string().min(1)),
      content_base64: z.base64().min(4).max(MAX_BASE64).describe('At most 5 MB of file and 20,000 lines'),
      account_id: z.uuid().optional().describe('Which account it is of, where the file does not say'),
      mapping_id: z.uuid().optional().describe('Saved columns of a CSV; without it those of the same head are taken'),
      mapping: mappingSchema.optional().describe('Columns of a CSV, over what is saved or guessed'),
      date_order: z.enum(['dmy', 'mdy']).optional(),
      currency: currency.optional().describe('Where the file names none'),
      direction: z.enum(['in', 'out']).optional().describe('Of amounts that are written without a sign'),
      preview_hash: z.string().max(100).optional().describe('Without it this is a preview and keeps nothing'),
    }),
    responses: {
      200: { description: 'The preview', schema: resultSchema },
      201: { description: 'Imported', schema: resultSchema },
    },
    errors: [
      'STATEMENT_REFUSED',
      'STATEMENT_CHANGED',
      'STATEMENT_INCOMPLETE',
      'STATEMENT_OTHER_ACCOUNT',
      'STATEMENT_READER_BUSY',
      'BANK_ACCOUNT_NOT_FOUND',
      'BANKING_FULL',
      'STATEMENT_MAPPING_NOT_FOUND',
    ],
    async handle(context, { tenantId, actor }, { body }) {
      const wanted = {
        bytes: Buffer.from(body.content_base64, 'base64'),
        fileName: body.file_name,
        accountId: body.account_id ?? null,
        mappingId: body.mapping_id ?? null,
        answers: {
          mapping: body.mapping ?? null,
          dateOrder: body.date_order ?? null,
          currency: body.currency ?? null,
          direction: body.direction ?? null,
        },
      };
      const found = await inTurn(tenantId, () => readImport(deps, tenantId, wanted));
      const isPreview = body.preview_hash === undefined;
      if (!isPreview && body.preview_hash !== found.hash) throw new CodedError('STATEMENT_CHANGED');
      const [question] = found.read.csv?.questions ?? [];
      if (!isPreview && question) throw new CodedError('STATEMENT_INCOMPLETE', question.text);
      const place = { deps, tenantId, by: { actor, requestId: context.requestId } };
      const parts = await runImport(place, wanted, found, isPreview);
      return { status: isPreview ? 200 : 201, body: resultJson(found, parts, !isPreview) };
    },
  });

const statementSchema = z
  .object({
    statement_id: z.uuid(),
    account_id: z.uuid(),
    account_name: z.string(),
    file_name: z.string(),
    format: z.enum(STATEMENT_FORMATS),
    first_day: z.iso.date().nullable(),
    last_day: z.iso.date().nullable(),
    currency: z.string(),
    opening: amountSchema.nullable(),
    closing: amountSchema.nullable(),
    difference: z.string().nullable(),
    lines: z.int(),
    added: z.int(),
    changed: z.int(),
    imported_at: z.string(),
  })
  .meta({ id: 'Statement' });

type Listed = { statement: typeof statementFiles.$inferSelect; name: string; lastFour: string | null };
const statementJson = ({ statement: row, ...account }: Listed): z.infer<typeof statementSchema> => ({
  statement_id: row.id,
  account_id: row.accountId,
  account_name: nameAccount(account),
  file_name: row.fileName,
  format: row.format,
  first_day: row.firstDay,
  last_day: row.lastDay,
  currency: row.currency,
  opening: maybeAmount(row.openingMinor, row.currency),
  closing: maybeAmount(row.closingMinor, row.currency),
  difference: row.differenceMinor
    ? `${moneyText(Math.abs(row.differenceMinor), row.currency)} ${row.differenceMinor > 0 ? 'more has come in' : 'more has gone out'} than the lines say`
    : null,
  lines: row.lines,
  added: row.added,
  changed: row.changed,
  imported_at: row.createdAt.toISOString(),
});
const listed = { statement: statementFiles, name: bankAccounts.name, lastFour: bankAccounts.lastFour };

const listStatements = ({ db }: BankingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/statements',
    area: 'banking',
    summary: 'Statements that were imported, newest first',
    access: 'banking:read',
    query: listQuery(['created_at'], '-created_at', { account_id: z.uuid().optional() }),
    responses: { 200: { description: 'A page', schema: listSchema('statements', statementSchema) } },
    errors: [],
    async handle(_context, principal, { query }) {
      const list = keyset(query, { created_at: statementFiles.createdAt }, statementFiles.id);
      const own = query.account_id ? eq(statementFiles.accountId, query.account_id) : undefined;
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select({ ...listed, ...list.columns })
          .from(statementFiles)
          .innerJoin(bankAccounts, eq(bankAccounts.id, statementFiles.accountId))
          .where(and(own, list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return { status: 200, body: { statements: shown.map(statementJson), ...page } };
    },
  });

const showStatement = ({ db }: BankingRouteDeps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/statements/:statement_id',
    area: 'banking',
    summary: 'One imported statement',
    access: 'banking:read',
    params: z.object({ statement_id: z.string().max(100) }),
    responses: { 200: { description: 'The statement', schema: statementSchema } },
    errors: ['STATEMENT_NOT_FOUND'],
    async handle(_context, principal, { params }) {
      if (!isUuid(params.statement_id)) throw new CodedError('STATEMENT_NOT_FOUND');
      const [row] = await db.readTenant(principal.tenantId, (tx) =>
        tx
          .select(listed)
          .from(statementFiles)
          .innerJoin(bankAccounts, eq(bankAccounts.id, statementFiles.accountId))
          .where(eq(statementFiles.id, params.statement_id)),
      );
      if (!row) throw new CodedError('STATEMENT_NOT_FOUND');
      return { status: 200, body: statementJson(row) };
    },
  });

export const statementRoutes = (deps: BankingRouteDeps): Route[] => [
  importRoute(deps, createTurns(FILES_AT_ONCE, 'STATEMENT_READER_BUSY')),
  listStatements(deps),
  showStatement(deps),
];
