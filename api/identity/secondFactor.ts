import { Secret, TOTP } from 'otpauth';
import type { FieldCipher } from '../../db/encryption/fieldCipher.ts';
import type { users } from '../../db/identity/schema.ts';

type UserRow = typeof users.$inferSelect;

const PERIOD_SECONDS = 30;
const SECRET_BYTES = 20;

const place = (user: Pick<UserRow, 'tenantId' | 'id'>) => ({
  tenantId: user.tenantId,
  table: 'users',
  column: 'second_factor_secret',
  rowId: user.id,
});

/** A new secret as it is shown once and as it is stored. */
export function newSecondFactor(cipher: FieldCipher, user: UserRow): { secret: string; uri: string; stored: string } {
  const secret = new Secret({ size: SECRET_BYTES });
  const totp = new TOTP({ issuer: 'Countersign', label: user.email, secret, period: PERIOD_SECONDS });
  return { secret: secret.base32, uri: totp.toString(), stored: cipher.encrypt(place(user), secret.base32) };
}

/** The 30 seconds a code is of: this, the last or the next; null when it fits none of them. The books take each once. */
export function stepOf(cipher: FieldCipher, user: UserRow, code: string): number | null {
  if (!user.secondFactorSecret) return null;
  const secret = Secret.fromBase32(cipher.decrypt(place(user), user.secondFactorSecret));
  const delta = new TOTP({ secret, period: PERIOD_SECONDS }).validate({ token: code, window: 1 });
  return delta === null ? null : Math.floor(Date.now() / 1000 / PERIOD_SECONDS) + delta;
}
