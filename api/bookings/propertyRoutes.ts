import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { type PropertyRow, saveProperty } from '../../books/bookings/saveProperty.ts';
import { properties } from '../../db/bookings/schema.ts';
import type { Database } from '../../db/database.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { createExpiringCache, type ExpiringCache } from '../../domain/expiringCache.ts';
import { isCurrency } from '../../domain/money/currencies.ts';
import { parseAmount } from '../../domain/money/money.ts';
import { isTimeZone } from '../../domain/time/zone.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { plainText } from '../http/text.ts';
import { major } from './bookingJson.ts';
import { amount } from './fields.ts';

const named = (maximum: number) => plainText(maximum).pipe(z.string().min(1));
const rates = <Rate extends z.ZodType>(rate: Rate) =>
  z.object({ Day: rate, Night: rate, 'Full Day': rate, 'Full Night': rate });

const propertySchema = z
  .object({
    property_id: z.uuid(),
    name: z.string(),
    type: z.enum(['hut', 'farm']),
    address: z.string(),
    contact: z.string(),
    currency: z.string(),
    time_zone: z.string().nullable().describe('Null: that of the tenant'),
    rates: rates(z.number()),
  })
  .meta({ id: 'Property' });

const propertyJson = (row: PropertyRow) => ({
  property_id: row.id,
  name: row.name,
  type: row.type,
  address: row.address,
  contact: row.contact,
  currency: row.currency,
  time_zone: row.timeZone,
  rates: {
    Day: major(row.dayMinor, row.currency),
    Night: major(row.nightMinor, row.currency),
    'Full Day': major(row.fullDayMinor, row.currency),
    'Full Night': major(row.fullNightMinor, row.currency),
  },
});

export interface PropertyDeps {
  db: Database;
  /** Called after each read of a cache. */
  onCacheLookup(cache: 'properties', hit: boolean): void;
}

const CACHED_TENANTS = 1_000;
/** Another API process sees a change of this one after that; what a booking costs is always read from the books. */
const CACHED_MS = 30_000;

const propertyBody = z.strictObject({
  name: named(200),
  type: z.enum(['hut', 'farm']),
  address: named(500),
  contact: named(200),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency such as USD')
    .refine(isCurrency, 'a currency such as USD'),
  time_zone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'a name of the time zone database, such as Asia/Karachi')
    .optional()
    .describe('Where it stands: its today decides which dates are past'),
  rates: rates(amount).strict(),
});

/** The columns that a request writes. Throws AMOUNT_OUT_OF_RANGE for a rate that its currency does not have. */
function columnsOf({ rates: wanted, time_zone, name: _name, ...columns }: z.infer<typeof propertyBody>) {
  const minor = (value: number | string) => {
    try {
      return parseAmount(value, columns.currency);
    } catch {
      throw new CodedError('AMOUNT_OUT_OF_RANGE', `rates: not an amount in ${columns.currency}`);
    }
  };
  return {
    ...columns,
    timeZone: time_zone ?? null,
    dayMinor: minor(wanted.Day),
    nightMinor: minor(wanted.Night),
    fullDayMinor: minor(wanted['Full Day']),
    fullNightMinor: minor(wanted['Full Night']),
  };
}

interface Cached {
  db: Database;
  cache: ExpiringCache<PropertyRow[]>;
  listOf(tenantId: string): Promise<PropertyRow[]>;
}

const listProperties = ({ listOf }: Cached) =>
  defineRoute({
    method: 'get',
    path: '/properties',
    area: 'bookings',
    summary: 'Properties that can be booked, with their rates',
    access: 'user',
    responses: {
      200: { description: 'All of them', schema: z.object({ properties: z.array(propertySchema), count: z.int() }) },
    },
    errors: [],
    async handle(_context, principal) {
      const rows = await listOf(principal.tenantId);
      return { status: 200, body: { properties: rows.map(propertyJson), count: rows.length } };
    },
  });

const putProperty = ({ db, cache }: Cached) =>
  defineRoute({
    method: 'post',
    path: '/admin/properties',
    budget: 'admin',
    area: 'bookings',
    summary: 'Add a property, or change the one of this name; bookings keep the price they were made at',
    access: 'bookings:manage',
    body: propertyBody,
    responses: { 201: { description: 'The property', schema: propertySchema } },
    errors: ['AMOUNT_OUT_OF_RANGE'],
    example: {
      name: 'White Palace FarmHouse',
      type: 'farm',
      address: 'Karachi, Pakistan',
      contact: '+92 21 1234567',
      currency: 'PKR',
      rates: { Day: 5000, Night: 6000, 'Full Day': 10_000, 'Full Night': 11_000 },
    },
    async handle(context, principal, { body }) {
      const { tenantId, actor } = principal;
      const property = { tenantId, name: body.name, ...columnsOf(body) };
      const row = await db.withTenant(tenantId, (tx) =>
        saveProperty(tx, property, { actor, requestId: context.requestId }),
      );
      cache.delete(tenantId);
      return { status: 201, body: propertyJson(row) };
    },
  });

/** Properties and what their shifts cost. */
export function propertyRoutes({ db, onCacheLookup }: PropertyDeps): Route[] {
  const cache = createExpiringCache<PropertyRow[]>(CACHED_TENANTS, CACHED_MS);
  const listOf = async (tenantId: string) => {
    const cached = cache.get(tenantId);
    onCacheLookup('properties', cached !== undefined);
    if (cached) return cached;
    const rows = await db.readTenant(tenantId, (tx) =>
      tx.select().from(properties).orderBy(asc(properties.name)).limit(1000),
    );
    cache.set(tenantId, rows);
    return rows;
  };
  return [listProperties({ db, cache, listOf }), putProperty({ db, cache, listOf })];
}
