import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { ensureAccount } from '../books/banking/ensureAccount.ts';
import { takeLines } from '../books/banking/takeLines.ts';
import { openConfiguredDatabase } from '../cli/environment/connect.ts';
import { columnsOf } from '../db/arrays.ts';
import type { Database, Transaction } from '../db/database.ts';
import { createFieldCipher } from '../db/encryption/fieldCipher.ts';
import type { BankLine } from '../domain/banking/line.ts';
import { REPETITIONS, ratio } from './measure.ts';
import type { BenchWorld } from './world.ts';

const LINES = 10_000;
const DAYS = 90;
const by = { actor: 'bench', requestId: 'bench' };
const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);

/** Lines as a provider tells them: ninety days, few equal amounts on a day. */
const lines = (): BankLine[] =>
  Array.from({ length: LINES }, (_, at) => ({
    status: 'posted',
    bookedOn: day(at % DAYS),
    valueOn: day(at % DAYS),
    amountMinor: 100 + ((at * 7_919) % 50_000),
    currency: 'EUR',
    counterparty: `Customer ${at % 1_000} GmbH`,
    reference: `Invoice INV-${10_000 + at}`,
    description: 'SEPA credit transfer',
    endToEndId: `E2E-${at}`,
    bankReference: null,
    externalId: randomUUID(),
    pendingExternalId: null,
  }));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** The floor: one statement that puts the same columns into the same table, and looks nothing up. */
const floor = (tx: Transaction, tenantId: string, accountId: string, rows: readonly BankLine[]) =>
  tx.execute(sql`insert into bank_transactions (tenant_id, account_id, source, status, booked_on, value_on, amount_minor, currency, counterparty, reference, description, end_to_end_id)
    select ${tenantId}, ${accountId}, 'plaid', 'posted', given.* from ${columnsOf(rows, {
      booked_on: ['date', ({ bookedOn }) => bookedOn],
      value_on: ['date', ({ valueOn }) => valueOn],
      amount_minor: ['bigint', ({ amountMinor }) => amountMinor],
      currency: ['text', ({ currency }) => currency],
      counterparty: ['text', ({ counterparty }) => counterparty],
      reference: ['text', ({ reference }) => reference],
      description: ['text', ({ description }) => description],
      end_to_end_id: ['text', ({ endToEndId }) => endToEndId],
    })}`);

/** Rows per second of taking lines in, of the floor, and of taking the same in again; each into accounts of its own, in turns. */
export async function measureIngest(db: Database, tenantId: string) {
  const cipher = createFieldCipher({ current: 'bench', keys: { bench: Buffer.alloc(32, 1) } });
  const account = () =>
    db.withTenant(tenantId, async (tx) => {
      const named = { tenantId, currency: 'EUR', number: null, name: randomUUID(), mock: true };
      return (await ensureAccount(tx, cipher, named, by)).account.id;
    });
  const series = { ours: [] as number[], floor: [] as number[], replay: [] as number[] };
  for (let turn = 0; turn <= REPETITIONS; turn += 1) {
    const given = lines();
    const [mine, plain] = [await account(), await account()];
    const take = () =>
      db.withTenant(tenantId, (tx) =>
        takeLines(tx, { tenantId, accountId: mine, source: 'plaid', scope: 's', lines: given, mock: true, by }),
      );
    const ours = () => seconds(take);
    const base = () => seconds(() => db.withTenant(tenantId, (tx) => floor(tx, tenantId, plain, given)));
    const [first, second] = turn % 2 === 0 ? [await ours(), await base()] : [await base(), await ours()];
    const [own, other] = turn % 2 === 0 ? [first, second] : [second, first];
    const again = await ours();
    // The first turn warms both up.
    if (turn === 0) continue;
    series.ours.push(LINES / own);
    series.floor.push(LINES / other);
    series.replay.push(LINES / again);
  }
  return series;
}

/** How fast lines of banks come in. */
export async function bankingFigures({ configuration, login, publish, note }: BenchWorld): Promise<void> {
  const { tenantId } = login('admin') as { tenantId: string };
  const db = openConfiguredDatabase(configuration, 2);
  const { ours, floor: plain, replay } = await measureIngest(db, tenantId);
  await db.end();
  publish({
    name: 'bank lines taken in per second, ours / one unnest',
    limit: 0.3,
    better: 'higher',
    ...ratio(ours, plain),
  });
  note(`banking: the same again, ${Math.round(Math.min(...replay))} lines per second and no row written`);
}
