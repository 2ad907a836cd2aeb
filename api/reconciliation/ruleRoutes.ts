import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { changeRules } from '../../books/reconciliation/changeRules.ts';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { type Person, peopleBehind } from '../../db/identity/people.ts';
import { matchingRuleSets } from '../../db/reconciliation/matchSchema.ts';
import { modelNow } from '../../db/reconciliation/models.ts';
import { openInvoices, openPayments, settledPayments } from '../../db/reconciliation/openItems.ts';
import { type RuleSet, rulesNow } from '../../db/reconciliation/ruleSets.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { DEFAULT_MATCH_RULES } from '../../domain/matching/invoices/defaultRules.ts';
import type { DryRun } from '../../domain/matching/invoices/dryRun.ts';
import type { MatchInput } from '../../domain/matching/invoices/reconcile.ts';
import { type MatchRules, matchRulesSchema } from '../../domain/matching/invoices/schema.ts';
import { outcomeText } from '../../domain/reconciliation/outcomeWords.ts';
import { defineRoute, type Reply, type RequestContext, type Route } from '../http/route.ts';
import type { Principal } from '../http/tokens.ts';
import { createTurns, type Turns } from '../http/turns.ts';
import { powerChangeReply, powerChangeSchema } from '../identity/powerChanges.ts';
import type { BillingReadDeps } from './invoiceRoutes.ts';

const MOST_CHANGES = 200;
const MOST_VERSIONS = 100;

const ruleSetSchema = z
  .object({
    version: z.int().describe('0: the rules that are shipped'),
    active: z.boolean(),
    rules: matchRulesSchema,
    made_by: z.string().nullable(),
    made_by_name: z.string().nullable().describe('The person behind it'),
    approved_by: z.string().nullable(),
    approved_by_name: z.string().nullable(),
    created_at: z.string().nullable(),
  })
  .meta({ id: 'MatchingRules' });

const ruleSetJson = (
  { version, active, rules, madeBy, approvedBy, createdAt }: RuleSet,
  people: ReadonlyMap<string, Person>,
) => ({
  version,
  active,
  rules,
  made_by: madeBy,
  made_by_name: people.get(madeBy)?.name ?? null,
  approved_by: approvedBy,
  approved_by_name: people.get(approvedBy ?? '')?.name ?? null,
  created_at: createdAt.toISOString(),
});

const from = z.int().min(0).describe('The version that was read; another one holds by now: 412');
const { version: _name, ...parts } = matchRulesSchema.shape;
const patchBody = z.strictObject({ from_version: from, ...z.strictObject(parts).partial().shape });
const RESPONSES = {
  200: { description: 'The rules from the next run on', schema: ruleSetSchema },
  202: { description: 'They let the machine approve more, and wait for a second person', schema: powerChangeSchema },
};

const listRoute = ({ db }: BillingReadDeps) =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/rules',
    area: 'reconciliation',
    summary: 'The rules by which payments are matched, and what they were before',
    access: 'reconciliation:read',
    responses: {
      200: {
        description: 'The active rules, and versions, the newest first',
        schema: z.object({
          active: ruleSetSchema,
          versions: z.array(ruleSetSchema),
          shipped: matchRulesSchema.describe('The rules of whoever has made none'),
        }),
      },
    },
    errors: [],
    handle: (_context, { tenantId }) =>
      db.withTenant(tenantId, async (tx) => {
        const rows = await tx
          .select()
          .from(matchingRuleSets)
          .orderBy(desc(matchingRuleSets.version))
          .limit(MOST_VERSIONS);
        const active = rows.find((row) => row.active);
        const people = await peopleOf(tx, rows);
        const nobody = { made_by: null, made_by_name: null, approved_by: null, approved_by_name: null };
        const shipped = { version: 0, rules: DEFAULT_MATCH_RULES, active: true, ...nobody, created_at: null };
        return {
          status: 200,
          body: {
            active: active ? ruleSetJson(active, people) : shipped,
            versions: rows.map((row) => ruleSetJson(row, people)),
            shipped: DEFAULT_MATCH_RULES,
          },
        };
      }),
  });

const peopleOf = (tx: Transaction, rows: readonly RuleSet[]) =>
  peopleBehind(
    tx,
    rows.flatMap(({ madeBy, approvedBy }) => [madeBy, ...(approvedBy === null ? [] : [approvedBy])]),
  );

/** Changes what `edit` makes of the rules that hold. */
const change = (
  { db }: BillingReadDeps,
  { requestId }: RequestContext,
  { tenantId, actor, userId }: Principal,
  fromVersion: number,
  edit: (rules: MatchRules) => unknown,
): Promise<Reply> =>
  db.withTenant(tenantId, async (tx) => {
    const now = await rulesNow(tx);
    const wanted = matchRulesSchema.safeParse(edit(now.rules));
    if (!wanted.success) throw new CodedError('VALIDATION_FAILED', wanted.error.issues[0]?.message);
    const made = await changeRules(
      tx,
      { from: fromVersion, body: wanted.data },
      { tenantId, actor, userId, requestId },
    );
    return 'waits' in made
      ? powerChangeReply(made.waits)
      : { status: 200, body: ruleSetJson(made.row, await peopleOf(tx, [made.row])) };
  });

