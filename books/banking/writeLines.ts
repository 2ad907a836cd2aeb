import { sql } from 'drizzle-orm';
import { arrayOf, columnsOf } from '../../db/arrays.ts';
import type { Transaction } from '../../db/database.ts';
import type { KeyedLine } from '../../domain/banking/assignLines.ts';
import type { LineSource } from '../../domain/banking/line.ts';
import type { Merged } from '../../domain/banking/mergeLine.ts';

interface Whose {
  tenantId: string;
  accountId: string;
  source: LineSource;
  scope: string;
  mock: boolean;
  /** Who imported the file that tells of them; null where a bank does. */
  importer: string | null;
}
export type ChangedLine = Merged & { id: string; amountChanged: boolean };

const words = {
  source: ['text', ({ source }) => source],
  status: ['text', ({ status }) => status],
  booked_on: ['date', ({ bookedOn }) => bookedOn],
  value_on: ['date', ({ valueOn }) => valueOn],
  amount_minor: ['bigint', ({ amountMinor }) => amountMinor],
  counterparty: ['text', ({ counterparty }) => counterparty],
  reference: ['text', ({ reference }) => reference],
  description: ['text', ({ description }) => description],
  end_to_end_id: ['text', ({ endToEndId }) => endToEndId],
  bank_reference: ['text', ({ bankReference }) => bankReference],
} satisfies Record<string, [string, (row: Merged) => string | number | null]>;
const NAMES = sql.raw(Object.keys(words).join(', '));

/** Writes new lines. */
export async function insertLines(
  tx: Transaction,
  { tenantId, accountId, source, mock, importer }: Whose,
  lines: readonly (KeyedLine & { id: string })[],
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ id, line }) => ({ ...line, id, source }));
  const given = columnsOf(rows, {
    id: ['uuid', ({ id }) => id],
    currency: ['text', ({ currency }) => currency],
    ...words,
  });
  await tx.execute(sql`insert into bank_transactions (tenant_id, account_id, mock, imported_by, id, currency, ${NAMES})
    select ${tenantId}, ${accountId}, ${mock}, array_remove(array[${importer}::text], null), id, currency, ${NAMES} from ${given}`);
}

/** Writes what changed of lines. A line that comes again stands again; another amount ends what it was matched with. */
export async function updateLines(
  tx: Transaction,
  { importer }: Pick<Whose, 'importer'>,
  lines: readonly ChangedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const given = columnsOf(lines, {
    id: ['uuid', ({ id }) => id],
    amount_changed: ['boolean', ({ amountChanged }) => amountChanged],
    ...words,
  });
  const ends = sql`given.amount_changed and t.match_state in ('proposed', 'matched')`;
  await tx.execute(sql`update bank_transactions t set source = given.source, status = given.status, booked_on = given.booked_on,
    value_on = given.value_on, amount_minor = given.amount_minor, counterparty = given.counterparty, reference = given.reference,
    description = given.description, end_to_end_id = given.end_to_end_id, bank_reference = given.bank_reference, removed_at = null,
    imported_by = case when ${importer}::text is null or ${importer}::text = any(t.imported_by) then t.imported_by else t.imported_by || ${importer}::text end,
    match_state = case when ${ends} then 'unmatched' else t.match_state end,
    match_reason = case when ${ends} then 'amount_changed' else t.match_reason end,
    match_since = case when ${ends} then now() else t.match_since end, updated_at = now()
    from ${given} where t.id = given.id`);
}

/** Remembers how the source knows these lines; an id that named another line names this one from now on. */
export async function keepSightings(
  tx: Transaction,
  { tenantId, accountId, source, scope }: Omit<Whose, 'importer'>,
  lines: readonly (KeyedLine & { id: string })[],
): Promise<void> {
  if (lines.length === 0) return;
  const given = columnsOf(lines, {
    id: ['uuid', ({ id }) => id],
    external_key: ['text', ({ key }) => key],
    fingerprint: ['text', ({ said }) => said],
    booked_on: ['date', ({ line }) => line.bookedOn],
    whole_day: ['boolean', ({ wholeDay }) => wholeDay],
  });
  await tx.execute(sql`insert into bank_transaction_ids (tenant_id, account_id, source, scope, external_key, transaction_id, fingerprint, booked_on, whole_day)
    select ${tenantId}, ${accountId}, ${source}, ${scope}, external_key, id, fingerprint, booked_on, whole_day from ${given}
    on conflict (tenant_id, account_id, source, scope, external_key) do update
    set transaction_id = excluded.transaction_id, fingerprint = excluded.fingerprint, booked_on = excluded.booked_on, whole_day = excluded.whole_day`);
}

/** Forgets ids that the source has given up. */
export async function dropSightings(
  tx: Transaction,
  whose: Omit<Whose, 'importer'>,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx.execute(sql`delete from bank_transaction_ids where account_id = ${whose.accountId} and source = ${whose.source}
    and scope = ${whose.scope} and external_key = any(${arrayOf(keys, 'text')})`);
}

/** Marks lines that no source tells of any more. Rows and ids stay, so that a line that comes again finds its place. */
export async function removeLines(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    sql`update bank_transactions set removed_at = now(), updated_at = now() where id = any(${arrayOf(ids, 'uuid')})`,
  );
}
