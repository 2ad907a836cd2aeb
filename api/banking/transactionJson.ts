import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { LineRow } from '../../books/banking/changeLine.ts';
import type { Transaction } from '../../db/database.ts';
import { actorNames } from '../../db/identity/people.ts';
import { events } from '../../db/operations/schema.ts';
import { subjectNames } from '../../db/subjectNames.ts';
import { LINE_SOURCES, MATCH_STATES } from '../../domain/banking/line.ts';
import { nameAccount } from '../../domain/banking/naming.ts';
import { eventSentence } from '../../domain/events/names.ts';
import { amountSchema, shownAmount } from './fields.ts';

export const transactionSchema = z
  .object({
    transaction_id: z.uuid(),
    account_id: z.uuid(),
    account_name: z.string(),
    status: z.enum(MATCH_STATES).describe('What is known about where the money belongs'),
    reason: z.string().nullable(),
    since: z.string(),
    posting: z.enum(['pending', 'posted']),
    booked_on: z.iso.date(),
    value_on: z.iso.date().nullable(),
    amount: amountSchema,
    counterparty: z.string().nullable(),
    reference: z.string().nullable(),
    clean_reference: z
      .string()
      .nullable()
      .describe('The reference as it is compared: capitals, without blanks and punctuation'),
    description: z.string().nullable(),
    end_to_end_id: z.string().nullable(),
    bank_reference: z.string().nullable(),
    source: z.enum(LINE_SOURCES).describe('Whose words it shows'),
    note: z.string().nullable(),
    removed_at: z.string().nullable().describe('When the bank took it back'),
    mock: z.boolean(),
  })
  .meta({ id: 'BankTransaction' });

export interface NamedLine {
  line: LineRow;
  name: string;
  lastFour: string | null;
}

export const transactionJson = ({ line: row, ...account }: NamedLine): z.infer<typeof transactionSchema> => ({
  transaction_id: row.id,
  account_id: row.accountId,
  account_name: nameAccount(account),
  status: row.matchState,
  reason: row.matchReason,
  since: row.matchSince.toISOString(),
  posting: row.status,
  booked_on: row.bookedOn,
  value_on: row.valueOn,
  amount: shownAmount(row.amountMinor, row.currency),
  counterparty: row.counterparty,
  reference: row.reference,
  clean_reference: row.referenceKey,
  description: row.description,
  end_to_end_id: row.endToEndId,
  bank_reference: row.bankReference,
  source: row.source,
  note: row.note,
  removed_at: row.removedAt?.toISOString() ?? null,
  mock: row.mock,
});

export const historySchema = z.array(z.object({ at: z.string(), sentence: z.string() }));
const HISTORY_AT_MOST = 100;

/** What happened to a line, in sentences, the newest first. */
export async function historyOf(tx: Transaction, lineId: string): Promise<z.infer<typeof historySchema>> {
  const subject = `bank-line:${lineId}`;
  const rows = await tx
    .select()
    .from(events)
    .where(eq(events.subject, subject))
    .orderBy(desc(events.sequence))
    .limit(HISTORY_AT_MOST);
  const actors = await actorNames(
    tx,
    rows.map(({ actor }) => actor),
  );
  const about = (await subjectNames(tx, [subject])).get(subject);
  return rows.map((event) => ({
    at: event.occurredAt.toISOString(),
    sentence: eventSentence(event.type, event.data, {
      actor: actors.get(event.actor) ?? null,
      about: about?.name ?? null,
      whom: about?.person ?? null,
    }),
  }));
}