const COMMON = {
  path: '/reconciliation/rules',
  area: 'reconciliation',
  access: 'reconciliation:manage',
  remembers: true,
  responses: RESPONSES,
} as const;

/** What is open as the pipeline takes it. */
async function inputOf(tx: Transaction, cipher: FieldCipher) {
  const { rules } = await rulesNow(tx);
  return {
    transactions: await openPayments(tx, cipher),
    invoices: await openInvoices(tx, cipher),
    settled: await settledPayments(tx),
    rules,
    model: (await modelNow(tx)).model,
    asOf: new Date().toISOString().slice(0, 10),
  };
}
const outcomeSchema = z.record(z.string(), z.unknown());
const countsSchema = z.object({ auto: z.int(), review: z.int(), asked: z.int(), unmatched: z.int() });

const dryRunSchema = z
  .object({
    counts: z.object({ before: countsSchema, after: countsSchema }),
    changed: z.int(),
    changes: z.array(
      z.object({
        transaction_id: z.uuid(),
        payer: z.string().nullable(),
        amount_minor: z.int(),
        currency: z.string(),
        paid_on: z.string(),
        before: outcomeSchema,
        after: outcomeSchema,
        before_text: z.string(),
        after_text: z.string(),
      }),
    ),
  })
  .meta({ id: 'RulesDryRun' });

export interface RuleRouteDeps extends BillingReadDeps {
  /** Tries rules where they stop nobody else. Throws RULES_TOO_COSTLY, RATE_LIMITED. */
  tryRules(input: MatchInput, rules: MatchRules): Promise<DryRun>;
}

const dryRunRoute = ({ db, cipher, tryRules }: RuleRouteDeps, inTurn: Turns) =>
  defineRoute({
    method: 'post',
    path: '/reconciliation/rules/dry-run',
    area: 'reconciliation',
    summary: 'What other rules would change for what is open now; nothing is kept',
    access: 'reconciliation:manage',
    body: z.strictObject({ rules: matchRulesSchema }),
    responses: {
      200: {
        description: 'Counts before and after, and the first payments whose outcome changes',
        schema: dryRunSchema,
      },
    },
    errors: ['RULES_TOO_COSTLY', 'RATE_LIMITED'],
    async handle(_context, { tenantId }, { body: { rules } }) {
      const input = await db.withTenant(tenantId, (tx) => inputOf(tx, cipher));
      const { counts, changes } = await inTurn(tenantId, () => tryRules(input, rules));
      const payments = new Map(input.transactions.map((one) => [one.id, one]));
      const numbers = new Map(input.invoices.map(({ id, number }) => [id, number]));
      const numberOf = (id: string) => numbers.get(id) ?? 'unknown';
      const shown = changes.slice(0, MOST_CHANGES).flatMap((change) => {
        const payment = payments.get(change.transactionId);
        return payment ? [{ ...change, payment }] : [];
      });
      return {
        status: 200,
        body: {
          counts,
          changed: changes.length,
          changes: shown.map(({ transactionId, payment, before, after }) => ({
            transaction_id: transactionId,
            payer: payment.payer,
            amount_minor: payment.amountMinor,
            currency: payment.currency,
            paid_on: payment.bookedOn,
            before,
            after,
            before_text: outcomeText(before, numberOf),
            after_text: outcomeText(after, numberOf),
          })),
        },
      };
    },
  });

/** The rules of a tenant. A version never changes; what is changed is the next one. */
export const ruleRoutes = (deps: RuleRouteDeps): Route[] => [
  listRoute(deps),
  defineRoute({
    ...COMMON,
    errors: ['PRECONDITION_FAILED', 'RATE_LIMITED'],
    method: 'post',
    summary: 'Put other rules in place of those that hold',
    body: z.strictObject({ from_version: from, rules: matchRulesSchema }),
    handle: (context, principal, { body }) => change(deps, context, principal, body.from_version, () => body.rules),
  }),
  defineRoute({
    ...COMMON,
    errors: ['PRECONDITION_FAILED', 'RATE_LIMITED'],
    method: 'patch',
    summary: 'Change some of the rules',
    body: patchBody,
    handle: (context, principal, { body: { from_version: fromVersion, ...changed } }) =>
      change(deps, context, principal, fromVersion, (rules) => ({ ...rules, ...changed })),
  }),
  dryRunRoute(deps, createTurns(1, 'RATE_LIMITED')),
];
