import { sql } from 'drizzle-orm';
import { arrayOf, columnsOf } from '../../db/arrays.ts';
import type { Transaction } from '../../db/database.ts';
import { isFile } from '../../domain/banking/keyLines.ts';
import { NOW } from '../../domain/banking/liveLines.ts';
import type { AddedLine, ChangedLine, LinePlan } from '../../domain/banking/planLines.ts';
import type { Facts } from '../../domain/banking/sighting.ts';

interface Whose {
  tenantId: string;
  accountId: string;
  mock: boolean;
  /** Who imported the file that tells of them; null where a bank does. */
  importer: string | null;
}

const words = {
  status: ['text', ({ status }) => status],
  booked_on: ['date', ({ bookedOn }) => bookedOn],
  value_on: ['date', ({ valueOn }) => valueOn],
  amount_minor: ['bigint', ({ amountMinor }) => amountMinor],
  counterparty: ['text', ({ counterparty }) => counterparty],
  reference: ['text', ({ reference }) => reference],
  description: ['text', ({ description }) => description],
  end_to_end_id: ['text', ({ endToEndId }) => endToEndId],
  bank_reference: ['text', ({ bankReference }) => bankReference],
} satisfies Record<string, [string, (row: Facts) => string | number | null]>;
const NAMES = sql.raw(Object.keys(words).join(', '));
const FROM_GIVEN = sql.raw(
  Object.keys(words)
    .map((name) => `${name} = given.${name}`)
    .join(', '),
);
const FROM_EXCLUDED = sql.raw(
  Object.keys(words)
    .map((name) => `${name} = excluded.${name}`)
    .join(', '),
);

/** Writes new lines. */
export async function insertLines(
  tx: Transaction,
  { tenantId, accountId, mock, importer }: Whose,
  lines: readonly AddedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const given = columnsOf(lines, {
    id: ['uuid', ({ id }) => id],
    currency: ['text', ({ currency }) => currency],
    source: ['text', ({ source }) => source],
    ...words,
  });
  await tx.execute(sql`insert into bank_transactions (tenant_id, account_id, mock, imported_by, id, currency, source, ${NAMES})
    select ${tenantId}, ${accountId}, ${mock}, array_remove(array[${importer}::text], null), id, currency, source, ${NAMES} from ${given}`);
}

/**
 * Writes what changed of lines. A line that comes again stands again. Another amount ends what it was matched with, and what is
 * proposed was proposed for the words that were shown; what is matched stays, and an event says that its words have changed.
 */
export async function updateLines(
  tx: Transaction,
  { importer }: Pick<Whose, 'importer'>,
  lines: readonly ChangedLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const given = columnsOf(lines, {
    id: ['uuid', ({ id }) => id],
    amount_changed: ['boolean', ({ amountChanged }) => amountChanged],
    reworded: ['boolean', ({ isReworded }) => isReworded],
    source: ['text', ({ source }) => source],
    ...words,
  });
  const ends = sql`((given.amount_changed and t.match_state in ('proposed', 'matched')) or (given.reworded and t.match_state = 'proposed'))`;
  await tx.execute(sql`update bank_transactions t set source = given.source, ${FROM_GIVEN}, removed_at = null,
    imported_by = case when ${importer}::text is null or ${importer}::text = any(t.imported_by) then t.imported_by else t.imported_by || ${importer}::text end,
    match_state = case when ${ends} then 'unmatched' else t.match_state end,
    match_reason = case when ${ends} then case when given.amount_changed then 'amount_changed' else 'words_changed' end else t.match_reason end,
    match_since = case when ${ends} then now() else t.match_since end, updated_at = now()
    from ${given} where t.id = given.id`);
}

