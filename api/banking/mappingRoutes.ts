import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { type MappingRow, saveMapping } from '../../books/banking/saveMapping.ts';
import { statementMappings } from '../../db/banking/schema.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import { type BankingRouteDeps, mappingSchema } from './fields.ts';

const savedSchema = z
  .object({
    mapping_id: z.uuid(),
    name: z.string(),
    mapping: z.unknown(),
    head_key: z.string().nullable(),
    updated_at: z.string(),
  })
  .meta({ id: 'SavedMapping' });
const savedJson = (row: MappingRow): z.infer<typeof savedSchema> => ({
  mapping_id: row.id,
  name: row.name,
  mapping: row.mapping,
  head_key: row.headKey,
  updated_at: row.updatedAt.toISOString(),
});

/** Saved columns of banks' CSV files. */
export const mappingRoutes = ({ db }: BankingRouteDeps): Route[] => [
  defineRoute({
    method: 'get',
    path: '/reconciliation/statement-mappings',
    area: 'banking',
    summary: 'Saved columns of CSV files, by name',
    access: 'banking:read',
    responses: {
      200: { description: 'All of them', schema: z.object({ mappings: z.array(savedSchema), count: z.int() }) },
    },
    errors: [],
    async handle(_context, principal) {
      const rows = await db.readTenant(principal.tenantId, (tx) =>
        tx.select().from(statementMappings).orderBy(asc(statementMappings.name)).limit(500),
      );
      return { status: 200, body: { mappings: rows.map(savedJson), count: rows.length } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/reconciliation/statement-mappings',
    area: 'banking',
    summary: 'Save which column of a bank’s CSV says what; the next file with the same head finds it',
    access: 'banking:manage',
    idempotent: true,
    body: z.strictObject({
      name: plainText(120).pipe(z.string().min(1)),
      head_key: z.string().max(100).nullable(),
      mapping: mappingSchema,
    }),
    responses: { 201: { description: 'The mapping', schema: savedSchema } },
    errors: ['BANKING_FULL'],
    async handle(context, { tenantId, actor }, { body }) {
      const row = await db.withTenant(tenantId, (tx) =>
        saveMapping(
          tx,
          { tenantId, name: body.name, headKey: body.head_key, mapping: body.mapping },
          { actor, requestId: context.requestId },
        ),
      );
      return { status: 201, body: savedJson(row) };
    },
  }),
];
