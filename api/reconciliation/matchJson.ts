import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { type Person, peopleBehind } from '../../db/identity/people.ts';
import { factsOfMatch, invoiceFacts, paymentFacts } from '../../db/reconciliation/matchFacts.ts';
import type { invoiceMatches } from '../../db/reconciliation/matchSchema.ts';
import { MATCH_KINDS, MATCH_STATES, PAYMENT_SIDES } from '../../domain/reconciliation/matchStates.ts';
import {
  evidenceWords,
  KIND_WORDS,
  MATCH_STATE_WORDS,
  notAutoText,
  scorerWords,
} from '../../domain/reconciliation/matchWords.ts';

type Row = typeof invoiceMatches.$inferSelect;

export const matchSchema = z
  .object({
    match_id: z.uuid(),
    title: z.string().describe('Who paid what for which invoice, in words'),
    subtitle: z.string(),
    status: z.enum(MATCH_STATES),
    state: z.object({ tone: z.enum(['plain', 'good', 'bad', 'warn', 'info']), text: z.string() }),
    side: z.enum(PAYMENT_SIDES),
    kind: z.enum(MATCH_KINDS),
    kind_text: z.string(),
    instance: z.string().describe('The WHMCS instance by its name'),
    confidence: z.int().describe('0 to 100'),
    amount_minor: z.int().describe('What is counted at the invoices'),
    currency: z.string(),
    paid_minor: z.int(),
    paid_currency: z.string(),
    approved_by: z.string().nullable().describe('auto: the rules'),
    decided_by_name: z.string().nullable().describe('The person who decided'),
    decided_at: z.string().nullable(),
    recorded_at: z.string().nullable(),
    asked_because: z.array(z.string()),
    task_id: z.uuid().nullable().describe('The question to a person, where one was asked'),
    run_id: z.uuid().describe('The run that has it decided and records it'),
    mock: z.boolean(),
    created_at: z.string(),
  })
  .meta({ id: 'InvoiceMatch' });

const evidenceSchema = z.object({
  what: z.string(),
  verdict: z.string(),
  how: z.string().nullable(),
  points: z.number().describe('What it adds to the score, or takes from it'),
});
const paymentFactsSchema = z
  .object({
    id: z.uuid(),
    side: z.enum(PAYMENT_SIDES),
    amount_minor: z.int(),
    currency: z.string(),
    paid_on: z.string(),
    payer: z.string().nullable(),
    reference: z.string().nullable(),
    description: z.string().nullable(),
    account: z.string().nullable(),
  })
  .meta({ id: 'PaymentFacts' });
const invoiceFactsSchema = z
  .object({
    id: z.uuid(),
    number: z.string(),
    client: z.string().nullable(),
    state: z.string(),
    currency: z.string(),
    total_minor: z.int(),
    balance_minor: z.int(),
    issued_on: z.string().nullable(),
    due_on: z.string().nullable(),
    instance: z.string(),
    counted_minor: z.int().describe('What this match counts at it'),
  })
  .meta({ id: 'InvoiceFacts' });
export const explainedSchema = matchSchema
  .extend({
    explanation: z.record(z.string(), z.unknown()).describe('As it is stored: rules, waterfall, score and runner-up'),
    scored_by: z.string().describe('Rules or model, in words'),
    unit: z.enum(['points', 'bits']).describe('What the lines of the waterfall count'),
    total: z.number(),
    waterfall: z.array(evidenceSchema),
    runner_up: z
      .object({
        score: z.int(),
        waterfall: z.array(evidenceSchema),
        payment: paymentFactsSchema.nullable(),
        invoice: invoiceFactsSchema.nullable(),
      })
      .nullable(),
    payments: z.array(paymentFactsSchema),
    invoices: z.array(invoiceFactsSchema),
  })
  .meta({ id: 'ExplainedMatch' });

/** A match with what people call it: of its run, its instance and its question. */
export interface NamedMatchRow {
  match: Row;
  title: string | null;
  subtitle: string | null;
  instance: string;
  taskId: string | null;
}

export const matchJson = (
  { match: row, title, subtitle, instance, taskId }: NamedMatchRow,
  people: ReadonlyMap<string, Person>,
) => ({
  match_id: row.id,
  title: title ?? KIND_WORDS[row.kind],
  subtitle: subtitle ?? '',
  status: row.state,
  state: MATCH_STATE_WORDS[row.state],
  side: row.side,
  kind: row.kind,
  kind_text: KIND_WORDS[row.kind],
  instance,
  confidence: row.score,
  amount_minor: row.amountMinor,
  currency: row.currency,
  paid_minor: row.paidMinor,
  paid_currency: row.paidCurrency,
  approved_by: row.decidedBy === 'rules' ? 'auto' : row.decidedBy,
  decided_by_name: row.decidedBy === 'rules' ? 'The rules' : (people.get(row.decidedBy ?? '')?.name ?? null),
  decided_at: row.decidedAt?.toISOString() ?? null,
  recorded_at: row.recordedAt?.toISOString() ?? null,
  asked_because: row.notAuto.map(notAutoText),
  task_id: taskId,
  run_id: row.processId,
  mock: row.mock,
  created_at: row.createdAt.toISOString(),
});

/** Who decided these matches. */
export const peopleOf = (tx: Transaction, rows: readonly NamedMatchRow[]): Promise<Map<string, Person>> =>
  peopleBehind(
    tx,
    rows.flatMap(({ match: { decidedBy } }) => decidedBy ?? []),
  );

/** Both sides of a match, how its score came about, and the next best. */
export async function explainedJson(tx: Transaction, cipher: FieldCipher, named: NamedMatchRow) {
  const { explanation } = named.match;
  const { runnerUp, waterfall, total, unit } = explanation;
  const next = runnerUp && {
    score: Math.round(runnerUp.score),
    waterfall: evidenceWords(runnerUp.waterfall),
    payment: (await paymentFacts(tx, cipher, [runnerUp.transactionId]))[0] ?? null,
    invoice: (await invoiceFacts(tx, cipher, [runnerUp.invoiceId]))[0] ?? null,
  };
  return {
    ...matchJson(named, await peopleOf(tx, [named])),
    explanation,
    scored_by: scorerWords(explanation),
    unit,
    total,
    waterfall: evidenceWords(waterfall),
    runner_up: next,
    ...(await factsOfMatch(tx, cipher, named.match.id)),
  };
}