/** Remembers what sources say of lines and how they know them; an id that named another line names this one from now on. */
export async function keepSightings(
  tx: Transaction,
  { tenantId, accountId }: Omit<Whose, 'importer'>,
  sightings: LinePlan['sightings'],
): Promise<void> {
  if (sightings.length === 0) return;
  const given = columnsOf(sightings, {
    id: ['uuid', ({ rowId }) => rowId],
    source: ['text', ({ source }) => source],
    scope: ['text', ({ scope }) => scope],
    external_key: ['text', ({ key }) => key],
    fingerprint: ['text', ({ said }) => said],
    whole_day: ['boolean', ({ wholeDay }) => wholeDay],
    told_now: ['boolean', ({ toldAt }) => toldAt === NOW],
    ...words,
  });
  await tx.execute(sql`insert into bank_transaction_ids (tenant_id, account_id, source, scope, external_key, transaction_id, fingerprint, whole_day,
      ${NAMES})
    select ${tenantId}, ${accountId}, source, scope, external_key, id, fingerprint, whole_day, ${NAMES} from ${given}
    on conflict (tenant_id, account_id, source, scope, external_key) do update set transaction_id = excluded.transaction_id,
      fingerprint = excluded.fingerprint, whole_day = excluded.whole_day, ${FROM_EXCLUDED},
      told_at = coalesce(excluded.told_at, bank_transaction_ids.told_at)`);
}

/** Forgets ids that the source has given up. */
export async function dropSightings(
  tx: Transaction,
  { accountId }: Pick<Whose, 'accountId'>,
  dropped: LinePlan['dropped'],
): Promise<void> {
  if (dropped.length === 0) return;
  const given = columnsOf(dropped, {
    source: ['text', ({ source }) => source],
    scope: ['text', ({ scope }) => scope],
    external_key: ['text', ({ key }) => key],
  });
  await tx.execute(sql`delete from bank_transaction_ids s using ${given} where s.tenant_id = current_tenant() and s.account_id = ${accountId}
    and s.source = given.source and s.scope = given.scope and s.external_key = given.external_key`);
}

/** Whoever imported the file that tells of a line has imported that line, also where it was held as another one until now. */
export async function inheritImporters(tx: Transaction, sightings: LinePlan['sightings']): Promise<void> {
  const moved = sightings.filter(({ source, fromRowId }) => fromRowId !== null && isFile(source));
  if (moved.length === 0) return;
  const given = columnsOf(moved, {
    id: ['uuid', ({ rowId }) => rowId],
    from_id: ['uuid', ({ fromRowId }) => fromRowId],
  });
  await tx.execute(sql`update bank_transactions t set imported_by = those.importers from (
      select given.id, array_agg(distinct importer) as importers from ${given}
      join bank_transactions b on b.id in (given.id, given.from_id) cross join unnest(b.imported_by) as importer group by given.id) those
    where t.id = those.id and not t.imported_by @> those.importers`);
}

/** Gives a line what somebody wrote on another one that turned out to be the same: its note, and that it was set aside. */
export async function joinLines(tx: Transaction, joined: LinePlan['joined']): Promise<void> {
  const edited = joined.filter(({ edits }) => edits > 0);
  if (edited.length === 0) return;
  const given = columnsOf(edited, { id: ['uuid', ({ id }) => id], into_id: ['uuid', ({ into }) => into] });
  await tx.execute(sql`update bank_transactions t set
      note = left(case when t.note is null or t.note = gone.note then gone.note when gone.note is null then t.note
        else t.note || E'\n' || gone.note end, 2000),
      match_state = case when gone.match_state = 'ignored' and t.match_state in ('new', 'unmatched') then 'ignored' else t.match_state end,
      match_reason = case when gone.match_state = 'ignored' and t.match_state in ('new', 'unmatched') then gone.match_reason else t.match_reason end,
      imported_by = t.imported_by || array(select unnest(gone.imported_by) except select unnest(t.imported_by)),
      updated_at = now()
    from ${given} join bank_transactions gone on gone.id = given.id where t.id = given.into_id`);
}

/** Marks lines that no source tells of any more. Rows and ids stay, so that a line that comes again finds its place. */
export async function removeLines(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.execute(
    sql`update bank_transactions set removed_at = now(), updated_at = now() where id = any(${arrayOf(ids, 'uuid')})`,
  );
}
