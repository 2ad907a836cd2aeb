import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Database, isUuid } from '../../db/database.ts';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import { billingClients, invoices } from '../../db/reconciliation/schema.ts';
import { type BillingClient, legible } from '../../db/reconciliation/sealed.ts';
import { INVOICE_STATES, OPEN_INVOICE_STATES } from '../../domain/reconciliation/invoices.ts';
import { keyset, listQuery, listSchema } from '../http/list.ts';
import { defineRoute, type Route } from '../http/route.ts';

export interface BillingReadDeps {
  db: Database;
  cipher: FieldCipher;
}

const invoiceSchema = z
  .object({
    id: z.uuid(),
    instance_id: z.uuid(),
    invoice_id: z.int().describe('Its number inside WHMCS'),
    number: z.string().describe('As it is printed'),
    state: z.enum(INVOICE_STATES),
    client_id: z.int(),
    client: z.string().nullable().describe('Who it is for, as people read it'),
    currency: z.string(),
    total_minor: z.int(),
    paid_minor: z.int(),
    balance_minor: z.int().describe('What is left to pay'),
    issued_on: z.string().nullable(),
    due_on: z.string().nullable(),
    paid_at: z.string().nullable(),
    mock: z.boolean(),
    updated_at: z.string(),
  })
  .meta({ id: 'Invoice' });

/** A client by the name people read: the company, where there is one. */
function clientName(cipher: FieldCipher, row: BillingClient | null): string | null {
  if (!row) return null;
  const read = (column: 'name' | 'company', text: string | null) =>
    legible(cipher, 'billing_clients', row, column, text || null);
  return read('company', row.company) ?? read('name', row.name);
}

const query = listQuery(['created_at', 'updated_at', 'total_minor', 'balance_minor'], '-created_at', {
  state: z
    .enum([...INVOICE_STATES, 'open'])
    .optional()
    .describe('open: money may still be recorded at it'),
  instance: z.string().max(100).optional(),
  currency: z.string().length(3).optional(),
  number: z.string().max(100).optional().describe('As it is printed, or its number inside WHMCS'),
});
type Query = z.infer<typeof query>;

function conditions({ state, instance, currency, number }: Query): (SQL | undefined)[] {
  return [
    state === 'open'
      ? and(inArray(invoices.state, [...OPEN_INVOICE_STATES]), gt(invoices.balanceMinor, 0))
      : state && eq(invoices.state, state),
    instance === undefined ? undefined : isUuid(instance) ? eq(invoices.instanceId, instance) : sql`false`,
    currency ? eq(invoices.currency, currency.toUpperCase()) : undefined,
    number === undefined ? undefined : sql`(${invoices.number} = ${number} or ${invoices.invoiceId}::text = ${number})`,
  ];
}

/** Invoices of WHMCS, as they were read last. */
export const invoiceRoutes = ({ db, cipher }: BillingReadDeps): Route[] => [
  defineRoute({
    method: 'get',
    path: '/reconciliation/invoices',
    area: 'reconciliation',
    summary: 'Invoices of your WHMCS instances',
    access: 'reconciliation:read',
    query,
    responses: { 200: { description: 'A page', schema: listSchema('invoices', invoiceSchema) } },
    errors: [],
    async handle(_context, { tenantId }, { query: asked }) {
      const sorts = {
        created_at: invoices.createdAt,
        updated_at: invoices.updatedAt,
        total_minor: invoices.totalMinor,
        balance_minor: invoices.balanceMinor,
      };
      const list = keyset(asked, sorts, invoices.id);
      const rows = await db.readTenant(tenantId, (tx) =>
        tx
          .select({ invoice: invoices, client: billingClients, ...list.columns })
          .from(invoices)
          .leftJoin(
            billingClients,
            and(eq(billingClients.instanceId, invoices.instanceId), eq(billingClients.clientId, invoices.clientId)),
          )
          .where(and(...conditions(asked), list.where))
          .orderBy(...list.orderBy)
          .limit(list.limit),
      );
      const { rows: shown, ...page } = list.page(rows);
      return {
        status: 200,
        body: {
          invoices: shown.map(({ invoice, client }) => ({
            id: invoice.id,
            instance_id: invoice.instanceId,
            invoice_id: invoice.invoiceId,
            number: invoice.number,
            state: invoice.state,
            client_id: invoice.clientId,
            client: clientName(cipher, client),
            currency: invoice.currency,
            total_minor: invoice.totalMinor,
            paid_minor: invoice.paidMinor,
            balance_minor: invoice.balanceMinor,
            issued_on: invoice.issuedOn,
            due_on: invoice.dueOn,
            paid_at: invoice.paidAt?.toISOString() ?? null,
            mock: invoice.mock,
            updated_at: invoice.updatedAt.toISOString(),
          })),
          ...page,
        },
      };
    },
  }),
];
