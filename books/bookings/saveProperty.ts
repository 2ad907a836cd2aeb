import { properties } from '../../db/bookings/schema.ts';
import type { Transaction } from '../../db/database.ts';
import { appendEvent } from '../events.ts';

export type PropertyRow = typeof properties.$inferSelect;

/** Adds a property, or changes the one of this name. Bookings keep the price they were made at. */
export async function saveProperty(
  tx: Transaction,
  property: Omit<typeof properties.$inferInsert, 'id' | 'createdAt'>,
  by: { actor: string; requestId: string },
): Promise<PropertyRow> {
  const { tenantId: _tenant, name: _name, ...set } = property;
  const [saved] = await tx
    .insert(properties)
    .values(property)
    .onConflictDoUpdate({ target: [properties.tenantId, properties.name], set })
    .returning();
  if (!saved) throw new Error('property not written');
  await appendEvent(tx, { type: 'property_saved', subject: `property:${saved.id}`, ...by });
  return saved;
}
