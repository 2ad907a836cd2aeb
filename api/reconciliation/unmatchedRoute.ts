import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { invoiceFacts, paymentFacts } from '../../db/reconciliation/matchFacts.ts';
import { unmatchedItems } from '../../db/reconciliation/matchSchema.ts';
import { PAYMENT_SIDES, WAITS } from '../../domain/reconciliation/matchStates.ts';
import { OWNER_WORDS, ownerOf, unmatchedText, WAIT_WORDS } from '../../domain/reconciliation/unmatchedWords.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';
import type { BillingReadDeps } from './invoiceRoutes.ts';

type Row = typeof unmatchedItems.$inferSelect;

/** Sets of one question that are shown. */
const MOST_FITTING = 5;

const unmatchedSchema = z
  .object({
    side: z.enum([...PAYMENT_SIDES, 'invoice']),
    item_id: z.uuid(),
    name: z.string().describe('Who paid, or the invoice and its client'),
    about: z.string().nullable().describe('What the payer wrote, or the WHMCS instance'),
    amount_minor: z.int().nullable(),
    currency: z.string().nullable(),
    day: z.string().nullable().describe('When it was paid, or is due'),
    wait: z.enum(WAITS),
    wait_text: z.string(),
    tone: z.enum(['plain', 'warn', 'info']),
    reason: z.string(),
    reason_text: z.string(),
    owner: z.enum(['payer', 'billing', 'reviewer']).describe('Whose turn it is'),
    owner_text: z.string(),
    fitting: z.array(z.string()).describe('Of a question: what would fit, in words'),
    since: z.string(),
  })
  .meta({ id: 'UnmatchedItem' });

/** Payments and invoices of a page by id, read at once. */
async function factsOf(tx: Transaction, cipher: FieldCipher, rows: readonly Row[]) {
  const sets = rows.flatMap(({ alternatives }) => (alternatives ?? []).slice(0, MOST_FITTING));
  const own = (isInvoice: boolean) =>
    rows.filter(({ side }) => (side === 'invoice') === isInvoice).map(({ itemId }) => itemId);
  const payments = [...new Set([...own(false), ...sets.flatMap(({ transactionIds }) => transactionIds)])];
  const invoices = [...new Set([...own(true), ...sets.flatMap(({ invoiceIds }) => invoiceIds)])];
  return {
    payments: new Map((await paymentFacts(tx, cipher, payments)).map((one) => [one.id, one])),
    invoices: new Map((await invoiceFacts(tx, cipher, invoices)).map((one) => [one.id, one])),
  };
}
type Facts = Awaited<ReturnType<typeof factsOf>>;

const invoiceName = ({ number, client }: { number: string; client: string | null }) =>
  `Invoice ${number}${client ? ` of ${client}` : ''}`;

/** The item itself as people read it. */
function itemOf({ side, itemId }: Row, { payments, invoices }: Facts) {
  if (side === 'invoice') {
    const invoice = invoices.get(itemId);
    if (!invoice) return { name: 'An invoice', about: null, amount_minor: null, currency: null, day: null };
    const { instance, balance_minor: amount, currency, due_on: day } = invoice;
    return { name: invoiceName(invoice), about: instance, amount_minor: amount, currency, day };
  }
  const payment = payments.get(itemId);
  if (!payment) return { name: 'A payment', about: null, amount_minor: null, currency: null, day: null };
  const { amount_minor: amount, currency, paid_on: day } = payment;
  const about = payment.reference ?? payment.description;
  return { name: payment.payer ?? 'No name', about, amount_minor: amount, currency, day };
}

/** What would fit, without the item itself. */
const fittingOf = ({ side, alternatives }: Row, { payments, invoices }: Facts): string[] =>
  (alternatives ?? [])
    .slice(0, MOST_FITTING)
    .map(({ transactionIds, invoiceIds }) =>
      (side === 'invoice'
        ? transactionIds.map((id) => `Payment of ${payments.get(id)?.payer ?? 'nobody named'}`)
        : invoiceIds.map((id) => invoiceName(invoices.get(id) ?? { number: 'unknown', client: null }))
      ).join(' and '),
    );

/** Payments and invoices without a match. */
export const unmatchedRoute = ({ db, cipher }: BillingReadDeps): Route =>
  defineRoute({
    method: 'get',
    path: '/reconciliation/unmatched',
    area: 'reconciliation',
    summary: 'Payments and invoices without a match, with the reason, its age and whose turn it is',
    access: 'reconciliation:read',
    query: listQuery(['since'], 'since', {
      side: z.enum([...PAYMENT_SIDES, 'invoice']).optional(),
      wait: z.enum(WAITS).optional(),
    }),
    responses: { 200: { description: 'A page', schema: listSchema('items', unmatchedSchema) } },
    errors: [],
    async handle(_context, { tenantId }, { query }) {
      const list = keyset(query, { since: unmatchedItems.since }, unmatchedItems.itemId);
      const { shown, page, facts } = await db.withTenant(tenantId, async (tx) => {
        const rows = await tx
          .select({ item: unmatchedItems, ...list.columns })
          .from(unmatchedItems)
          .where(
            and(
              query.side && eq(unmatchedItems.side, query.side),
              query.wait && eq(unmatchedItems.wait, query.wait),
              list.where,
            ),
          )
          .orderBy(...list.orderBy)
          .limit(list.limit);
        const { rows: kept, ...rest } = list.page(rows);
        const items = kept.map(({ item }) => item);
        return { shown: items, page: rest, facts: await factsOf(tx, cipher, items) };
      });
      const items = shown.map((row) => {
        const owner = ownerOf(row.side, row.wait);
        return {
          side: row.side,
          item_id: row.itemId,
          ...itemOf(row, facts),
          wait: row.wait,
          wait_text: WAIT_WORDS[row.wait].text,
          tone: WAIT_WORDS[row.wait].tone,
          reason: row.reason,
          reason_text: unmatchedText(row.reason),
          owner,
          owner_text: OWNER_WORDS[owner],
          fitting: fittingOf(row, facts),
          since: row.since.toISOString(),
        };
      });
      return { status: 200, body: { items, ...page } };
    },
  });
