import type { Transaction } from '../../db/database.ts';
import { tenantSettings } from '../../db/identity/schema.ts';
import { type BookingSettings, settingsOf } from '../../domain/bookings/settings.ts';
import { CodedError } from '../../domain/errors/codes.ts';
import { mayBePhone, phoneNumberOf } from '../../domain/phones/phoneNumber.ts';

/**
 * A number as it is stored: E.164 where it is valid as the tenant's country writes it, so that messages reach it; else as
 * it was typed. Throws VALIDATION_FAILED where nobody can be called by it.
 */
export async function readPhone(
  tx: Transaction,
  defaults: BookingSettings,
  field: string,
  phone: string | null,
): Promise<string | null> {
  if (phone === null) return null;
  const [tenant] = await tx.select().from(tenantSettings);
  const { phoneCountry } = settingsOf(defaults, tenant);
  if (mayBePhone(phone, phoneCountry)) return phoneNumberOf(phone, phoneCountry) ?? phone;
  throw new CodedError('VALIDATION_FAILED', `${field}: no phone number`, {
    fields: [{ field, rule: 'a phone number, with + and country code where it is of another country' }],
  });
}
